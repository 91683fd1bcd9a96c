"""Overview's content as a plain page in Vizro."""

import os
import sys

import pandas as pd
import plotly.graph_objects as go
import vizro.models as vm
from figures import MEASURES, Store, page
from vizro import Vizro
from vizro.managers import data_manager
from vizro.models.types import capture
from vizro.tables import dash_ag_grid

STORE = Store(os.environ["PEER_STORE"])
DISTRICTS = list(STORE.districts)


@capture("graph")
def ward_map(data_frame: pd.DataFrame, district: str, measure: str) -> go.Figure:
    """The map."""
    return page(STORE, district=district, measure=measure, tall=None, low=None)[0]


@capture("graph")
def months(data_frame: pd.DataFrame, district: str, measure: str) -> go.Figure:
    """The bars."""
    return page(STORE, district=district, measure=measure, tall=None, low=None)[1]


@capture("graph")
def gauge(data_frame: pd.DataFrame, district: str, measure: str) -> go.Figure:
    """The gauge."""
    return page(STORE, district=district, measure=measure, tall=None, low=None)[2]


def wards(district: str = DISTRICTS[0], measure: str = "All crime") -> pd.DataFrame:
    """The table."""
    return page(STORE, district=district, measure=measure)[3]


data_manager["wards"] = wards
NOTHING = pd.DataFrame({"nothing": [0]})
CHOSEN = {"district": DISTRICTS[0], "measure": "All crime"}
PARTS = {"gauge": gauge, "ward_map": ward_map, "months": months}


def control(name: str, label: str, options: list[str]) -> vm.Parameter:
    """A choice that all of the page follows."""
    return vm.Parameter(
        targets=[*[f"{part}.{name}" for part in PARTS], f"wards.data_frame.{name}"],
        selector=vm.RadioItems(title=label, options=options, value=options[0]),
    )


page_of_wards = vm.Page(
    title="Overview",
    components=[
        *[vm.Graph(id=name, figure=draw(NOTHING, **CHOSEN)) for name, draw in PARTS.items()],
        vm.Table(id="wards", figure=dash_ag_grid(data_frame="wards")),
    ],
    controls=[control("district", "Area", DISTRICTS), control("measure", "Measure", list(MEASURES))],
)
app = Vizro().build(vm.Dashboard(pages=[page_of_wards]))

if __name__ == "__main__":
    app.run(port=int(sys.argv[1]), debug=False)
