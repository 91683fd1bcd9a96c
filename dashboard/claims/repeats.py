"""Two values for one thing, in one list or beside one another in a row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from dashboard.claims.claims import Claims
from dashboard.claims.figure import CHANGES, COUNTS, Figure, Figures, plain
from dashboard.claims.finding import Finding, Verdict
from dashboard.claims.printed import Printed, Range, cell
from data.sources.claim_rows import ClaimRow

CHECK: Final = "two values"
# Two rows that print one range: '40-50' as 40 and 50.
_RANGE_END: Final = re.compile(r"(?:low|lower|high|upper|min|max|minimum|maximum)(?: bound)?", re.I)
_BESIDE: Final = re.compile(r"comparator (?:area )?is (?:the )?([\w&. ]+?)(?: average)?(?:;|$)", re.I)


def check_repeats(claims: Claims) -> Iterator[Finding]:
    """What the list says twice and not the same: ids, values, and values printed beside another."""
    yield from _ids(claims.rows)
    same: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in claims.figures:
        if figure.range is not None and figure.statistic != "rank" and not _is_range_end(figure):
            same[_thing(figure)].append(figure)
    for found in same.values():
        yield from _values(found)
    for figure in claims.figures:
        yield from _printed_beside(figure, claims.figures)


def _ids(rows: Sequence[ClaimRow]) -> Iterator[Finding]:
    first: dict[tuple[str, str], ClaimRow] = {}
    for row in rows:
        if not row.id:
            continue
        earlier = first.setdefault((row.file, row.id), row)
        if earlier is not row:
            yield Finding(
                row,
                Verdict.CONTRADICTS,
                f"Row {earlier.row} has the same id: give each its own.",
                check=CHECK,
            )


def _thing(figure: Figure) -> tuple[object, ...]:
    """What a value is the value of. Without a period, only figures of one section are about the same."""
    where = figure.section if figure.span is None else ""
    kind = "count" if figure.statistic in COUNTS else figure.statistic
    before = figure.before if figure.statistic in CHANGES else None
    return (
        *(figure.paper, where, figure.area, figure.area_type, figure.measure, figure.unit, kind),
        *(figure.topic, figure.span, before),
    )


def _is_range_end(figure: Figure) -> bool:
    ends = (figure.id.rsplit("_", 1)[-1], plain(figure.row["subject"]))
    return any(_RANGE_END.fullmatch(end) for end in ends)


def _values(found: Sequence[Figure]) -> Iterator[Finding]:
    for figure in found:
        other = next(
            (item for item in found if item is not figure and not _one(item.range, figure.range)), None
        )
        if other is None or figure.printed is None or other.printed is None:
            continue
        yield _two(
            figure, figure.printed, other.printed, f"{other.id} prints {_said(other)} for the same thing."
        )


def _printed_beside(figure: Figure, figures: Figures) -> Iterator[Finding]:
    """The values of the earlier period and of another area printed in a row, against their own rows."""
    beside = figure.before_printed
    if beside is not None and figure.before is not None and figure.statistic not in ("target", *CHANGES):
        for other in figures.levels(figure, span=figure.before):
            if other.printed is not None and not _one(other.range, figure.before_range):
                yield _two(
                    figure,
                    beside,
                    other.printed,
                    f"The value beside it for {figure.before.words} is {beside.text}; "
                    f"{other.id} prints {_said(other)}.",
                )
    yield from _other_area(figure, figures)


def _other_area(figure: Figure, figures: Figures) -> Iterator[Finding]:
    found = _BESIDE.search(figure.note)
    beside = Printed.of(figure.row["comparator_area_value"])
    if found is None or beside is None:
        return
    named = plain(found[1])
    for other in figures.measured(figure.paper, figure.measure):
        if (other.statistic, other.span) != (figure.statistic, figure.span):
            continue
        if named not in (other.area, other.area_type) or other.range is None or other.printed is None:
            continue
        if not _one(other.range, beside.rounded):
            yield _two(
                figure,
                beside,
                other.printed,
                f"The value beside it for {found[1]} is {beside.text}; {other.id} prints {_said(other)}.",
            )


def _one(one: Range | None, other: Range | None) -> bool:
    return one is None or other is None or one.meets(other)


def _said(figure: Figure) -> str:
    printed = figure.printed
    return "nothing" if printed is None else printed.text


def _two(figure: Figure, published: Printed, other: Printed, reason: str) -> Finding:
    decimals = max(published.decimals, other.decimals)
    return Finding(
        figure.row,
        Verdict.CONTRADICTS,
        reason,
        recomputed=cell(other.value, other.decimals),
        difference=cell(published.value - other.value, decimals),
        check=CHECK,
    )
