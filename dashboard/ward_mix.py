"""What a ward's count is made of, type by type, against what its district's is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.disclosure import fixed_at, released_mix, released_total, released_wards
from dashboard.periods import Window
from dashboard.question import Question
from dashboard.records import Series
from dashboard.reference import COMPLETE
from dashboard.released import HIDDEN, Amount
from dashboard.statistics.change import beyond_usual_in_list, compare_counts
from dashboard.vocabulary import LEAD
from dashboard.ward_focus import WardFocus
from dashboard.wording import share_percent
from data.catalogue import Combine, Measure


@dataclass(frozen=True)
class MixPart:
    """One type. Shares are percent of the mix's totals, None under a base of 50 or where hidden.

    `more`: its share of the ward is larger than that of the rest of the district by more than usual
    variation; None where that cannot be told. `chosen`: it is the measure of the page.
    """

    measure: Measure
    amount: Amount
    district: Amount
    share: float | None
    district_share: float | None
    more: bool | None = None
    less: bool | None = None
    chosen: bool = False


@dataclass(frozen=True)
class WardMix:
    """The types of a sum, most first, with both totals.

    `apart` are counts of the same source that are no part of it. `source` is its id, `note` says where it is
    another one than the page's.
    """

    measure: Measure
    window: Window
    total: Amount
    district: Amount
    parts: tuple[MixPart, ...]
    apart: tuple[MixPart, ...]
    source: str
    note: str = ""

    def leading(self) -> MixPart | None:
        """Of the types with more than the district's share beyond usual variation, the one furthest above."""
        found = [part for part in self.parts if part.more and part.share is not None]
        return max(
            found,
            key=lambda part: (part.share or 0.0) - (part.district_share or 0.0),
            default=None,
        )


def ward_mix(focus: WardFocus) -> WardMix | None:
    """The mix of the page's measure where it is a sum, else that of all crime it is a type of.

    From the page's source, else from another one that has the sum by type and covers the window. None where
    the measure is neither.
    """
    question = focus.question.focused()
    for series in _sums(question, focus.district):
        return question.reference.recall(
            ("ward mix", series.series_id, focus.code, focus.part_of, question.window, question.measure.id),
            lambda series=series: _ward_mix(question, focus, series),  # type: ignore[misc]
        )
    return None


def _sums(question: Question, district: str) -> Iterator[Series]:
    """The series of sums to take apart: the page's measure first, then all crime; its own source first."""
    reference, own = question.reference, question.series
    if own is None:
        return
    # A flag cuts across the types of crime: it is none of them.
    of_crime = question.measure.crime_type and question.measure.combine is Combine.ADDITIVE
    measures = [question.measure.id, *([LEAD] if of_crime else [])]
    for measure in dict.fromkeys(measures):
        held = question.vocabulary.series_of(district, measure)
        for series in sorted(held, key=lambda item: item.source != own.source):
            whole = series.source == own.source or all(
                reference.status_of(series=series, code=district, month=month) == COMPLETE
                for month in question.window.months
            )
            if series.ward_level and whole and _parts(question, series):
                yield series


def _parts(question: Question, series: Series) -> list[Series]:
    """The series a sum is made of, where the store has months of them."""
    reference = question.reference
    names = reference.catalogue.measures[series.measure].sum_of.get(series.source, ())
    found = [reference.series.get((name, series.source)) for name in names]
    return [item for item in found if item is not None and item.months and item.ward_level]


def _beside(question: Question, series: Series) -> list[Series]:
    """What comes row by row from the same source and is no part of all crime: anti-social behaviour."""
    if series.measure != LEAD:
        return []
    reference = question.reference
    measures = reference.catalogue.measures
    parts = measures[series.measure].sum_of.get(series.source, ())
    return [
        item
        for (name, source), item in reference.series.items()
        if source == series.source
        and source in measures[name].names
        and measures[name].combine is Combine.ADDITIVE
        and name not in parts
        and not measures[name].sum_of.get(source)
        and item.months
        and item.ward_level
    ]


def _ward_mix(question: Question, focus: WardFocus, series: Series) -> WardMix:
    reference = question.reference
    window = question.window
    if fixed_at(reference, series=series, level="ward"):
        window = released_total(reference, series=series, area=focus.code, window=window).window
    parts, beside = _parts(question, series), _beside(question, series)
    found = _amounts(focus, [series, *parts, *beside], window)
    (total, district), *rest = found
    made = _judged(question, parts, rest[: len(parts)], total, district)
    known = [part for part in made if (part.amount.value, part.district.value) != (0, 0)]
    return WardMix(
        measure=reference.catalogue.measures[series.measure],
        window=window,
        total=total,
        district=district,
        parts=tuple(sorted(known, key=lambda part: (-(part.amount.value or 0), part.measure.label))),
        apart=tuple(
            MixPart(reference.catalogue.measures[item.measure], *pair, None, None)
            for item, pair in zip(beside, rest[len(parts) :], strict=True)
        ),
        source=series.source,
        note=_note(question, series),
    )


def _note(question: Question, series: Series) -> str:
    if question.series is None or series.source == question.series.source:
        return ""
    source = question.reference.catalogue.sources[series.source].short
    return f"Types are from {source}, whose counts differ."


def _amounts(focus: WardFocus, series: Sequence[Series], window: Window) -> list[tuple[Amount, Amount]]:
    """Of each series the ward's count and its district's."""
    reference = focus.question.reference
    free = released_mix(reference, series=series, ward=focus.code, window=window)
    found = []
    for item in series:
        amount, whole = free.get(item.series_id, (HIDDEN, HIDDEN))
        if item.series_id not in free:
            summed = released_total(reference, series=item, area=focus.district, window=window)
            whole = summed.amount if _same(summed.window, window) else HIDDEN
        if item.series_id not in free or focus.part:
            held = released_wards(
                reference, series=item, districts=[focus.district], window=window, part_of=focus.part_of
            )
            own = [cell.now for cell in held.cells if cell.ward == focus.code]
            amount = own[0] if own and _same(held.window, window) else HIDDEN
        found.append((amount, whole))
    return found


def _same(one: Window, other: Window) -> bool:
    return (one.first, one.last) == (other.first, other.last)


def _judged(
    question: Question,
    series: Sequence[Series],
    amounts: Sequence[tuple[Amount, Amount]],
    total: Amount,
    district: Amount,
) -> list[MixPart]:
    """Each type with both shares, and which differ from the rest of the district, as one list."""
    measures = question.reference.catalogue.measures
    made = [
        MixPart(
            measures[item.measure],
            amount,
            whole,
            share_percent(amount.value, total.value) if amount.whole and total.whole else None,
            share_percent(whole.value, district.value) if whole.whole and district.whole else None,
            chosen=item.measure == question.measure.id,
        )
        for item, (amount, whole) in zip(series, amounts, strict=True)
    ]
    here, rest = total.value or 0, (district.value or 0) - (total.value or 0)
    tested = {
        place: compare_counts(
            part.amount.value or 0,
            (part.district.value or 0) - (part.amount.value or 0),
            question.reference.phi(series=item, level="ward"),
            here,
            rest,
        )
        for place, (part, item) in enumerate(zip(made, series, strict=True))
        if part.share is not None and part.district_share is not None and rest > 0
    }
    beyond = dict(zip(tested, beyond_usual_in_list(list(tested.values())), strict=True))
    return [
        part
        if place not in tested
        else replace(
            part,
            more=beyond[place] and tested[place].difference > 0,
            less=beyond[place] and tested[place].difference < 0,
        )
        for place, part in enumerate(made)
    ]
