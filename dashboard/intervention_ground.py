"""The ground of an intervention by month: its place, what it is set beside, and the places next to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dashboard.comparisons import Mark
from dashboard.interventions import Intervention, area_words, wards_of
from dashboard.month_run import MonthRun, month_run
from dashboard.neighbours import CONTIGUOUS, neighbours_of
from dashboard.question import Question, ask
from dashboard.records import Series
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.vocabulary import vocabulary_of
from dashboard.wording import joined, lowered
from data.month import Month

Counts = Mapping[Month, int | None]


@dataclass(frozen=True)
class Ground:
    """Area codes. `place` is judged; `whole` holds it, and all of `whole` but the place is elsewhere.

    `beside` are the places next to it. `cut`: the place's edge runs through wards, which are all among
    `beside`, and the place is taken off their counts. `instead` says that a larger place stands for the one
    that was named.
    """

    place: tuple[str, ...]
    whole: tuple[str, ...]
    whole_name: str
    beside: tuple[str, ...] = ()
    cut: bool = False
    instead: str = ""


@dataclass(frozen=True, eq=False)
class Counted:
    """A measure's months on a ground up to a month, as released; `refused` says why there are none.

    A count is None where it is not whole.
    """

    question: Question
    series: Series
    ground: Ground
    runs: Mapping[str, MonthRun]
    refused: str = ""

    @cached_property
    def place(self) -> Counts:
        """The place's months."""
        return self._sum(self.ground.place)

    @cached_property
    def elsewhere(self) -> Counts:
        """Those of what it lies in, without it."""
        return _less(self._sum(self.ground.whole), self.place)

    @cached_property
    def beside(self) -> Counts:
        """Those of the places next to it; empty where there are none."""
        found = self._sum(self.ground.beside)
        return _less(found, self.place) if self.ground.cut and found else found

    @cached_property
    def apart(self) -> Counts:
        """Elsewhere without the places beside: what these are set against; empty where nothing is left."""
        reference, ground = self.question.reference, self.ground
        own = [code for code in ground.beside if self._in_whole(code)]
        wards = {ward for code in ground.whole for ward in reference.wards(code)}
        near = {w for code in (*ground.place, *own) for w in wards_of(reference, code)}
        if wards <= near:
            return {}
        found = self._sum(own)
        return _less(self.elsewhere, _less(found, self.place) if ground.cut and found else found)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Breaks and exceptional months that touch the place."""
        return self.runs[self.ground.place[0]].marks if self.runs else ()

    @cached_property
    def exceptional(self) -> frozenset[Month]:
        """Exceptional months of the place."""
        return self.runs[self.ground.place[0]].left_out if self.runs else frozenset()

    def phi(self, codes: Sequence[str], *, less: bool = False) -> float:
        """Dispersion of areas counted together: a ward's, a district's, of anything between the larger one.

        `less`: something was taken off, so that neither fits by itself.
        """
        reference = self.question.reference
        ward, district = (reference.phi(series=self.series, level=level) for level in ("ward", "district"))
        levels = {reference.areas[code].level for code in codes}
        if len(codes) == 1 and levels == {"ward"} and not less:
            return ward
        return district if not levels & {"ward", "custom"} and not less else max(ward, district)

    @property
    def contiguous(self) -> bool:
        """Whether the places beside share a boundary with it; else they are the nearest ones."""
        reference = self.question.reference
        kinds, _ = neighbours_of(reference)
        own = (ward for code in self.ground.place for ward in wards_of(reference, code))
        return all(kinds.get(ward) == CONTIGUOUS for ward in own)

    @property
    def lost(self) -> tuple[str, ...]:
        """What must be said beside its numbers: wards counted again, small numbers."""
        return tuple(dict.fromkeys(words for run in self.runs.values() for words in run.caveats))

    def _sum(self, codes: Sequence[str]) -> Counts:
        """All runs are of the same months: those the series has up to the one asked for."""
        runs = [self.runs[code] for code in codes]
        sums = (
            None if None in values else sum(value or 0 for value in values)
            for values in zip(*(run.counts for run in runs), strict=True)
        )
        return dict(zip(runs[0].months, sums, strict=True)) if runs else {}

    def _in_whole(self, code: str) -> bool:
        return not set(self.question.reference.districts(code)).isdisjoint(self.ground.whole)


def _less(whole: Counts, part: Counts) -> Counts:
    if not part:
        return whole
    found: dict[Month, int | None] = {}
    for month, value in whole.items():
        own = part.get(month)
        found[month] = value - own if value is not None and own is not None else None
    return found


def count_ground(
    reference: Reference, selection: Selection, *, item: Intervention, measure: str, to: Month
) -> Counted | str:
    """An intervention's months of a measure up to `to`; why there are none, where it cannot be counted."""
    known = reference.catalogue.measures[measure]
    if not known.charted:
        return (
            f"{known.label} is not a count by month, so months before and after cannot be set side by side."
        )
    missing = [code for code in item.places if code not in reference.areas]
    if missing:
        return f"This store does not know {joined(missing)}."
    by_ward = all(reference.areas[code].level == "ward" for code in item.places)
    district = reference.districts(item.places[0])
    found = [
        series
        for series in vocabulary_of(reference).series_of(district[0] if district else "", measure)
        if series.ward_level or not by_ward
    ]
    if not found:
        return f"This store holds no months of {lowered(known.label)} for {item.area}."
    series = found[0]
    if selection.measure == measure:
        series = next((one for one in found if one.source == selection.source), series)
    ground = ground_of(reference, item, series=series)
    if isinstance(ground, str):
        return ground
    question = ask(reference, replace(selection, area=district[0], measure=measure, source=series.source))
    runs = {
        code: run
        for code in dict.fromkeys((*ground.place, *ground.whole, *ground.beside))
        if (run := month_run(question, area=code, last=to)) is not None
    }
    if not runs:
        return f"{known.label}, {item.area}: the store’s months begin after those shown."
    refused = next((run.refused for code, run in runs.items() if code in ground.place and run.refused), "")
    refused = refused or next((run.refused for run in runs.values() if run.refused), "")
    return Counted(question, series, ground, runs, refused)


