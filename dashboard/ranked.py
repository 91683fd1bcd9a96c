"""Districts ranked by rate among their peers, with the ranks that chance leaves open; groups beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dashboard.among_peers import asked_of_peers, by_level, groups_beside, peers_of
from dashboard.comparisons import Comparison
from dashboard.disclosure import released_areas
from dashboard.levels_ahead import read_ahead
from dashboard.question import Question
from dashboard.records import Area, Series
from dashboard.released import NOT_SUPPLIED, Cell, Released
from dashboard.standings import RATE_DECIMALS, Standing, denominator, standings, told_apart
from dashboard.statistics.intervals import Interval
from dashboard.statistics.ranking import RankedRate, rank_rates
from dashboard.statistics.rates import ordinal, rate_interval
from data.catalogue import Measure

# A rank inside the three highest or lowest, whatever chance did, is one that is told apart.
ENDS = 3
# Fewer than this many districts have no order worth a word.
_LEAST_RANKED = 3


@dataclass(frozen=True)
class RankedArea:
    """An area's standing, its rate's 95% interval, and its place among the peers.

    `ranked` is None for groups, for districts that are no peers, and where the count is not whole; `last`:
    no peer ranks after it. `members` is how many peers there are.
    """

    standing: Standing
    level: str
    interval: Interval | None
    ranked: RankedRate | None
    last: bool
    members: int

    @property
    def code(self) -> str:
        """Its code."""
        return self.standing.code

    @property
    def name(self) -> str:
        """Its name."""
        return self.standing.name

    @property
    def rate(self) -> float | None:
        """Its rate, as the measure's rates are."""
        return self.standing.rate

    @property
    def place(self) -> str:
        """'joint 3rd highest', 'lowest' for the last; '' without a rank."""
        if self.ranked is None:
            return ""
        rank = self.ranked.rank
        joint = "joint " if rank.joint else ""
        if self.last:
            return f"{joint}lowest"
        return f"{joint}highest" if rank.position == 1 else f"{joint}{ordinal(rank.position)} highest"

    @property
    def range_words(self) -> str:
        """'2nd to 6th', '1st'; '' without a rank."""
        if self.ranked is None:
            return ""
        first, last = ordinal(self.ranked.first), ordinal(self.ranked.last)
        return first if first == last else f"{first} to {last}"

    @property
    def of_words(self) -> str:
        """'of 12', 'of the 11 that can be ranked'; '' without a rank."""
        if self.ranked is None:
            return ""
        of = self.ranked.rank.of
        return f"of {of}" if of == self.members else f"of the {of} that can be ranked"

    @property
    def words(self) -> str:
        """'3rd highest (2nd to 6th) of 12'; '' without a rank."""
        return f"{self.place} ({self.range_words}) {self.of_words}" if self.ranked is not None else ""

    @property
    def end(self) -> str:
        """'high' or 'low' where its rank is among the three highest or lowest whatever chance; else ''."""
        if self.ranked is None or self.ranked.rank.of < 2 * ENDS:
            return ""
        if self.ranked.last <= ENDS:
            return "high"
        return "low" if self.ranked.first > self.ranked.rank.of - ENDS else ""


