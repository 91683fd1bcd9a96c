"""Totals that are not the sum of their parts: areas, periods, offences; and parts larger than their whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from dashboard.claims.changes import befores
from dashboard.claims.claims import Claims
from dashboard.claims.figure import CHANGES, Figure, Figures, Span
from dashboard.claims.finding import Finding, Verdict
from dashboard.claims.printed import Range, cell, words
from dashboard.claims.printed import sums as sum_of
from dashboard.claims.relations import sums, wider

CHECK: Final = "sum of parts"
PART_CHECK: Final = "part of a whole"
# From the largest: an area is a part of areas of a larger type.
TYPES: Final = ("national", "force", "county", "partnership", "district", "ward", "location")
# A table this long is a list of all there are, unless its rows are there for their rank.
_WHOLE_TABLE: Final = 5
_OVERALL: Final = frozenset({"overall", "all", "total", "altogether"})


def check_sums(claims: Claims) -> Iterator[Finding]:
    """Every total against the rows that should make it up."""
    figures = claims.figures
    for whole in figures:
        if whole.is_count and whole.range is not None:
            yield from _of_areas(whole, figures)
            yield from _of_periods(whole, figures)
            yield from _of_offences(whole, figures)
            yield from _inside_wider(whole, figures)
    yield from _overall_changes(figures)


def _of_areas(whole: Figure, figures: Figures) -> Iterator[Finding]:
    if whole.area_type not in TYPES or whole.statistic != "total":
        return
    below: dict[str, dict[str, Figure]] = defaultdict(dict)
    for other in figures.measured(whole.paper, whole.measure):
        if _is_area_part(other, whole):
            earlier = below[other.area_type].get(other.area)
            if earlier is None or other.span == whole.span:
                below[other.area_type][other.area] = other
    named = whole.area.split(" and ")
    every = {area: figure for found in below.values() for area, figure in found.items()}
    if len(named) == 2 and set(named) <= set(every):
        yield from _add_up(whole, [every[name] for name in named], what="areas")
    for found in below.values():
        parts = list(found.values())
        ranked = sum(bool(part.rank) for part in parts)
        if len(parts) >= _WHOLE_TABLE and ranked * 2 < len(parts):
            yield from _add_up(whole, parts, what="areas")


def _is_area_part(other: Figure, whole: Figure) -> bool:
    return (
        other.is_count
        and other.range is not None
        and other.statistic == "total"
        and other.area_type in TYPES
        and TYPES.index(other.area_type) > TYPES.index(whole.area_type)
        and (other.section, other.topic) == (whole.section, whole.topic)
        and (
            other.span == whole.span
            or (other.span is not None and whole.span is not None and whole.span.holds(other.span))
        )
    )


def _of_periods(whole: Figure, figures: Figures) -> Iterator[Finding]:
    if whole.span is None or whole.span.length < 2:
        return
    pieces: dict[Span, Figure] = {}
    for other in figures.about(whole.paper, whole.area, whole.measure):
        span = other.span
        if span is None or span.length < 1 or span == whole.span or not whole.span.holds(span):
            continue
        if other.is_count and other.range is not None and other.topic == whole.topic:
            pieces.setdefault(span, other)
    tiles = _tiles(whole.span, list(pieces))
    if tiles:
        yield from _add_up(whole, [pieces[tile] for tile in tiles], what="periods")


def _tiles(whole: Span, pieces: Sequence[Span]) -> list[Span] | None:
    """Periods that follow one another through the whole, the longest that do; None where none do."""
    ways: dict[int, list[Span]] = {whole.last.index + 1: []}
    for piece in sorted(pieces, key=lambda span: (span.first, span.length), reverse=True):
        rest = ways.get(piece.last.index + 1)
        if rest is not None and piece.first.index not in ways:
            ways[piece.first.index] = [piece, *rest]
    return ways.get(whole.first.index)


def _of_offences(whole: Figure, figures: Figures) -> Iterator[Finding]:
    """A listed sum, of parts that are printed or follow from a change in number and percent."""
    for parts in sums().get(whole.measure, ()):
        ranges, ids = [], []
        for measure in parts:
            found = _level_of(measure, whole, figures)
            if found is None:
                break
            ranges.append(found[0])
            ids.append(found[1])
        else:
            total = sum_of(ranges)
            names = ", ".join(ids)
            fits = whole.range is not None and total.meets(whole.range)
            between = words(total.low) if total.is_one else f"{words(total.low)} to {words(total.high)}"
            reason = f"Its parts make {between} ({names})."
            yield Finding(
                whole.row,
                Verdict.AGREES if fits else Verdict.CONTRADICTS,
                reason,
                cell(total.low, 0) if total.is_one else None,
                check=CHECK,
            )


def _level_of(measure: str, like: Figure, figures: Figures) -> tuple[Range, str] | None:
    for other in figures.levels(like, span=like.span, measure=measure):
        if other.is_count and other.range is not None:
            return other.range, other.id
    for change in figures.about(like.paper, like.area, measure):
        if change.statistic not in CHANGES or change.topic != like.topic or like.span is None:
            continue
        if like.span not in (change.span, change.before):
            continue
        starts = befores(change, figures)
        if starts is None or not len(starts):
            continue
        moved = next(
            (
                item.range
                for item in figures.about(like.paper, like.area, measure)
                if item.statistic == "change_n" and (item.span, item.before) == (change.span, change.before)
            ),
            None,
        )
        if moved is None:
            continue
        before = Range(Range.exactly(starts[0]).low, Range.exactly(starts[-1]).high)
        return (before if like.span == change.before else before + moved), change.id
    return None


def _inside_wider(part: Figure, figures: Figures) -> Iterator[Finding]:
    if part.span is None or part.topic:
        return
    for measure in sorted(wider(part.measure)):
        for whole in figures.levels(part, span=part.span, measure=measure, topic=""):
            if not whole.is_count or whole.range is None or part.range is None or part.printed is None:
                continue
            if part.range.low > whole.range.high:
                yield Finding(
                    part.row,
                    Verdict.CONTRADICTS,
                    f"{words(part.printed.value)} in {part.span.words}, where {whole.id} has only "
                    f"{words(whole.range.high)} in all ({measure.replace('_', ' ')}): the number or the "
                    "period is another.",
                    check=PART_CHECK,
                )


def _overall_changes(figures: Figures) -> Iterator[Finding]:
    """The change of a whole lies between those of its parts."""
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.statistic == "change_pct" and figure.range is not None:
            groups[
                figure.paper, figure.section, figure.area, figure.measure, figure.span, figure.before
            ].append(figure)
    for found in groups.values():
        wholes = [figure for figure in found if figure.topic in _OVERALL]
        parts = [figure.range for figure in found if figure.topic not in _OVERALL and figure.range]
        if len(wholes) != 1 or len(parts) < 2:
            continue
        low, high = min(item.low for item in parts), max(item.high for item in parts)
        whole = wholes[0]
        fits = whole.range is not None and whole.range.meets(Range(low, high))
        yield Finding(
            whole.row,
            Verdict.AGREES if fits else Verdict.CONTRADICTS,
            f"{'It lies' if fits else 'It does not lie'} between the changes of its parts.",
            check=CHECK,
        )


def _add_up(whole: Figure, parts: Sequence[Figure], *, what: str) -> Iterator[Finding]:
    ranges = [part.range for part in parts if part.range is not None]
    total = sum_of(ranges)
    if whole.range is None or whole.printed is None:
        return
    middle = (total.low + total.high) / 2
    said = f"The {len(parts)} {what} listed make {words(middle)}"
    if total.meets(whole.range):
        yield Finding(whole.row, Verdict.AGREES, f"{said}.", cell(middle, 0), check=CHECK)
        for part in parts:
            yield Finding(part.row, Verdict.AGREES, f"{whole.id} is the sum it is part of.", check=CHECK)
        return
    ids = ", ".join(part.id for part in parts[:12])
    yield Finding(
        whole.row,
        Verdict.CONTRADICTS,
        f"{said}, not {words(whole.printed.value)} ({ids}).",
        cell(middle, 0),
        cell(whole.printed.value - middle, 0),
        check=CHECK,
    )
