"""The wards of a county as a funnel: whose rates lie further from its own than size and chance explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.disclosure import marking, released_wards
from dashboard.question import Question
from dashboard.records import Series
from dashboard.released import Cell, Released
from dashboard.standings import has_rates, population_of
from dashboard.statistics.funnel import FEWEST_PLACES, Funnel, Verdict, build_funnel
from dashboard.wording import number

# Under so many a ward, the limits of the normal distribution are too narrow above and mean nothing below.
FEWEST_A_WARD = 5
# More points than any one force has wards are not told apart, and no browser draws them in good time.
MOST_PLACES = 1_000
# What is hidden is low: above this part of the wards the others would not show where the middle is.
MOST_HIDDEN = 0.1


@dataclass(frozen=True)
class FunnelWard:
    """One ward. Numbers are None where hidden, partial, not supplied, or without anybody to count.

    `rate` is as the measure's rates are printed; `own`: it lies in the area the page is about.
    """

    code: str
    name: str
    district: str
    own: bool
    value: int | None
    status: str
    people: int | None
    rate: float | None
    verdict: Verdict | None


@dataclass(frozen=True, eq=False)
class WardFunnel:
    """The wards of `group` (the smallest county or force that holds the area, else its own districts).

    `funnel` is None where `refused` says why. `unplaced` counts what lies in no ward, None where that is
    hidden.
    """

    question: Question
    released: Released
    group: str
    wards: tuple[FunnelWard, ...]
    funnel: Funnel | None
    unplaced: int | None
    refused: str = ""

    @cached_property
    def own(self) -> tuple[FunnelWard, ...]:
        """The area's wards; every ward where the area is the group."""
        return tuple(ward for ward in self.wards if ward.own) or self.wards

    @property
    def emphasised(self) -> bool:
        """Whether the area is a part of what is drawn."""
        return len(self.own) < len(self.wards)

    def beyond(self, *verdicts: Verdict) -> list[FunnelWard]:
        """The area's wards with one of these verdicts, the highest rate first."""
        found = [ward for ward in self.own if ward.verdict in verdicts]
        return sorted(found, key=lambda ward: (-(ward.rate or 0.0), ward.name))

    @property
    def judged(self) -> int:
        """How many wards have a verdict."""
        return sum(ward.verdict is not None for ward in self.wards)


def ward_funnel(question: Question) -> WardFunnel | None:
    """The funnel of a question's window; None without a series by ward. Kept for all who ask."""
    series = question.series
    if series is None or not series.ward_level:
        return None
    key = ("ward funnel", series.series_id, question.area, question.window)
    return question.reference.recall(key, lambda: _ward_funnel(question, series))


def _ward_funnel(question: Question, series: Series) -> WardFunnel:
    reference, area = question.reference, question.area
    groups = reference.groups(area)
    group = groups[0].code if groups else area
    wards = len(reference.wards(group))
    if wards > MOST_PLACES:
        return WardFunnel(
            question=question,
            released=Released(question.window, (), (), (), marking(reference)),
            group=reference.name(group),
            wards=(),
            funnel=None,
            unplaced=None,
            refused=f"{reference.name(group)} has {number(wards)} wards, too many to be told apart as "
            "points: choose a county or a district.",
        )
    released = released_wards(
        reference, series=series, districts=reference.districts(group), window=question.window
    )
    cells = [cell for cell in released.cells if cell.ward is not None]
    lost = [cell for cell in released.cells if cell.ward is None]
    whole = all(cell.now.whole for cell in lost)
    if not has_rates(question, level="ward", window=released.window):
        funnel, refused = None, _too_short(question)
        people: list[int | None] = [None] * len(cells)
    else:
        people = [population_of(question, cell.code, window=released.window) for cell in cells]
        funnel, refused = _funnel(question, cells, people)
    return WardFunnel(
        question=question,
        released=released,
        group=reference.name(group),
        wards=_wards(question, released, cells, people, funnel),
        funnel=funnel,
        unplaced=sum(cell.value or 0 for cell in lost) if whole else None,
        refused=refused,
    )


def _funnel(
    question: Question, cells: Sequence[Cell], people: Sequence[int | None]
) -> tuple[Funnel | None, str]:
    """The funnel, or why there is none and what stands in its place."""
    counts = [cell.value if cell.now.whole else None for cell in cells]
    known = [count for count, here in zip(counts, people, strict=True) if count is not None and here]
    hidden = sum(cell.status == "hidden" for cell in cells)
    if hidden > MOST_HIDDEN * len(cells):
        return None, (
            f"{number(hidden)} of {number(len(cells))} wards are hidden, the low ones first: limits around "
            "the others would lie too high. Read the districts’ rates, intervals and ranks above."
        )
    if len(known) < FEWEST_PLACES:
        return None, (
            f"{number(len(known))} wards have a count and residents; a funnel needs {FEWEST_PLACES}. Fewer "
            "places have no funnel: read the rate, its interval and its rank above."
        )
    if sum(known) < FEWEST_A_WARD * len(known):
        return None, (
            f"{number(sum(known))} {question.measure.noun} in {number(len(known))} wards are fewer than "
            f"{FEWEST_A_WARD} a ward: limits of so few would mislead. Choose a longer period, or read the "
            "districts’ rates, intervals and ranks above."
        )
    return build_funnel(counts, people), ""


def _too_short(question: Question) -> str:
    months = question.measure.ward_rate_months
    return (
        f"Wards have no rates of {question.measure.noun} under {months} months: too few happen in one. "
        f"Choose {months // 12} years; the districts are too few for a funnel (it needs {FEWEST_PLACES} "
        "places), so their rates stand above with intervals and ranks."
    )


def _wards(
    question: Question,
    released: Released,
    cells: Sequence[Cell],
    people: Sequence[int | None],
    funnel: Funnel | None,
) -> tuple[FunnelWard, ...]:
    reference = question.reference
    own = set(reference.wards(question.area))
    names = reference.names(cell.code for cell in cells)
    verdicts: Sequence[Verdict | None] = funnel.verdicts if funnel else [None] * len(cells)
    wards = [
        FunnelWard(
            code=cell.code,
            name=names[cell.code],
            district=reference.name(cell.district or ""),
            own=cell.code in own and len(own) < len(cells),
            value=cell.value,
            status=cell.status,
            people=here,
            rate=question.rate(cell.value, here, window=released.window) if cell.now.whole else None,
            verdict=verdict,
        )
        for cell, here, verdict in zip(cells, people, verdicts, strict=True)
    ]
    return tuple(sorted(wards, key=lambda ward: (not ward.own, ward.rate is None, -(ward.rate or 0.0))))
