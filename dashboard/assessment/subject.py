"""What an assessment is of: an area, or the ward in focus, over the whole period of its page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from dashboard.amounts import Compared, compared
from dashboard.assessment.statement import Link
from dashboard.comparisons import Comparison
from dashboard.disclosure import fixed_at, level_of
from dashboard.district_facts import DistrictFacts, district_facts
from dashboard.month_facts import MonthFacts, month_facts
from dashboard.month_run import MonthRun, month_run
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.vocabulary import CRIME, SUMMARY
from dashboard.ward_facts import WardFacts, ward_facts
from dashboard.wording import counted
from data.month import Month
from data.sensitivity import ROUNDING

OVERVIEW, HOTSPOTS, PEAKS, COMPARE = "/", "/hotspots", "/peaks", "/compare"
FINDINGS, DATA = "/findings", "/data"


@dataclass(frozen=True, eq=False)
class Subject:
    """`code` is the area, or the ward in focus where the store has its months."""

    question: Question
    code: str

    @property
    def reference(self) -> Reference:
        """The store version."""
        return self.question.reference

    @property
    def name(self) -> str:
        """Its name; of a ward with its district where two wards share it."""
        return self.reference.names([self.code, *self._namesakes])[self.code]

    @property
    def _namesakes(self) -> tuple[str, ...]:
        return self.reference.wards(self.question.area) if self.is_ward else ()

    @property
    def is_ward(self) -> bool:
        """Whether a ward is in focus."""
        return self.code != self.question.area

    @property
    def level(self) -> str:
        """Whose rules and whose φ it goes by."""
        return level_of(self.reference, self.code)

    @property
    def label(self) -> str:
        """'All crime in Ashford'."""
        return f"{self.question.measure.label} in {self.name}"

    @property
    def regrouped(self) -> Month | None:
        """When the area itself became another one, between its period and what that is compared with."""
        own = self.reference.custom.get(self.code)
        compare = self.whole.compare
        if own is None or not compare:
            return None
        first = min(window.first for window in compare)
        return next((m for m, _ in own.changes() if first < m <= self.whole.window.last), None)

    def is_rounded(self, level: str) -> bool:
        """Whether counts are shown rounded at a level: two that look the same may then differ."""
        series = self.question.series
        if series is None or not fixed_at(self.reference, series=series, level=level):
            return False
        return ROUNDING[self.reference.settings.audience] > 1

    @cached_property
    def comparison(self) -> Comparison:
        """What its period may be compared with, at its own level."""
        return self.question.compared(self.question.window, level=self.level)

    @cached_property
    def whole(self) -> Compared:
        """Its count in the period, beside what it is compared with."""
        return compared(
            self.question, area=self.code, window=self.question.window, comparison=self.comparison
        )

    @cached_property
    def districts(self) -> DistrictFacts | None:
        """The districts around the area."""
        return district_facts(self.reference, self._plain)

    @cached_property
    def months(self) -> MonthFacts | None:
        """Its months."""
        return month_facts(self.reference, replace(self._plain, ward=self.code if self.is_ward else None))

    @cached_property
    def run(self) -> MonthRun | None:
        """Its months over all the years there are."""
        return month_run(self.question, area=self.code, last=self.question.window.last)

    @cached_property
    def wards(self) -> WardFacts | None:
        """The wards of the area, or its districts."""
        return ward_facts(self.reference, self._plain, month=False)

    @property
    def _plain(self) -> Selection:
        return replace(self.question.selection, ward=None, month=None)

    def counted(self, value: float) -> str:
        """'11,311 crimes', '1 crime'."""
        return counted(value, self.question.measure.noun)

    def link(self, page: str, **changes: str | None) -> Link:
        """A page about the same, with something changed."""
        if "area" in changes and self.question.selection.priority not in (SUMMARY, CRIME):
            # Another area has other plans.
            changes["priority"] = None
        return Link(page, self.question.address(**changes), self.question.whole_address(**changes))

    def link_to(self, page: str, code: str) -> Link:
        """The page about another area or ward."""
        level = self.reference.areas[code].level
        return self.link(page, ward=code) if level == "ward" else self.link(page, area=code)

    @property
    def here(self) -> Link:
        """Its own figures on the Overview."""
        return self.link(OVERVIEW, ward=self.code if self.is_ward else None, month=None)


def subject_of(reference: Reference, selection: Selection) -> Subject:
    """The ward in focus, else the area. A part of a ward has no months of its own: it stays the area."""
    question = ask(reference, replace(selection, month=None))
    ward = None if question.part_of else selection.ward
    return Subject(question, ward or selection.area)
