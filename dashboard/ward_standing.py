"""How a ward stands year by year: its count, its share of the district, its rate and its ranks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.amounts import together
from dashboard.disclosure import fixed_at, level_of, released_total, released_wards
from dashboard.fixed_periods import apart, fixed_windows
from dashboard.month_run import month_run
from dashboard.periods import Window
from dashboard.question import Question
from dashboard.records import Series
from dashboard.reference import MISSING
from dashboard.released import NOT_SUPPLIED, Amount
from dashboard.standings import RATE_DECIMALS, Denominator, denominator, has_rates, population_of
from dashboard.statistics.change import Change, compare_counts
from dashboard.statistics.intervals import Interval
from dashboard.statistics.ranking import RankedRate, rank_rates
from dashboard.statistics.rates import Rank, rank_at, rate, rate_interval
from dashboard.ward_focus import WardFocus
from dashboard.ward_words import BUSY
from dashboard.wording import share_percent
from data.sensitivity import WARD_YEAR

# As many years as a plan looks back on.
YEARS = 5
# Fewer wards than this have no order worth a word.
LEAST_RANKED = 3


@dataclass(frozen=True)
class Year:
    """One period: the ward, its district and the county or force beside one another.

    `rates` are those of the three in that order, None where there is none. Ranks are among the wards of the
    district and of the county, by count and by rate; None for a part of a ward, which is no ward.
    """

    window: Window
    amount: Amount
    district: Amount
    share: float | None
    rates: tuple[float | None, float | None, float | None]
    interval: Interval | None
    ranks: tuple[Rank | None, Rank | None]
    peer_ranks: tuple[Rank | None, Rank | None]

    @property
    def rate(self) -> float | None:
        """The ward's."""
        return self.rates[0]


@dataclass(frozen=True)
class WardStanding:
    """A ward's years, the latest first; the first is the page's own period.

    `ranked` is its place by rate among the wards of its district in that period, with the places that chance
    leaves open, `beside` how its rate compares with that of the rest of the district. `per` is what rates are
    per.
    """

    focus: WardFocus
    years: tuple[Year, ...]
    ranked: RankedRate | None
    beside: Change | None
    per: Denominator | None
    phi: float
    fixed: bool
    caveats: tuple[str, ...]

    @property
    def now(self) -> Year:
        """The page's own period."""
        return self.years[0]

    @property
    def rare(self) -> bool:
        """Whether a ward has too few in this period for a rate, and so for a rank worth a word."""
        return not has_rates(self.focus.question, level="ward", window=self.now.window)

    def words_of(self, rank: Rank) -> str:
        """'1st of 39', or '1st of the 21 with figures' where some wards have none."""
        reference = self.focus.question.reference
        groups = (self.focus.district, *((self.focus.peers.code,) if self.focus.peers is not None else ()))
        if rank.of in {len(reference.wards(code)) for code in groups}:
            return rank.words
        return f"{rank.words.partition(' of ')[0]} of the {rank.of} with figures"

    @property
    def busy(self) -> bool:
        """Whether its rate is so far above its district's that it describes visitors more than residents."""
        own, whole, _ = self.now.rates
        return own is not None and whole is not None and own >= BUSY * whole


# A ward's amounts, one a window.
_Amounts = Mapping[str, tuple[Amount, ...]]


def ward_standing(focus: WardFocus) -> WardStanding | None:
    """The standing of the ward in focus; None without a series that has wards."""
    question, series = focus.question, focus.question.series
    if series is None or not series.ward_level:
        return None
    reference = question.reference
    key = (series.series_id, focus.code, question.area, question.window, question.selection.to)
    return reference.recall(("ward standing", key), lambda: _ward_standing(focus, series))


