"""Numbers that cannot be of their size: counts that are not whole, a part as large as what it lies in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from dashboard.claims.claims import Claims
from dashboard.claims.figure import Figure
from dashboard.claims.finding import Finding, Verdict
from dashboard.claims.printed import words
from dashboard.claims.sums import TYPES

CHECK: Final = "scale"


def check_scale(claims: Claims) -> Iterator[Finding]:
    """Every count by itself, and against the counts of the larger areas of its paper."""
    larger: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in claims.figures:
        if figure.is_count and figure.range is not None and figure.area_type in TYPES and figure.span:
            larger[figure.paper, figure.measure, figure.topic, figure.span].append(figure)
    for figure in claims.figures:
        yield from _whole(figure)
    for found in larger.values():
        for figure in found:
            yield from _inside(figure, found)


def _whole(figure: Figure) -> Iterator[Finding]:
    printed = figure.printed
    counted = figure.unit == "count" and figure.statistic not in ("mean", "rate", "rank")
    if printed is None or not counted:
        return
    if not printed.is_whole:
        yield _wrong(
            figure,
            f"{printed.text} is no number of things: they are counted whole.",
        )
    elif printed.value < 0 and figure.statistic != "change_n":
        yield _wrong(figure, f"{words(printed.value)} is less than nothing.")


def _inside(figure: Figure, found: list[Figure]) -> Iterator[Finding]:
    """An area as large as one of a larger type. Zero may be both."""
    if figure.range is None or figure.printed is None or figure.printed.value == 0:
        return
    for other in found:
        if (
            other.range is None
            or other.printed is None
            or TYPES.index(other.area_type) >= TYPES.index(figure.area_type)
        ):
            continue
        as_large = figure.range.low > other.range.high or (
            figure.printed.value == other.printed.value and figure.area != other.area
        )
        if as_large and not _is_only_part(figure, other, found):
            yield _wrong(
                figure,
                f"{words(figure.printed.value)} in a {figure.area_type} ({figure.area_name}), where the "
                f"{other.area_type} ({other.area_name}) has {words(other.printed.value)} ({other.id}).",
            )
            return


def _is_only_part(figure: Figure, other: Figure, found: list[Figure]) -> bool:
    """One part may be all there is: then the others are printed as nothing."""
    same = [
        item
        for item in found
        if item is not figure and item.area_type == figure.area_type and item.printed is not None
    ]
    equal = (
        figure.printed is not None
        and other.printed is not None
        and figure.printed.value == other.printed.value
    )
    return equal and bool(same) and all(item.printed is not None and item.printed.value == 0 for item in same)


def _wrong(figure: Figure, reason: str) -> Finding:
    return Finding(figure.row, Verdict.CONTRADICTS, reason, check=CHECK)
