"""The months of a selection: their counts, those of the period before, and which stand out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.amounts import month_amounts, usual_change
from dashboard.comparisons import Mark
from dashboard.disclosure import fixed_at, level_of, released_months
from dashboard.periods import MOST_BARS, Window, span_words
from dashboard.question import Question, ask
from dashboard.records import Series
from dashboard.recut import counted_again_words
from dashboard.reference import Reference
from dashboard.released import Amount, Stretch, mean_of
from dashboard.selection import Selection
from dashboard.statistics.change import Change, beyond_usual_in_list
from dashboard.statistics.peaks import Peaks, find_peaks
from data.month import Month

_NOTHING = Amount("not_supplied", None)
_PREVIOUS_LABELS = {"year": "year before", "3y": "mean of 3 years before", "baseline": "baseline", "none": ""}


@dataclass(frozen=True)
class Bar:
    """One bar: a month, or a quarter or year where single months are not shown."""

    first: Month
    last: Month
    now: Amount
    previous: float | None
    usual: Change | None
    beyond: bool | None

    @property
    def days(self) -> int:
        """How long it is."""
        return Window("range", self.first, self.last).days

    @property
    def words(self) -> str:
        """'Feb 2023', 'Jan 2023 to Mar 2023'."""
        return span_words(self.first, self.last)


@dataclass(frozen=True)
class MonthFacts:
    """The bars of a selection, for the area or for the ward in focus."""

    question: Question
    code: str
    name: str
    window: Window
    bars: tuple[Bar, ...]
    unit: str
    caveats: tuple[str, ...]
    peaks: Peaks | None
    marks: tuple[Mark, ...]

    @property
    def of_ward(self) -> bool:
        """Whether they are those of the ward in focus."""
        return self.code != self.question.area

    @property
    def previous_label(self) -> str:
        """What the line is."""
        return _PREVIOUS_LABELS[self.question.selection.compare]

    @property
    def mean(self) -> float | None:
        """Mean of the bars that are whole."""
        values = [bar.now.value for bar in self.bars if bar.now.whole and bar.now.value is not None]
        return sum(values) / len(values) if values else None

    def value(self, month: Month) -> int | None:
        """The count of the bar that starts in a month."""
        return next((bar.now.value for bar in self.bars if bar.first == month), None)


def month_facts(reference: Reference, selection: Selection) -> MonthFacts | None:
    """The bars of a selection; None without a series."""
    question = ask(reference, selection)
    if question.series is None:
        return None
    series = question.series
    # A part of a ward has no months of its own here: they stay the area's.
    code = selection.area if question.part_of else selection.ward or selection.area
    return reference.recall(("month facts", selection), lambda: _month_facts(question, series, code))


def _month_facts(question: Question, series: Series, code: str) -> MonthFacts:
    reference, window = question.reference, question.charted
    level = level_of(reference, code)
    phi = reference.phi(series=series, level=level)
    fixed = fixed_at(reference, series=series, level=level_of(reference, code))
    caveats: tuple[str, ...] = ()
    unit = "month"
    if fixed:
        # Quarters and years want a longer run than months, and another year for the period before.
        window = Window("range", window.last - (MOST_BARS - 1), window.last)
        found = released_months(
            reference, series=series, area=code, first=window.first - 12, last=window.last
        )
        unit, caveats = found.unit, found.caveats
        known = {(item.first, item.last): item.amount for item in found.stretches}
        stretches = [item for item in found.stretches if item.first in window and item.last in window]
        if stretches:
            window = Window("range", stretches[0].first, stretches[-1].last)
    else:
        months = month_amounts(question, area=code)
        known = {(month, month): amount for month, amount in months.items()}
        caveats = counted_again_words(reference, series=series, codes=[code], windows=(window,))
        stretches = [Stretch(month, month, months.get(month, _NOTHING)) for month in window.months]
    bars = [_bar(question, item, known, phi) for item in stretches]
    verdicts = iter(beyond_usual_in_list([bar.usual for bar in bars if bar.usual is not None]))
    judged = tuple(
        bar if bar.usual is None else Bar(**{**vars(bar), "beyond": next(verdicts)}) for bar in bars
    )
    return MonthFacts(
        question=question,
        code=code,
        name=reference.name(code),
        window=window,
        bars=judged,
        unit=unit,
        caveats=caveats,
        peaks=_peaks(judged, phi) if unit == "month" else None,
        marks=tuple(
            mark for mark in question.marks if mark.first <= window.last and mark.last >= window.first
        ),
    )


def _bar(question: Question, item: Stretch, known: dict[tuple[Month, Month], Amount], phi: float) -> Bar:
    window = Window("range", item.first, item.last)
    compare = _windows_before(question, window)
    before = [known.get((w.first, w.last), _NOTHING) for w in compare]
    usable = [(w, amount) for w, amount in zip(compare, before, strict=True) if amount.whole]
    if question.selection.compare != "3y" and len(usable) < len(compare):
        usable = []
    amounts = [amount for _, amount in usable]
    usual = usual_change(
        now=item.amount, before=amounts, window=window, compare=[w for w, _ in usable], phi=phi
    )
    return Bar(item.first, item.last, item.amount, mean_of(amounts), usual, None)


def _windows_before(question: Question, window: Window) -> list[Window]:
    kind = question.selection.compare
    if kind == "year":
        return [window.earlier(12)]
    if kind == "3y":
        exceptional = [mark for mark in question.marks if mark.kind == "exceptional"]
        years = [window.earlier(12 * year) for year in (1, 2, 3)]
        return [y for y in years if not any(m.first <= y.last and y.first <= m.last for m in exceptional)]
    baseline = question.vocabulary.baseline(question.plan, question.measure.id)
    if kind == "baseline" and baseline is not None and baseline.length == 12:
        back = (window.first.index - baseline.first.index) // 12
        same = window.earlier(12 * back) if back > 0 else None
        return [same] if same is not None and same.last <= baseline.last else []
    return []


def _peaks(bars: Sequence[Bar], phi: float) -> Peaks | None:
    return find_peaks(
        [bar.first for bar in bars],
        [bar.now.value if bar.now.whole else None for bar in bars],
        phi,
    )