def ground_of(reference: Reference, item: Intervention, *, series: Series) -> Ground | str:
    """The ground of an intervention; why it has none that it could be set beside."""
    level = reference.areas[item.places[0]].level
    own = reference.custom.get(item.places[0])
    if level == "ward":
        return _of_wards(reference, item.places)
    if own is not None and not _of_districts(reference, item.places[0]):
        wards = {member.code for member in own.members if reference.areas[member.code].level == "ward"}
        parts = set(own.parts)
        if reference.complete_months(series=series, code=own.code):
            ring = _next_to(reference, wards | parts) - wards | parts
            beside = tuple(sorted(ring if not own.cut else ring | wards))
            found = _of_wards(reference, (own.code,))
            return replace(found, beside=beside, cut=own.cut) if isinstance(found, Ground) else found
        if not series.ward_level or not wards | parts:
            return f"{item.area} has no months of its own of this: {own.lacks}."
        around = tuple(sorted(wards | parts))
        found = _of_wards(reference, around)
        words = f"{item.area} has no months of its own here: {area_words(reference, around)} "
        words += "stands for it." if len(around) == 1 else "stand for it."
        return replace(found, instead=words) if isinstance(found, Ground) else found
    return _of_whole_districts(reference, item.places[0])


def _of_districts(reference: Reference, code: str) -> bool:
    levels = {reference.areas[m].level for m in reference.members.get(code, ()) if m in reference.areas}
    return levels == {"district"}


def _of_wards(reference: Reference, codes: Sequence[str]) -> Ground | str:
    """Wards, or one area of wards, beside the rest of their districts."""
    districts = tuple(dict.fromkeys(d for code in codes for d in reference.districts(code)))
    covered = {ward for code in codes for ward in wards_of(reference, code)}
    if covered >= {ward for district in districts for ward in reference.wards(district)}:
        return (
            f"It covers all of {joined([reference.name(code) for code in districts])}: nothing is left over."
        )
    return Ground(
        place=tuple(codes),
        whole=districts,
        whole_name=joined([reference.name(code) for code in districts]),
        beside=tuple(sorted(_next_to(reference, covered) - covered)),
    )


def _of_whole_districts(reference: Reference, code: str) -> Ground | str:
    """A district, or an area of districts, beside the rest of the smallest county or force that holds it."""
    own = reference.districts(code)
    groups = [area for area in reference.groups(code) if len(reference.districts(area.code)) > len(own)]
    if not groups:
        return f"The store holds nothing around {reference.name(code)} to set it beside."
    wards = {ward for district in own for ward in reference.wards(district)}
    around = {d for ward in _next_to(reference, wards) for d in reference.districts(ward)}
    return Ground(
        place=own,
        whole=reference.districts(groups[0].code),
        whole_name=groups[0].name,
        beside=tuple(sorted(around - set(own))),
    )


def _next_to(reference: Reference, wards: Collection[str]) -> set[str]:
    _, table = neighbours_of(reference)
    return {other for ward in wards for other in table.get(ward, ())}
