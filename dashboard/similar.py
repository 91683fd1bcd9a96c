"""The most similar group of a district: those its publisher set it beside, as an area file names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dashboard.question import Question
from dashboard.ranked import Ranked, RankedArea
from dashboard.records import Area
from dashboard.reference import Reference
from dashboard.standings import RATE_DECIMALS, standings
from dashboard.statistics.ranking import rank_rates
from data.templates.area_columns import SIMILAR

# Fewer than this many have no order worth a word.
_LEAST: Final = 3


@dataclass(frozen=True)
class Similar:
    """A group with those of its districts that have a rate here, the highest first, ranked among themselves.

    `without` are members that have none.
    """

    group: Area
    rows: tuple[RankedArea, ...]
    without: tuple[str, ...]

    def of(self, code: str) -> RankedArea | None:
        """A member's row."""
        return next((row for row in self.rows if row.code == code), None)


def similar_group(reference: Reference, district: str) -> Area | None:
    """The most similar group a district goes by: the one that bears its name, else the smallest it is in."""
    held = [
        area
        for area in reference.areas.values()
        if area.kind == SIMILAR and district in reference.districts(area.code)
    ]
    name = reference.name(district).casefold()
    held.sort(
        key=lambda area: (
            name not in area.name.casefold(),
            len(reference.districts(area.code)),
            area.name,
        )
    )
    return held[0] if held else None


def similar_of(question: Question, ranked: Ranked, district: str) -> Similar | None:
    """The group's districts, wherever they lie, for the months the list is of; None without a group."""
    reference = question.reference
    group = similar_group(reference, district)
    if group is None:
        return None
    released, window = ranked.released, ranked.released.window
    members = reference.districts(group.code)
    rows = standings(
        ranked.question,
        released=released,
        cells=[cell for cell in released.cells if cell.code in members],
        level="district",
        total=None,
    )
    rated = [row for row in rows if row.rate is not None]
    counts = [row.value for row in rated]
    people = [row.population for row in rated]
    per = question.measure.rate_per / window.years
    ranks = rank_rates(counts, people, phi=ranked.phi, per=per, decimals=RATE_DECIMALS) if rated else ()
    last = max((item.rank.position for item in ranks if item is not None), default=0)
    made = [
        RankedArea(
            standing=row,
            level="district",
            interval=rank.interval if rank is not None else None,
            ranked=rank if len(rated) >= _LEAST else None,
            last=rank is not None and rank.rank.position == last > 1,
            members=len(members),
        )
        for row, rank in zip(rated, ranks, strict=True)
    ]
    known = {row.code for row in rated}
    return Similar(
        group=group,
        rows=tuple(sorted(made, key=lambda row: (-(row.rate or 0.0), row.name))),
        without=tuple(reference.name(code) for code in members if code not in known),
    )
