"""One small good file of every kind and form: what the mutations start from."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import geopandas as gpd
import shapely
from openpyxl import Workbook

from data import catalogue
from tests.integration.road_files import LAYOUTS, make_crashes, write_crashes
from tests.integration.small_files import build_small_county
from tests.integration.street_files import HEADER, LSOAS, WARDS, street_rows, write_places
from tests.unit.claim_lists import as_csv as claims_csv
from tests.unit.claim_lists import figure, indicator
from tests.unit.test_boundary_formats import write_boundaries
from tests.unit.test_deprivation import PUBLISHED as DEPRIVATION
from tests.unit.test_deprivation import ROW as DEPRIVED
from tests.unit.test_official_totals import NAMED, ROWS, grid
from tests.unit.test_plans import GOOD
from tests.unit.ugly_workbooks import DISTRICTS, SHORT, asb_by_district

Form = Literal["table", "json", "workbook", "binary", "yaml"]
Grid = list[list[str]]


@dataclass(frozen=True)
class Seed:
    """A good file. `preamble` counts the rows down to and with the header; `beside` are files it needs."""

    kind: str
    name: str
    form: Form
    content: bytes
    preamble: int = 1
    # Whether a row read is a line of the file: figures that lie across a table are counted in cells.
    counted: bool = True
    beside: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """'boundaries.gpkg': the module that reads it and its form."""
        return f"{self.kind}{Path(self.name).suffix}"


def seeds() -> list[Seed]:
    """All of them, always in the same order with the same content."""
    return [seed for make in SEEDS for seed in make()]


def as_csv(rows: Sequence[Sequence[object]], *, delimiter: str = ",", end: str = "\r\n") -> bytes:
    """Rows as a spreadsheet writes them."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue().encode()


