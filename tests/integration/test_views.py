"""The views over a small store made by the real build, against sums by hand of the same records."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.held_reference import load_reference
from dashboard.periods import Window, resolve_window
from dashboard.recall import Recall
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.statistics.change import compare_counts
from dashboard.views.districts import build_districts
from dashboard.views.findings import build_findings
from dashboard.views.months import build_months
from dashboard.views.view import View
from dashboard.views.wards import build_wards
from dashboard.vocabulary import vocabulary_of
from data.month import Month
from data.settings import Settings
from data.store import Store
from tests.integration.small_files import (
    ASHFORD,
    CANTERBURY,
    COUNTY,
    DISTRICTS,
    FORCE,
    KENT,
    KSI_LAST,
    LAST,
    PARTIAL,
    POLICE_FIRST,
    SmallCounty,
)

BUILDERS: dict[str, Callable[[Reference, Selection], View]] = {
    "wards": build_wards,
    "months": build_months,
    "districts": build_districts,
    "findings": build_findings,
}
CRIME = {"measure": "all_crime", "source": "force_extract"}
VALUES = ["value", "previous", "change", "change_pct", "rate", "rank", "share", "unit", "status"]
PAGES = [
    "",
    f"area={CANTERBURY}&window=fytd",
    f"area={COUNTY}&window=fy",
    f"area={FORCE}",
    "compare=none&show=rate&map=geo",
    "compare=3y&window=q",
    "show=change",
    "measure=ksi_casualties",
    "measure=burglary",
    f"to={PARTIAL}&window=1m",
    "month=2023-05",
]


def show(reference: Reference, name: str, query: str) -> View:
    """A view of a page."""
    return BUILDERS[name](reference, Selection.from_query(query, vocabulary_of(reference)).selection)


def rows_by(view: View, key: str) -> dict[Any, dict[str, Any]]:
    """A view's rows by one of their columns."""
    return {row[key]: row for row in view.table.records()}


@pytest.mark.parametrize("query", PAGES)
@pytest.mark.parametrize("name", BUILDERS)
def test_every_view_is_whole_on_every_page(name: str, query: str, small_reference: Reference) -> None:
    view = show(small_reference, name, query)
    keys = [column.key for column in view.table.columns]
    assert [key for key in keys if key in VALUES] == VALUES
    assert not view.empty, view.empty
    assert all((view.title, view.caption, view.alt, view.period, view.basis, view.source, view.geography))
    assert view.marking == "OFFICIAL-SENSITIVE"
    assert "significant" not in " ".join([view.title, view.caption, view.alt, *view.caveats, str(view.extra)])
    assert {row["status"] for row in view.table.records()} <= {
        "shown",
        "zero",
        "hidden",
        "not_supplied",
        "partial",
    }
    if view.figure is not None:
        go.Figure(view.figure)


WINDOWS = [
    ("12m", LAST, "year"),
    ("fytd", LAST, "year"),
    ("1m", Month(2023, 2), "year"),
    ("q", Month(2022, 8), "year"),
    ("cy", LAST, "none"),
]


@pytest.mark.parametrize("area", [ASHFORD, COUNTY])
@pytest.mark.parametrize(("kind", "to", "compare"), WINDOWS)
def test_wards_against_sums_by_hand(
    area: str, kind: Any, to: Month, compare: str, small_reference: Reference, county: SmallCounty
) -> None:
    view = show(small_reference, "wards", f"area={area}&window={kind}&to={to}&compare={compare}")
    now = resolve_window(kind=kind, to=to)
    districts = [ASHFORD] if area == ASHFORD else list(KENT)
    total = county.total(**CRIME, first=now.first, last=now.last, districts=districts)
    wards = [ward for district in districts for ward in county.wards_of(district)]
    rows = rows_by(view, "ward_code")
    assert set(rows) == {*wards, ""}
    counts = {w: county.total(**CRIME, first=now.first, last=now.last, ward=w) for w in wards}
    for ward in wards:
        row, before = rows[ward], now.earlier(12)
        earlier = county.total(**CRIME, first=before.first, last=before.last, ward=ward)
        assert row["value"] == counts[ward]
        assert row["previous"] == (earlier if compare == "year" else None)
        assert row["change"] == (counts[ward] - earlier if compare == "year" else None)
        expected = 100 * (counts[ward] - earlier) / earlier if compare == "year" and earlier >= 50 else None
        assert row["change_pct"] == (None if expected is None else pytest.approx(expected, abs=0.051))
        assert row["rate"] == pytest.approx(1000 * counts[ward] / county.residents[ward], abs=0.051)
        assert row["rank"] == 1 + sum(other > counts[ward] for other in counts.values())
        assert row["share"] == (pytest.approx(100 * counts[ward] / total, abs=0.051) if total >= 50 else None)
        assert row["status"] == ("shown" if counts[ward] else "zero")
    unplaced = [row["value"] for row in view.table.records() if row["ward_code"] == ""]
    assert sorted(unplaced) == sorted(
        county.total(**CRIME, first=now.first, last=now.last, districts=[d], unplaced=True) for d in districts
    )
    assert sum(counts.values()) + sum(unplaced) == total


