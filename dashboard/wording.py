"""Numbers and findings in plain words: one place decides how a count, a change or a list reads."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence

from dashboard.statistics.rates import round_half_up
from data.month import Month

# Under this base a worked-out percentage is not shown; the counts are.
LEAST_BASE = 50
# More names than this are a list, not a sentence.
MOST_NAMED = 15
# Nouns whose one is not a matter of an s.
_ONE = {"people": "person", "men": "man", "women": "woman", "premises": "premises"}
# The word of a noun that is one or many: before what it is of, else the last.
_HEAD = re.compile(r"^(?:people|men|women)\b|\w+(?= from | of |$)")
_FRACTIONS = ((2, "half"), (3, "one in three"), (4, "one in four"), (5, "one in five"))


def number(value: float | None, decimals: int = 0) -> str:
    """'11,311'; '–' where there is none."""
    if value is None:
        return "–"
    rounded = round_half_up(value, decimals)
    return f"{abs(rounded):,.{decimals}f}" if rounded >= 0 else f"−{abs(rounded):,.{decimals}f}"


def printed(value: float | None, decimals: int = 1) -> float | int | None:
    """A table's number as it is printed: rounded as papers do, an integer where it is one."""
    if value is None:
        return None
    return int(value) if float(value).is_integer() else round_half_up(value, decimals)


def count(value: float | None) -> str:
    """A count, or a mean of counts, with a decimal only where it has one."""
    return number(value, 0 if value is None or float(value).is_integer() else 1)


def signed(value: float | None, decimals: int = 0) -> str:
    """'+314', '−96', '0'."""
    if value is None:
        return "–"
    rounded = round_half_up(value, decimals)
    return f"+{number(value, decimals)}" if rounded > 0 else number(value, decimals)


def signed_count(value: float | None) -> str:
    """A difference of counts, with a decimal only where it has one."""
    return signed(value, 0 if value is None or float(value).is_integer() else 1)


def percent(value: float | None, decimals: int = 1) -> str:
    """'3.8%'."""
    return "–" if value is None else f"{number(value, decimals)}%"


def signed_percent(value: float | None, decimals: int = 1) -> str:
    """'+15.9%', '−3.8%'."""
    return "–" if value is None else f"{signed(value, decimals)}%"


def change_words(change: float | None, change_pct: float | None) -> str:
    """'+314 (+15.9%)', or the count alone where the base is too small for a percentage."""
    if change is None:
        return "–"
    if change_pct is None:
        return signed_count(change)
    return f"{signed_count(change)} ({signed_percent(change_pct)})"


def percent_change(value: float | None, previous: float | None) -> float | None:
    """Change in percent of `previous`; None under a base of 50 or without either."""
    if value is None or previous is None or previous < LEAST_BASE:
        return None
    return 100 * (value - previous) / previous


def share_percent(value: float | None, total: float | None) -> float | None:
    """Percent of a total; None under a base of 50 or without either."""
    if value is None or total is None or total < LEAST_BASE:
        return None
    return 100 * value / total


def direction_words(change: float) -> str:
    """'rose', 'fell' or 'did not change'."""
    return "rose" if change > 0 else "fell" if change < 0 else "did not change"


def joined(words: Sequence[str]) -> str:
    """'June', 'June and May', 'June, May and July'."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else list(words))


def each_named(names: Sequence[str], noun: str) -> str:
    """The names joined; of more than a sentence bears how many: 'one of its 330 districts'."""
    return joined(names) if len(names) <= MOST_NAMED else f"one of its {number(len(names))} {noun}"


def month_name(month: Month) -> str:
    """'November'."""
    return calendar.month_name[month.month]


def month_names(months: Sequence[Month], *, span: Sequence[Month]) -> str:
    """Months by name, with the year where the span holds the same month twice."""
    twice = len({month.month for month in span}) < len(span)
    return joined([f"{month_name(m)} {m.year}" if twice else month_name(m) for m in months])


def portion(share: float) -> str:
    """'one in five' where the percentage is that to the point, else '16%'."""
    for parts, words in _FRACTIONS:
        if abs(share - 100 / parts) < 0.5:
            return words
    return percent(share, 0)


def possessive(name: str) -> str:
    """'Ashford’s', 'Tunbridge Wells’'."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def capitalised(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """The first letter small, unless it begins an abbreviation: 'all crime', 'ASB reported to police'."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def one_of(noun: str) -> str:
    """The singular of a catalogue's noun: 'theft from the person' of 'thefts from the person'."""
    return _HEAD.sub(lambda found: _single(found[0]), noun, count=1)


def _single(word: str) -> str:
    if word in _ONE:
        return _ONE[word]
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def counted(value: float, noun: str) -> str:
    """'11,311 crimes', '1 crime'."""
    return f"{count(value)} {one_of(noun) if value == 1 else noun}"
