"""The panel of the ward in focus, against the same records counted ward by ward, for every audience."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from dash import no_update

from callbacks.ward_panel import OUTPUTS, build_panel
from dashboard.disclosure import released_wards
from dashboard.held_reference import load_reference
from dashboard.periods import Window
from dashboard.question import ask
from dashboard.recall import Recall
from dashboard.reference import Reference
from dashboard.released import HIDDEN
from dashboard.selection import Selection, parse
from dashboard.views.csv import to_csv
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from dashboard.ward_focus import ward_in_focus
from dashboard.ward_mix import ward_mix
from dashboard.ward_profile import profile_lines
from dashboard.ward_standing import ward_standing
from data.month import Month
from data.sensitivity import THRESHOLDS
from data.settings import Audience, Settings
from data.store import Store
from tests.integration.small_files import ASHFORD, CANTERBURY, COUNTY, FIRST, FORCE, KENT, LAST, SmallCounty
from tests.integration.test_small_numbers import fixed_cells, reference_for, released_values

VIEWS = ("ward", "ward-places", "ward-standing", "ward-mix")
CRIME = f"priority=crime&measure=all_crime&source=force_extract&to={LAST}&window=12m"


def selection_of(reference: Reference, query: str) -> Selection:
    return parse(query, vocabulary_of(reference)).selection


def show(reference: Reference, name: str, query: str) -> View:
    return build_view(name, reference, selection_of(reference, query))


def count(county: SmallCounty, window: Window, **where: Any) -> int:
    return county.total(
        measure="all_crime", source="force_extract", first=window.first, last=window.last, **where
    )


def ranked(values: dict[str, float], code: str) -> tuple[int, bool, int]:
    """Place, joint, of how many: counted the slow way."""
    own = values[code]
    higher = sum(value > own for value in values.values())
    return higher + 1, sum(value == own for value in values.values()) > 1, len(values)


@pytest.mark.parametrize("place", range(6))
def test_years_are_those_of_the_records(small_reference: Reference, county: SmallCounty, place: int) -> None:
    ward = county.wards_of(ASHFORD)[place]
    focus = ward_in_focus(
        small_reference, selection_of(small_reference, f"area={ASHFORD}&{CRIME}&ward={ward}")
    )
    assert focus is not None
    standing = ward_standing(focus)
    assert standing is not None
    assert [year.window.last for year in standing.years] == [LAST, LAST - 12, LAST - 24]
    inside = {
        ASHFORD: county.wards_of(ASHFORD),
        COUNTY: [w for w, (_, d) in county.wards.items() if d in KENT],
    }
    for year in standing.years:
        counts = {code: count(county, year.window, ward=code) for code in county.wards}
        rates = {code: round(1000 * counts[code] / county.residents[code] + 1e-9, 1) for code in counts}
        district = count(county, year.window, districts=[ASHFORD])
        assert (year.amount.value, year.district.value) == (counts[ward], district)
        assert year.share == pytest.approx(100 * counts[ward] / district)
        people = sum(county.residents[code] for code in inside[ASHFORD])
        around = sum(county.residents[code] for code in inside[COUNTY])
        whole = count(county, year.window, districts=KENT)
        expected = (
            1000 * counts[ward] / county.residents[ward],
            1000 * district / people,
            1000 * whole / around,
        )
        assert year.rates == pytest.approx(expected)
        assert year.interval is not None
        assert year.interval.low < expected[0] < (year.interval.high or 0.0)
        for found, codes in ((year.ranks, inside[ASHFORD]), (year.peer_ranks, inside[COUNTY])):
            for rank, values in zip(found, (counts, rates), strict=True):
                assert rank is not None
                wanted = ranked({code: float(values[code]) for code in codes}, ward)
                assert (rank.position, rank.joint, rank.of) == wanted


def test_earlier_years_need_their_months(small_reference: Reference, county: SmallCounty) -> None:
    """The same months of a year before, as far as the store has any; police.uk has eleven months in all."""
    ward = county.wards_of(ASHFORD)[0]
    view = show(
        small_reference, "ward-standing", f"area={ASHFORD}&priority=crime&measure=burglary&ward={ward}"
    )
    assert [row["from"] for row in view.table.records()] == ["2023-01"]
    short = show(small_reference, "ward-standing", f"area={ASHFORD}&{CRIME}&ward={ward}".replace("12m", "q"))
    assert [row["from"] for row in short.table.records()] == ["2023-07", "2022-07", "2021-07", "2020-07"]


def test_the_chart_is_of_the_ward(small_reference: Reference, county: SmallCounty) -> None:
    ward = county.wards_of(ASHFORD)[3]
    query = f"area={ASHFORD}&{CRIME}&ward={ward}"
    view = show(small_reference, "ward", query)
    assert view.geography == "Town, ward of Ashford"
    assert view.figure is not None
    go.Figure(json.loads(json.dumps(view.figure)))
    for row in view.table.records():
        month = Month.parse(str(row["month"]))
        assert row["value"] == count(county, Window("1m", month, month), ward=ward)
    # What was planted: the last twelve months are 2.5 times as high.
    assert any(
        "above the upper limit" in words or "in a row above" in words for words in view.extra["signals"]
    )
    lines = dict(view.extra["head"]["lines"])
    total = count(county, Window("range", LAST - 11, LAST), ward=ward)
    assert lines["Dec 2022 to Nov 2023"].startswith(f"{total} crimes, ")
    assert lines["Rank"].startswith("1st of 6 by count")
    assert "The difference from the rest of Ashford is larger than usual variation" in lines["Rate"]


@pytest.mark.parametrize("audience", list(THRESHOLDS))
def test_of_a_sensitive_series_only_released_years_are_shown(small_store: Path, audience: Audience) -> None:
    reference = reference_for(small_store, audience)
    released = released_values(fixed_cells(reference))
    seen = 0
    for district in (ASHFORD, CANTERBURY):
        for ward in reference.wards(district):
            for kind, to in (("12m", LAST), ("1m", LAST - 5), ("q", LAST - 8), ("fy", LAST)):
                query = f"area={district}&measure=hate_crime&to={to}&window={kind}&ward={ward}"
                views = {name: show(reference, name, query) for name in VIEWS}
                assert views["ward"].figure is None
                assert views["ward"].table.rows == ()
                assert views["ward-places"].table.rows == ()
                assert views["ward-mix"].table.rows == ()
                for row in views["ward-standing"].table.records():
                    seen += row["value"] is not None
                    assert row["value"] in released[ward] | {None}
                    assert row["district_value"] in released[district] | {None}
                    assert (row["value"] is None) == (row["status"] in ("hidden", "not_supplied"))
                    if row["value"] is None:
                        derived = ("share", "rate", "rate_low", "rate_high", "rank", "rank_words")
                        assert {row[key] for key in derived} <= {None, ""}
    assert seen > 10


@pytest.mark.parametrize("audience", list(Audience))
def test_the_parts_of_a_sensitive_sum_are_those_released(demo_store: Path, audience: Audience) -> None:
    reference = load_reference(Store(demo_store), Settings(store=demo_store, home=ASHFORD, audience=audience))
    hidden = 0
    for ward in reference.wards(ASHFORD)[::4]:
        query = f"area={ASHFORD}&priority=crime&measure=violent_crime&ward={ward}"
        focus = ward_in_focus(reference, selection_of(reference, query))
        assert focus is not None
        mix = ward_mix(focus)
        assert mix is not None
        for part in mix.parts:
            series = reference.series[part.measure.id, "force_extract"]
            cells = released_wards(reference, series=series, districts=[ASHFORD], window=mix.window)
            (cell,) = (cell for cell in cells.cells if cell.ward == ward)
            same = (cells.window.first, cells.window.last) == (mix.window.first, mix.window.last)
            assert part.amount == (cell.now if same else HIDDEN)
            hidden += part.amount.status == "hidden"
            assert part.share is None or part.amount.whole
    assert (hidden > 0) == (audience is not Audience.RESTRICTED)


def test_without_a_ward_there_is_a_list_to_choose_from(small_reference: Reference) -> None:
    filled = build_panel(small_reference, f"?area={COUNTY}&{CRIME}")
    assert len(filled) == len(OUTPUTS)
    head, *rest = filled
    assert rest == [no_update] * len(rest)
    assert 'class="ward-none"' in head
    assert head.count("<option") == 1 + len(small_reference.wards(COUNTY))
    assert head.count("<optgroup") == 12
    for name in VIEWS:
        assert show(small_reference, name, f"area={COUNTY}&{CRIME}").empty


def test_of_more_wards_than_can_be_read_only_those_of_the_district_are_listed(
    small_reference: Reference, county: SmallCounty, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.views.ward.MOST_WARDS", 10)
    none = show(small_reference, "ward", f"area={COUNTY}&{CRIME}")
    assert none.extra["head"]["choices"] == []
    assert none.empty == none.extra["head"]["hint"]
    assert "Go into a district" in none.empty
    ward = county.wards_of(ASHFORD)[0]
    chosen = show(small_reference, "ward", f"area={COUNTY}&{CRIME}&ward={ward}")
    assert {code for code, _, _ in chosen.extra["head"]["choices"]} == set(county.wards_of(ASHFORD))


@pytest.mark.parametrize("area", [ASHFORD, COUNTY, FORCE])
def test_a_chosen_ward_fills_every_card(small_reference: Reference, county: SmallCounty, area: str) -> None:
    ward = county.wards_of(ASHFORD)[0]
    filled = build_panel(small_reference, f"?area={area}&priority=crime&measure=burglary&ward={ward}")
    head, *rest = filled
    assert '<h2 class="ward-name">Alder, ward of Ashford</h2>' in head
    assert re.search(rf'<option[^>]*selected[^>]*value="{ward}"|value="{ward}"[^>]*selected', head)
    assert ("The map of Ashford" in head) == (area != ASHFORD)
    assert no_update not in [part for part in rest if isinstance(part, str)]
    assert sum("High Street" in str(part) for part in rest) >= 1
    for name in VIEWS:
        view = show(small_reference, name, f"area={area}&priority=crime&measure=burglary&ward={ward}")
        assert not view.empty
        assert view.geography == "Alder, ward of Ashford"
        assert to_csv(view).count("\r\n") == 1 + len(view.table.rows)


def test_a_series_without_wards_says_so(small_reference: Reference, county: SmallCounty) -> None:
    """Were all crime only known by district."""
    series = small_reference.series["all_crime", "force_extract"]
    closed = replace(
        small_reference,
        series={**small_reference.series, ("all_crime", "force_extract"): replace(series, ward_level=False)},
        recall=Recall(),
        structure=Recall(),
    )
    ward = county.wards_of(ASHFORD)[0]
    query = f"area={ASHFORD}&{CRIME}&ward={ward}"
    for name in ("ward", "ward-standing"):
        assert show(closed, name, query).empty.endswith("comes by district, not by ward.")
    focus = ward_in_focus(closed, selection_of(closed, query))
    assert focus is not None
    assert ask(closed, selection_of(closed, query)).series is not None
    assert profile_lines(focus) == ()


def test_a_ward_has_no_rate_or_rank_where_it_has_too_few(
    small_reference: Reference, county: SmallCounty
) -> None:
    ward = county.wards_of(ASHFORD)[1]
    query = f"area={ASHFORD}&measure=ksi_casualties&ward={ward}"
    lines = dict(show(small_reference, "ward", query).extra["head"]["lines"])
    assert lines["Rate"] == "None, and no rank: a ward has too few for one under 36 months."
    assert "Rank" not in lines
    view = show(small_reference, "ward-standing", query)
    assert view.title.startswith("KSI casualties: ")
    assert {row["rate"] for row in view.table.records()} == {None}
    long = show(small_reference, "ward-standing", f"{query}&window=36m")
    assert long.table.records()[0]["rate"] is not None


def test_ranks_say_among_how_many_with_figures(small_store: Path, county: SmallCounty) -> None:
    reference = reference_for(small_store, Audience.PARTNER)
    told = []
    for ward in county.wards_of(ASHFORD):
        view = show(reference, "ward-standing", f"area={ASHFORD}&measure=hate_crime&to={LAST}&ward={ward}")
        for row in view.extra["rows"]:
            told += [rank["words"] for rank in row["ranks"]]
    assert FIRST < LAST
    assert any(words.endswith("with figures") for words in told)
    assert not any(words.endswith("of 5") for words in told)
