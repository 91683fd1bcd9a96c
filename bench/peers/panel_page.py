"""Overview's content as a plain page in Panel."""

import os

import panel as pn
from figures import MEASURES, Store, page

pn.extension("plotly", "tabulator")
STORE = pn.state.as_cached("store", lambda: Store(os.environ["PEER_STORE"]))
DISTRICTS = list(STORE.districts)
area = pn.widgets.RadioBoxGroup(name="Area", options=DISTRICTS, value=DISTRICTS[0], inline=True)
measure = pn.widgets.RadioBoxGroup(name="Measure", options=list(MEASURES), value="All crime", inline=True)
first = page(STORE, district=DISTRICTS[0], measure="All crime")
ward_map, bars, gauge = (pn.pane.Plotly(figure, sizing_mode="stretch_width") for figure in first[:3])
table = pn.widgets.Tabulator(first[3], show_index=False, disabled=True)


def redraw(*_: object) -> None:
    """Draw what is chosen."""
    found = page(STORE, district=area.value, measure=measure.value)
    ward_map.object, bars.object, gauge.object, table.value = found


area.param.watch(redraw, "value")
measure.param.watch(redraw, "value")
pn.Column(area, measure, gauge, pn.Row(ward_map, bars), table, sizing_mode="stretch_width").servable()
