"""The monitoring table of any plan: against the records of a small store, and what is hidden."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dashboard.disclosure import released_total
from dashboard.held_reference import load_reference
from dashboard.periods import Window
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.targets.proposal import Proposal
from dashboard.views.monitoring import build_monitoring
from dashboard.views.target_test import build_target_trial
from dashboard.vocabulary import vocabulary_of
from data.catalogue import Plan
from data.month import Month
from data.settings import Audience
from data.store import Store
from tests.integration.small_files import ASHFORD, COUNTY, KENT, SmallCounty


def plan_of(
    area: str, start: str, *indicators: dict[str, Any], notes: tuple[dict[str, Any], ...] = ()
) -> Plan:
    shared = {"priorities": ["one"], "kind": "direction", "direction": "lower"}
    return Plan.model_validate(
        {
            "id": "own",
            "label": "Own",
            "title": "Own plan",
            "area": area,
            "start": start,
            "end": str(Month.parse(start) + 35),
            "publication": "a paper",
            "priorities": [{"id": "one", "label": "First", "lead": "the police"}],
            "indicators": [{**shared, **item} for item in indicators],
            "notes": list(notes),
        }
    )


def with_plan(reference: Reference, plan: Plan, audience: Audience = Audience.RESTRICTED) -> Reference:
    settings = replace(reference.settings, audience=audience)
    fresh = load_reference(Store(settings.store), settings)
    catalogue = fresh.catalogue.model_copy(update={"plans": {plan.id: plan}})
    return replace(
        fresh, catalogue=catalogue, recall=type(fresh.recall)(), structure=type(fresh.structure)(limit=1000)
    )


def rows_of(reference: Reference, query: str) -> list[dict[str, Any]]:
    selection = parse(query, vocabulary_of(reference)).selection
    return build_monitoring(reference, selection).table.records()


def test_twelve_months_of_records_and_the_districts_that_moved_most(
    small_reference: Reference, county: SmallCounty
) -> None:
    crime = {"id": "crime", "label": "Crime", "measure": "all_crime", "source": "force_extract"}
    crime["baseline"] = {"start": "2021-04", "end": "2022-03"}
    own = with_plan(small_reference, plan_of(COUNTY, "2022-04", crime))
    (row,) = rows_of(own, f"area={COUNTY}&plan=own&to=2023-11")

    def summed(first: str, last: str, districts: tuple[str, ...] = KENT) -> int:
        return county.total(
            measure="all_crime",
            source="force_extract",
            first=Month.parse(first),
            last=Month.parse(last),
            districts=districts,
        )

    now, before = summed("2022-12", "2023-11"), summed("2021-12", "2022-11")
    assert (row["value"], row["previous"]) == (now, before)
    assert row["baseline"] == summed("2021-04", "2022-03")
    assert row["change_pct"] == pytest.approx(100 * (now - before) / before, abs=0.05)
    assert row["verdict"] == ("worse" if now > before else "better")
    changes = {
        code: summed("2022-12", "2023-11", (code,)) / summed("2021-12", "2022-11", (code,)) for code in KENT
    }
    top, low = max(changes, key=changes.__getitem__), min(changes, key=changes.__getitem__)
    assert str(row["most_up"]).startswith(f"{own.name(top)} +")
    assert str(row["most_down"]).startswith(f"{own.name(low)} −")


def test_a_young_plan_has_its_months_so_far_against_the_same_months(
    small_reference: Reference, county: SmallCounty
) -> None:
    crime = {"id": "crime", "label": "Crime", "measure": "all_crime", "source": "force_extract"}
    crime["baseline"] = {"start": "2021-04", "end": "2022-03"}
    notes = (
        {"month": "2023-05", "text": "An early word.", "indicator": "crime"},
        {"month": "2023-09", "text": "One ward is most of it.", "indicator": "crime", "author": "analyst"},
        {"month": "2024-01", "text": "Not yet written.", "indicator": "crime"},
        {"month": "2023-09", "text": "Of the priority.", "priority": "one"},
    )
    own = with_plan(small_reference, plan_of(ASHFORD, "2023-04", crime, notes=notes))
    selection = parse(f"area={ASHFORD}&plan=own&to=2023-10", vocabulary_of(own)).selection
    view = build_monitoring(own, selection)
    (row,) = view.table.records()
    assert row["period"] == "Apr 2023 to Oct 2023"
    for cell, year in (("value", 2023), ("previous", 2022), ("baseline", 2021)):
        assert row[cell] == county.total(
            measure="all_crime",
            source="force_extract",
            first=Month(year, 4),
            last=Month(year, 10),
            districts=[ASHFORD],
        )
    assert row["note"] == "One ward is most of it. (Sep 2023, analyst)"
    assert view.extra["groups"][0]["notes"] == ["Of the priority. (Sep 2023)"]
    assert (row["most_up"], row["most_down"]) == ("", "")
    early = rows_of(own, f"area={ASHFORD}&plan=own&to=2023-03")[0]
    assert (early["value"], early["verdict"]) == (None, "no data")


@pytest.mark.parametrize("audience", [Audience.PARTNER, Audience.PUBLIC])
def test_a_sensitive_measure_has_its_fixed_quarters_only(
    small_reference: Reference, audience: Audience
) -> None:
    hate = {"id": "hate", "label": "Hate", "measure": "hate_crime", "source": "force_extract"}
    own = with_plan(small_reference, plan_of(ASHFORD, "2023-04", hate), audience)
    (row,) = rows_of(own, f"area={ASHFORD}&plan=own&to=2023-11")
    window = Window("range", Month(2023, 4), Month(2023, 9))
    assert row["period"] == window.words
    series = own.series["hate_crime", "force_extract"]
    for cell, asked in (("value", window), ("previous", window.earlier(12))):
        amount = released_total(own, series=series, area=ASHFORD, window=asked).amount
        assert row[cell] == (amount.value if amount.whole else None)
    free = with_plan(small_reference, plan_of(ASHFORD, "2023-04", hate))
    assert rows_of(free, f"area={ASHFORD}&plan=own&to=2023-11")[0]["period"] == "Apr 2023 to Nov 2023"


def test_a_measure_without_data_names_its_file_and_who_owes_it(small_reference: Reference) -> None:
    safe = {"id": "safe", "label": "Safe", "measure": "residents_feel_safe_day", "owner": "the council"}
    safe["filled_by"] = "the residents’ survey"
    own = with_plan(small_reference, plan_of(ASHFORD, "2023-04", safe))
    (row,) = rows_of(own, f"area={ASHFORD}&plan=own&to=2023-11")
    assert row["note"] == (
        "No data inside the plan’s years. Comes from the residents’ survey. It is owed by the council."
    )
    assert row["status"] == "not_supplied"
    selection = parse(f"area={ASHFORD}&plan=own&to=2023-11", vocabulary_of(own)).selection
    (group,) = build_monitoring(own, selection).extra["groups"]
    assert group["rows"] == []
    assert group["missing"] == [("Safe", row["note"])]


def test_an_area_that_the_store_does_not_know_is_no_data(small_reference: Reference) -> None:
    """A store of a few districts may hold a plan that reads one measure of the whole region."""
    crime = {"id": "crime", "label": "Crime", "measure": "all_crime", "area": "E12000008"}
    own = with_plan(small_reference, plan_of(ASHFORD, "2023-04", crime))
    (row,) = rows_of(own, f"area={ASHFORD}&plan=own&to=2023-11")
    assert (row["value"], row["verdict"], row["geography"]) == (None, "no data", "E12000008")
    plan = own.catalogue.plans["own"]
    view = build_target_trial(own, Proposal("E12000008", plan.indicators[0]))
    assert "This store has no area E12000008." in view.extra["findings"][0]["words"]
