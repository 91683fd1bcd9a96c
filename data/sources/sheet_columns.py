"""What a table's columns of figures are: of which period or measure, or the total of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from data.sources.period_text import Span, find_periods
from data.sources.sheet_heads import Head, is_total, is_worked_out, one_context
from data.sources.sheet_names import SheetNames
from data.sources.sheet_table import Column, Table

_DAILY: Final = (
    "write the month, as Apr 2023 or 01/04/2023; Excel turns a typed 'Apr-23' into 23 April of this year."
)

# Each is held against every column: a table of more totals than this is no table.
MOST_SUMS: Final = 200
NO_HEAD: Final = "no head stands above the column"


@dataclass(frozen=True)
class Figures:
    """A column of figures: of a `span`, of a `part` of a year that stands elsewhere, or of a measure alone.

    `label`: a head that is neither period nor measure. `fault`: why none of it is loaded.
    """

    index: int
    text: str
    span: Span | None = None
    part: Head | None = None
    measure: str | None = None
    label: str = ""
    provisional: bool = False
    fault: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Sum:
    """A column or row that says it is a total; `parts`: what it may be the total of, the likeliest first."""

    index: int
    text: str
    parts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Columns:
    """The columns of a table by what they are; `left_out` are worked out from others, as rates are."""

    figures: tuple[Figures, ...]
    sums: tuple[Sum, ...]
    left_out: tuple[Figures, ...]


def resolve_columns(table: Table, *, names: SheetNames, context: Span | None, additive: bool) -> Columns:
    """Read the heads. `context`: the year a title gives; `additive`: a year is the sum of its months."""
    figures: list[Figures] = []
    sums: list[Column] = []
    left_out: list[Figures] = []
    for column in table.columns:
        found = _of_column(column, names, dated=table.dated)
        if found is None:
            sums.append(column)
        elif found.fault == "worked out":
            left_out.append(found)
        else:
            figures.append(_placed(found, context))
    wide = _wide(figures) if additive else {}
    single = [item for item in figures if item.index not in wide]
    totals = [Sum(index, text, (parts,)) for index, (text, parts) in wide.items()]
    checked = sums if len(sums) <= MOST_SUMS else []
    totals += [
        Sum(item.index, _text(item), tuple(_parts(item, single, sums, names)) if checked else ())
        for item in sums
    ]
    return Columns(
        figures=tuple(_without_repeats(single)),
        sums=tuple(sorted(totals, key=lambda item: item.index)),
        left_out=tuple(left_out),
    )


def _of_column(column: Column, names: SheetNames, *, dated: bool) -> Figures | None:
    """None for a total."""
    own, heads = column.own, column.heads
    text = _text(column)
    labels = [head.text for head in (*heads, own) if head.text and not head.dated]
    measures = [measure for label in labels if (measure := names.measure(label))]
    others = [label for label in labels if not names.measure(label)]
    if any(is_total(label) for label in others):
        return None
    found = Figures(column.index, text, measure=measures[-1] if measures else None)
    if any(is_worked_out(label) for label in others):
        return replace(found, fault="worked out")
    if not text:
        return replace(found, fault=NO_HEAD, remedy="write what the column holds.")
    if len(set(measures)) > 1:
        return replace(
            found,
            fault=f"the heads {text!r} name two measures",
            remedy="leave one measure above each column.",
        )
    if not dated:
        return found if measures else replace(found, fault=_no_measure(text), remedy=say_measure(text))
    if not own.dated:
        return replace(
            found,
            fault=f"the head {text!r} is no period",
            remedy="write the month or year, as Apr 2023 or 2023/24, or take the column out.",
        )
    return _dated(found, own, heads, label=" ".join(label for label in others if not _neutral(label)))


def _dated(found: Figures, own: Head, heads: tuple[Head, ...], *, label: str) -> Figures:
    parts = [head for head in (own, *heads) if head.dated]
    fault = next((head.fault for head in parts if head.fault), "")
    if fault:
        return replace(found, fault=fault, remedy=_DAILY)
    spans = [head for head in parts if head.span is not None]
    around = one_context(spans)
    if spans and around is None:
        return replace(
            found,
            fault=f"the heads {found.text!r} name periods that do not lie in one another",
            remedy=_DAILY,
        )
    partial = next((head for head in parts if head.span is None), None)
    span = around if partial is None else partial.within(around)
    return replace(
        found,
        span=span,
        part=partial if span is None else None,
        label=label,
        provisional=any(head.provisional for head in parts),
    )


def _placed(found: Figures, context: Span | None) -> Figures:
    """With the year that a title gives, where the heads give none."""
    if found.part is None or context is None:
        return found
    span = found.part.within(context)
    return found if span is None else replace(found, span=span, part=None)


def _wide(figures: list[Figures]) -> dict[int, tuple[str, tuple[int, ...]]]:
    """Columns of a year or quarter that stand beside all of its months or quarters, with those."""
    places = {
        (item.measure, item.label, item.span.months, item.span.first.index): item.index
        for item in figures
        if item.span is not None and not item.fault
    }
    found = {}
    for item in figures:
        if item.span is None or item.fault:
            continue
        for length in (1, 3, 6):
            firsts = range(item.span.first.index, item.span.last.index + 1, length)
            parts = [places.get((item.measure, item.label, length, first)) for first in firsts]
            if length < item.span.months and item.span.months % length == 0 and None not in parts:
                found[item.index] = (item.text, tuple(part for part in parts if part is not None))
                break
    return found


def _parts(
    column: Column, figures: list[Figures], sums: list[Column], names: SheetNames
) -> Iterator[tuple[int, ...]]:
    text = _text(column)
    measure = next((found for head in column.heads if (found := names.measure(head.text))), None)
    mine = [item for item in figures if measure is None or item.measure == measure]
    named = find_periods(text)
    if named:
        yield tuple(item.index for item in mine if item.span and any(span.holds(item.span) for span in named))
    before = max((item.index for item in sums if item.index < column.index), default=-1)
    after = min((item.index for item in sums if item.index > column.index), default=10**6)
    yield tuple(item.index for item in mine if before < item.index < column.index)
    yield tuple(item.index for item in mine if column.index < item.index < after)
    yield tuple(item.index for item in mine)


def _without_repeats(figures: list[Figures]) -> Iterator[Figures]:
    """A period that stands twice, with nothing to tell the columns apart, is neither of them."""
    keys = Counter(_key(item) for item in figures if not item.fault)
    for item in figures:
        if not item.fault and keys[_key(item)] > 1:
            yield replace(
                item,
                fault=f"the head {item.text!r} stands above several columns",
                remedy="give each column a head of its own, or split the tables that stand side by side.",
            )
        else:
            yield item


def _key(item: Figures) -> tuple[object, ...]:
    part = (item.part.month, item.part.quarter) if item.part else None
    return item.span, part, item.measure, item.label


def _no_measure(text: str) -> str:
    return f"{text!r} is no measure of the catalogue"


def say_measure(label: str) -> str:
    """What to do about a label that is no measure."""
    return (
        f"say which it is in the sidecar, 'measures: {{\"{label}\": <id>}}', or add the name to the "
        "measure's file in data/catalogue/measures."
    )


def _neutral(label: str) -> bool:
    """'Number', 'Count of offences': said of any figures."""
    words = set(label.lower().replace(".", "").split())
    return words <= {
        *(
            "number",
            "no",
            "count",
            "counts",
            "of",
            "offences",
            "incidents",
            "reports",
            "volume",
            "n",
            "figures",
        ),
        *("recorded", "total", "month", "months", "monthly", "by", "period", "year", "financial", "quarter"),
    }


def _text(column: Column) -> str:
    return " ".join(head.text for head in (*column.heads, column.own) if head.text)