@pytest.mark.parametrize("area", [ASHFORD, COUNTY, FORCE])
def test_months_against_sums_by_hand(area: str, small_reference: Reference, county: SmallCounty) -> None:
    view = show(small_reference, "months", f"area={area}&window=range&from=2022-01&to={PARTIAL}")
    districts = {ASHFORD: [ASHFORD], COUNTY: list(KENT), FORCE: list(DISTRICTS)}[area]
    rows = rows_by(view, "month")
    assert list(rows) == [str(month) for month in Month(2022, 1).until(PARTIAL)]
    for text, row in rows.items():
        month = Month.parse(text)
        value = county.total(**CRIME, first=month, last=month, districts=districts)
        earlier = county.total(**CRIME, first=month - 12, last=month - 12, districts=districts)
        assert (row["value"], row["status"]) == (value, "partial" if month == PARTIAL else "shown")
        assert row["previous"] == earlier
        assert row["change"] == (None if month == PARTIAL else value - earlier)
    whole = {text: row["value"] for text, row in rows.items() if row["status"] == "shown"}
    assert [text for text, row in rows.items() if row["rank"] == 1] == [
        text for text in whole if whole[text] == max(whole.values())
    ]
    assert any("Partial: Dec 2023" in caveat for caveat in view.caveats)


def test_districts_with_both_comparators(small_reference: Reference, county: SmallCounty) -> None:
    rows = rows_by(show(small_reference, "districts", ""), "district_code")
    now = Window("12m", LAST - 11, LAST)
    assert set(rows) == {*DISTRICTS, COUNTY, FORCE}
    for code, districts in {
        **{d: [d] for d in DISTRICTS},
        COUNTY: list(KENT),
        FORCE: DISTRICTS,
    }.items():
        value = county.total(**CRIME, first=now.first, last=now.last, districts=districts)
        earlier = county.total(**CRIME, first=now.first - 12, last=now.last - 12, districts=districts)
        people = sum(county.residents[ward] for district in districts for ward in county.wards_of(district))
        assert (rows[code]["value"], rows[code]["previous"]) == (value, earlier)
        assert rows[code]["rate"] == pytest.approx(1000 * value / people, abs=0.051)
    assert rows[ASHFORD]["rank_words"].endswith("of 13 in Kent and Medway")
    assert " of 12 in Kent excluding Medway, " in rows[ASHFORD]["rank_words"]
    assert rows[COUNTY]["rank"] is None


def test_the_ward_with_the_spree_is_named_and_led_to(small_reference: Reference, county: SmallCounty) -> None:
    town = next(code for code in county.wards_of(ASHFORD) if county.wards[code][0] == "Town")
    view = show(small_reference, "wards", "")
    assert view.extra["rose"][0]["code"] == town
    assert "larger than usual variation" in view.extra["rose"][0]["change"]
    change = show(small_reference, "wards", "show=change")
    assert change.title.startswith("Town rose most beyond usual variation: +")
    value = county.total(**CRIME, first=LAST - 11, last=LAST, ward=town)
    before = county.total(**CRIME, first=LAST - 23, last=LAST - 12, ward=town)
    assert compare_counts(
        value, before, small_reference.dispersion[_series(small_reference), "ward"]
    ).beyond_usual


def _series(reference: Reference) -> int:
    return reference.series["all_crime", "force_extract"].series_id


def test_every_linked_number_of_the_findings_is_on_the_page_it_leads_to(small_reference: Reference) -> None:
    vocabulary = vocabulary_of(small_reference)
    links = 0
    for query in ("", f"area={COUNTY}&window=fytd", f"area={FORCE}&compare=3y"):
        for sentence in show(small_reference, "findings", query).extra["sentences"]:
            for words, address in sentence:
                number = re.fullmatch(r"[+−]?([\d,]+(?:\.\d)?)", words)
                if address is None or number is None:
                    continue
                links += 1
                parsed = Selection.from_query(address, vocabulary)
                assert parsed.notices == ()
                wanted = float(number[1].replace(",", ""))
                pages = [build(small_reference, parsed.selection) for build in BUILDERS.values()]
                cells = [cell for page in pages for row in page.table.rows for cell in row]
                assert any(isinstance(c, (int, float)) and abs(c) == wanted for c in cells), (words, address)
    assert links > 20


