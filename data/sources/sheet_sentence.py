"""How a table was understood, in a sentence: what lies where, what decided it, what was left out.

The sentences are shown to every audience: they name cells and count them, and hold none of their figures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from data.month import Month
from data.sources.period_text import Span
from data.sources.sheet import column_letter
from data.sources.sheet_columns import Columns
from data.sources.sheet_figures import Cells, FigureReader
from data.sources.sheet_marks import Meaning
from data.sources.sheet_rows import Dimensions, Row
from data.sources.sheet_table import Table
from data.sources.sheet_totals import Verdict

_MOST_REASONS: Final = 3
_TAKEN: Mapping[Meaning, str] = {
    "hidden": "hidden at source",
    "not supplied": "not supplied",
    "zero": "zero",
    "provisional": "provisional",
    "revised": "revised",
}


@dataclass(frozen=True)
class TableWords:
    """Everything a sentence is made of. `said`: the marks that the sheet's notes or its sidecar explain."""

    table: Table
    dimensions: Dimensions
    columns: Columns
    rows: list[Row]
    cells: Cells
    totals_across: Mapping[int, Verdict]
    totals_down: Mapping[int, Verdict]
    figures: FigureReader
    said: frozenset[str]


def describe(words: TableWords) -> str:
    """'Sheet 'ASB': areas in column B (13 rows), months across row 5 (Apr 2023 to Mar 2024), ...'"""
    parts = [
        *_layout(words),
        *_names(words),
        *_marks(words),
        *_totals(words),
        *_left_out(words),
        *_surroundings(words),
        _outcome(words.cells),
    ]
    return f"{words.table.sheet.words}: {'; '.join(part for part in parts if part)}."


def _layout(words: TableWords) -> Iterator[str]:
    table, dimensions = words.table, words.dimensions
    if dimensions.fault:
        yield f"not read: {dimensions.fault}"
    kinds = (
        ("areas", dimensions.area),
        ("measures", dimensions.measure),
        ("periods", dimensions.period),
        ("the areas' districts", dimensions.parent),
        ("sources", dimensions.source),
        ("units", dimensions.unit),
    )
    count = sum(row.kind == "figures" for row in words.rows)
    for name, labels in kinds:
        if labels is not None:
            of = (
                f" ({_counted(count, 'column' if table.sheet.turned else 'row')})"
                if labels is dimensions.main
                else ""
            )
            yield f"{name} in {_line(table, labels.index, down=True)}{of}"
    heads = _line(table, table.head_row, down=False)
    known = {item.span for item in words.columns.figures if item.span} or {
        Span(Month.of(row["period_start"]), Month.of(row["period_end"])) for row in words.cells.observations
    }
    spans = sorted(known, key=lambda span: (span.first, span.last))
    if table.dated:
        way = "down" if table.sheet.turned else "across"
        yield f"{_grain(spans)} {way} {heads}" + (f" ({_range(spans)})" if spans else "")
    else:
        yield f"measures in {heads}"


def _names(words: TableWords) -> Iterator[str]:
    """What the figures are of, and what said so."""
    found = words.cells.observations
    figures = words.figures
    titled, others = [], []
    for what, told in (("measure", figures.measure), ("source", figures.source)):
        values = sorted({str(row[what]) for row in found})
        if values and values == [told.value] and told.found == "the title":
            titled.append(f"{what} {told.value}")
        elif values:
            by = told.found if values == [told.value] else "their labels"
            others.append(f"{what}{'s' if len(values) > 1 else ''} {', '.join(values)} by {by}")
    title = figures.context.title
    if title:
        yield f"title {title[:100]!r}" + (f" read as {', '.join(titled)}" if titled else "")
    elif titled:
        yield f"{', '.join(titled)} by the head of the labels"
    yield from others
    if found and words.dimensions.area is None and figures.area.value:
        yield f"area {figures.area.value} (by {figures.area.found})"
    if found and not words.table.dated:
        span, told = figures.period
        yield f"period {span} (by {told.found})"


def _marks(words: TableWords) -> Iterator[str]:
    for (mark, meaning), count in sorted(words.cells.marks.items()):
        why = " as the sheet or its sidecar says" if mark.lower() in words.said else ""
        yield f"{mark!r} read as {_TAKEN[meaning]}{why} ({_counted(count, 'cell')})"
    if words.cells.shown_as_percent:
        yield f"{_counted(words.cells.shown_as_percent, 'cell')} shown as percentages (12.3% read as 12.3)"


