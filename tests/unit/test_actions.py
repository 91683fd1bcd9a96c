"""Actions as of a day: what is overdue, what a plan that is over left, and the order they stand in."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.action_filters import FILTER_KEYS, NOT_STATED, OVERDUE, choices, leads_of, values_of
from dashboard.actions import (
    DatedAction,
    Standing,
    counted,
    dated_action,
    due_words,
    first_priority,
    in_order,
    narrowed,
)
from dashboard.selection import Selection
from dashboard.vocabulary import vocabulary_of
from data.catalogue.plan import Action, ActionStatus, Plan
from data.month import Month
from tests.unit.small_reference import NORTH, PLAN, small_reference

LAST = Month(2024, 3)
DAY = dt.date(2023, 12, 1)
PRIORITIES = ("roads", "homes", "parks")
DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2026, 1, 1))
ACTIONS = st.builds(
    Action,
    id=st.just("an-action"),
    action=st.just("Do it"),
    priorities=st.lists(st.sampled_from(PRIORITIES), min_size=1, unique=True).map(tuple),
    strand=st.sampled_from(["", "prevent", "Aim 4"]),
    lead=st.sampled_from(["", "Police", "Council", "Police / Council", "Police; Council"]),
    grade=st.sampled_from(["", "A", "B"]),
    status=st.sampled_from(ActionStatus),
)
DATED = st.builds(
    lambda action, due_on, day: dated_action(action, due_on=due_on, last=LAST, day=day),
    ACTIONS,
    st.none() | DAYS,
    st.just(DAY),
)


def dated(status: str = "", *, due: str = "", on: dt.date | None = None, day: dt.date = DAY) -> DatedAction:
    action = Action(
        id="a", action="Do it", priorities=("roads",), due=due, status=ActionStatus(status), progress=""
    )
    return dated_action(action, due_on=on, last=LAST, day=day)


@given(ACTIONS, st.none() | DAYS, DAYS)
def test_an_action_is_overdue_only_while_it_is_open_its_date_past_and_its_plan_running(
    action: Action, due_on: dt.date | None, day: dt.date
) -> None:
    item = dated_action(action, due_on=due_on, last=LAST, day=day)
    open_still = action.status not in (ActionStatus.COMPLETE, ActionStatus.STOPPED)
    running = day <= dt.date(2024, 3, 31)
    assert item.overdue == (open_still and running and due_on is not None and due_on < day)
    assert (item.ended is None) == running
    days = item.days_overdue(day)
    assert (days is not None and days > 0) if item.overdue else days is None
    # What nobody has stated is never said to have been left undone, nor to have not begun.
    if action.status is ActionStatus.NOT_STATED:
        assert "Not completed" not in item.status_words
        assert "started" not in item.status_words


@pytest.mark.parametrize(
    ("status", "due_on", "day", "words"),
    [
        ("in_progress", dt.date(2023, 9, 30), DAY, "Overdue since 30 Sep 2023, in progress"),
        ("", dt.date(2023, 9, 30), DAY, "Overdue since 30 Sep 2023, status not stated"),
        ("in_progress", DAY, DAY, "In progress"),
        ("complete", dt.date(2023, 9, 30), DAY, "Complete"),
        ("stopped", dt.date(2023, 9, 30), DAY, "Stopped"),
        ("not_started", None, DAY, "Not started"),
        ("", None, DAY, "Not stated"),
        (
            *("in_progress", dt.date(2023, 9, 30), dt.date(2026, 11, 21)),
            "Not completed when the plan ended",
        ),
        ("complete", None, dt.date(2026, 11, 21), "Complete"),
        ("", dt.date(2023, 9, 30), dt.date(2026, 11, 21), "Not stated"),
    ],
)
def test_status_in_words(status: str, due_on: dt.date | None, day: dt.date, words: str) -> None:
    assert dated(status, on=due_on, day=day).status_words == words


@pytest.mark.parametrize(
    ("due", "due_on", "words"),
    [
        ("2008 / 2001", None, ("2008 / 2001", "no date")),
        ("2008 / 2011", dt.date(2011, 12, 31), ("2008 / 2011", "taken as 31 Dec 2011")),
        ("2023-09-30", dt.date(2023, 9, 30), ("30 Sep 2023", "")),
        ("Sept 2023", dt.date(2023, 9, 30), ("Sept 2023", "taken as 30 Sep 2023")),
        ("", None, ("", "")),
    ],
)
def test_due_is_what_the_plan_says(due: str, due_on: dt.date | None, words: tuple[str, str]) -> None:
    assert due_words(dated(due=due, on=due_on)) == words


@given(st.lists(DATED), st.lists(st.sampled_from(PRIORITIES), min_size=1, unique=True))
def test_the_order_keeps_every_action_and_puts_overdue_ones_first(
    items: list[DatedAction], priorities: list[str]
) -> None:
    ordered = in_order(items, priorities=priorities)
    assert Counter(map(id, ordered)) == Counter(map(id, items))
    late = [item.overdue for item in ordered]
    assert late == sorted(late, reverse=True)
    since = [item.due_on for item in ordered if item.overdue and item.due_on]
    assert since == sorted(since)
    places = [
        (*priorities, "").index(first_priority(item, priorities)) for item in ordered if not item.overdue
    ]
    assert places == sorted(places)


@given(st.lists(DATED))
def test_counts_of_stated_statuses_add_up_and_overdue_stands_beside_them(items: list[DatedAction]) -> None:
    counts = counted(items)
    assert sum(n for name, n in counts.items() if name != OVERDUE) == len(items)
    assert counts[OVERDUE] == sum(item.standing is Standing.OVERDUE for item in items)


@given(st.lists(DATED, max_size=8), st.data())
def test_each_filter_leaves_what_answers_to_it_and_nothing_else(
    items: list[DatedAction], data: st.DataObject
) -> None:
    plan = Plan.model_validate(
        {
            **PLAN.model_dump(exclude={"actions", "priorities", "indicators"}),
            "priorities": [{"id": name, "label": name} for name in PRIORITIES],
            "indicators": [],
            "actions": [item.action for item in items],
        }
    )
    vocabulary = vocabulary_of(small_reference(home=NORTH, plans=(plan,)))
    chosen = {
        key: value
        for key in FILTER_KEYS
        if (value := data.draw(st.sampled_from([None, *choices(plan, key)]), key)) is not None
    }
    parsed = Selection.from_query("&".join(f"{key}={value}" for key, value in chosen.items()), vocabulary)
    assert parsed.notices == ()
    left = narrowed(items, parsed.selection)
    for item in items:
        answers = all(
            item.overdue if value == OVERDUE else value in values_of(item.action, key)
            for key, value in chosen.items()
        )
        assert (item in left) == answers
    # The values a key offers part the actions: none is lost, whatever its row leaves empty.
    for key in FILTER_KEYS:
        offered = set(choices(plan, key))
        assert all(offered & set(values_of(item.action, key)) for item in items)


def test_joint_leads_are_two_and_one_bodys_name_stays_whole() -> None:
    def leads(text: str) -> tuple[str, ...]:
        return leads_of(Action(id="a", action="Do it", priorities=("roads",), lead=text))

    assert leads("Police / Ashford Borough Council") == ("Police", "Ashford Borough Council")
    assert leads("CSU (Police/ABC)") == ("CSU (Police/ABC)",)
    assert leads("Police; Police") == ("Police",)
    assert leads(" ") == ()
    assert values_of(Action(id="a", action="Do it", priorities=("roads",)), "lead") == (NOT_STATED,)
