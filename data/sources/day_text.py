"""Days as people write them in a table of their own, and what is wrong with a row that has none."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

_FORMS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y")
_YEARS: Final = range(1990, 2100)
_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)


class RowFaultError(ValueError):
    """What is wrong with a row: its column, why, and what to write instead."""

    def __init__(self, column: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.column, self.reason, self.remedy = column, reason, remedy


def read_day(text: str) -> dt.date | None:
    """'2023-07-22', '22/07/2023', '22nd July 2023'; None for what is no day of 1990 to 2099."""
    plain = _ORDINAL.sub("", " ".join(text.split()))
    for form in _FORMS:
        try:
            day = dt.datetime.strptime(plain, form).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
        if day.year in _YEARS:
            return day
    return None
