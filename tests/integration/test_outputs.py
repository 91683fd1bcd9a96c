"""Outputs beside outcomes on a real store: counts as published, the outcome of the same months by hand."""

from __future__ import annotations

import datetime as dt
import math
import shutil
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.outputs import CAVEAT
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from data.build.pipeline import build_store
from data.catalogue import load_catalogue
from data.month import Month
from data.settings import Audience, Settings
from data.store import Store
from layouts.markup import to_html
from layouts.outputs import build_output_list
from tests.integration.small_files import ASHFORD, SmallCounty

PLAN = """\
id: ashford-2023-trial
label: Trial
title: A plan with outputs
area: Ashford
start: 2022-12
end: 2023-11
publication: a paper
priorities:
- {id: crime, label: Less crime}
- {id: homes, label: Safer homes}
indicators:
- {id: less, label: All crime, measure: all_crime, source: force_extract, priorities: [crime], kind: change,
   direction: lower, change_pct: -2, baseline: {start: 2021-12, end: 2022-11}}
- {id: powers, label: Use of ASB powers, measure: asb_powers_used, priorities: [crime], kind: watched,
   output: true, moves: [less]}
- {id: spots, label: Interventions, measure: hotspot_interventions, priorities: [crime], kind: watched,
   output: true, moves: [less]}
- {id: found, label: Burglaries found, measure: burglary, priorities: [crime], kind: watched, output: true,
   moves: [less]}
- {id: tags, label: Buddy tags, measure: buddy_tags_issued, priorities: [homes], kind: watched, output: true,
   filled_by: the wardens’ own count, owner: Kent Police}
"""
SERIES = """\
period,area,measure,source,value
Dec 2022 to Nov 2023,Ashford,dispersal_areas_used,published_papers,22
Dec 2022 to Nov 2023,Ashford,community_protection_notices,published_papers,*
Dec 2021 to Nov 2022,Ashford,community_protection_warnings,published_papers,27
2019/20,Ashford,dispersal_areas_used,published_papers,99
2023-05,Ashford,hotspot_interventions,police,4
2023-06,Ashford,hotspot_interventions,police,6
"""


