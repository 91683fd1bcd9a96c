"""The hours of a week: how a breakdown by day and hour writes them, and what a plan calls its nights."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any, Final

from pydantic import Field, field_validator, model_validator

from data.catalogue.frozen import Frozen, Slug

# Counts by day and hour of the clock, of everything and with what is flagged as domestic abuse left out.
DAY_HOUR: Final = "day_hour"
NOT_DOMESTIC: Final = "day_hour_not_domestic"
DAY_HOURS: Final = (DAY_HOUR, NOT_DOMESTIC)
# The category, or the part after the day, of what has no time.
UNKNOWN: Final = "not known"
# Domain rule: days run from 06:00, so 01:00 on Saturday is of Friday.
DAY_STARTS: Final = 6


class Day(StrEnum):
    """A day of the week, the first is Monday."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """0 for Monday, 6 for Sunday."""
        return tuple(Day).index(self)

    @property
    def label(self) -> str:
        """'Monday'."""
        return self.value.capitalize()


_SHORT: Final = {
    **{day.value: day for day in Day},
    **{day.value[:3]: day for day in Day},
    "tues": Day.TUESDAY,
    "weds": Day.WEDNESDAY,
    "thur": Day.THURSDAY,
    "thurs": Day.THURSDAY,
}
_UNKNOWN: Final = frozenset({"not known", "unknown", "not recorded", "no time"})
_HOUR: Final = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.]00)?(?:\s*(?:-|–|to)\s*(?P<end>\d{1,2})[:.](?P<minutes>00|59))?"
)
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d\d)(?::00)?")


def read_day(text: str) -> Day | None:
    """The day that 'Sat', 'sat.' or 'Saturday' is; None for no day."""
    return _SHORT.get(text.strip().lower().rstrip("."))


def category_of(day: Day, hour: int | None) -> str:
    """How the store writes an hour of the week by the clock: 'Saturday 01', 'Saturday not known'."""
    return f"{day.label} {UNKNOWN if hour is None else f'{hour:02d}'}"


def read_day_hour(text: str) -> str:
    """The category that a cell means: 'Sat 01', 'Saturday 1' and 'Sat 01:00-01:59' are 'Saturday 01'.

    'Sat not known' and 'not known' are what has a day alone, or neither. Raises ValueError with the reason.
    """
    whole = " ".join(text.lower().replace(",", " ").split())
    if not whole:
        raise ValueError("no day and hour are given")
    if whole in _UNKNOWN:
        return UNKNOWN
    first, _, rest = whole.partition(" ")
    day = read_day(first)
    if day is None:
        raise ValueError(f"{text!r} does not begin with a day of the week")
    if rest in _UNKNOWN:
        return category_of(day, None)
    found = _HOUR.fullmatch(rest)
    if found is None:
        raise ValueError(f"{text!r} has no whole hour after its day")
    hour = int(found["hour"])
    if hour > 23:
        raise ValueError(f"{text!r}: a day has no hour {hour}; its hours are 00 to 23")
    if found["end"] is not None:
        end = (int(found["end"]) * 60 + int(found["minutes"])) % (24 * 60)
        if end not in (hour * 60 + 59, (hour + 1) * 60 % (24 * 60)):
            raise ValueError(f"{text!r} is not one hour")
    return category_of(day, hour)


class Night(Frozen):
    """What a plan calls its night-time economy: from `start` to `end` on nights that begin on `days`.

    Hours are whole, as '20:00'; an `end` at or before `start` is on the next morning. The worst hours are
    those the plan names. `measure` is what it counts there, `area` where, when that is not all of the plan's
    area; `flag` says in words what marks an offence as one of them.
    """

    id: Slug
    label: str
    days: tuple[Day, ...] = Field(min_length=1)
    start: str
    end: str
    worst_start: str | None = None
    worst_end: str | None = None
    measure: Slug | None = None
    area: str | None = None
    flag: str = ""
    note: str = ""

    @field_validator("days", mode="before")
    @classmethod
    def _read_days(cls, value: Any) -> Any:
        if not isinstance(value, (list, tuple)):
            return value
        return tuple(read_day(str(item)) or item for item in value)

    @field_validator("start", "end", "worst_start", "worst_end", mode="before")
    @classmethod
    def _read_hour(cls, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, int):
            # YAML takes a bare 20:00 for a number to the base of 60.
            value = f"{value // 60}:{value % 60:02d}"
        found = _CLOCK.fullmatch(str(value).strip())
        if found is None or int(found[1]) > 24 or found[2] != "00":
            raise ValueError(f"{value!r} is no whole hour of the clock, such as 20:00")
        return f"{int(found[1]) % 24:02d}:00"

    @model_validator(mode="after")
    def _worst_within(self) -> Night:
        if (self.worst_start is None) != (self.worst_end is None):
            raise ValueError("the worst hours have a first and a last one, or are not stated")
        if not set(self.worst_hours) <= set(self.hours):
            raise ValueError("the worst hours are not within the hours of the night")
        return self

    @property
    def hours(self) -> tuple[int, ...]:
        """The hours of the clock from its start, in the order they pass: 20, 21, 22, 23, 0, 1, 2, 3."""
        return _between(self.start, self.end)

    @property
    def worst_hours(self) -> tuple[int, ...]:
        """The worst hours the plan states; none where it states none."""
        if self.worst_start is None or self.worst_end is None:
            return ()
        return _between(self.worst_start, self.worst_end)

    def held(self) -> frozenset[tuple[Day, int]]:
        """Every day and hour of the clock that lies in it: Saturday 01 where Friday is one of its days.

        A night that begins before 06:00 is of the day before, as every such hour is.
        """
        first = int(self.start[:2])
        late = first < DAY_STARTS
        return frozenset(
            (_after(day, late + (hour < first)), hour) for day in self.days for hour in self.hours
        )


def _after(day: Day, days: int) -> Day:
    week = tuple(Day)
    return week[(day.number + days) % len(week)]


def _between(start: str, end: str) -> tuple[int, ...]:
    first, last = int(start[:2]), int(end[:2])
    return tuple((first + step) % 24 for step in range((last - first) % 24 or 24))