def _ward_standing(focus: WardFocus, series: Series) -> WardStanding | None:
    question = focus.question
    reference = question.reference
    fixed = fixed_at(reference, series=series, level="ward")
    windows = _windows(question, series, focus.district, fixed=fixed)
    if not windows:
        return None
    peers = reference.districts(focus.peers.code) if focus.peers is not None else (focus.district,)
    amounts, caveats = _released(question, series, peers, windows)
    own = amounts
    if focus.part:
        own, caveats = _released(question, series, (focus.district,), windows, part_of=focus.part_of)
    phi = reference.phi(series=series, level="ward")
    years = tuple(
        _year(focus, series, window, own, amounts, place, phi) for place, window in enumerate(windows)
    )
    return WardStanding(
        focus=focus,
        years=years,
        ranked=None if focus.part else _ranked(focus, amounts, windows[0], phi),
        beside=_beside(focus, years[0], phi),
        per=denominator(question, [focus.code], window=windows[0]) if years[0].rate is not None else None,
        phi=phi,
        fixed=fixed,
        caveats=caveats,
    )


def _windows(question: Question, series: Series, district: str, *, fixed: bool) -> tuple[Window, ...]:
    """The page's window and the same months of earlier years, as far as the store has any count for them."""
    reference = question.reference
    if fixed:
        held = fixed_windows(reference, series=series, form=WARD_YEAR)
        years = apart([window for window in held if window.last <= question.selection.to])
        return tuple(reversed(years[-YEARS:]))
    step = 12 * math.ceil(question.window.length / 12)
    known = reference.statuses_of(series=series, code=district)
    windows = [question.window]
    for back in range(1, YEARS):
        earlier = question.window.earlier(step * back)
        if any(known.get(month, MISSING) == MISSING for month in earlier.months):
            break
        windows.append(earlier)
    return tuple(windows)


def _released(
    question: Question,
    series: Series,
    districts: Sequence[str],
    windows: Sequence[Window],
    *,
    part_of: str | None = None,
) -> tuple[_Amounts, tuple[str, ...]]:
    """Every ward of the districts: an amount a window, with what to say beside them."""
    reference = question.reference

    def read() -> tuple[_Amounts, tuple[str, ...]]:
        released = released_wards(
            reference,
            series=series,
            districts=districts,
            window=windows[0],
            compare=tuple(windows[1:]),
            part_of=part_of,
        )
        found = {cell.ward: (cell.now, *cell.before) for cell in released.cells if cell.ward is not None}
        return found, released.caveats

    return reference.recall(("wards by year", series.series_id, districts, tuple(windows), part_of), read)


def _year(
    focus: WardFocus,
    series: Series,
    window: Window,
    own: _Amounts,
    among: _Amounts,
    place: int,
    phi: float,
) -> Year:
    question = focus.question
    amount = _at(own, focus.code, place)
    totals = [area_amount(question, series, code, window) for code in _around(focus)]
    district = totals[0]
    rates = _rates(focus, window, amount, totals)
    people = population_of(question, focus.code, window=window)
    interval = None
    if rates[0] is not None and people and amount.value is not None:
        per = question.measure.rate_per / window.years
        interval = rate_interval(amount.value, people, per=per, phi=phi)
    wards = question.reference.wards(focus.district)
    whole = amount.whole and district.whole
    return Year(
        window=window,
        amount=amount,
        district=district,
        share=share_percent(amount.value, district.value) if whole else None,
        rates=rates,
        interval=interval,
        ranks=(None, None) if focus.part else _ranks(focus, among, wards, window, place),
        peer_ranks=(None, None)
        if focus.part or focus.peers is None
        else _ranks(focus, among, tuple(among), window, place),
    )


def _around(focus: WardFocus) -> tuple[str, ...]:
    return (focus.district, *([focus.peers.code] if focus.peers is not None else []))


def _at(amounts: _Amounts, code: str, place: int) -> Amount:
    found = amounts.get(code, ())
    return found[place] if place < len(found) else NOT_SUPPLIED


