"""Two areas side by side: their rates, changes, offences and wards, and which differences chance explains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.area_lines import AreaLines, area_lines
from dashboard.disclosure import level_of, released_wards
from dashboard.own_rate import own_rate
from dashboard.pair_mix import MixRow, mix_of
from dashboard.question import Question
from dashboard.ranked import Ranked, RankedArea, ranked_areas
from dashboard.similar import similar_of
from dashboard.statistics.before_after import Counted, Effect, relative_effect
from dashboard.statistics.change import Change, compare_counts, percent_interval
from dashboard.statistics.concentration import Concentration, concentration
from dashboard.statistics.intervals import Interval
from dashboard.wording import LEAST_BASE

_GROUPS = ("county", "force")


@dataclass(frozen=True)
class WardShare:
    """How few wards hold half of an area's count, and the one with most: its name and count."""

    held: Concentration
    top: str
    most: int


@dataclass(frozen=True)
class PairSide:
    """One of the two. `wards` is None where a ward is hidden, or the counts come without wards."""

    row: RankedArea
    wards: WardShare | None

    @property
    def code(self) -> str:
        """The area's code."""
        return self.row.code

    @property
    def name(self) -> str:
        """Its name."""
        return self.row.name


@dataclass(frozen=True)
class Pair:
    """`ratio` compares the first's rate with the second's (its percent is by how much it is higher), and
    `interval` holds the percentages that the counts do not speak against.

    `effect` compares their changes. All three are None where a count is not whole, or one area lies in the
    other (`nested`). `bases` says whether the counts are large enough for percentages.
    """

    question: Question
    ranked: Ranked
    first: PairSide
    second: PairSide
    nested: bool
    ratio: Change | None
    interval: Interval | None
    effect: Effect | None
    lines: AreaLines | None
    mix: tuple[MixRow, ...]

    @property
    def bases(self) -> bool:
        """Whether a percentage may be worked out: both counts are 50 or more."""
        values = [side.row.standing.value or 0 for side in (self.first, self.second)]
        return min(values) >= LEAST_BASE


def pair_of(question: Question) -> Pair | None:
    """The two areas of a page; None where there are no two with a count to compare."""
    ranked = ranked_areas(question)
    series = question.series
    if ranked is None or series is None:
        return None
    codes = pair_codes(question, ranked)
    rows = [row for code in codes if (row := _row(question, ranked, code)) is not None]
    if len(rows) < 2:
        return None
    wards = _wards(question, ranked, [row.code for row in rows])
    first, second = (PairSide(row, wards.get(row.code)) for row in rows)
    nested = bool(set(_ground(question, first.code)) & set(_ground(question, second.code)))
    ratio, interval, effect = (
        (None, None, None) if nested else _tested(question, ranked, first.row, second.row)
    )
    return Pair(
        question=question,
        ranked=ranked,
        first=first,
        second=second,
        nested=nested,
        ratio=ratio,
        interval=interval,
        effect=effect,
        lines=area_lines(question, [first.code, second.code]),
        mix=() if nested else mix_of(question, ranked, (first.code, second.code)),
    )


def pair_codes(question: Question, ranked: Ranked) -> tuple[str, ...]:
    """The page's area (of a county or force its highest district) and the one beside it.

    Beside is what the address says; else of its most similar group the one whose rate is nearest, else the
    next in rank.
    """
    rated = [row.code for row in ranked.rows if row.rate is not None]
    area = question.area
    if question.reference.areas[area].level in _GROUPS:
        area = rated[0] if rated else area
    chosen = question.selection.beside
    if chosen is not None and chosen != area and chosen in beside_choices(question, ranked):
        return area, chosen
    near = _near(question, ranked, area, rated)
    return (area, near) if near is not None else (area,)


