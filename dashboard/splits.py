"""What a count is made of: the measures listed beside it, and the categories its months came in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.amounts import Compared, compared
from dashboard.disclosure import level_of
from dashboard.observed import breakdown_names, observed_breakdowns
from dashboard.question import Question
from dashboard.records import Series
from dashboard.wording import capitalised, joined, percent_change, share_percent
from data.catalogue import Breakdown

UNKNOWN = "not known"
REST = "not in the breakdown"


@dataclass(frozen=True)
class Part:
    """One category. `previous` is the mean of the periods compared with, None without a comparison."""

    name: str
    label: str
    value: int | None
    previous: float | None
    status: str
    usual: str = ""

    @property
    def change(self) -> float | None:
        """The difference."""
        return None if self.value is None or self.previous is None else self.value - self.previous

    @property
    def change_pct(self) -> float | None:
        """In percent of what it is set against; None under a base of 50."""
        return percent_change(self.value, self.previous)


@dataclass(frozen=True)
class Split:
    """A count by its categories. `total` is what shares are of; None where categories overlap."""

    name: str
    label: str
    parts: tuple[Part, ...]
    total: int | None
    columns: bool = False
    note: str = ""

    def share(self, part: Part) -> float | None:
        """A part in percent of the total; None under a base of 50."""
        return share_percent(part.value, self.total)


def splits_of(question: Question) -> tuple[Split, ...]:
    """Every way the area's count in the window is split, those of the catalogue first."""
    series = question.series
    if series is None:
        return ()
    whole = compared(question, area=question.area, window=question.window, comparison=question.comparison)
    return (*_beside(question), *_broken_down(question, series, whole))


def _beside(question: Question) -> Iterator[Split]:
    """The measures that the catalogue lists together with this one."""
    reference, source = question.reference, question.selection.source
    for heading, names in question.measure.beside.items():
        parts = []
        for name, label in names.items():
            item = reference.series.get((name, source))
            if item is None or not item.months:
                break
            measure = reference.catalogue.measures[item.measure]
            own = replace(question, measure=measure, series=item)
            found = compared(own, area=question.area, window=question.window, comparison=question.comparison)
            if found.value is None:
                break
            parts.append(Part(name, label, found.value, found.previous, found.status, found.usual_words))
        if len(parts) == len(names):
            total = sum(part.value or 0 for part in parts)
            yield Split(heading.lower(), heading, tuple(parts), total)


def _broken_down(question: Question, series: Series, whole: Compared) -> Iterator[Split]:
    reference = question.reference
    kinds = [_kind(question, name) for name in breakdown_names(reference, series=series)]
    kinds = sorted((kind for kind in kinds if kind.listed), key=lambda kind: (kind.order, kind.label))
    areas = _areas(question)
    if whole.value is None or not areas:
        return
    windows = (whole.window, *(whole.compare if whole.before else ()))
    counts = reference.recall(
        ("breakdowns", series.series_id, areas, windows),
        lambda: observed_breakdowns(
            reference, series=series, areas=areas, breakdowns=[kind.id for kind in kinds], windows=windows
        ),
    )
    for kind in kinds:
        own = {category: found for (name, category), found in counts.items() if name == kind.id}
        if any(found[0] for found in own.values()):
            yield _split(kind, own, whole)
        elif any(found[0] is None for found in own.values()):
            yield Split(kind.id, kind.label, (), None, kind.columns, _HIDDEN)


_HIDDEN = "Not added up: some of its months arrived hidden."


def _areas(question: Question) -> tuple[str, ...]:
    """The districts that categories are added up over: none for an area that is made of wards."""
    reference, area = question.reference, question.area
    made_of_wards = reference.areas[area].level == "custom" and level_of(reference, area) == "ward"
    own = reference.custom.get(area)
    changing = own is not None and own.limited
    return () if made_of_wards or changing else reference.districts(area)


def _kind(question: Question, name: str) -> Breakdown:
    known = question.reference.catalogue.breakdowns.get(name)
    return known or Breakdown.model_construct(id=name, label=capitalised(name.replace("_", " ")))


def _split(kind: Breakdown, counts: Mapping[str, tuple[int | None, ...]], whole: Compared) -> Split:
    """The categories of one breakdown, with what the whole holds beyond them."""
    if any(None in found for found in counts.values()):
        # One hidden category is the whole less the others.
        return Split(kind.id, kind.label, (), None, kind.columns, _HIDDEN)
    known = {name: [value or 0 for value in found] for name, found in counts.items()}
    windows = len(next(iter(known.values())))
    for name in kind.every:
        known.setdefault(name, [0] * windows)
    sums = [sum(found[place] for found in known.values()) for place in range(windows)]
    totals = [whole.value or 0, *(amount.value or 0 for amount in whole.before)]
    overlaps = any(added > total for added, total in zip(sums, totals, strict=True))
    # Where the months before are not in categories whole, a change would be of the record.
    same = whole.now.whole and windows > 1 and sums[1:] == totals[1:] and sums[0] == totals[0]
    parts = [
        Part(
            name=name,
            label=kind.labels.get(name, name if kind.columns else capitalised(name)),
            value=now,
            previous=sum(before) / len(before) if same and before else None,
            status=whole.status if whole.status == "partial" or now else "zero",
        )
        for name, (now, *before) in _in_order(kind, known)
    ]
    rest = totals[0] - sums[0]
    if rest > 0:
        parts.append(Part("", capitalised(REST), rest, None, whole.status))
    return Split(
        kind.id,
        kind.label,
        tuple(parts),
        None if overlaps else totals[0],
        kind.columns,
        "One can be in several of these, so they make no total." if overlaps else "",
    )


def _in_order(kind: Breakdown, counts: Mapping[str, Sequence[int]]) -> Sequence[tuple[str, Sequence[int]]]:
    """By size or by name; what is not known goes last."""
    return sorted(
        counts.items(),
        key=lambda item: (item[0] == UNKNOWN, 0 if kind.ordered else -item[1][0], item[0]),
    )


def names_of(splits: Sequence[Split]) -> str:
    """'severity, road user and age'."""
    return joined([split.label.lower() for split in splits])
