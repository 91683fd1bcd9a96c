"""When an action is due, in the words of the papers."""

from __future__ import annotations

import pytest

from data.build.due import due_on

SAID = [
    ("2024-09-30", "2024-09-30"),
    ("2024 Q2", "2024-06-30"),
    ("November 2012", "2012-11-30"),
    ("2010", "2010-12-31"),
    ("2008 / 2011", "2011-12-31"),
    ("2009-2011", "2011-12-31"),
    ("2008/11", "2011-12-31"),
    ("2008/09", "2009-03-31"),
    ("2008 / 2001", None),
    ("launch 2012-11-28", "2012-11-28"),
    ("launch 2012-11-31", None),
    ("end of October 2012", "2012-10-31"),
    ("report end 2012/13", "2013-03-31"),
    ("testing by start of Q4 2012/13", "2013-01-01"),
    ("tour 8-26 October 2012", "2012-10-26"),
    ("Sept 2008, extension subject to funding", "2008-09-30"),
    ("1 year from 4.08; 3 years if successful", None),
    ("after June 2012", None),
    ("monthly", None),
    ("each quarter", None),
    ("", None),
]


@pytest.mark.parametrize(("words", "day"), SAID)
def test_the_last_day_that_the_words_can_mean(words: str, day: str | None) -> None:
    found = due_on(words)
    assert (found.isoformat() if found else None) == day
