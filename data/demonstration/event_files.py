"""School holidays by rule, as a council's term dates run, and two local events: made up but for Easter."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from data.demonstration.facts import FIRST, LAST

_SCHOOL: Final = "school holiday"
_EASTER: Final = {2019: (4, 21), 2020: (4, 12), 2021: (4, 4), 2022: (4, 17), 2023: (4, 9), 2024: (3, 31)}
_SATURDAY: Final = 5


def write_events(path: Path) -> Path:
    """An events file of the months of the demonstration."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("event", "from", "to", "kind", "area"))
        for year, (month, day) in _EASTER.items():
            writer.writerows(
                (name, first, last, kind, area)
                for name, first, last, kind, area in _events(year, easter=dt.date(year, month, day))
                if first >= FIRST.first_day and last <= LAST.last_day
            )
    return path


def _events(year: int, *, easter: dt.date) -> Iterator[tuple[str, dt.date, dt.date, str, str]]:
    week, monday = dt.timedelta(days=4), dt.timedelta(days=7)
    february = _weekday(dt.date(year, 2, 12), 0)
    spring = _weekday(dt.date(year, 5, 25), 0)
    october = _weekday(dt.date(year, 10, 22), 0)
    yield "February half-term", february, february + week, _SCHOOL, ""
    yield "Easter holidays", easter - dt.timedelta(days=2), easter + 2 * monday, _SCHOOL, ""
    yield "May half-term", spring, spring + week, _SCHOOL, ""
    carnival = _weekday(dt.date(year, 7, 8), _SATURDAY)
    yield "Carnival", carnival, carnival, "local event", "Ashford"
    yield "Summer holidays", dt.date(year, 7, 22), dt.date(year, 9, 2), _SCHOOL, ""
    yield "October half-term", october, october + week, _SCHOOL, ""
    fair = _weekday(dt.date(year, 11, 24), _SATURDAY)
    yield "Winter fair", fair, fair, "local event", "Maidstone"
    yield "Christmas holidays", dt.date(year, 12, 20), dt.date(year + 1, 1, 3), _SCHOOL, ""


def _weekday(first: dt.date, weekday: int) -> dt.date:
    """The first such day of the week (Monday is 0) on or after a day."""
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7)
