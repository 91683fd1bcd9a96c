"""What a table's rows are: which column of labels is the area, which the measure; what each row says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from data.sources.sheet_columns import say_measure
from data.sources.sheet_heads import Head, is_total, is_worked_out, read_head
from data.sources.sheet_marks import is_number
from data.sources.sheet_names import SheetNames
from data.sources.sheet_table import Labels, Table
from geo.codes import level_of_code

_AREA_WORDS: Final = (
    # The finer, the higher the number.
    (4, r"lsoa"),
    (3, r"ward|area|location|place|neighbourhood|parish|town|beat|sector|site"),
    (1, r"district|local authority|la|lad|csp|partnership|borough|council|authority|division"),
    (0, r"county|force|region"),
)
_MEASURE: Final = re.compile(
    r"(?:measure|indicator|offence(?: (?:group|type|sub ?group))?|crime(?: type| group)?|type|category|kpi"
    r"|metric|incident type|description)s?",
    re.IGNORECASE,
)
_PERIOD: Final = re.compile(
    r"(?:financial |calendar |fiscal )?(?:year|month|period|quarter|date)s?", re.IGNORECASE
)
_CODE_WORD: Final = re.compile(r"\bcodes?\b|\bcd\b|(?<=\d)cd\b", re.IGNORECASE)


@dataclass(frozen=True)
class Dimensions:
    """The columns of labels by what they tell; `fault` where that cannot be said."""

    area: Labels | None = None
    parent: Labels | None = None
    measure: Labels | None = None
    source: Labels | None = None
    unit: Labels | None = None
    period: Labels | None = None
    left_out: tuple[Labels, ...] = ()
    fault: str = ""
    remedy: str = ""

    @property
    def main(self) -> Labels | None:
        """The column that tells the rows apart."""
        told = [labels for labels in (self.area, self.measure, self.period) if labels is not None]
        return max(told, key=lambda labels: labels.index) if told else None


@dataclass(frozen=True)
class Row:
    """A row of figures, by its labels. `kind`: figures, total, left out or unlabelled."""

    index: int
    label: str
    kind: str
    area: str = ""
    parent: str = ""
    measure: str | None = None
    source: str | None = None
    unit: str = ""
    period: Head | None = None
    fault: str = ""
    remedy: str = ""


@dataclass
class _Found:
    areas: list[tuple[int, bool, Labels]] = field(default_factory=list)
    measure: Labels | None = None
    source: Labels | None = None
    unit: Labels | None = None
    period: Labels | None = None
    unknown: list[Labels] = field(default_factory=list)
    left_out: list[Labels] = field(default_factory=list)


def find_dimensions(table: Table, *, names: SheetNames, has_measures_across: bool) -> Dimensions:
    """Which column of labels is which, by its head, else by what stands in it."""
    found = _Found()
    for labels in table.labels:
        _place(found, labels, names)
    _settle_unknown(found, names, has_measures_across=has_measures_across)
    astray = next((item.head for item in found.left_out if names.measure(item.head)), "")
    if astray:
        return Dimensions(
            left_out=tuple(found.left_out),
            fault=f"the figures below {astray!r} stand left of the first period",
            remedy="write the period above every column of figures.",
        )
    if len(found.unknown) > 1:
        columns = " and ".join(
            repr(labels.head or next(iter(labels.texts.values()))) for labels in found.unknown
        )
        return Dimensions(
            left_out=tuple(found.left_out),
            fault=f"it cannot be told which of the columns {columns} holds the areas",
            remedy="write 'Area' above the column of areas (and 'Measure' above one of measures).",
        )
    area, parent, rest = _area_and_parent(found.areas)
    told = [labels for labels in (area, found.measure, found.period) if labels is not None]
    if not told:
        return Dimensions(
            fault="no column of areas or measures stands beside the figures",
            remedy="write the area or measure at the left of each row.",
        )
    # A name stands for the rows under it that have none, but in the column that tells the rows apart.
    last = max(labels.index for labels in told)

    def filled(labels: Labels | None) -> Labels | None:
        return labels if labels is None or labels.index == last else labels.filled()

    return Dimensions(
        area=filled(area),
        parent=filled(parent),
        measure=filled(found.measure),
        source=filled(found.source),
        unit=filled(found.unit),
        period=filled(found.period),
        left_out=(*found.left_out, *rest),
    )


def resolve_rows(table: Table, dimensions: Dimensions, *, names: SheetNames) -> Iterator[Row]:
    """What each row of figures is.

    A line of words above rows is their measure if the catalogue has it; for names that stand below several
    of these lines it is the parent: 'Town' below 'Ashford' and 'Town' below 'Canterbury'.
    """
    rows = [_row(index, dimensions, names) for index in table.rows]
    times = Counter((row.area, row.parent) for row in rows if row.kind == "figures")
    labels = {row.label for row in rows}
    for row in rows:
        # The name of another row is an area without figures here.
        above = [text for at, text in sorted(table.headings.items()) if at < row.index and text not in labels]
        measure = names.measure(above[-1]) if above else None
        if measure is not None and row.measure is None and dimensions.measure is None:
            yield replace(row, measure=measure)
        elif above and measure is None and row.area and not row.parent and times[row.area, ""] > 1:
            yield replace(row, parent=above[-1])
        else:
            yield row


def _row(index: int, dimensions: Dimensions, names: SheetNames) -> Row:
    area = _at(dimensions.area, index)
    label = _at(dimensions.measure, index)
    year = _at(dimensions.period, index)
    main = _at(dimensions.main, index)
    measure = names.measure(label) if label else None
    row = Row(
        index,
        main or area or label,
        "figures",
        area=area,
        parent=_at(dimensions.parent, index),
        measure=measure,
        source=_at(dimensions.source, index) or None,
        unit=_at(dimensions.unit, index),
        period=read_head(year) if year else None,
    )
    said = [text for text in (area, label if measure is None else "", year, row.parent) if text]
    if any(is_total(text) for text in said):
        return replace(row, kind="total", label=next(text for text in said if is_total(text)))
    if any(is_worked_out(text) for text in said):
        return replace(row, kind="left out", label=next(text for text in said if is_worked_out(text)))
    if not main or (dimensions.area is not None and not area):
        return replace(row, kind="unlabelled")
    if dimensions.measure is not None and measure is None:
        return replace(
            row,
            fault=f"{label!r} is no measure of the catalogue",
            remedy=say_measure(label),
        )
    if row.period is not None and not row.period.dated:
        return replace(row, fault=f"{year!r} is no period", remedy="write the year or month, as 2023/24.")
    return row


def _at(labels: Labels | None, row: int) -> str:
    return labels.texts.get(row, "") if labels is not None else ""


def _place(found: _Found, labels: Labels, names: SheetNames) -> None:
    texts = [text for text in labels.texts.values() if text]
    rank = _area_rank(labels, texts)
    if rank is not None:
        found.areas.append((rank, _are_codes(texts), labels))
    elif _MEASURE.fullmatch(labels.head) and found.measure is None:
        found.measure = labels
    elif re.fullmatch(r"(?:data )?source", labels.head, re.IGNORECASE):
        found.source = labels
    elif re.fullmatch(r"units?(?: of measure)?", labels.head, re.IGNORECASE):
        found.unit = labels
    elif sum(read_head(text).dated for text in texts) > len(texts) / 2 or (
        _PERIOD.fullmatch(labels.head) and any(read_head(text).dated for text in texts)
    ):
        if found.period is None:
            found.period = labels
        else:
            found.left_out.append(labels)
    elif all(is_number(text) for text in texts) or re.fullmatch(r"notes?", labels.head, re.IGNORECASE):
        found.left_out.append(labels)
    elif any(names.measure(text) for text in texts) and found.measure is None and not labels.head:
        found.measure = labels
    else:
        found.unknown.append(labels)


def _settle_unknown(found: _Found, names: SheetNames, *, has_measures_across: bool) -> None:
    """A column whose head says nothing: of measures if the catalogue has any of them, else of areas."""
    for labels in list(found.unknown):
        texts = [text for text in labels.texts.values() if text]
        constant = len(set(texts)) == 1 and len(labels.texts) > 1 and len(found.unknown) > 1
        if not has_measures_across and found.measure is None and any(map(names.measure, texts)):
            found.measure = labels
        elif found.areas or constant:
            found.left_out.append(labels)
        else:
            continue
        found.unknown.remove(labels)
    if len(found.unknown) == 1 and (found.measure is None or not found.areas) and found.period is None:
        found.areas.append((3, False, found.unknown.pop()))
    elif len(found.unknown) == 1:
        found.left_out.append(found.unknown.pop())


def _area_and_parent(
    areas: list[tuple[int, bool, Labels]],
) -> tuple[Labels | None, Labels | None, list[Labels]]:
    """The finest column, its codes before its names; the next coarser one is the parent."""
    if not areas:
        return None, None, []
    ordered = sorted(areas, key=lambda item: (-item[0], not item[1], item[2].index))
    rank, codes, area = ordered[0]
    coarser = [item for item in ordered if item[0] < rank]
    parent = None if codes or not coarser else coarser[0][2]
    return area, parent, []


def _area_rank(labels: Labels, texts: list[str]) -> int | None:
    if _are_codes(texts):
        level = next(level_of_code(text) for text in texts if level_of_code(text))
        return {"lsoa": 4, "ward": 3, "district": 1, "partnership": 1, "force": 0}[str(level)]
    head = _CODE_WORD.sub("", re.sub(r"[_\s]+", " ", labels.head.lower())).removesuffix(" name").strip(" s")
    for rank, words in _AREA_WORDS:
        if re.fullmatch(rf"(?:{words})(?:s|es| names?)?(?: ?/.*)?", head):
            return rank
    return None


def _are_codes(texts: list[str]) -> bool:
    return bool(texts) and sum(level_of_code(text) is not None for text in texts) >= 0.8 * len(texts)
