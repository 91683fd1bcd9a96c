"""Percentages that no whole count can give, and categories that do not make a hundred."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from dashboard.claims.claims import Claims
from dashboard.claims.figure import SHARES, Figure, Figures
from dashboard.claims.finding import Finding, Verdict
from dashboard.claims.printed import (
    Printed,
    Range,
    cell,
    nearest,
    percent_counts,
    span_of_wholes,
    sums,
    words,
)
from dashboard.claims.relations import COMPLEMENTS, COUNTED_IN, SHARE_OF
from data.sources.claim_rows import ClaimRow

COUNTS_CHECK: Final = "share of a count"
WHOLE_CHECK: Final = "shares of a whole"
# Categories that leave nobody out.
_REST: Final = re.compile(r"\b(?:other|others|not known|unknown|not stated|none)\b", re.I)
_PAIRS: Final = (
    frozenset({"male", "female"}),
    frozenset({"men", "women"}),
    frozenset({"yes", "no"}),
)
_ALL: Final = Range.exactly(100)


def check_shares(claims: Claims) -> Iterator[Finding]:
    """Every percentage of something against the counts it is of, and against the others of its whole."""
    wholes: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in claims.figures:
        if figure.statistic not in SHARES or figure.unit != "percent" or figure.range is None:
            continue
        yield from _possible(figure)
        yield from _of_counts(figure, claims.figures)
        if figure.statistic == "share_pct":
            wholes[figure.paper, figure.section, figure.area, figure.measure, figure.span].append(figure)
    for found in wholes.values():
        yield from _of_whole(found)
    yield from _complements(claims.figures)


def _possible(figure: Figure) -> Iterator[Finding]:
    printed = figure.printed
    if printed is not None and not 0 <= printed.value <= 100:
        yield Finding(
            figure.row,
            Verdict.CONTRADICTS,
            f"{printed.text}% is no part of a whole.",
            check=COUNTS_CHECK,
        )


def _of_counts(figure: Figure, figures: Figures) -> Iterator[Finding]:
    printed, wanted = figure.printed, figure.range
    base, _ = _count(figure, "denominator", SHARE_OF.get(figure.measure), figures, topic="")
    if base is None or base <= 0 or printed is None or wanted is None or not 0 <= printed.value <= 100:
        return
    measure = COUNTED_IN.get((figure.measure, figure.topic))
    counted, counted_in = _count(figure, "numerator", measure, figures, topic=None)
    said = f"{printed.text}%"
    places = printed.decimals + 1
    if counted is not None:
        exact = Fraction(100 * counted, base)
        reason = f"{words(counted)} of {words(base)} is {words(exact, places)}%"
        fits = exact in wanted
        yield Finding(
            figure.row,
            Verdict.AGREES if fits else Verdict.CONTRADICTS,
            f"{reason}." if fits else f"{reason}, not {said}.",
            cell(exact, places),
            None if fits else cell(printed.value - exact, places),
            check=COUNTS_CHECK,
        )
        if fits and counted_in is not None:
            yield Finding(counted_in, Verdict.AGREES, f"{figure.id} follows from it.", check=COUNTS_CHECK)
        return
    counts = percent_counts(wanted, base)
    possible = range(max(counts.start, 0), min(counts.stop, base + 1))
    if len(possible):
        yield Finding(
            figure.row,
            Verdict.AGREES,
            f"{span_of_wholes(possible)} of {words(base)} gives {said}.",
            check=COUNTS_CHECK,
        )
        return
    exact = nearest(printed.value, [Fraction(100 * k, base) for k in _around(printed.value, base)])
    near = ", ".join(
        f"{words(k)} is {words(Fraction(100 * k, base), places)}%" for k in _around(printed.value, base)
    )
    yield Finding(
        figure.row,
        Verdict.CONTRADICTS,
        f"No whole number of {words(base)} is {said}: {near}.",
        cell(exact, places),
        cell(printed.value - exact, places),
        check=COUNTS_CHECK,
    )


def _around(percent: Fraction, base: int) -> list[int]:
    below = int(percent * base / 100)
    return [count for count in (below, below + 1) if count <= base]


def _count(
    figure: Figure, column: str, measure: str | None, figures: Figures, *, topic: str | None
) -> tuple[int | None, ClaimRow | None]:
    """The whole count beside a percentage: from its own cell, or from the measure's row, and that row."""
    own = Printed.of(figure.row[column])
    if own is not None:
        return (int(own.value) if own.is_whole else None), None
    if measure is None:
        return None, None
    found = [
        other
        for other in figures.about(figure.paper, figure.area, measure)
        if other.is_count and other.span == figure.span and other.range is not None and other.range.is_one
    ]
    wanted = figure.topic if topic is None else topic
    same = [other for other in found if other.topic == wanted] or (found if topic is None else [])
    if len(same) != 1 or same[0].range is None:
        return None, None
    return int(same[0].range.low), same[0].row


def _of_whole(found: Sequence[Figure]) -> Iterator[Finding]:
    topics = {figure.topic for figure in found}
    if len(topics) < len(found) or len(found) < 2 or "" in topics:
        return
    exhaustive = topics in _PAIRS or any(_REST.search(topic) for topic in topics)
    if exhaustive:
        yield from _hundred(found)


def _complements(figures: Figures) -> Iterator[Finding]:
    for one, other in COMPLEMENTS:
        for figure in figures:
            if figure.measure != one or figure.range is None:
                continue
            others = [
                item
                for item in figures.about(figure.paper, figure.area, other)
                if item.span == figure.span and item.range is not None and item.statistic == figure.statistic
            ]
            if len(others) == 1:
                yield from _hundred([figure, others[0]])


def _hundred(found: Sequence[Figure]) -> Iterator[Finding]:
    ranges = [figure.range for figure in found if figure.range is not None]
    together = sums(ranges)
    total = sum((figure.printed.value for figure in found if figure.printed), Fraction(0))
    places = max((figure.printed.decimals for figure in found if figure.printed), default=0)
    names = ", ".join(figure.id for figure in found)
    if together.meets(_ALL):
        for figure in found:
            yield Finding(
                figure.row, Verdict.AGREES, "With the other categories it makes 100%.", check=WHOLE_CHECK
            )
        return
    for figure in found:
        yield Finding(
            figure.row,
            Verdict.CONTRADICTS,
            f"The categories make {words(total, places)}%, not 100% ({names}).",
            check=WHOLE_CHECK,
        )