def test_spans_side_by_side(small_reference: Reference, county: SmallCounty) -> None:
    spans = show(small_reference, "findings", "").extra["spans"]
    assert spans["heads"] == [
        "",
        "Month: Nov 2023",
        "Year to date: Apr 2023 to Nov 2023",
        "12 months to Nov 2023",
    ]
    for column, first in ((1, LAST), (2, Month(2023, 4)), (3, LAST - 11)):
        value = county.total(**CRIME, first=first, last=LAST, districts=[ASHFORD])
        assert spans["rows"][0][column] == f"{value:,}"


def test_first_load_ends_at_the_last_complete_month(small_reference: Reference) -> None:
    selection = Selection.from_query("", vocabulary_of(small_reference)).selection
    assert (selection.area, selection.to, selection.window) == (ASHFORD, LAST, "12m")
    casualties = Selection.from_query("measure=ksi_casualties", vocabulary_of(small_reference)).selection
    assert casualties.to == KSI_LAST


def test_a_short_source_shows_its_longest_run_and_says_why_nothing_is_compared(
    small_reference: Reference, county: SmallCounty
) -> None:
    view = show(small_reference, "wards", "measure=burglary")
    assert view.period == "Jan 2023 to Nov 2023"
    assert view.basis == "No comparison: Jan 2022 to Nov 2022 are not supplied."
    for ward in county.wards_of(ASHFORD):
        row = rows_by(view, "ward_code")[ward]
        value = county.total(measure="burglary", source="police_uk", first=POLICE_FIRST, last=LAST, ward=ward)
        assert (row["value"], row["change"]) == (value, None)
        if value:
            assert re.fullmatch(r"High Street \(\d+\); LSOA E01\d{6} \(\d+\)", row["mostly_at"])
    months = rows_by(show(small_reference, "months", "measure=burglary"), "month")
    assert months["2022-12"]["status"] == "not_supplied"
    assert months["2022-12"]["value"] is None


def test_a_ward_in_focus_has_its_own_months_and_lines(
    small_reference: Reference, county: SmallCounty
) -> None:
    ward = county.wards_of(ASHFORD)[0]
    months = show(small_reference, "months", f"ward={ward}")
    for text, row in rows_by(months, "month").items():
        month = Month.parse(text)
        assert row["value"] == county.total(**CRIME, first=month, last=month, ward=ward)
    assert "Alder" in months.title
    assert months.geography == "Alder, ward of Ashford"
    focus = show(small_reference, "wards", f"ward={ward}").extra["focus"]
    assert focus["name"] == "Alder"
    assert " of 6" in focus["lines"][0]


def test_a_month_in_focus_is_what_the_map_shows(small_reference: Reference, county: SmallCounty) -> None:
    view = show(small_reference, "wards", "month=2023-05")
    month = Month(2023, 5)
    assert view.period == "May 2023"
    for ward in county.wards_of(ASHFORD):
        assert rows_by(view, "ward_code")[ward]["value"] == county.total(
            **CRIME, first=month, last=month, ward=ward
        )
    assert show(small_reference, "findings", "month=2023-05").period == "Dec 2022 to Nov 2023"


def test_a_partial_month_is_shown_and_not_compared(small_reference: Reference) -> None:
    view = show(small_reference, "wards", f"to={PARTIAL}&window=1m")
    assert {row["status"] for row in view.table.records()} == {"partial"}
    assert {row["change"] for row in view.table.records()} == {None}
    assert view.basis == "No comparison: Dec 2023 is partial."
    assert view.title == "Not ranked: Dec 2023 is partial", "wards with crimes, and none of them compared"


def test_above_a_county_the_map_shows_districts(small_reference: Reference) -> None:
    view = show(small_reference, "wards", f"area={FORCE}")
    assert {row["district_code"] for row in view.table.records()} == set(DISTRICTS)
    assert view.extra["key"] == "area"


def test_series_are_not_mixed(small_reference: Reference) -> None:
    sources = {show(small_reference, name, "measure=burglary").source for name in BUILDERS}
    assert sources == {"Police recorded crime from data.police.uk, complete to Nov 2023"}


@pytest.fixture(scope="module")
def partner(small_store: Path) -> Reference:
    """The same store as a partner sees it: numbers from 1 to 4 of a sensitive series are hidden."""
    return load_reference(Store(small_store), Settings(store=small_store, home=ASHFORD))


