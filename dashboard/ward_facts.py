"""How the wards of a selection stand: read once, shared by the map, the list and the findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dashboard.amounts import compared
from dashboard.comparisons import Comparison
from dashboard.disclosure import released_areas, released_wards
from dashboard.places import Places, mostly_at
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.released import Cell, Released
from dashboard.selection import Selection
from dashboard.standings import Standing, standings, told_apart
from dashboard.statistics.rates import share
from dashboard.ward_picture import Level, shown_value
from dashboard.wording import joined, number, percent
from data.sensitivity import ROUNDING

UNPLACED = "Not placed in a ward"


@dataclass(frozen=True)
class WardFacts:
    """Everything the wards view, the findings and the list know of one selection.

    `rows` are the areas of the list by name; `unplaced` what the area holds outside all of them (None where
    it may not be known). `level` is what the rows are: 'ward' or 'district'. `beside` says of a custom area
    what it may hold besides.
    """

    question: Question
    level: Level
    released: Released
    rows: tuple[Standing, ...]
    total: int | None
    unplaced: int | None
    unplaced_rows: tuple[Standing, ...]
    beside: str = ""

    @cached_property
    def among(self) -> str:
        """'of the 3 wards with figures' where some have none: the highest of all may be one of those."""
        known = sum(row.status != "not_supplied" for row in self.rows)
        return f"of the {number(known)} {self.level}s with figures" if 0 < known < len(self.rows) else ""

    @cached_property
    def places(self) -> Places:
        """Where in each ward it mostly was. Read when it is asked for: of a county it takes a while."""
        question, window = self.question, self.released.window
        if self.level != "ward" or question.series is None:
            return Places({})
        key = ("mostly at", question.series.series_id, question.area, window.first, window.last)
        return question.reference.recall(key, lambda: mostly_at(question, window=window))

    def ordered(self, show: str) -> list[Standing]:
        """The rows with a value, highest first, then the others by name."""
        return self._orders[show]

    @cached_property
    def _orders(self) -> dict[str, list[Standing]]:
        return {show: self._order(show) for show in ("count", "rate", "change")}

    def _order(self, show: str) -> list[Standing]:
        values = [(row, shown_value(row, show) if row.whole else None) for row in self.rows]
        known = sorted(((row, v) for row, v in values if v is not None), key=lambda pair: -pair[1])
        return [row for row, _ in known] + [row for row, value in values if value is None]

    def leaders(self, show: str) -> tuple[list[Standing], bool]:
        """The areas to name as highest, and whether they stand out: told apart from the next one."""
        ranked = [row for row in self.ordered(show) if row.whole and (shown_value(row, show) or 0) > 0]
        for size in range(1, min(3, len(ranked) - 1) + 1):
            if told_apart(self.question, ranked[size - 1], ranked[size], level=self.level, show=show):
                return ranked[:size], True
        return ranked[:3], len(ranked) == 1

    def risen(self) -> list[Standing]:
        """What rose beyond usual variation, the least likely rise first."""
        risen = [row for row in self.rows if row.beyond and row.change is not None and row.change > 0]
        return sorted(risen, key=lambda row: -(row.usual.verdict_z if row.usual else 0.0))


def ward_facts(reference: Reference, selection: Selection, *, month: bool = True) -> WardFacts | None:
    """The facts, kept for the views that share them.

    None without a series. `month`: heed the month in focus.
    """
    question = ask(reference, selection)
    if month:
        question = question.focused()
    if question.series is None:
        return None
    window = question.window
    return reference.recall(
        ("ward facts", replace(selection, map="hex", show="count", ward=None, month=None), window),
        lambda: _ward_facts(question),
    )


def _ward_facts(question: Question) -> WardFacts | None:
    reference, series, area = question.reference, question.series, question.area
    if series is None:
        return None
    by_districts = question.vocabulary.by_districts(area) or not series.ward_level
    level: Level = "district" if by_districts else "ward"
    compare = question.compared(question.window, level=level).windows
    districts = reference.districts(area)
    if level == "ward":
        released = released_wards(
            reference,
            series=series,
            districts=districts,
            window=question.window,
            compare=compare,
            part_of=question.part_of,
        )
        wanted = set(reference.wards(area))
    else:
        released = released_areas(
            reference,
            series=series,
            level=level,
            window=question.window,
            compare=compare,
            among=districts,
        )
        wanted = set(districts)
    cells = [cell for cell in released.cells if cell.code in wanted]
    whole = compared(
        question, area=area, window=released.window, comparison=replace(question.comparison, windows=())
    )
    same = (whole.window.first, whole.window.last) == (released.window.first, released.window.last)
    total = whole.value if same else None
    custom = reference.areas[area].level == "custom"
    outside = [cell for cell in released.cells if level == "ward" and cell.ward is None and not custom]
    return WardFacts(
        question=question,
        level=level,
        released=released,
        rows=standings(question, released=released, cells=cells, level=level, total=total),
        total=total,
        unplaced=None
        # The difference of rounded counts is no count: it may even be under nothing.
        if level == "district" and released.fixed and ROUNDING[reference.settings.audience] > 1
        else _unplaced(cells, outside, total=total, level=level),
        unplaced_rows=standings(
            question, released=released, cells=outside, level=level, total=total, with_rates=False
        ),
        beside=_beside(question, released) if custom and level == "ward" else "",
    )


def _beside(question: Question, released: Released) -> str:
    """What a custom area may hold besides: rows of its districts of which no ward or LSOA is known."""
    lost = [cell for cell in released.cells if cell.ward is None and cell.now.whole]
    whole = [
        compared(question, area=cell.district, window=released.window, comparison=Comparison("none")).value
        for cell in lost
        if cell.district is not None
    ]
    value, total = sum(cell.value or 0 for cell in lost), sum(known or 0 for known in whole)
    if not value or not total:
        return ""
    names = joined([question.reference.name(cell.district or "") for cell in lost])
    why = "have no known LSOA, or one that its edge runs through" if question.part_of else "are in no ward"
    part = percent(share(value, total))
    return (
        f"{number(value)} {question.measure.noun} of {names} ({part} of {number(total)}) {why}: "
        f"they may lie in {question.area_name}, and are not counted in it."
    )


def _unplaced(cells: Sequence[Cell], outside: Sequence[Cell], *, total: int | None, level: str) -> int | None:
    if level == "ward":
        values = [cell.value for cell in outside]
    else:
        parts = [cell.value for cell in cells]
        known = [part for part in parts if part is not None]
        values = [None if total is None or len(known) < len(parts) else total - sum(known)]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
