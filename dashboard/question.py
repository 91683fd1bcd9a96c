"""What a selection asks of a store version, resolved once for all views of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from dashboard.comparisons import Comparison, Mark, checked, compare_windows
from dashboard.disclosure import fixed_at, level_of, marking
from dashboard.fixed_periods import area_windows, ward_windows
from dashboard.periods import StatusOf, Window, charted_span, month_words
from dashboard.records import Series
from dashboard.reference import COMPLETE, MISSING, PARTIAL, Reference
from dashboard.selection import Selection
from dashboard.statistics.rates import rate
from dashboard.vocabulary import Vocabulary, vocabulary_of
from dashboard.wording import lowered
from data.catalogue import Measure, Plan
from data.month import Month

_LEVEL_WORDS = {
    "district": "district",
    "county": "county",
    "force": "police force area",
    "partnership": "partnership",
    "custom": "custom area",
}


@dataclass(frozen=True, eq=False)
class Question:
    """A selection with everything it names looked up.

    `series` is None where the store holds no months of the measure here. `comparison` is what the data allow.
    """

    reference: Reference
    selection: Selection
    vocabulary: Vocabulary
    plan: Plan | None
    measure: Measure
    series: Series | None
    window: Window
    comparison: Comparison
    marks: tuple[Mark, ...]

    @property
    def area(self) -> str:
        """The area's code."""
        return self.selection.area

    @property
    def area_name(self) -> str:
        """The area's name."""
        return self.reference.name(self.selection.area)

    @property
    def source_label(self) -> str:
        """The source in full."""
        source = self.reference.catalogue.sources.get(self.selection.source)
        return source.label if source else ""

    @property
    def source_short(self) -> str:
        """The source in two words."""
        source = self.reference.catalogue.sources.get(self.selection.source)
        return source.short if source else ""

    def status(self, month: Month, code: str | None = None) -> str:
        """Complete, partial or missing, in the area or another one."""
        if self.series is None:
            return "missing"
        return self.reference.status_of(series=self.series, code=code or self.area, month=month)

    def compared(self, window: Window, *, level: str | None = None, among: Sequence[str] = ()) -> Comparison:
        """What another window may be compared with, in the way the selection asks for.

        A series on fixed tables has its own periods there, and the tables tell which of them there are.
        `among`: for a list of areas, a month that any of them has whole stands; each area's own counts tell
        what it lacks.
        """
        wanted = compare_windows(
            kind=self.selection.compare,
            window=window,
            baseline=self.vocabulary.baseline(self.plan, self.measure.id),
        )
        if self.series is None:
            return wanted
        level = level or self.level
        if fixed_at(self.reference, series=self.series, level=level):
            snapped = ward_windows if level == "ward" else area_windows
            used, *before = snapped(self.reference, self.series, (window, *wanted.windows))
            wanted = replace(wanted, windows=tuple(before))
            return checked(wanted, window=used, status=lambda _month: COMPLETE, marks=self.marks)
        status = self._best_status(self.series, among) if among else self.status
        return checked(wanted, window=window, status=status, marks=self.marks)

    def _best_status(self, series: Series, codes: Sequence[str]) -> StatusOf:
        known = [self.reference.statuses_of(series=series, code=code) for code in codes]

        def best(month: Month) -> str:
            found = [statuses.get(month, MISSING) for statuses in known]
            return next((status for status in (COMPLETE, PARTIAL) if status in found), MISSING)

        return best

    def provisional_in(self, window: Window) -> Month | None:
        """The month from which figures may still change, where a window holds one; else None."""
        first = self.series.provisional_from if self.series is not None else None
        return first if first is not None and first <= window.last else None

    def state(self, status: str, window: Window) -> str:
        """A count's status as tables say it: 'provisional' for one that is shown and may still change."""
        settled = status not in ("shown", "zero") or self.provisional_in(window) is None
        return status if settled else "provisional"

    def provisional_words(self, window: Window) -> str:
        """'provisional from Jan 2023', where a window holds such months; else ''."""
        first = self.provisional_in(window)
        return f"provisional from {month_words(first)}" if first is not None else ""

    def per_words(self, window: Window) -> str:
        """What a rate is per: '10,000 residents'; over more than a year '10,000 residents a year'."""
        yearly = " a year" if window.years > 1 else ""
        return f"{self.measure.rate_per:,} {self.measure.rate_of}{yearly}"

    def rate(self, value: float | None, people: float | None, *, window: Window) -> float | None:
        """A window's count per so many people; of more than a year the mean a year."""
        return rate(value, people, per=self.measure.rate_per / window.years)

    @property
    def level(self) -> str:
        """The level whose disclosure rules the area goes by."""
        return level_of(self.reference, self.area) if self.area in self.reference.areas else "district"

    @property
    def part_of(self) -> str | None:
        """The area, where it is a custom one that holds parts of wards."""
        own = self.reference.custom.get(self.area)
        return self.area if own is not None and own.cut else None

    def focused(self) -> Question:
        """The question the map answers: its month alone when one is in focus, else this one."""
        month = self.selection.month
        if month is None:
            return self
        window = Window("1m", month, month)
        return replace(self, window=window, comparison=self.compared(window))

    def address(self, **changes: str | None) -> str:
        """The query string of this page with something changed; never empty, so that it can be linked to."""
        return urlencode(self.selection.edited(self.vocabulary, **changes)) or f"area={self.area}"

    def whole_address(self, **changes: str | None) -> str:
        """The same with every key, for what is kept longer than the defaults stay."""
        return urlencode(self.selection.edited_whole(**changes))

    def described(
        self,
        *,
        window: Window | None = None,
        compare: Sequence[Window] | None = None,
        caveats: Sequence[str] = (),
    ) -> dict[str, Any]:
        """The parts of a View that say what it is about; `window` and `compare` as really shown."""
        window = window or self.window
        series = self.series
        basis = self.basis(compare, window=window)
        may_change = self.provisional_words(window)
        notes = [f"P{may_change[1:]}: these figures may still change."] if may_change else []
        return {
            "period": window.words,
            "basis": basis,
            "measure": self.measure.label,
            "definition": self.measure.definition,
            "source": self.source_words(),
            "geography": self.geography(),
            "extracted": self.reference.extracted.get(self.selection.source, ""),
            "marking": marking(self.reference),
            "demonstration": bool(series and series.demonstration),
            "caveats": tuple(dict.fromkeys([*self.comparison.labels, *notes, *caveats])),
        }

    def basis(self, compare: Sequence[Window] | None = None, *, window: Window | None = None) -> str:
        """'against the year before (Mar 2021 to Feb 2022)', or why there is no comparison."""
        comparison = self.comparison
        if compare is not None:
            comparison = replace(comparison, windows=tuple(compare))
        if comparison.windows and self._as_asked(comparison, window or self.window):
            return f"against {comparison.words}"
        if comparison.windows:
            spans = ", ".join(item.words for item in comparison.windows)
            return f"against {spans}, the nearest fixed period before"
        if comparison.kind == "none":
            return "no comparison"
        return comparison.refused or "No comparison: no period before is shown for this series."

    def _as_asked(self, comparison: Comparison, window: Window) -> bool:
        """Whether the periods compared with are those the selection means, and not fixed ones near them."""
        meant = compare_windows(
            kind=comparison.kind,
            window=window,
            baseline=self.vocabulary.baseline(self.plan, self.measure.id),
        )
        spans = {(item.first, item.last) for item in meant.windows}
        return {(item.first, item.last) for item in comparison.windows} <= spans

    def source_words(self) -> str:
        """The source with how far it is complete."""
        if self.series is None or self.series.last_complete is None:
            return self.source_label
        return f"{self.source_label}, complete to {month_words(self.series.last_complete)}"

    def geography(self) -> str:
        """The area in full: its name, what it is and of how many districts."""
        area = self.reference.areas.get(self.area)
        if area is None:
            return self.area
        districts = len(self.reference.districts(self.area))
        words = area.kind or _LEVEL_WORDS.get(area.level, area.level)
        if self.area in self.reference.custom and districts == 1:
            return f"{area.name} ({words} in {self.reference.name(self.reference.districts(self.area)[0])})"
        return f"{area.name} ({words}{f', {districts} districts' if districts > 1 else ''})"

    @property
    def charted(self) -> Window:
        """The months of the month chart."""
        return charted_span(self.window)

    def absent(self) -> str:
        """Why there is nothing to show, and what to do; '' where there is something."""
        if self.series is not None:
            return ""
        if not self.reference.areas:
            return "The store has no areas yet. Build it with boundaries and lookups: csp build PATH."
        hints = [
            self.reference.catalogue.sources[source].file_hint
            for source in self.measure.sources
            if source in self.reference.catalogue.sources
        ]
        fill = " or ".join(hints)
        if self._elsewhere():
            return self._elsewhere()
        return f"The store holds no months of {lowered(self.measure.label)} for {self.area_name}." + (
            f" It comes from {fill}: csp build PATH." if fill else ""
        )

    def _elsewhere(self) -> str:
        """Why a custom area has no numbers of a measure that its districts have; '' where they have none."""
        own = self.reference.custom.get(self.area)
        districts = self.reference.districts(self.area)
        if own is None or not any(self.vocabulary.series_of(code, self.measure.id) for code in districts):
            return ""
        return (
            f"{self.measure.label} is not supplied for {self.area_name}: {own.lacks}. "
            f"Choose {self.reference.name(districts[0])}, or give numbers for the area itself."
        )


