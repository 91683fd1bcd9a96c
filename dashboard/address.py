"""Reading an address key by key, with a plain word for whatever it cannot mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypedDict, cast

from dashboard.action_filters import FilterKey, choices
from dashboard.claims.finding import Verdict
from dashboard.comparisons import CompareKind
from dashboard.interventions import interventions_in
from dashboard.periods import Window, WindowKind, charted_span, month_words, resolve_window, span_words
from dashboard.records import Series
from dashboard.vocabulary import (
    CELL_LABELS,
    COMPARE_LABELS,
    LEAD,
    MAP_LABELS,
    SHOW_LABELS,
    WINDOW_LABELS,
    Vocabulary,
)
from data.catalogue import Plan
from data.month import Month

MapForm = Literal["hex", "geo"]
Show = Literal["count", "rate", "change"]
Cells = Literal["all", "rate", "count", "change", "rank"]
# fmt: off
KEYS = (
    "area", "plan", "priority", "measure", "source", "to", "window", "from", "compare",
    "map", "show", "ward", "month", "indicator", "strand", "lead", "grade", "progress",
    "verdict", "clusters", "beside", "cells", "sort", "intervention",
)
# fmt: on
# Written by Copy link: which figures the sender saw, and when.
STAMPS = ("version", "asof")
# What a table is sorted by: the name of its rows, or a measure, with this before it the lowest first.
BY_NAME, LOWEST_FIRST = "name", "-"
_TEXT_LIMIT = 40
_NO_ACTION: Mapping[FilterKey, str] = {
    "strand": "no action of the strand",
    "lead": "no action led by",
    "grade": "no action of grade",
    "progress": "no status of actions called",
}


class Fields(TypedDict):
    """The fields of a Selection."""

    area: str
    plan: str | None
    priority: str
    measure: str
    source: str
    to: Month
    window: WindowKind
    start: Month | None
    compare: CompareKind
    map: MapForm
    show: Show
    ward: str | None
    month: Month | None
    indicator: str | None
    strand: str | None
    lead: str | None
    grade: str | None
    progress: str | None
    verdict: str | None
    clusters: Literal["on"] | None
    beside: str | None
    cells: Cells | None
    sort: str | None
    intervention: str | None


@dataclass
class Reading:
    """One pass over an address, key after key: each depends only on those before it."""

    vocabulary: Vocabulary
    given: Mapping[str, str]
    notices: list[str] = field(default_factory=list)

    def read(self) -> Fields:
        """The fields of the Selection the address means, and `notices` about what it could not mean."""
        area = self._area()
        plan = self._plan(area)
        priority = self._among("priority", {o.value: o.label for o in self.vocabulary.priorities(plan)})
        measure = self._measure(area, plan, priority)
        source = self._source(area, measure)
        to, window, start = self._period(area, measure, source)
        form = cast("MapForm", self._among("map", MAP_LABELS))
        period = resolve_window(kind=window, to=to, start=start)
        return Fields(
            area=area,
            plan=plan.id if plan else None,
            priority=priority,
            measure=measure,
            source=source,
            to=to,
            window=window,
            start=start,
            compare=self._compare(plan, measure),
            map=form,
            show=cast("Show", self._among("show", SHOW_LABELS, "count" if form == "hex" else "rate")),
            ward=self._ward(area),
            month=self._month(period),
            indicator=self._indicator(plan),
            strand=self._actions(plan, "strand"),
            lead=self._actions(plan, "lead"),
            grade=self._actions(plan, "grade"),
            progress=self._actions(plan, "progress"),
            verdict=self._verdict(),
            clusters=self._clusters(),
            beside=self._beside(area),
            cells=self._cells(),
            sort=self._sort(),
            intervention=self._intervention(area),
        )

    def _among(self, key: str, labels: Mapping[str, str], default: str | None = None) -> str:
        fallback = default or next(iter(labels))
        value = self.given.get(key)
        if value is None or value in labels:
            return value or fallback
        self._say(f"The link’s {key} {quoted(value)} is not one of this page’s: showing {labels[fallback]}.")
        return fallback

    def _area(self) -> str:
        value = self.given.get("area")
        if value is None:
            return self.vocabulary.home
        found = self.vocabulary.stands_for(value)
        reference = self.vocabulary.reference
        if found is None:
            home = reference.name(self.vocabulary.home)
            self._say(f"This store has no area {quoted(value)}: showing {home}.")
            return self.vocabulary.home
        if found != value:
            self._say(f"{reference.name(value)} is one district: shown as {reference.name(found)}.")
        return found

    def _plan(self, area: str) -> Plan | None:
        plans = {plan.id: plan for plan in self.vocabulary.plans(area)}
        value = self.given.get("plan")
        if value in plans:
            return plans[str(value)]
        to = self._month_of("to") or self.vocabulary.default_period(area, None).to
        plan = self.vocabulary.default_plan(area, to)
        if value is not None:
            shown = plan.label if plan else "no plan"
            self._say(f"{self.vocabulary.reference.name(area)} has no plan {quoted(value)}: showing {shown}.")
        return plan

    def _measure(self, area: str, plan: Plan | None, priority: str) -> str:
        offered = {item.id: item.label for item in self.vocabulary.measures(area, plan, priority)}
        known = self.vocabulary.reference.catalogue.measures
        if not offered:
            value = self.given.get("measure")
            first = LEAD if LEAD in known else next(iter(known), "")
            return value if value is not None and value in known else first
        value = self.given.get("measure")
        if value is None or value in offered:
            return value or next(iter(offered))
        first = next(iter(offered))
        if value not in known:
            why = f"There is no measure {quoted(value)}"
        elif not self.vocabulary.series_of(area, value):
            own = self.vocabulary.reference.custom.get(area)
            lacks = f" ({own.lacks})" if own else ""
            why = f"This store holds no months of {known[value].label} here{lacks}"
        else:
            why = f"{known[value].label} does not belong to this priority"
        self._say(f"{why}: showing {offered[first]}.")
        return first

    def _source(self, area: str, measure: str) -> str:
        held = [series.source for series in self.vocabulary.series_of(area, measure)]
        item = self.vocabulary.reference.catalogue.measures.get(measure)
        ranked = item.sources if item else ()
        default = (held or list(ranked) or [""])[0]
        value = self.given.get("source")
        if value is None or value in held:
            return value or default
        sources = self.vocabulary.reference.catalogue.sources
        label = sources[default].label if default in sources else "nothing"
        self._say(f"The source {quoted(value)} has no months of this measure here: showing {label}.")
        return default

    def _period(self, area: str, measure: str, source: str) -> tuple[Month, WindowKind, Month | None]:
        series = self.vocabulary.reference.series.get((measure, source))
        default = self.vocabulary.default_period(area, series)
        to = self._to(default.to, series)
        if not self.given.keys() & {"to", "window", "from"}:
            return to, cast("WindowKind", default.window), default.start
        window = cast("WindowKind", self._among("window", WINDOW_LABELS))
        return self._range(to, window, series.first_month if series else None)

    def _range(
        self, to: Month, window: WindowKind, earliest: Month | None
    ) -> tuple[Month, WindowKind, Month | None]:
        start = self._month_of("from")
        if window != "range":
            if "from" in self.given:
                self._say("The link’s first month is left out: only a range of your choice has one.")
            return to, window, None
        if start is None or start > to or (earliest is not None and start < earliest):
            self._say(f"The link’s range needs a first month up to {month_words(to)}: showing 12 months.")
            return to, "12m", None
        return to, window, start

    def _to(self, default: Month, series: Series | None) -> Month:
        value = self.given.get("to")
        if value is None or value == str(default):
            return default
        to = self._month_of("to")
        first, last = (series.first_month, series.last_month) if series else (None, None)
        if to is None:
            self._say(f"{quoted(value)} is no month: showing up to {month_words(default)}.")
        elif first is None or last is None:
            self._say(f"There are no months of this measure here: showing up to {month_words(default)}.")
        elif not first <= to <= last:
            held = span_words(first, last)
            self._say(
                f"This source holds {held}, not {month_words(to)}: up to {month_words(default)} is shown."
            )
        else:
            return to
        return default

    def _compare(self, plan: Plan | None, measure: str) -> CompareKind:
        kind = self._among("compare", COMPARE_LABELS)
        if kind == "baseline" and self.vocabulary.baseline(plan, measure) is None:
            self._say("No plan here states the months of its baseline: compared with the year before.")
            return "year"
        return cast("CompareKind", kind)

    def _ward(self, area: str) -> str | None:
        value = self.given.get("ward")
        if value is None or value in self.vocabulary.reference.wards(area):
            return value
        name = self.vocabulary.reference.name(area)
        self._say(f"{name} has no ward {quoted(value)}: no ward is in focus.")
        return None

    def _month(self, period: Window) -> Month | None:
        value = self.given.get("month")
        if value is None:
            return None
        month = self._month_of("month")
        span = charted_span(period)
        if month is not None and month in span:
            return month
        self._say(f"{quoted(value)} is not among the months shown ({span.words}): the map shows them all.")
        return None

    def _indicator(self, plan: Plan | None) -> str | None:
        value = self.given.get("indicator")
        if value is None or (plan and value in {item.id for item in plan.indicators}):
            return value
        where = plan.label if plan else "What is shown"
        self._say(f"{where} has no indicator {quoted(value)}: none is opened.")
        return None

    def _verdict(self) -> str | None:
        value = self.given.get("verdict")
        if value is None or value in set(Verdict):
            return value
        self._say(f"There is no verdict {quoted(value)}: all published figures are listed.")
        return None

    def _clusters(self) -> Literal["on"] | None:
        value = self.given.get("clusters")
        if value == "on":
            return "on"
        if value is not None:
            self._say(f"Clusters are on or not there, not {quoted(value)}: they are not shown.")
        return None

    def _beside(self, area: str) -> str | None:
        value = self.given.get("beside")
        if value is None:
            return None
        found = self.vocabulary.stands_for(value)
        name = self.vocabulary.reference.name(area)
        if found is None:
            self._say(f"This store has no area {quoted(value)}: nothing stands beside {name}.")
        elif found == area:
            self._say(f"{name} cannot stand beside itself.")
            return None
        return found

    def _cells(self) -> Cells | None:
        value = self.given.get("cells")
        if value is None or value in CELL_LABELS:
            return cast("Cells | None", value)
        self._say(f"The cells of the matrix cannot show {quoted(value)}: they show what fits.")
        return None

    def _sort(self) -> str | None:
        value = self.given.get("sort")
        known = self.vocabulary.reference.catalogue.measures
        if value is None or value == BY_NAME or value.removeprefix(LOWEST_FIRST) in known:
            return value
        self._say(f"There is no column {quoted(value)} to sort by: the order is the page’s own.")
        return None

    def _intervention(self, area: str) -> str | None:
        value = self.given.get("intervention")
        reference = self.vocabulary.reference
        if value is None or value in {item.id for item in interventions_in(reference, area=area)}:
            return value
        self._say(f"{reference.name(area)} has no intervention {quoted(value)}: none is opened.")
        return None

    def _actions(self, plan: Plan | None, key: FilterKey) -> str | None:
        value = self.given.get(key)
        if value is None or value in choices(plan, key):
            return value
        whose = plan.label if plan else "This page"
        self._say(f"{whose} has {_NO_ACTION[key]} {quoted(value)}: the actions are not narrowed by it.")
        return None

    def _month_of(self, key: str) -> Month | None:
        try:
            return Month.parse(self.given.get(key, ""))
        except ValueError:
            return None

    def _say(self, notice: str) -> None:
        self.notices.append(notice)


def quoted(text: str) -> str:
    """A stranger's text, short enough to print."""
    shown = text if len(text) <= _TEXT_LIMIT else text[:_TEXT_LIMIT] + "…"
    return f"“{shown}”"
