"""Every kind of target × direction × position, read from a store made by the real build."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from dashboard.targets.gauge import read_gauges
from dashboard.targets.position import Position, read_positions
from data.build.pipeline import build_store
from data.catalogue import Plan
from data.month import Month
from data.settings import Audience, Settings
from data.store import Store
from tests.integration.small_files import ASHFORD, CANTERBURY, MEDWAY, build_small_county, write_small_places
from tests.integration.target_world import (
    DARTFORD,
    DOVER,
    FOLKESTONE,
    GRAVESHAM,
    LAST,
    MAIDSTONE,
    SEVENOAKS,
    SWALE,
    THANET,
    TONBRIDGE,
    TUNBRIDGE,
    counts,
    write_series,
)

BEFORE = {"start": "2022-04", "end": "2023-03", "stated": False}
# Ashford's rolling plan of a year, a plan of three years, one of the county's, one that ended in 2011.
YEAR, LONG, COUNTY_PLAN, OLD = (
    ("2023-04", "2024-03"),
    ("2022-04", "2025-03"),
    ("2011-04", "2014-03"),
    ("2008-04", "2011-03"),
)
BURGLARY = {"measure": "burglary", "source": "force_extract", "baseline": BEFORE}
FALL_2 = BURGLARY | {"kind": "change", "direction": "lower", "change_pct": -2}
RISE_5 = BURGLARY | {"kind": "change", "direction": "higher", "change_pct": 5}
COUNCIL = {"measure": "asb_council_incidents", "source": "council"}
REPEATS = {"measure": "da_repeat_victims_pct", "kind": "level", "direction": "lower", "target": 22}
REPEATS |= {"baseline": {"start": "2010-04", "end": "2011-03", "value": 24.3}}
SATISFIED = {
    "measure": "asb_reporters_satisfied_pct",
    "kind": "maintain",
    "direction": "higher",
    "target": 79.3,
}
SATISFIED |= {"baseline": {"start": "2011-01", "end": "2011-12", "value": 76.2}}
STANDARD = {
    "measure": "asb_reporters_satisfied_pct",
    "kind": "standard",
    "direction": "higher",
    "target": 100,
}
MARAC = {"measure": "marac_repeat_pct", "kind": "range", "low": 28, "high": 40, "baseline": {"value": 14.9}}
NOTICES = {"measure": "community_protection_notices", "kind": "change", "direction": "higher"}
NOTICES |= {"change_pct": 20, "target": 2.4, "baseline": {"value": 2}}
TREATED = {"measure": "drug_treatment_completions", "kind": "direction", "direction": "higher"}
TREATED |= {"baseline": {"start": "2010-04", "end": "2011-03", "value": 896}}
SURVEY = {
    "measure": "residents_want_community_safety_improved",
    "kind": "change",
    "direction": "lower",
    "change_pct": -5,
    "baseline": {"start": "2022-01", "end": "2022-12", "value": 47.0, "stated": False},
}
INTERVENTIONS = COUNCIL | {"kind": "range", "low": 40, "high": 50}


@dataclass(frozen=True)
class Case:
    """An indicator of a plan in an area at a month, and the status it must have."""

    name: str
    indicator: dict[str, Any]
    area: str
    to: str
    status: str
    plan: tuple[str, str] = YEAR
    words: str = ""
    flags: Sequence[str] = field(default_factory=tuple)


CASES = (
    # A count that should fall by 2% on 1,155: before, one month in, half way, eleven months in, over.
    Case(
        "1,155 in the baseline period", FALL_2, ASHFORD, "2023-03", "baseline", words="plan starts Apr 2023"
    ),
    Case("in the middle of the baseline", FALL_2, ASHFORD, "2022-09", "baseline"),
    Case("one month in, −1%", FALL_2, ASHFORD, "2023-04", "too_close"),
    Case("one month in, +13%", FALL_2, DOVER, "2023-04", "too_close"),
    Case("one month in, +1% of many", FALL_2, SEVENOAKS, "2023-04", "at_risk"),
    Case("−1% against −2% within usual variation", FALL_2, ASHFORD, "2023-09", "too_close"),
    Case("reduce 2% at +1%", FALL_2, CANTERBURY, "2023-09", "too_close"),
    Case("reduce 2% at +7%", FALL_2, DARTFORD, "2023-09", "at_risk"),
    Case("reduce 2% at +13%", FALL_2, DOVER, "2023-09", "off_track"),
    Case("reduce 2% at −13%", FALL_2, GRAVESHAM, "2023-09", "on_track"),
    Case("−1% against −2% of many", FALL_2, MAIDSTONE, "2023-09", "at_risk"),
    Case("reduce 2% at +1% of many", FALL_2, SEVENOAKS, "2023-09", "off_track"),
    Case("eleven months in, −1%", FALL_2, ASHFORD, "2024-02", "too_close"),
    Case("eleven months in, +1%", FALL_2, CANTERBURY, "2024-02", "off_track"),
    Case("eleven months in, past the target", FALL_2, DOVER, "2024-02", "cannot_be_met"),
    Case("eleven months in, −13%", FALL_2, GRAVESHAM, "2024-02", "on_track"),
    Case(
        "at the end, −1%", FALL_2, ASHFORD, "2024-03", "missed", words="final: missed, within usual variation"
    ),
    Case("at the end, −13%", FALL_2, GRAVESHAM, "2024-03", "met", words="final: met"),
    Case("after the end", FALL_2, GRAVESHAM, "2024-06", "met", words="final: met"),
    # More reporting wanted.
    Case("increase reporting 5% at +12%", RISE_5, SWALE, "2023-11", "on_track"),
    Case("increase reporting 5% at +12% of many", RISE_5, THANET, "2023-06", "on_track"),
    Case("increase reporting 5% at +1%", RISE_5, CANTERBURY, "2023-11", "too_close"),
    Case("increase reporting 5% at −13%", RISE_5, GRAVESHAM, "2023-11", "off_track"),
    Case("increase reporting 5% at +12%, over", RISE_5, SWALE, "2024-03", "met"),
    # Other kinds on the same counts.
    Case(
        "a level out of reach",
        BURGLARY | {"kind": "level", "direction": "lower", "target": 1000},
        *(ASHFORD, "2023-09", "off_track"),
    ),
    Case(
        "a level within reach",
        BURGLARY | {"kind": "level", "direction": "lower", "target": 1300},
        *(ASHFORD, "2023-09", "on_track"),
        flags=("The level of 1,300 is +12.6% on the baseline of 1,155.",),
    ),
    Case(
        "maintain at +1%",
        BURGLARY | {"kind": "maintain", "direction": "lower"},
        CANTERBURY,
        "2023-09",
        "too_close",
    ),
    Case(
        "maintain at +13%",
        BURGLARY | {"kind": "maintain", "direction": "lower"},
        DOVER,
        "2023-09",
        "off_track",
    ),
    Case(
        "a fall, at −13%",
        BURGLARY | {"kind": "direction", "direction": "lower"},
        GRAVESHAM,
        "2023-09",
        "on_track",
    ),
    Case(
        "a fall, at −1%",
        BURGLARY | {"kind": "direction", "direction": "lower"},
        ASHFORD,
        "2023-09",
        "too_close",
    ),
    Case(
        "a rise, at +12%",
        BURGLARY | {"kind": "direction", "direction": "higher"},
        SWALE,
        "2023-11",
        "on_track",
    ),
    Case("watched", BURGLARY | {"kind": "watched"}, ASHFORD, "2023-09", "watched", words="sets no target"),
    # What the data do.
    Case(
        "a missing month",
        *(FALL_2, MEDWAY, "2023-09", "too_close"),
        flags=("Counted to Jun 2023: Jul 2023 is not supplied.",),
    ),
    Case(
        "a partial month",
        *(FALL_2, FOLKESTONE, "2023-09", "too_close"),
        flags=("Counted to Jun 2023: Jul 2023 is not whole.",),
    ),
    Case("a missing month, over", FALL_2, MEDWAY, "2024-06", "no_data", words="no data to its last month"),
    Case(
        "a hidden number",
        FALL_2 | {"measure": "hate_crime"},
        *(DOVER, "2023-09", "no_data"),
        words="no data: hidden, a small number",
    ),
    Case("quarters only", RISE_5 | {"measure": "hate_crime"}, ASHFORD, "2023-08", "too_close"),
    Case(
        "zero baseline",
        FALL_2 | {"measure": "robbery"},
        *(TUNBRIDGE, "2023-09", "watched"),
        words="its baseline is zero",
        flags=("The baseline for Apr 2022 to Mar 2023 is zero: a change of it says nothing.",),
    ),
    Case(
        "zero to be kept, and three",
        BURGLARY | {"measure": "robbery", "kind": "maintain", "direction": "lower"},
        *(TUNBRIDGE, "2023-09", "cannot_be_met"),
    ),
    Case(
        "more than none",
        BURGLARY | {"measure": "robbery", "kind": "direction", "direction": "higher"},
        *(TUNBRIDGE, "2023-09", "on_track"),
    ),
    Case(
        "no figures at all",
        {"measure": "hotspot_interventions", "kind": "at_least", "target": 3},
        *(ASHFORD, "2023-09", "no_data"),
    ),
    Case(
        "a stated baseline that the figures do not give",
        FALL_2 | {"baseline": BEFORE | {"value": 1190, "stated": True}},
        *(ASHFORD, "2023-09", "too_close"),
        flags=(
            "The plan states a baseline of 1,190 for Apr 2022 to Mar 2023; the figures held give 1,155 "
            "(−35, −2.9%).",
        ),
    ),
    # Years and areas of an indicator's own, other measures, plans of several years.
    Case(
        "its own months have not begun",
        FALL_2 | {"start": "2023-10"},
        *(ASHFORD, "2023-09", "baseline"),
        words="plan starts Oct 2023",
    ),
    Case("its own area", FALL_2 | {"area": DOVER}, ASHFORD, "2023-09", "off_track"),
    Case(
        "or outcomes",
        FALL_2 | {"alternatives": ("vehicle_crime",)},
        *(DOVER, "2023-09", "on_track"),
        words="on track, by vehicle crime",
    ),
    Case(
        "a year of three, as it was before",
        FALL_2 | {"baseline": {"start": "2021-04", "end": "2022-03", "stated": False}},
        *(ASHFORD, "2023-03", "too_close", LONG),
        flags=(
            "The baseline for Apr 2021 to Mar 2022 holds exceptional months, so the season is not taken "
            "from it.",
        ),
    ),
    Case(
        "a year of three, far from its level",
        BURGLARY | {"kind": "level", "direction": "lower", "target": 900, "baseline": None},
        *(ASHFORD, "2023-03", "off_track", LONG),
    ),
    # What a partnership does itself.
    Case("40-50 interventions, four a month", INTERVENTIONS, ASHFORD, "2023-09", "too_close"),
    Case("40-50 interventions, 60 done", INTERVENTIONS, CANTERBURY, "2023-09", "cannot_be_met"),
    Case("40-50 interventions, 6 done", INTERVENTIONS, DARTFORD, "2023-09", "at_risk"),
    Case("40-50 interventions, 8 done", INTERVENTIONS, DARTFORD, "2023-11", "off_track"),
    Case("40-50 interventions, 48 in the end", INTERVENTIONS, ASHFORD, "2024-03", "met", words="final: met"),
    Case("at least 12, 24 done", COUNCIL | {"kind": "at_least", "target": 12}, ASHFORD, "2023-09", "met"),
    Case(
        "at least 30, 24 done", COUNCIL | {"kind": "at_least", "target": 30}, ASHFORD, "2023-09", "on_track"
    ),
    Case(
        "at least 60, 24 done", COUNCIL | {"kind": "at_least", "target": 60}, ASHFORD, "2023-09", "too_close"
    ),
    Case(
        "at least 60, 48 in the end",
        COUNCIL | {"kind": "at_least", "target": 60},
        ASHFORD,
        "2024-03",
        "missed",
    ),
    Case(
        "no earlier year to tell the season by",
        COUNCIL | {"kind": "level", "direction": "lower", "target": 100},
        *(ASHFORD, "2023-09", "watched"),
        words="no earlier year",
        flags=("No complete earlier year without exceptional months tells the season.",),
    ),
    # Figures as they were published.
    Case(
        "level 22% from 24.3%",
        *(REPEATS, ASHFORD, "2012-11", "at_risk", COUNTY_PLAN),
        flags=("The level of 22.0% is −2.3 points on the baseline of 24.3%.",),
    ),
    Case("level 22%, worse than it was", REPEATS, CANTERBURY, "2012-11", "off_track", COUNTY_PLAN),
    Case("level 22%, reached", REPEATS, DARTFORD, "2012-11", "on_track", COUNTY_PLAN),
    Case("level 22% of 800, reached by little", REPEATS, DOVER, "2012-11", "too_close", COUNTY_PLAN),
    Case("its figure is old", REPEATS, ASHFORD, "2014-01", "no_data", COUNTY_PLAN, "no data since Sep 2012"),
    Case("before its figure is out", REPEATS, ASHFORD, "2012-06", "no_data", COUNTY_PLAN),
    Case(
        "maintain 79.3% at 82.8%",
        *(SATISFIED, ASHFORD, "2012-11", "on_track", COUNTY_PLAN),
        flags=(
            "The plan says maintain, and its level of 79.3% is better than its baseline of 76.2%: "
            "+3.1 points.",
        ),
    ),
    Case("maintain 79.3% at 78%", SATISFIED, CANTERBURY, "2012-11", "at_risk", COUNTY_PLAN),
    Case("maintain 79.3% at 75%", SATISFIED, DARTFORD, "2012-11", "off_track", COUNTY_PLAN),
    Case("maintain 79.3% at 82.8%, over", SATISFIED, DOVER, "2014-06", "met", COUNTY_PLAN, "final: met"),
    Case("a standard of 100% at 98%", STANDARD, GRAVESHAM, "2012-11", "off_track", COUNTY_PLAN),
    Case("a standard of 100% at 100%", STANDARD, SWALE, "2012-11", "on_track", COUNTY_PLAN),
    Case("MARAC repeats 21.2%, below their range", MARAC, ASHFORD, "2012-11", "at_risk", COUNTY_PLAN),
    Case("MARAC repeats within their range", MARAC, CANTERBURY, "2012-11", "on_track", COUNTY_PLAN),
    Case(
        "MARAC repeats above their range",
        MARAC | {"baseline": {"value": 35}},
        *(DARTFORD, "2012-11", "off_track", COUNTY_PLAN),
    ),
    Case(
        "2 to 2.4 notices, at 2",
        *(NOTICES, ASHFORD, "2013-03", "too_close", COUNTY_PLAN),
        flags=("2.4 is not a whole count: 3 or more meet it.",),
    ),
    Case("2 to 2.4 notices, at 3, over", NOTICES, CANTERBURY, "2013-03", "met", ("2012-04", "2013-03")),
    Case("2 to 2.4 notices, at 2, over", NOTICES, ASHFORD, "2013-04", "missed", ("2012-04", "2013-03")),
    Case(
        "a quarter against a year",
        *(NOTICES, DARTFORD, "2012-09", "watched", COUNTY_PLAN),
        words="its figure is of 3 months, the target of a year",
    ),
    Case(
        "KSI 52 with no target",
        {"measure": "ksi_casualties", "source": "published_papers", "kind": "watched"}
        | {"baseline": {"start": "2010-04", "end": "2011-03", "value": 52}},
        *(TONBRIDGE, "2012-11", "watched", ("2011-04", "2013-03")),
    ),
    Case("treated, 887 on 896", TREATED, ASHFORD, "2012-06", "too_close", COUNTY_PLAN),
    Case("treated, 1,000 on 896", TREATED, CANTERBURY, "2012-06", "on_track", COUNTY_PLAN),
    Case("treated, 780 on 896", TREATED, DARTFORD, "2012-06", "off_track", COUNTY_PLAN),
    Case(
        "−5% of 47%, share or points, at 38%",
        SURVEY | {"change_of": "not_stated"},
        *(CANTERBURY, "2024-02", "on_track"),
        flags=("The plan does not say whether −5% is a share of the 47.0% or points: 44.7% or 42.0%.",),
    ),
    Case("−5% of 47%, at 43%", SURVEY | {"change_of": "not_stated"}, GRAVESHAM, "2024-02", "too_close"),
    Case("−5% of 47%, at 46.4%", SURVEY, DARTFORD, "2024-02", "at_risk"),
    Case("−5% of 47%, at 43% of 1,000", SURVEY, ASHFORD, "2024-02", "too_close"),
    Case("−5% of 47%, at 49% of 1,000", SURVEY, DOVER, "2024-02", "off_track"),
    # A plan that is history is not judged by today's figures.
    Case("a plan that ended in 2011, met", REPEATS, GRAVESHAM, "2024-02", "met", OLD, "final: met"),
    Case("a plan that ended in 2011, missed", REPEATS, SWALE, "2024-02", "missed", OLD, "final: missed"),
    Case(
        "a plan that ended in 2011, no data",
        FALL_2,
        ASHFORD,
        "2024-02",
        "no_data",
        OLD,
        "plan ended, no data",
    ),
    Case(
        "a plan that ended in 2011, short", REPEATS, THANET, "2024-02", "no_data", OLD, "no data to its last"
    ),
)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    """The store as a partner sees it."""
    files = write_small_places(tmp_path_factory.mktemp("target-files"), build_small_county())
    write_series(files / "series.csv")
    folder = tmp_path_factory.mktemp("target-store")
    build_store([files], folder=folder, clock=lambda: dt.datetime(2024, 5, 6, tzinfo=dt.UTC))
    settings = Settings(store=folder, home=ASHFORD, audience=Audience.PARTNER)
    return load_reference(Store(folder), settings)


def plan_of(case: Case) -> Plan:
    form = {"id": "it", "label": "It", "priorities": ["all"], **case.indicator}
    return Plan.model_validate(
        {
            "id": "plan",
            "label": "Plan",
            "title": "Plan",
            "area": case.area,
            "start": case.plan[0],
            "end": case.plan[1],
            "publication": "",
            "priorities": [{"id": "all", "label": "All"}],
            "indicators": [form],
        }
    )


def position_of(reference: Reference, case: Case) -> Position:
    plan = plan_of(case)
    (found,) = read_positions(
        reference, plan=plan, indicators=plan.indicators, area=case.area, to=Month.parse(case.to)
    )
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_kind_by_direction_by_position(reference: Reference, case: Case) -> None:
    plan = plan_of(case)
    assert plan.indicators[0].unfit() == {}
    found = position_of(reference, case)
    verdict = found.gauge.verdict
    assert (verdict.status, case.words in verdict.words) == (case.status, True), verdict.words
    for sentence in case.flags:
        assert sentence in found.flags
    assert found.luck is None or 0 <= found.luck <= 1
    (gauge,) = read_gauges(
        reference, plan=plan, indicators=plan.indicators, area=case.area, to=Month.parse(case.to)
    )
    assert gauge == found.gauge


def test_the_cases_are_of_every_kind_direction_and_status() -> None:
    assert len(CASES) >= 40
    assert len({case.name for case in CASES}) == len(CASES)
    kinds = {case.indicator["kind"] for case in CASES}
    assert kinds == {"change", "level", "maintain", "range", "at_least", "standard", "direction", "watched"}
    assert {case.indicator.get("direction", "none") for case in CASES} == {"lower", "higher", "none"}
    assert len({case.status for case in CASES}) == 10


def case_named(name: str) -> Case:
    (found,) = [case for case in CASES if case.name == name]
    return found


def test_1155_in_the_baseline_period_is_no_value_of_the_plan(reference: Reference) -> None:
    found = position_of(reference, case_named("1,155 in the baseline period"))
    assert (found.gauge.amount.value, found.gauge.baseline, found.gauge.target) == (1155, 1155, 1131.9)
    assert (found.expected, found.projection, found.needed, found.luck, found.path) == (None,) * 4 + ((),)


def usual_years(place: tuple[str, str], held: dict[tuple[str, str, Month], int]) -> list[list[Month]]:
    """Slowly: the financial years before the plan that are there whole and have no month of COVID."""
    covid = {*Month(2020, 3).until(Month(2021, 7))}
    years = [[Month(year, 4) + offset for offset in range(12)] for year in range(2010, 2023)]
    return [
        months
        for months in years
        if not covid & set(months) and all((*place, month) in held for month in months)
    ]


@pytest.mark.parametrize("measure", ["burglary", "shoplifting"])
@pytest.mark.parametrize("area", [ASHFORD, SWALE, THANET, MEDWAY])
@pytest.mark.parametrize("to", ["2023-04", "2023-08", "2024-01", "2024-03"])
def test_expected_is_the_target_by_the_shares_of_earlier_years(
    reference: Reference, measure: str, area: str, to: str
) -> None:
    """Against the counts themselves, added up one by one."""
    held = counts()
    months = list(Month(2023, 4).until(Month.parse(to)))
    while (measure, area, months[-1]) not in held or (area == MEDWAY and months[-1] > Month(2023, 6)):
        months.pop()
    years = usual_years((measure, area), held)
    assert len(years) == 2
    done = [[held[measure, area, month] for month in year[: len(months)]] for year in years]
    whole = [[held[measure, area, month] for month in year] for year in years]
    share = sum(map(sum, done)) / sum(map(sum, whole))
    shares = [sum(part) / sum(all_of_it) for part, all_of_it in zip(done, whole, strict=True)]
    target = 0.98 * sum(held[measure, area, month] for month in Month(2022, 4).until(Month(2023, 3)))

    found = position_of(reference, Case("", FALL_2 | {"measure": measure}, area, to, ""))
    assert found.expected is not None
    assert found.expected.share == pytest.approx(share)
    assert found.expected.value == pytest.approx(target * share)
    assert found.expected.low == pytest.approx(target * min(shares))
    assert found.expected.high == pytest.approx(target * max(shares))
    assert found.expected.years == "Apr 2018 to Mar 2019 and Apr 2022 to Mar 2023"
    value = sum(held[measure, area, month] for month in months)
    assert found.gauge.value == value
    assert found.projection is not None
    assert found.projection.value == pytest.approx(value / share)
    left = 12 - len(months)
    if found.needed is not None:
        assert found.needed.months_left == left
        assert found.needed.per_month * left + value == pytest.approx(target)
    else:
        assert left == 0 or value > target
    # The way through the year ends where the year does, and no month says more than is held.
    assert [point.actual for point in found.path] == [
        sum(held[measure, area, month] for month in months[: number + 1]) if number < len(months) else None
        for number in range(12)
    ]
    assert found.path[-1].expected == pytest.approx(target)
    assert found.path[-1].projected == pytest.approx(value / share)
    assert found.path[len(months) - 1].projected == value


def test_recent_months_tell_a_gap_from_a_zero(reference: Reference) -> None:
    found = position_of(reference, Case("", FALL_2, MEDWAY, "2023-09", "")).recent
    assert len(found) == 24
    gap = {item.month: (item.value, item.status) for item in found}[Month(2023, 7)]
    assert gap == (None, "not_supplied")
    none = position_of(reference, case_named("zero baseline")).recent
    assert {item.status for item in none} == {"zero", "shown"}
    assert LAST not in {item.month for item in none}


def test_where_only_quarters_are_shown_they_are_the_steps(reference: Reference) -> None:
    found = position_of(reference, case_named("quarters only"))
    assert (found.gauge.value, found.gauge.window and found.gauge.window.words) == (
        60,
        "Apr 2023 to Jun 2023",
    )
    assert found.expected is not None
    assert found.expected.share == pytest.approx(0.25)
    told = [point.month.month for point in found.path if point.expected is not None]
    assert told == [6, 9, 12, 3]
    assert {item.month.month for item in found.recent if item.value is not None} == {3, 6, 9, 12}
    assert found.needed is not None
    assert found.needed.months_left == 9


def test_the_public_sees_rounded_quarters_that_end_on_the_shown_year(reference: Reference) -> None:
    settings = replace(reference.settings, audience=Audience.PUBLIC)
    public = load_reference(Store(settings.store), settings)
    case = Case("", RISE_5 | {"measure": "hate_crime"}, GRAVESHAM, "2024-03", "")
    ours, theirs = position_of(reference, case), position_of(public, case)
    assert ours.gauge.value == 108
    assert theirs.gauge.value == 110
    assert theirs.path[-1].actual == theirs.path[-1].projected == 110
    assert theirs.projection is not None
    assert theirs.projection.value == 110


def test_other_measures_that_may_meet_a_target_are_shown_with_it(reference: Reference) -> None:
    found = position_of(reference, case_named("or outcomes"))
    assert [gauge.measure.id for gauge in found.alternatives] == ["vehicle_crime"]
    assert [gauge.verdict.status for gauge in found.alternatives] == ["on_track"]
    assert found.gauge.measure.id == "burglary"
    assert found.gauge.value == sum(
        value
        for (name, area, month), value in counts().items()
        if (name, area) == ("burglary", DOVER) and Month(2023, 4) <= month <= Month(2023, 9)
    )


@pytest.mark.parametrize(
    ("pct", "base", "target", "flag"),
    [
        (-2, 659, 646, "The plan states −2% and 646: −2% of 659 is 645.8, and 646 is −2.0%."),
        (
            -1,
            102904,
            101950,
            "The plan states −1% and 101,950: −1% of 102,904 is 101,875.0, and 101,950 is −0.9%.",
        ),
        (25, 16, 20, None),
        (25, 18, 22, "The plan states +25% and 22: +25% of 18 is 22.5, and 22 is +22.2%."),
        (-5, 1191, 1132, "The plan states −5% and 1,132: −5% of 1,191 is 1,131.5, and 1,132 is −5.0%."),
    ],
)
def test_a_percentage_and_a_level_are_held_against_one_another(
    reference: Reference, pct: float, base: float, target: float, flag: str | None
) -> None:
    direction = "lower" if pct < 0 else "higher"
    form = {"measure": "burglary", "source": "force_extract", "kind": "change", "direction": direction}
    form |= {"change_pct": pct, "target": target, "baseline": {"value": base}}
    flags = position_of(reference, Case("", form, ASHFORD, "2023-09", "")).flags
    assert [item for item in flags if item.startswith("The plan states")] == ([flag] if flag else [])


def test_a_level_says_what_change_it_is(reference: Reference) -> None:
    form = BURGLARY | {"kind": "level", "direction": "lower", "target": 634, "baseline": {"value": 667}}
    flags = position_of(reference, Case("", form, ASHFORD, "2023-09", "")).flags
    assert flags == ("The level of 634 is −4.9% on the baseline of 667.",)


def test_a_baseline_on_the_other_side_of_a_break_says_so(reference: Reference) -> None:
    """Stalking and harassment are counted by other rules from May 2023 on; burglary is not."""
    crossed = "The change on the baseline crosses a break: Counting rules 2023 (May 2023)."
    form = FALL_2 | {"measure": "stalking_and_harassment"}
    assert crossed in position_of(reference, Case("", form, ASHFORD, "2023-09", "")).flags
    assert crossed not in position_of(reference, Case("", form, ASHFORD, "2023-04", "")).flags
    assert position_of(reference, case_named("reduce 2% at +1%")).flags == ()
