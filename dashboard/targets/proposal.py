"""A target somebody proposes, read from text: options of the command, or fields of the panel."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import cast, get_args

from dashboard.reference import Reference
from dashboard.wording import lowered
from data.catalogue import Direction, Indicator, Measure, TargetKind
from data.catalogue.plan import Baseline, ChangeOf
from data.errors import CspError
from data.month import Month

# Beyond these a number is a slip of the keys, and would run off the end of what can be computed.
MOST_PERCENT, MOST_LEVEL = 10_000.0, 1e12
_TEXT_LIMIT = 40
_MINUS = str.maketrans({"−": "-", "–": "-"})


@dataclass(frozen=True)
class Proposal:
    """A target before anybody has adopted it: the indicator it would be, and where it would be measured."""

    area: str
    indicator: Indicator


@dataclass(frozen=True)
class Wish:
    """The words of a proposal as they were typed; '' is what nobody said.

    `change` is percent of the baseline, `baseline` the months 'YYYY-MM:YYYY-MM', `stated` the baseline's
    value where a plan gives one. `low` and `high` bound a range. Of a measure in percent `change_of` says
    'percent' or 'points'; `category` is what a measure is split by.
    """

    area: str
    measure: str
    source: str = ""
    kind: str = ""
    direction: str = ""
    change: str = ""
    level: str = ""
    low: str = ""
    high: str = ""
    baseline: str = ""
    stated: str = ""
    change_of: str = ""
    category: str = ""


def read_proposal(reference: Reference, wish: Wish) -> Proposal:
    """What a wish means in a store. Raises CspError that names the field and says what to write instead.

    Without a kind it is a change where a change is given, else a level, a range, or a direction; without a
    direction it is the sign of the change.
    """
    measure = read_measure(reference, wish.measure)
    change = _number(wish.change, field="change", most=MOST_PERCENT)
    level = _number(wish.level, field="level", most=MOST_LEVEL)
    low = _number(wish.low, field="low", most=MOST_LEVEL)
    high = _number(wish.high, field="high", most=MOST_LEVEL)
    direction = _direction(wish.direction, change=change)
    indicator = Indicator(
        id="proposed",
        label=measure.label,
        measure=measure.id,
        priorities=(),
        kind=_kind(wish.kind, change=change, level=level, bounds=(low, high), direction=direction),
        direction=direction,
        source=_source(reference, measure, wish.source),
        change_pct=change,
        target=level,
        low=low,
        high=high,
        baseline=_baseline(wish),
        change_of=_change_of(wish.change_of, measure),
        category=wish.category.strip() or None,
    )
    # A change against its direction is what the test is there to find.
    wrong = {field: why for field, why in indicator.unfit().items() if "goes against" not in why}
    for field, why in wrong.items():
        raise CspError(f"{why}.", column=_OPTIONS.get(field, field), remedy=f"give {_OPTIONS[field]}.")
    return Proposal(read_area(reference, wish.area), indicator)


_OPTIONS = {
    "change_pct": "change",
    "target": "level",
    "low": "low",
    "high": "high",
    "direction": "direction",
    "baseline.start": "baseline",
    "baseline.end": "baseline",
}


def wish_of(proposal: Proposal) -> Wish:
    """The words that would propose a target that there is: `read_proposal` gives its numbers back."""
    item, base = proposal.indicator, proposal.indicator.baseline
    return Wish(
        area=proposal.area,
        measure=item.measure,
        source=item.source or "",
        kind=str(item.kind),
        direction="" if item.direction is Direction.NONE else str(item.direction),
        change=_text(item.change_pct),
        level=_text(item.target),
        low=_text(item.low),
        high=_text(item.high),
        baseline=f"{base.start}:{base.end}" if base and base.start and base.end else "",
        stated=_text(base.value if base else None),
        change_of=item.change_of,
        category=item.category or "",
    )


def _text(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else str(value)


def read_area(reference: Reference, text: str) -> str:
    """An area's code, given as it or as a name that only one area has. Raises CspError."""
    wanted = text.strip()
    if wanted in reference.areas:
        return wanted
    named = [area.code for area in reference.areas.values() if area.name.casefold() == wanted.casefold()]
    # A district and its partnership share a name; the district is the one people mean.
    districts = [code for code in named if reference.areas[code].level == "district"]
    if len(named) == 1 or len(districts) == 1:
        return (districts or named)[0]
    if named:
        listed = ", ".join(sorted(named)[:5])
        raise CspError(
            f"several areas are called {_quoted(text)}.", column="area", remedy=f"give a code: {listed}."
        )
    near = _near(wanted, (area.name for area in reference.areas.values()))
    raise CspError(
        f"this store has no area {_quoted(text)}.",
        column="area",
        remedy=f"give the code or the name of an area{near or ', such as E07000105 for Ashford'}.",
    )


