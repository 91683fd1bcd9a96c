"""Every published figure that the demonstration is fitted to comes out of the views as it was printed."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.districts import build_districts
from dashboard.views.findings import build_findings
from dashboard.views.months import build_months
from dashboard.views.wards import build_wards
from dashboard.vocabulary import vocabulary_of
from data.month import Month
from data.settings import Audience, Settings
from data.store import Store

ROOM = Path(__file__).parents[2] / "data" / "demonstration"
ASHFORD, COUNTY = "E07000105", "E10000016"
FITTED = [
    row
    for row in yaml.safe_load((ROOM / "fitted.yaml").read_text(encoding="utf-8"))["figures"]
    if row["status"] == "fitted"
]
with (ROOM / "facts" / "figures.csv").open(encoding="utf-8", newline="") as stream:
    PRINTED = {row["figure_id"]: row for row in csv.DictReader(stream)}
VIEWS = {
    "total": (build_findings, "value"),
    "change_n": (build_districts, "change"),
    "change_pct": (build_districts, "change_pct"),
    "ward_total": (build_wards, "value"),
    "month_total": (build_months, "value"),
}


@pytest.fixture(scope="module")
def reference(demo_store: Path) -> Reference:
    """The demonstration as a named partner sees it."""
    settings = Settings(store=demo_store, home=ASHFORD, audience=Audience.RESTRICTED)
    return load_reference(Store(demo_store), settings)


def page_of(reference: Reference, row: dict[str, str]) -> Selection:
    """The page on which a published figure stands, asked for by its address."""
    start, _, end = row["period"].partition(" to ")
    area = ASHFORD
    if row["statistic"] != "ward_total":
        area = next(
            a.code for a in reference.areas.values() if (a.name, a.level) == (row["area"], "district")
        )
    query = f"area={area}&measure={row['measure']}&window=range&from={start}&to={end}&compare=year"
    parsed = Selection.from_query(query, vocabulary_of(reference))
    assert parsed.notices == ()
    return parsed.selection


def view_row(reference: Reference, row: dict[str, str]) -> dict[str, Any]:
    """The row of the view that holds a published figure."""
    selection = page_of(reference, row)
    build, _ = VIEWS[row["statistic"]]
    records = build(reference, selection).table.records()
    wanted = {
        "total": ("finding", "total"),
        "change_n": ("district_code", selection.area),
        "change_pct": ("district_code", selection.area),
        "ward_total": ("ward_name", row["area"]),
        "month_total": ("month", PRINTED[row["figure"]]["subject"]),
    }[row["statistic"]]
    return next(item for item in records if _plain(item[wanted[0]]) == _plain(wanted[1]))


def _plain(name: str) -> str:
    return name.replace("&", "and").lower()


@pytest.mark.parametrize("row", FITTED, ids=lambda row: row["figure"])
def test_a_fitted_figure_is_shown_as_printed(row: dict[str, str], reference: Reference) -> None:
    found = view_row(reference, row)
    assert found[VIEWS[row["statistic"]][1]] == float(row["value"])
    before = PRINTED[row["figure"]]["comparator_value"]
    if before and row["statistic"] in ("total", "ward_total"):
        assert found["previous"] == float(before)


WITH_COUNTY = [
    row
    for row in FITTED
    if row["statistic"] == "change_pct" and PRINTED[row["figure"]]["comparator_area_value"]
]


@pytest.mark.parametrize("row", WITH_COUNTY, ids=lambda row: row["figure"])
def test_kent_in_the_papers_is_kent_excluding_medway(row: dict[str, str], reference: Reference) -> None:
    records = build_districts(reference, page_of(reference, row)).table.records()
    county = next(item for item in records if item["district_code"] == COUNTY)
    assert county["district_name"] == "Kent excluding Medway"
    assert county["change_pct"] == float(PRINTED[row["figure"]]["comparator_area_value"])


RANKED = [
    (row, found)
    for row in FITTED
    if row["statistic"] == "change_pct"
    and (
        found := re.match(
            r"(joint )?(?:(\d\w\w) )?largest (?:percentage )?(increase|decrease|reduction)",
            PRINTED[row["figure"]]["rank_text"],
        )
    )
]


@pytest.mark.parametrize(("row", "found"), RANKED, ids=[row["figure"] for row, _ in RANKED])
def test_printed_ranks_hold(row: dict[str, str], found: re.Match[str], reference: Reference) -> None:
    kind = "rise" if found[3] == "increase" else "fall"
    place = f"{found[2]} " if found[2] else ""
    assert view_row(reference, row)["rank_of_change"] == f"{found[1] or ''}{place}largest {kind} of 12"


def test_the_months_of_the_paper_are_named_with_the_fair_answer_beside(reference: Reference) -> None:
    selection = Selection.from_query(f"area={ASHFORD}&to=2023-02", vocabulary_of(reference)).selection
    view = build_months(reference, selection)
    assert view.title == "November, August and June were highest (1,021 to 1,033); no single peak"
    assert "lowest February" in view.caption
    assert "busiest per day: November, June and August; quietest per day: December" in view.caption
    assert view.demonstration
    assert selection.period.last == Month(2023, 2)