def as_workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """Sheets of a workbook in the order given."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _street() -> Iterator[Seed]:
    rows = [[row[name] for name in HEADER] for row in street_rows("2024-02", rows=40, seed=1)]
    yield Seed("police_uk", "2024-02-wold-street.csv", "table", as_csv([HEADER, *rows]))
    more = [[row[name] for name in HEADER] for row in street_rows("2024-01", rows=15, seed=2)]
    yield Seed("police_uk", "export.csv", "table", as_csv([HEADER, *rows[:15], *more]))


def _places() -> Iterator[Seed]:
    with tempfile.TemporaryDirectory() as scratch:
        for path in sorted(write_places(Path(scratch)).glob("*.csv")):
            yield Seed("lookups", path.name, "table", path.read_bytes())


def _people() -> Iterator[Seed]:
    head = ("lsoa21_code", "lsoa21_name", "total_residents", "total_households")
    rows = [
        (lsoa, f"{ward[1]} {lsoa[-1]}", f"{1500 + 7 * n:,}", 600 + n)
        for n, (lsoa, ward) in enumerate(LSOAS.items())
    ]
    yield Seed("population", "census2021_lsoa21.csv", "table", as_csv([head, *rows]))
    ages = [str(age) for age in range(90)]
    wards = [
        (ward[0], ward[1], sum(range(90)) + 90 * n, *(age + n for age in range(90)))
        for n, ward in enumerate(WARDS)
    ]
    yield Seed(
        "population", "mid2020_ward24.csv", "table", as_csv([("WD24CD", "WD24NM", "all_ages", *ages), *wards])
    )


def tidy_rows() -> Grid:
    """Two measures by ward and month, one with a hidden value and one with a percentage."""
    head = ["period", "area", "area_parent", "measure", "value", "source", "status", "note"]
    rows = [
        [
            f"2023-{month:02d}",
            ward[1],
            ward[3],
            "all_crime",
            str(10 * month + number),
            "force_extract",
            "",
            "checked, twice",
        ]
        for month in range(1, 9)
        for number, ward in enumerate(WARDS)
    ]
    rows.append(["2023-08", "Westing", "", "hate_crime", "*", "force_extract", "", ""])
    rows.append(["2022/23", "Westing", "", "all_crime", "1,155", "force_extract", "provisional", ""])
    return [head, *rows]


def hour_rows() -> Grid:
    """A month by day and hour in the ways people write one, with a hidden hour and what has no time."""
    head = ["period", "area", "measure", "value", "source", "breakdown", "category"]
    given = ["Sat 01", "Saturday 02:00", "Fri 23:00-23:59", "Mon 7", "Tue not known", "not known"]
    rows = [
        ["2023-08", "Westing", "all_crime", str(n), "force_extract", "day_hour", hour]
        for n, hour in enumerate(given, 3)
    ]
    rows.append(["2023-08", "Westing", "all_crime", "*", "force_extract", "day_hour", "Sunday 00"])
    rows.append(["2022/23", "Westing", "all_crime", "9", "force_extract", "day_hour_not_domestic", "Sun 00"])
    return [head, *rows]


def _series() -> Iterator[Seed]:
    yield Seed("tidy_series", "hours.csv", "table", as_csv(hour_rows()))
    yield Seed("tidy_series", "extract.csv", "table", as_csv(tidy_rows()))
    yield Seed(
        "tidy_series", "extract.xlsx", "workbook", as_workbook({"Notes": [["Read me"]], "Data": tidy_rows()})
    )


def _plans() -> Iterator[Seed]:
    tables = {
        title: [
            list(cells),
            *(
                [f"row-{number}" if key in ("ref", "indicator") else cells[key] for key in cells]
                for number in range(8)
            ),
        ]
        for title, cells in GOOD.items()
    }
    yield Seed("plans", "actions.csv", "table", as_csv(tables["Actions"]))
    sheets = {"Explained": [["A plan"]], "Indicators": tables["Indicators"]}
    yield Seed("plans", "plan.xlsx", "workbook", as_workbook(sheets))
    yaml = Path(catalogue.__file__).parent / "plans" / "ashford-2023.yaml"
    yield Seed("plans", "plan.yaml", "yaml", yaml.read_bytes())


def _official() -> Iterator[Seed]:
    heads = list(NAMED)[:4]
    figures = [[f"{1000 + 10 * row + column:,}" for column in range(4)] for row in range(len(ROWS))]
    rows = [[str(cell).replace("\n", " ") for cell in row] for row in grid(heads, figures)]
    yield Seed("official_totals", "table_c2.csv", "table", as_csv(rows), preamble=3)
    yield Seed(
        "official_totals",
        "table_c2.xlsx",
        "workbook",
        as_workbook({"Contents": [["Contents"]], "Table C2": rows}),
    )


def _roads() -> Iterator[Seed]:
    crashes = make_crashes(build_small_county(), years=(2021, 2022), rows=25, seed=3)
    for layout in LAYOUTS:
        with tempfile.TemporaryDirectory() as scratch:
            for path in write_crashes(Path(scratch), crashes, layout=layout, stem=layout.lower()):
                kind = {"collision": "collisions", "casualty": "casualties"}.get(path.stem.rsplit("-", 1)[-1])
                yield Seed(f"stats19_{kind or 'adjustment'}", path.name, "table", path.read_bytes())


def _layers() -> Iterator[Seed]:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        squares = [shapely.box(west, 51.0, west + 0.1, 51.1) for *_, west in WARDS]
        columns = {
            "WD25CD": [ward[0] for ward in WARDS],
            "WD25NM": ["Alder", "Birch’s End", "Cedar", "Dogwood"],
        }
        frame = gpd.GeoDataFrame(columns, geometry=squares, crs=4326)
        for form, shape in (
            ("geojson", "json"),
            ("topojson", "json"),
            ("geopackage", "binary"),
            ("shapefile", "binary"),
        ):
            (folder / form).mkdir()
            path = write_boundaries(form, frame, folder / form)
            if path.is_dir():
                parts = {part.name: part.read_bytes() for part in sorted(path.iterdir())}
                yield Seed("boundaries", "wards.shp", "binary", parts.pop("wards.shp"), beside=parts)
            else:
                yield Seed("boundaries", path.name, shape, path.read_bytes())  # type: ignore[arg-type]


def _deprivation() -> Iterator[Seed]:
    rows = [[f"E0100000{number}", *DEPRIVED[1:]] for number in range(1, 9)]
    yield Seed("deprivation", "imd2019_lsoa11.csv", "table", as_csv([DEPRIVATION, *rows]))


def _own_areas() -> Iterator[Seed]:
    rows = [["old-town", "Old Town", "town centre", lsoa, "", ""] for lsoa in list(LSOAS)[:3]]
    rows += [["north", "North", "police division", ward[0], "2023-04", "2024-03"] for ward in WARDS[:2]]
    head = ["area", "name", "kind", "member", "from", "to"]
    yield Seed("custom_areas", "areas.csv", "table", as_csv([head, *rows]), counted=False)
    yield Seed("custom_areas", "areas.xlsx", "workbook", as_workbook({"Areas": [head, *rows]}), counted=False)
    group = "groups:\n- code: old-town\n  name: Old Town\n  kind: town centre\n  members:\n"
    text = group + "".join(f"  - {lsoa}\n" for lsoa in LSOAS)
    yield Seed("custom_areas", "areas.yaml", "yaml", text.encode(), counted=False)


def _events() -> Iterator[Seed]:
    rows = [
        ["Summer holidays", "2023-07-22", "2023-09-03", "school holiday", ""],
        ["Carnival", "17/06/2023", "", "", DISTRICTS[0]],
        ["Fireworks", "4 November 2023", "5 November 2023", "", WARDS[0][0]],
    ]
    head = ["event", "from", "to", "kind", "area"]
    yield Seed("events", "events.csv", "table", as_csv([head, *rows]), counted=False)


def _interventions() -> Iterator[Seed]:
    rows = [
        ["Station patrols", "2023-04-03", "2023-07-30", "Alder", "all_crime", "patrol", ""],
        ["Gates", "June 2023", "", f"{WARDS[0][0]}; {WARDS[1][0]}", "Burglary; all_crime", "", "Two alleys"],
        ["Licensing", "17/06/2023", "5 November 2023", DISTRICTS[0], "all_crime", "licensing", ""],
    ]
    head = ["name", "from", "to", "place", "measure", "kind", "note"]
    yield Seed("interventions", "interventions.csv", "table", as_csv([head, *rows]), counted=False)
    sheet = as_workbook({"Interventions": [head, *rows]})
    yield Seed("interventions", "interventions.xlsx", "workbook", sheet, counted=False)


def _claims() -> Iterator[Seed]:
    year, before = {"period_start": "2022-04", "period_end": "2023-03"}, {"period_start": "2021-04"}
    figures = [
        figure("now", 46, **year, rank_text="2nd highest"),
        figure("then", 60, **{**before, "period_end": "2022-03"}, note="published as 'around 60'"),
        figure("share", 11.5, statistic="share_pct", unit="percent", area="St Mary’s"),
    ]
    yield Seed("claims", "figures.csv", "table", claims_csv(figures).encode())
    targets = [
        indicator("burglary", target_change_pct=-2, baseline_value=659, target_value=646),
        indicator("members", polarity="higher_is_better", baseline_value=18, target_value=22),
    ]
    yield Seed("claims", "indicators.csv", "table", claims_csv(targets).encode())


def _figures_across() -> Iterator[Seed]:
    months = [f"{name}-23" for name in SHORT[:9]]
    rows = [[name, *(str(3 + 7 * at + place) for at in range(9))] for place, name in enumerate(DISTRICTS)]
    table = [["Recorded crime by district, all crime, force extract"], [], ["District", *months], *rows]
    says = {"across.csv.yaml": b"source: force_extract\nmeasure: all_crime\n"}
    yield Seed("wide_table", "across.csv", "table", as_csv(table), 3, counted=False, beside=says)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "asb.xlsx"
        asb_by_district(path)
        yield Seed("wide_table", "asb.xlsx", "workbook", path.read_bytes(), counted=False)


def features(content: bytes) -> int | None:
    """How many features a GeoJSON holds, by the standard library alone; None where it cannot be told."""
    try:
        found = json.loads(content.decode("utf-8-sig"))["features"]
        return len(found) if isinstance(found, list) else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


SEEDS: list[Callable[[], Iterator[Seed]]] = [
    *(_street, _places, _people, _series, _official),
    *(_layers, _roads, _deprivation, _own_areas, _events, _interventions, _plans, _claims, _figures_across),
]
