"""A plan's actions on a day: which are overdue, which were left when the plan ended, what each is to move."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from dashboard.action_filters import FILTER_KEYS, NOT_STATED, OVERDUE, PROGRESS_LABELS, progress_of, values_of
from dashboard.periods import month_words
from dashboard.records import rows
from dashboard.reference import Reference
from dashboard.selection import Selection
from data import queries
from data.catalogue import Plan
from data.catalogue.plan import Action, ActionStatus
from data.month import Month

# More rows than a store of plans has; one that has more says on its Data page what became of them.
_MOST_ASIDE: Final = 100_000


class Standing(StrEnum):
    """What the day makes of an action, beside the status its plan gives it."""

    OPEN = "open"
    OVERDUE = "overdue"
    CLOSED = "closed"
    LEFT = "left"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class DatedAction:
    """An action as of a day. `due_on` is the last day its due text can mean, None where that is no date.

    `ended` is the last month of the plan, set once that is over: an action can then no longer be overdue.
    """

    action: Action
    due_on: dt.date | None
    standing: Standing
    ended: Month | None

    @property
    def overdue(self) -> bool:
        """Past its date while the plan runs, and neither complete nor stopped."""
        return self.standing is Standing.OVERDUE

    @property
    def progress(self) -> str:
        """The status as filters and counts name it."""
        return progress_of(self.action)

    @property
    def status_words(self) -> str:
        """'Complete', 'Overdue since 30 Sep 2023, in progress', 'Not completed when the plan ended'.

        For an action whose status nobody has written down: that, and never that it was not done.
        """
        stated = PROGRESS_LABELS[self.progress]
        if self.standing is Standing.OVERDUE and self.due_on is not None:
            known = stated.lower() if self.progress != NOT_STATED else "status not stated"
            return f"Overdue since {day_words(self.due_on)}, {known}"
        return "Not completed when the plan ended" if self.standing is Standing.LEFT else stated

    @property
    def status_note(self) -> str:
        """What is to be known of the words: that a plan which is over was last heard of as it is written."""
        return (
            f"last stated: {PROGRESS_LABELS[self.progress].lower()}" if self.standing is Standing.LEFT else ""
        )

    def days_overdue(self, day: dt.date) -> int | None:
        """Whole days since its due date; None where it is not overdue."""
        return (day - self.due_on).days if self.overdue and self.due_on is not None else None


def dated_action(action: Action, *, due_on: dt.date | None, last: Month, day: dt.date) -> DatedAction:
    """An action of a plan to the month `last`, as of a day: overdue from the day after its date."""
    ended = last if last.last_day < day else None
    closed = action.status in (ActionStatus.COMPLETE, ActionStatus.STOPPED)
    if closed:
        standing = Standing.CLOSED
    elif ended is not None:
        standing = Standing.UNKNOWN if action.status is ActionStatus.NOT_STATED else Standing.LEFT
    else:
        standing = Standing.OVERDUE if due_on is not None and due_on < day else Standing.OPEN
    return DatedAction(action, due_on, standing, ended)


def read_actions(reference: Reference, plan: Plan, *, day: dt.date) -> tuple[DatedAction, ...]:
    """A plan's actions as of a day, in the plan's order. The store knows which due texts are dates."""
    due = {row["id"]: row["due_on"] for row in _rows(reference) if row["plan"] == plan.id}
    return tuple(
        dated_action(action, due_on=due.get(action.id), last=plan.last, day=day) for action in plan.actions
    )


@dataclass(frozen=True)
class RowAside:
    """A row of the files that a plan's actions come from which is not among them, and what to do about it."""

    file: str
    row: int | None
    place: str
    reason: str
    remedy: str


def read_rows_aside(reference: Reference, plan: Plan) -> tuple[RowAside, ...]:
    """What was set aside of the files whose actions stand for a plan; none of the catalogue's own."""
    files = {row["file_id"] for row in _rows(reference) if row["plan"] == plan.id} - {None}
    if not files:
        return ()
    found = reference.recall(
        "rows set aside", lambda: list(rows(queries.get_set_aside(reference.snapshot, limit=_MOST_ASIDE)))
    )
    return tuple(
        RowAside(
            file=row["file"],
            row=int(row["row_number"]) if row["row_number"] == row["row_number"] else None,
            place=row["column_name"] if isinstance(row["column_name"], str) else "",
            reason=row["reason"],
            remedy=row["remedy"],
        )
        for row in found
        if row["file_id"] in files
    )


def _rows(reference: Reference) -> list[dict[str, Any]]:
    return reference.recall("actions", lambda: queries.get_actions(reference.snapshot))


def narrowed(
    actions: Iterable[DatedAction], selection: Selection, *, but: str | None = None
) -> tuple[DatedAction, ...]:
    """The actions that answer to every filter of a selection, or to every one but the one named."""
    wanted: dict[str, str | None] = {key: getattr(selection, key) for key in FILTER_KEYS if key != but}
    return tuple(item for item in actions if _answers(item, wanted))


def _answers(item: DatedAction, wanted: Mapping[str, str | None]) -> bool:
    for key in FILTER_KEYS:
        value = wanted.get(key)
        if value is None:
            continue
        if key == "progress" and value == OVERDUE:
            if not item.overdue:
                return False
        elif value not in values_of(item.action, key):
            return False
    return True


def counted(actions: Iterable[DatedAction]) -> Counter[str]:
    """How many there are of each status, overdue ones besides under `overdue`; every status is there."""
    items = list(actions)
    found = Counter(dict.fromkeys(PROGRESS_LABELS, 0))
    found.update(item.progress for item in items)
    found[OVERDUE] = sum(item.overdue for item in items)
    return found


def in_order(actions: Iterable[DatedAction], *, priorities: Sequence[str]) -> tuple[DatedAction, ...]:
    """Overdue first, the longest overdue before the others; then by priority, and as the plan has them."""
    place = {name: number for number, name in enumerate(priorities)}

    def key(item: DatedAction) -> tuple[bool, dt.date, int]:
        since = item.due_on if item.overdue and item.due_on is not None else dt.date.max
        return (not item.overdue, since, place.get(first_priority(item, priorities), len(place)))

    return tuple(sorted(actions, key=key))


def first_priority(item: DatedAction, priorities: Sequence[str]) -> str:
    """The priority it stands under: the first of the page's that it serves, '' where it serves none."""
    return next((name for name in priorities if name in item.action.priorities), "")


def due_words(item: DatedAction) -> tuple[str, str]:
    """What the plan says of when it is due, with what is to be known of it: ('when funded', 'no date').

    An ISO date is written out; of other words that can be a date, the day they mean stands beside them.
    """
    said = item.action.due.strip()
    if not said:
        return "", ""
    if item.due_on is None:
        return said, "no date"
    if said == item.due_on.isoformat():
        return day_words(item.due_on), ""
    return said, f"taken as {day_words(item.due_on)}"


def day_words(day: dt.date) -> str:
    """'30 Sep 2023'."""
    return f"{day.day} {month_words(Month.of(day))}"
