"""How the districts around an area stand, with the county and the force they are compared with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dashboard.amounts import compared, read_ahead
from dashboard.comparisons import Comparison
from dashboard.disclosure import level_of, released_areas
from dashboard.question import Question, ask
from dashboard.records import Area, Series
from dashboard.reference import Reference
from dashboard.released import Cell, Released
from dashboard.selection import Selection
from dashboard.standings import RATE_DECIMALS, Standing, standings
from dashboard.statistics.rates import Rank, rank_values

_NAMED = 3


@dataclass(frozen=True)
class DistrictFacts:
    """`comparators` are the counties and forces made of the districts, smallest first, and before them the
    area itself where it is a custom one.

    `peers` is the comparator that ranks are within: the smallest that holds the area. `total` is the count
    that shares are of.
    """

    question: Question
    released: Released
    comparators: tuple[Standing, ...]
    peers: Area | None
    total: int | None

    @cached_property
    def rows(self) -> tuple[Standing, ...]:
        """The districts by name. Worked out when they are asked for: of a country nobody may."""
        return standings(
            self.question,
            released=self.released,
            cells=self.released.cells,
            level="district",
            total=self.total,
        )

    def row_of(self, code: str) -> Standing | None:
        """A district; None for what is not among them."""
        if all(cell.code != code for cell in self.released.cells):
            return None
        return next(row for row in self.rows if row.code == code)

    @property
    def beside(self) -> tuple[Standing, ...]:
        """What the area is set beside: for a custom one its districts too, if they are few."""
        reference, area = self.question.reference, self.question.area
        inside = reference.districts(area) if area in reference.custom else ()
        own = [row for row in self.rows if row.code in inside] if 0 < len(inside) <= _NAMED else []
        return (*own, *self.comparators)

    def rank_of(self, code: str, group: str, *, by: str = "rate", lowest_first: bool = False) -> Rank | None:
        """An area's place by 'rate', 'count' or 'change_pct' among the districts of a group."""
        members = set(self.question.reference.districts(group))
        rows = [row for row in self.rows if row.code in members]
        values = [_value(row, by) for row in rows]
        ranks = rank_values(values, decimals=0 if by == "count" else RATE_DECIMALS, lowest_first=lowest_first)
        return next((rank for row, rank in zip(rows, ranks, strict=True) if row.code == code), None)


def _value(row: Standing, by: str) -> float | None:
    if by == "count":
        return row.value if row.whole else None
    return row.rate if by == "rate" else row.change_pct


def district_facts(reference: Reference, selection: Selection) -> DistrictFacts | None:
    """The facts of a selection; None without a series."""
    question = ask(reference, selection)
    series = question.series
    if series is None:
        return None
    key = (selection.area, series.series_id, selection.plan, question.window, question.comparison)
    return reference.recall(("district facts", key), lambda: _district_facts(question, series))


def _district_facts(question: Question, series: Series) -> DistrictFacts:
    reference, area = question.reference, question.area
    groups = reference.groups(area)
    scope = reference.districts(groups[-1].code if groups else area)
    inside = frozenset(scope)
    compare = question.compared(question.window, level="district").windows
    released = released_areas(
        reference, series=series, level="district", window=question.window, compare=compare, among=scope
    )
    around = [
        reference.areas[code]
        for level in ("county", "force")
        for code in reference.of_level(level)
        if inside.issuperset(reference.districts(code))
    ]
    around.sort(key=lambda item: (len(reference.districts(item.code)), item.name))
    read_ahead(question, [item.code for item in around])
    cells = [_comparator(question, item, released) for item in around]
    widest = cells[-1].value if cells and cells[-1].now.whole else None
    own: tuple[Standing, ...] = ()
    if area in reference.custom:
        cell = _comparator(question, reference.areas[area], released)
        level = "ward" if level_of(reference, area) == "ward" else "district"
        own = standings(question, released=released, cells=[cell], level=level, total=widest)
    return DistrictFacts(
        question=question,
        released=released,
        comparators=(
            *own,
            *standings(question, released=released, cells=cells, level="district", total=widest),
        ),
        peers=groups[0] if groups else None,
        total=widest,
    )


def _comparator(question: Question, area: Area, released: Released) -> Cell:
    found = compared(
        question,
        area=area.code,
        window=released.window,
        comparison=Comparison(question.comparison.kind, released.compare),
    )
    same = len(found.compare) == len(released.compare)
    return Cell(area.code, found.now, found.before if same else ())