@dataclass(frozen=True)
class Ranked:
    """A measure in the districts of `peers`, the highest rate first, those without a rank last.

    `beside` are districts that are no peers, partnerships of several districts and the groups, smallest
    first: none of them is ranked. The changes of all districts are judged as one list with the false
    discovery rate held, those of the groups as another. `question` is that of the peers; `released` says for
    which months the counts are.
    """

    question: Question
    peers: Area
    released: Released
    phi: float
    rows: tuple[RankedArea, ...]
    beside: tuple[RankedArea, ...]

    @property
    def comparison(self) -> Comparison:
        """What the changes are against, or why there are none."""
        return self.question.comparison

    @property
    def measure(self) -> Measure:
        """What is ranked."""
        return self.question.measure

    @property
    def source_short(self) -> str:
        """The one source all its counts come from."""
        return self.question.source_short

    def of(self, code: str) -> RankedArea | None:
        """An area's row; None where it has none."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> Mapping[str, RankedArea]:
        return {row.code: row for row in (*self.rows, *self.beside)}

    @property
    def districts(self) -> tuple[RankedArea, ...]:
        """Every district of the force, the peers first: those whose changes are judged as one list."""
        others = [row for row in self.beside if row.level == "district"]
        return (*self.rows, *others)

    @property
    def highest(self) -> RankedArea | None:
        """The one district with the highest rate; None where none or several have it."""
        first = [row for row in self.rows if row.ranked and row.ranked.rank.position == 1]
        return first[0] if len(first) == 1 else None

    @property
    def highest_told_apart(self) -> bool:
        """Whether the highest rate and the next differ by more than usual variation."""
        rated = [row for row in self.rows if row.ranked is not None]
        if self.highest is None or len(rated) < 2:
            return False
        return told_apart(self.question, rated[0].standing, rated[1].standing, level="district", show="rate")

    @property
    def per_words(self) -> str:
        """'per 1,000 residents (Census 2021)'; '' where nobody is counted."""
        people = denominator(self.question, [row.code for row in self.rows], window=self.released.window)
        return people.words if people else ""


def ranked_areas(question: Question, measure: str | None = None) -> Ranked | None:
    """A measure (None: the page's) ranked among the area's peers, over the page's window.

    None where no group holds the area, or where no source has months of the measure for any of its peers.
    """
    peers = peers_of(question)
    if peers is None:
        return None
    about = asked_of_peers(question, peers, measure or question.measure.id)
    return ranked_among(about, peers) if about.series is not None else None


def ranked_among(about: Question, peers: Area) -> Ranked | None:
    """The same for a question that `asked_of_peers` made."""
    series = about.series
    if series is None:
        return None
    key = ("ranked", peers.code, series.series_id, about.window, about.comparison)
    return about.reference.recall(key, lambda: _ranked(about, series, peers))


def _ranked(question: Question, series: Series, peers: Area) -> Ranked:
    reference = question.reference
    compare = question.comparison.windows
    around = reference.districts(reference.groups(peers.code)[-1].code)
    levels = by_level(groups_beside(reference, peers))
    read_ahead(reference, [series], {"district": around, **levels}, (question.window, *compare))
    districts = released_areas(
        reference,
        series=series,
        level="district",
        window=question.window,
        compare=compare,
        among=around,
    )
    phi = reference.phi(series=series, level="district")
    rows = standings(
        question,
        released=districts,
        cells=districts.cells,
        level="district",
        total=None,
    )
    members = reference.districts(peers.code)
    own = [row for row in rows if row.code in members]
    ranks = _ranks(question, own, districts, phi)
    places = dict(zip((row.code for row in own), ranks, strict=True))
    last = max((item.rank.position for item in ranks if item is not None), default=0)
    others = [row for row in rows if row.code not in members]
    groups = standings(
        question,
        released=districts,
        cells=_group_cells(question, series, peers, districts),
        level="district",
        total=None,
    )
    made = [
        _area(question, row, phi, districts, places.get(row.code), last, len(members))
        for row in (*own, *others, *groups)
    ]
    peered = sorted(made[: len(own)], key=lambda row: (row.rate is None, -(row.rate or 0.0), row.name))
    return Ranked(
        question=question,
        peers=peers,
        released=districts,
        phi=phi,
        rows=tuple(peered),
        beside=tuple(made[len(own) :]),
    )


def _group_cells(question: Question, series: Series, peers: Area, districts: Released) -> list[Cell]:
    """The groups, for the months the districts are shown for."""
    reference = question.reference
    groups = groups_beside(reference, peers)
    found: dict[str, Cell] = {}
    for level, codes in by_level(groups).items():
        released = released_areas(
            reference,
            series=series,
            level=level,
            window=districts.window,
            compare=districts.compare,
            among=codes,
        )
        if (released.window, released.compare) == (districts.window, districts.compare):
            found |= {cell.code: _summed(question, cell, districts) for cell in released.cells}
    return [found[area.code] for area in groups if area.code in found]


def _summed(question: Question, cell: Cell, districts: Released) -> Cell:
    """A group's cell: not supplied where one of its districts is not, or it would count part of its area."""
    inside = question.reference.districts(cell.code)
    lacking = any(one.status == "not_supplied" for one in districts.cells if one.code in inside)
    return Cell(cell.code, NOT_SUPPLIED, cell.before) if lacking and not cell.now.whole else cell


def _ranks(
    question: Question, rows: Sequence[Standing], released: Released, phi: float
) -> Sequence[RankedRate | None]:
    if sum(row.rate is not None for row in rows) < _LEAST_RANKED:
        return (None,) * len(rows)
    counts = tuple(row.value if row.whole else None for row in rows)
    people = tuple(row.population for row in rows)
    return _drawn(counts, people, phi, question.measure.rate_per / released.window.years)


# The same counts always give the same ranks, whichever of the peers asks: 3 ms for each list of them.
@lru_cache(maxsize=4096)
def _drawn(
    counts: tuple[int | None, ...], people: tuple[int | None, ...], phi: float, per: float
) -> tuple[RankedRate | None, ...]:
    return rank_rates(counts, people, phi=phi, per=per, decimals=RATE_DECIMALS)


def _area(
    question: Question,
    row: Standing,
    phi: float,
    released: Released,
    ranked: RankedRate | None,
    last: int,
    members: int,
) -> RankedArea:
    interval = ranked.interval if ranked else None
    if interval is None and row.whole and row.value is not None and row.population:
        per = question.measure.rate_per / released.window.years
        interval = rate_interval(row.value, row.population, per=per, phi=phi)
    return RankedArea(
        standing=row,
        level=question.reference.areas[row.code].level,
        interval=interval,
        ranked=ranked,
        # All of them joint first is no order.
        last=ranked is not None and ranked.rank.position == last > 1,
        members=members,
    )