def area_amount(question: Question, series: Series, code: str, window: Window) -> Amount:
    """An area's count in a window, not supplied where the audience sees it for other months only."""
    reference = question.reference
    if fixed_at(reference, series=series, level=level_of(reference, code)):
        total = reference.recall(
            ("total", series.series_id, code, window.first, window.last),
            lambda: released_total(reference, series=series, area=code, window=window),
        )
        same = (total.window.first, total.window.last) == (window.first, window.last)
        return total.amount if same else NOT_SUPPLIED
    run = month_run(question, area=code)
    if run is None:
        return NOT_SUPPLIED
    known = dict(zip(run.months, run.amounts, strict=True))
    return together([known.get(month, NOT_SUPPLIED) for month in window.months])


def _rates(
    focus: WardFocus, window: Window, amount: Amount, totals: Sequence[Amount]
) -> tuple[float | None, float | None, float | None]:
    """Of the ward, its district and the county or force: all of them, or those of whole counts."""
    question = focus.question
    if not has_rates(question, level="ward", window=window):
        return None, None, None
    found = [
        question.rate(item.value, population_of(question, code, window=window), window=window)
        if item.whole
        else None
        for code, item in zip((focus.code, *_around(focus)), (amount, *totals), strict=True)
    ]
    return found[0], found[1], found[2] if len(found) > 2 else None


def _ranks(
    focus: WardFocus, among: _Amounts, wards: Sequence[str], window: Window, place: int
) -> tuple[Rank | None, Rank | None]:
    """The ward's place by count and by rate among some wards; None where too few have a figure."""
    question = focus.question
    if focus.code not in wards:
        return None, None
    at = wards.index(focus.code)
    known = [item.value if item.whole else None for item in (_at(among, code, place) for code in wards)]
    rates: list[float | None] = [None] * len(known)
    if has_rates(question, level="ward", window=window):
        per = question.measure.rate_per / window.years
        people = _people(question, wards, window)
        rates = [rate(value, persons, per=per) for value, persons in zip(known, people, strict=True)]
    return _worth(rank_at(known, at)), _worth(rank_at(rates, at, decimals=RATE_DECIMALS))


def _worth(rank: Rank | None) -> Rank | None:
    return rank if rank is not None and rank.of >= LEAST_RANKED else None


def _people(question: Question, wards: Sequence[str], window: Window) -> tuple[int | None, ...]:
    """Who the rates of whole wards are per, also where the page's area has only a part of one."""
    reference, of_households = question.reference, question.measure.rate_of == "households"

    def read() -> tuple[int | None, ...]:
        found = [reference.population(code, window=window) for code in wards]
        return tuple(
            None if item is None else item.households if of_households else item.residents for item in found
        )

    return reference.structure(("people of wards", tuple(wards), window.last.year, of_households), read)


def _beside(focus: WardFocus, now: Year, phi: float) -> Change | None:
    """Chance's view of the ward's rate against that of everybody else in the district."""
    question = focus.question
    people = [population_of(question, code, window=now.window) for code in (focus.code, focus.district)]
    own, whole = now.amount.value, now.district.value
    rated = now.rates[0] is not None and now.rates[1] is not None
    if not rated or own is None or whole is None or not people[0] or not people[1] or people[1] <= people[0]:
        return None
    return compare_counts(own, whole - own, phi, people[0], people[1] - people[0]) if whole >= own else None


def _ranked(focus: WardFocus, amounts: _Amounts, window: Window, phi: float) -> RankedRate | None:
    """Its place by rate in its district, with the places that chance leaves open."""
    question = focus.question
    wards = question.reference.wards(focus.district)
    if not has_rates(question, level="ward", window=window) or focus.code not in wards:
        return None
    counts = tuple(item.value if item.whole else None for item in (_at(amounts, code, 0) for code in wards))
    people = _people(question, wards, window)
    known = [1 for value, persons in zip(counts, people, strict=True) if value is not None and persons]
    if len(known) < LEAST_RANKED:
        return None
    per = question.measure.rate_per / window.years
    ranked = question.reference.recall(
        ("rank rates", counts, people, phi, per),
        lambda: rank_rates(counts, people, phi=phi, per=per, decimals=RATE_DECIMALS),
    )
    return ranked[wards.index(focus.code)]