def _totals(words: TableWords) -> Iterator[str]:
    table = words.table
    for total in words.columns.sums:
        verdict = words.totals_across[total.index]
        name = repr(total.text) if total.text else "without a head"
        wrong = (_cell(table, row, total.index) for row in verdict.wrong)
        yield _judged(f"{_line(table, total.index, down=True)} {name}", verdict, wrong)
    for row in words.rows:
        if row.kind != "total":
            continue
        verdict = words.totals_down[row.index]
        name = repr(row.label) if row.label else "without a label"
        wrong = (_cell(table, row.index, column) for column in verdict.wrong)
        yield _judged(f"{_line(table, row.index, down=False)} {name}", verdict, wrong)


def _judged(name: str, verdict: Verdict, wrong: Iterable[str]) -> str:
    if verdict.agrees:
        some = f" in the {verdict.checked} of {verdict.lines} cells that can be checked"
        where = some if verdict.checked < verdict.lines else ""
        return f"{name} = sum of its {verdict.parts} parts, agrees{where}, left out"
    if verdict.wrong:
        return f"{name} disagrees with the sum of its {verdict.parts} parts in {_listed(wrong)}, left out"
    return f"{name} left out, could not be checked"


def _listed(cells: Iterable[str]) -> str:
    named = list(cells)
    more = f" and {len(named) - 12} more" if len(named) > 12 else ""
    return f"{', '.join(named[:12])}{more}"


def _left_out(words: TableWords) -> Iterator[str]:
    table = words.table
    for column in words.columns.left_out:
        yield f"{_line(table, column.index, down=True)} {column.text!r} left out, worked out from others"
    for row in words.rows:
        if row.kind == "left out":
            yield f"{_line(table, row.index, down=False)} {row.label!r} left out, worked out from others"
    for labels in words.dimensions.left_out:
        yield f"{_line(table, labels.index, down=True)} {labels.head!r} not used"
    for index, text in sorted(table.headings.items()):
        yield f"{_line(table, index, down=False)} {text!r} {_heading_words(words, index, text)}"


def _heading_words(words: TableWords, index: int, text: str) -> str:
    following = next((row for row in words.rows if row.index > index), None)
    if following is not None and following.measure and words.dimensions.measure is None:
        return f"read as {following.measure}, of the rows below it"
    if any(row.parent == text for row in words.rows):
        return "read as what the names below it that stand twice belong to"
    return "has no figures"


def _surroundings(words: TableWords) -> Iterator[str]:
    if words.table.below:
        doubt = any(re.search(r"\bprovisional\b", line, re.IGNORECASE) for line in words.table.below)
        marked = any(row["status"] == "provisional" for row in words.cells.observations)
        word = ", they speak of provisional figures but none is marked" if doubt and not marked else ""
        yield f"{_counted(len(words.table.below), 'line')} of notes below{word}"
    if words.table.sheet.formulas:
        yield f"{_counted(words.table.sheet.formulas, 'formula')} of the sheet read by the saved result"


def _outcome(cells: Cells) -> str:
    """How many cells were loaded and not, and why; where none was, what would settle it."""
    blank = f", {_counted(cells.blank, 'blank cell')} not supplied" if cells.blank else ""
    reasons = Counter(item.reason for item in cells.aside if not item.reason.startswith("not supplied"))
    why = "; ".join(reason for reason, _ in reasons.most_common(_MOST_REASONS))
    aside = f", {len(cells.aside):,} set aside{f' ({why})' if why else ''}" if cells.aside else ""
    remedy = next((item.remedy for item in cells.aside if item.reason in reasons), "")
    settle = f"; to settle it: {remedy.removesuffix('.')}" if not cells.observations and remedy else ""
    return f"{_counted(len(cells.observations), 'cell')} taken{aside}{blank}{settle}"


def _line(table: Table, index: int, *, down: bool) -> str:
    """'column B' or 'row 5' of the file, whichever way the table was turned."""
    return f"column {column_letter(index)}" if down != table.sheet.turned else f"row {index + 1}"


def _cell(table: Table, row: int, column: int) -> str:
    place = table.sheet.place(row, column)
    return f"{column_letter(place[1])}{place[0] + 1}"


def _grain(spans: list[Span]) -> str:
    names = {1: "months", 3: "quarters", 12: "years"}
    lengths = {span.months for span in spans}
    return names.get(lengths.pop(), "periods") if len(lengths) == 1 else "periods"


def _range(spans: list[Span]) -> str:
    return str(Span(spans[0].first, max(span.last for span in spans)))


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