def test_hidden_wards_have_no_number_rank_or_word(partner: Reference) -> None:
    view = show(partner, "wards", "measure=hate_crime")
    rows = rows_by(view, "ward_code")
    hidden = [code for code, row in rows.items() if row["status"] == "hidden"]
    assert hidden
    for code in hidden:
        known = {key for key in VALUES if key not in ("unit", "status") and rows[code][key] is not None}
        assert known <= {"previous"}
    shown = [row for row in rows.values() if row["status"] in ("shown", "zero")]
    assert all(row["value"] == 0 or row["value"] > 4 for row in shown)
    assert max(row["rank"] or 0 for row in shown) <= len(shown)
    assert {row["code"] for row in view.extra["highest"]}.isdisjoint(hidden)
    assert ("#B4BBC3", "hidden: small number") in view.extra["legend"]
    assert view.marking == "OFFICIAL"
    assert any("are hidden" in caveat for caveat in view.caveats)


def test_a_fixed_period_is_named_as_what_it_is(partner: Reference) -> None:
    view = show(partner, "wards", "measure=hate_crime&to=2023-08")
    assert view.period == "Apr 2022 to Mar 2023", "the last whole year by then"
    assert view.basis == "against the year before (Apr 2021 to Mar 2022)"
    latest = show(partner, "wards", "measure=hate_crime")
    assert latest.period == "Oct 2022 to Sep 2023"
    assert latest.basis == "against Apr 2021 to Mar 2022, the nearest fixed period before"


def test_months_of_a_sensitive_series_are_quarters(partner: Reference) -> None:
    view = show(partner, "months", "measure=hate_crime")
    assert [column.key for column in view.table.columns][:2] == ["month", "last_month"]
    assert {row["month"][-2:] for row in view.table.records()} <= {"01", "04", "07", "10"}
    assert view.figure is not None
    layout = view.figure["layout"]
    assert layout["xaxis"]["ticktext"][-1] == "Jul–<br>Sep", "the year stands once, under its first quarter"
    years = [words["text"] for words in layout["annotations"] if words["text"].isdigit()]
    assert years[-1] == "2023"
    assert view.figure["data"][0]["text"][-1] == "Jul 2023 to Sep 2023"
    go.Figure(view.figure)


def test_what_is_not_sensitive_is_the_same_for_a_partner(
    partner: Reference, small_reference: Reference
) -> None:
    for name in BUILDERS:
        assert show(partner, name, "").table == show(small_reference, name, "").table


def test_the_mean_of_three_years_leaves_out_exceptional_ones_on_fixed_tables_too(partner: Reference) -> None:
    for query in ("measure=hate_crime&compare=3y&window=fy", "measure=hate_crime&compare=3y&to=2023-08"):
        view = show(partner, "wards", query)
        assert view.basis.startswith("No comparison: Apr 2021 to Mar 2022 is left out: COVID-19."), view.basis
        assert {row["previous"] for row in view.table.records()} == {None}


def test_findings_name_the_period_of_the_wards_where_it_is_another(partner: Reference) -> None:
    told = show(partner, "findings", "measure=hate_crime&window=q&to=2023-06").alt
    assert "Over Apr 2022 to Mar 2023, highest by count: " in told
    assert "Over Apr 2022 to Mar 2023, highest per 1,000 residents: " in told


def test_no_rate_is_said_to_be_none_and_not_no_crime(small_reference: Reference) -> None:
    nobody = replace(small_reference, populations={}, recall=Recall(), structure=Recall())
    view = show(nobody, "wards", f"map=geo&area={ASHFORD}")
    assert view.title == (
        "No rates of crimes: the store counts no residents here (load a population file: csp build PATH)"
    )
    assert "(–)" not in view.alt


def test_a_ward_has_no_rate_of_rare_casualties_under_three_years(small_reference: Reference) -> None:
    rare = "measure=ksi_casualties"
    year = show(small_reference, "wards", f"{rare}&show=rate")
    assert {row["rate"] for row in year.table.records()} == {None}
    assert year.title == "No rates of KSI casualties: a ward has too few for one under 36 months"
    three = show(small_reference, "wards", f"{rare}&window=range&from=2020-07&to=2023-06")
    assert any(row["rate"] for row in three.table.records())
    assert any(row["rate"] for row in show(small_reference, "districts", rare).table.records())
    ward = three.table.records()[0]["ward_code"]
    months = show(small_reference, "months", f"{rare}&ward={ward}")
    assert {row["rate"] for row in months.table.records()} == {None}