def _near(question: Question, ranked: Ranked, area: str, rated: Sequence[str]) -> str | None:
    found = similar_of(question, ranked, area)
    own = found.of(area) if found is not None else None
    if found is not None and own is not None and len(found.rows) > 1:
        others = [row for row in found.rows if row.code != area]
        return min(others, key=lambda row: abs((row.rate or 0.0) - (own.rate or 0.0))).code
    if area in rated:
        place = rated.index(area)
        return rated[place + 1] if place + 1 < len(rated) else rated[place - 1] if place else None
    mine = _row(question, ranked, area)
    outside = [
        row for row in ranked.districts if row.rate is not None and not _overlap(question, area, row.code)
    ]
    rate = mine.rate if mine is not None and mine.rate is not None else 0.0
    return min(outside, key=lambda row: abs((row.rate or 0.0) - rate)).code if outside else None


def beside_choices(question: Question, ranked: Ranked) -> tuple[str, ...]:
    """The areas that can stand beside another: those of the list, then the other districts and own areas."""
    series, reference = question.series, question.reference
    if series is None:
        return ()
    listed = [row.code for row in (*ranked.rows, *ranked.beside)]
    more = [area.code for area in question.vocabulary.areas if area.code not in listed]
    return tuple(code for code in (*listed, *more) if reference.covers(series=series, code=code))


def _row(question: Question, ranked: Ranked, code: str) -> RankedArea | None:
    return ranked.of(code) or own_rate(question, ranked, code)


def _ground(question: Question, code: str) -> tuple[str, ...]:
    """The wards an area holds any of; its districts where the store has none."""
    return question.reference.wards(code) or question.reference.districts(code)


def _overlap(question: Question, one: str, other: str) -> bool:
    return bool(set(_ground(question, one)) & set(_ground(question, other)))


def _tested(
    question: Question, ranked: Ranked, first: RankedArea, second: RankedArea
) -> tuple[Change | None, Interval | None, Effect | None]:
    """The larger φ of the two, where one is made of wards and the other is a district."""
    phi = max(_phi(question, first.code), _phi(question, second.code))
    a, b = first.standing, second.standing
    ratio = interval = None
    if a.whole and b.whole and a.population and b.population:
        counts = a.value or 0, b.value or 0
        ratio = compare_counts(*counts, phi, a.population, b.population)
        interval = percent_interval(*counts, phi, a.population, b.population)
    effect = None
    if a.usual is not None and b.usual is not None:
        months = sum(window.length for window in ranked.released.compare)
        effect = relative_effect(
            Counted(a.usual.before, a.usual.now, phi),
            Counted(b.usual.before, b.usual.now, phi),
            months_before=months,
            months_after=ranked.released.window.length,
        )
    return ratio, interval, effect


def _phi(question: Question, code: str) -> float:
    level = "ward" if level_of(question.reference, code) == "ward" else "district"
    return question.reference.phi(series=question.series, level=level) if question.series else 1.0


def _wards(question: Question, ranked: Ranked, codes: Sequence[str]) -> dict[str, WardShare]:
    """What the wards of the areas hold; none of an area that a ward's edge does not follow."""
    reference, series = question.reference, question.series
    if series is None or not series.ward_level:
        return {}
    cut = {code for code in codes if code in reference.custom and reference.custom[code].cut}
    districts = dict.fromkeys(d for code in codes if code not in cut for d in reference.districts(code))
    released = released_wards(
        reference, series=series, districts=list(districts), window=ranked.released.window
    )
    window = ranked.released.window
    if (released.window.first, released.window.last) != (window.first, window.last):
        return {}
    cells = {cell.code: cell for cell in released.cells if cell.ward is not None}
    found = {}
    for code in codes:
        own = [cells[ward] for ward in reference.wards(code) if ward in cells] if code not in cut else []
        if len(own) < 2 or not all(cell.now.whole for cell in own):
            continue
        held = concentration([cell.value or 0 for cell in own])
        top = max(own, key=lambda cell: cell.value or 0)
        if held is not None:
            found[code] = WardShare(held, reference.name(top.code), top.value or 0)
    return found