@pytest.fixture(scope="module")
def reference(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Reference:
    """The small store with a plan of four outputs, three of which have counts."""
    folder = tmp_path_factory.mktemp("outputs")
    shutil.copytree(small_store, folder / "store", symlinks=True)
    source = next(iter(vocabulary_sources("hotspot_interventions")))
    for name, text in (("plan.yaml", PLAN), ("series.csv", SERIES.replace(",police,", f",{source},"))):
        (folder / name).write_text(text, encoding="utf-8")
    result = build_store(
        [folder / "plan.yaml", folder / "series.csv"],
        folder=folder / "store",
        clock=lambda: dt.datetime(2024, 1, 7, tzinfo=dt.UTC),
    )
    assert [file.rows_read - file.rows_loaded for file in result.files] == [0, 0]
    settings = Settings(store=folder / "store", home=ASHFORD, audience=Audience.RESTRICTED)
    return load_reference(Store(folder / "store"), settings)


def vocabulary_sources(measure: str) -> tuple[str, ...]:
    """Who counts a measure."""
    return load_catalogue().measures[measure].sources


def view(reference: Reference, query: str = "") -> View:
    selection = parse(f"plan=ashford-2023-trial&{query}", vocabulary_of(reference)).selection
    return build_view("outputs", reference, selection)


def crime(county: SmallCounty, first: Month, last: Month) -> int:
    return county.total(
        measure="all_crime", source="force_extract", first=first, last=last, districts=[ASHFORD]
    )


def test_each_count_stands_beside_the_outcome_of_its_own_months(
    reference: Reference, county: SmallCounty
) -> None:
    rows: list[dict[str, Any]] = view(reference).table.records()
    by = {(row["counted"], row["from"]): row for row in rows}
    now = crime(county, Month(2022, 12), Month(2023, 11))
    before = crime(county, Month(2021, 12), Month(2022, 11))
    dispersals = by["Dispersal areas used", "2022-12"]
    assert (dispersals["value"], dispersals["outcome_value"]) == (22, now)
    assert (dispersals["outcome_before"], dispersals["change_of_outcome"]) == (before, now - before)
    assert dispersals["change_of_outcome_pct"] == round(100 * (now - before) / before, 1)
    series = reference.series["all_crime", "force_extract"]
    phi = reference.phi(series=series, level="district")
    z = math.sqrt(2) * (math.sqrt(now + 3 / 8) - math.sqrt(before + 3 / 8)) / math.sqrt(phi)
    assert dispersals["outcome_verdict"].startswith("larger" if abs(z) > 1.96 else "within")
    # What the publisher hid stays hidden, and the outcome beside it is no less known.
    hidden = by["Community protection notices", "2022-12"]
    assert (hidden["value"], hidden["status"], hidden["outcome_value"]) == (None, "hidden", now)
    # A month is set beside its month; the year before the plan is told apart; older counts are left out.
    months = [row for row in rows if row["output"] == "Interventions"]
    assert [(row["from"], row["value"], row["outcome_value"]) for row in months] == [
        ("2023-06", 6, crime(county, Month(2023, 6), Month(2023, 6))),
        ("2023-05", 4, crime(county, Month(2023, 5), Month(2023, 5))),
    ]
    # What comes by month is added up over the plan's year, from its first complete month on.
    (run,) = (row for row in rows if row["output"] == "Burglaries found")
    found = county.total(
        measure="burglary",
        source="police_uk",
        first=Month(2023, 1),
        last=Month(2023, 11),
        districts=[ASHFORD],
    )
    assert (run["from"], run["to"], run["value"]) == ("2023-01", "2023-11", found)
    assert run["outcome_value"] == crime(county, Month(2023, 1), Month(2023, 11))
    assert "before the plan" in by["Community protection warnings", "2021-12"]["note"]
    assert not any(row["value"] == 99 for row in rows)


def test_the_title_names_the_counts_and_never_says_because(reference: Reference, county: SmallCounty) -> None:
    found = view(reference)
    now = crime(county, Month(2022, 12), Month(2023, 11))
    assert found.title.startswith("Dec 2022 to Nov 2023: 22 dispersal authorisations, beside ")
    assert f"{now:,}" in found.title
    assert CAVEAT in found.caveats
    assert CAVEAT in to_html(build_output_list(found.extra))


def test_the_figure_draws_the_outcome_by_month_over_a_lane_an_output(
    reference: Reference, county: SmallCounty
) -> None:
    found = view(reference)
    assert found.figure is not None
    go.Figure(found.figure)
    (bars,) = found.figure["data"]
    drawn = dict(zip([int(x) for x in bars["x"]], bars["y"], strict=True))
    for month in Month(2021, 12).until(Month(2023, 11)):
        assert drawn[month.index] == crime(county, month, month)
    said = [note["text"] for note in found.figure["layout"]["annotations"]]
    assert {"Dispersal areas used", "Community protection warnings", "<b>22</b>", "<b>27</b>"} <= set(said)
    # The hidden count has no lane: a lane without a number would say that there was something to see.
    assert "Community protection notices" not in said
    assert found.extra["lanes"] == len({note for note in said if not note.startswith("<b>")})


def test_an_output_without_counts_names_the_file_and_who_owes_it(reference: Reference) -> None:
    (missing,) = view(reference).extra["missing"]
    assert missing == {
        "label": "Buddy tags",
        "file": "the wardens’ own count",
        "owner": "Kent Police",
        "moves": "",
    }
    alone = view(reference, "priority=homes")
    assert alone.title == "Trial: no counts in this store for its 1 output"
    assert alone.figure is None
    (row,) = alone.table.records()
    assert (row["status"], row["note"]) == (
        "not_supplied",
        "No counts: comes from the wardens’ own count, owed by Kent Police.",
    )
    none = build_view("outputs", reference, parse("area=E07000112", vocabulary_of(reference)).selection)
    assert none.empty.startswith("There is no plan for")