def ask(reference: Reference, selection: Selection) -> Question:
    """The question a page's views share."""
    return reference.recall(("question", selection), lambda: _ask(reference, selection))


def _ask(reference: Reference, selection: Selection) -> Question:
    vocabulary = vocabulary_of(reference)
    series = reference.series.get((selection.measure, selection.source))
    if series is not None and (not series.months or not reference.covers(series=series, code=selection.area)):
        series = None
    question = Question(
        reference=reference,
        selection=selection,
        vocabulary=vocabulary,
        plan=reference.catalogue.plans.get(selection.plan or ""),
        measure=reference.catalogue.measures[selection.measure],
        series=series,
        window=selection.period,
        comparison=Comparison(selection.compare),
        marks=marks_of(reference, measure=selection.measure, area=selection.area),
    )
    return replace(question, comparison=question.compared(question.window))


def marks_of(reference: Reference, *, measure: str, area: str) -> tuple[Mark, ...]:
    """The breaks and exceptional months of the catalogue that touch a measure in an area."""
    forces = set(reference.forces(area))
    own = reference.custom.get(area)
    changed = (
        [Mark("break", "the area changed", month, month, words) for month, words in own.changes()]
        if own
        else []
    )
    return (
        *changed,
        *_catalogue_marks(reference, measure=measure, forces=forces),
    )


def _catalogue_marks(reference: Reference, *, measure: str, forces: set[str]) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            item.kind,
            item.label,
            Month.parse(item.start),
            Month.parse(item.end),
            item.note,
            adjusted=item.adjusted.get(measure, ""),
        )
        for item in reference.catalogue.breaks
        if (not item.measures or measure in item.measures) and (not item.forces or forces & set(item.forces))
    )