def read_measure(reference: Reference, text: str) -> Measure:
    """A measure, given by its id or label. Raises CspError."""
    measures = reference.catalogue.measures
    wanted = text.strip()
    labels = {item.label.casefold(): item for item in measures.values()}
    found = measures.get(wanted) or labels.get(wanted.casefold())
    if found is None:
        near = _near(wanted, [*measures, *(item.label for item in measures.values())])
        raise CspError(
            f"there is no measure {_quoted(text)}.",
            column="measure",
            remedy=f"give a measure of the catalogue{near or ', such as violence_with_injury'}.",
        )
    return found


def _source(reference: Reference, measure: Measure, text: str) -> str | None:
    wanted = text.strip()
    if not wanted:
        return None
    held = [source for name, source in reference.series if name == measure.id]
    if wanted not in reference.catalogue.sources:
        raise CspError(
            f"there is no source {_quoted(text)}.",
            column="source",
            remedy=f"give one of {', '.join(sorted({*held, *measure.sources})) or 'the catalogue’s'}.",
        )
    if wanted not in {*held, *measure.sources}:
        raise CspError(
            f"{reference.catalogue.sources[wanted].label} does not count {lowered(measure.label)}.",
            column="source",
            remedy=f"give one of {', '.join(sorted({*held, *measure.sources}))}.",
        )
    return wanted


def _kind(
    text: str,
    *,
    change: float | None,
    level: float | None,
    bounds: tuple[float | None, float | None],
    direction: Direction,
) -> TargetKind:
    if text.strip():
        return TargetKind(_among(text, [str(kind) for kind in TargetKind], field="kind"))
    if change is not None:
        return TargetKind.CHANGE
    if level is not None:
        return TargetKind.LEVEL
    if bounds != (None, None):
        return TargetKind.RANGE
    if direction is not Direction.NONE:
        return TargetKind.DIRECTION
    raise CspError(
        "the target says nothing to reach.",
        column="change",
        remedy="give a change in percent, a level, the ends of a range, or a direction.",
    )


def _direction(text: str, *, change: float | None) -> Direction:
    if text.strip():
        return Direction(_among(text, [str(item) for item in Direction], field="direction"))
    if change:
        return Direction.LOWER if change < 0 else Direction.HIGHER
    return Direction.NONE


def _change_of(text: str, measure: Measure) -> ChangeOf:
    """What a change is counted in; of a percentage it is not known until somebody says it."""
    if not text.strip():
        return "not_stated" if measure.unit == "percent" else "percent"
    found = _among(text, list(get_args(ChangeOf)), field="change-of")
    return cast("ChangeOf", found)


def _among(text: str, allowed: list[str], *, field: str) -> str:
    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    if wanted not in allowed:
        raise CspError(
            f"{_quoted(text)} is no {field}.", column=field, remedy=f"give one of {', '.join(allowed)}."
        )
    return wanted


def _number(text: str, *, field: str, most: float) -> float | None:
    """A number with its sign, thousands and percent sign as people write them; None for nothing."""
    plain = text.strip().translate(_MINUS).replace(",", "").removesuffix("%").strip()
    if not plain:
        return None
    try:
        value = float(plain) if plain.isascii() and "_" not in plain else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or abs(value) > most:
        raise CspError(
            f"{_quoted(text)} is no number that a target can have.",
            column=field,
            remedy="write it in digits, such as -2 or 1131.",
        )
    return value


def _baseline(wish: Wish) -> Baseline | None:
    stated = _number(wish.stated, field="baseline value", most=MOST_LEVEL)
    if stated is not None and stated < 0:
        raise CspError(
            "a baseline cannot be under zero.", column="baseline value", remedy="give the year's count."
        )
    text = wish.baseline.strip()
    if not text:
        return None if stated is None else Baseline(value=stated)
    first, separator, last = text.replace(" to ", ":").partition(":")
    try:
        start, end = Month.parse(first.strip()), Month.parse(last.strip())
    except ValueError:
        separator = ""
        start = end = Month(2000, 1)
    if not separator or end < start:
        why = "ends before it starts" if separator else "are not two months"
        raise CspError(
            f"the months of the baseline, {_quoted(text)}, {why}.",
            column="baseline",
            remedy="write first and last month as 2022-04:2023-03.",
        )
    return Baseline(start=str(start), end=str(end), value=stated, stated=stated is not None)


def _near(wanted: str, known: Iterable[str]) -> str:
    """', such as “Ashford”' of what is spelt much like it; '' where nothing is."""
    by_fold = {name.casefold(): name for name in known}
    found = get_close_matches(wanted.casefold()[:_TEXT_LIMIT], list(by_fold), n=3)
    return f", such as {' or '.join(by_fold[name] for name in found)}" if found else ""


def _quoted(text: str) -> str:
    """What was typed, short enough to be read, without what cannot be printed."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text[: _TEXT_LIMIT + 1])
    return f"“{plain[:_TEXT_LIMIT]}…”" if len(plain) > _TEXT_LIMIT else f"“{plain}”"
