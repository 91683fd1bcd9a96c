"""Everything an address can name in one store version, with what stands where it names nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dashboard.periods import Window, longest_run, month_words
from dashboard.records import Area, Series
from dashboard.reference import COMPLETE, MISSING, MOST_WARDS, Reference
from data.catalogue import Measure, Plan
from data.month import Month

if TYPE_CHECKING:
    from dashboard.selection import Selection

SUMMARY, CRIME = "summary", "crime"
LEAD = "all_crime"
WINDOW_LABELS = {
    "12m": "12 months",
    "fytd": "Financial year to date",
    "fy": "Last complete financial year",
    "cy": "Last complete calendar year",
    "q": "Last complete quarter",
    "1m": "One month",
    "36m": "3 years",
    "60m": "5 years",
    "range": "From a month of your choice",
}
COMPARE_LABELS = {
    "year": "Year before",
    "3y": "Mean of three years before",
    "baseline": "Plan’s baseline",
    "none": "Nothing",
}
MAP_LABELS = {"hex": "Hexagons", "geo": "Geographic"}
SHOW_LABELS = {"count": "Count", "rate": "Rate", "change": "Change"}
CELL_LABELS = {"all": "All four", "rate": "Rate", "count": "Count", "change": "Change", "rank": "Rank"}


@dataclass(frozen=True)
class Option:
    """One choice of the filter bar: what goes into the address, what is read, and under which heading."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True)
class DefaultPeriod:
    """The months shown where the address names none."""

    to: Month
    window: str
    start: Month | None


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What a Selection can name. Built once a version by `vocabulary_of`."""

    reference: Reference
    home: str
    areas: tuple[Area, ...]

    @cached_property
    def _listed(self) -> frozenset[str]:
        return frozenset(area.code for area in self.areas)

    def stands_for(self, code: str) -> str | None:
        """The listed area an area code means: a partnership of one district is shown under its district."""
        if code in self._listed:
            return code
        area = self.reference.areas.get(code)
        if area is not None and area.level == "partnership":
            districts = self.reference.districts(code)
            return districts[0] if len(districts) == 1 else None
        return None

    def plans(self, area: str) -> tuple[Plan, ...]:
        """The plans of an area, the earliest first."""
        found = [p for p in self.reference.catalogue.plans.values() if self.stands_for(p.area) == area]
        return tuple(sorted(found, key=lambda plan: (plan.first, plan.id)))

    def default_plan(self, area: str, to: Month) -> Plan | None:
        """The plan in force in a month, else the latest."""
        plans = self.plans(area)
        in_force = [plan for plan in plans if plan.first <= to <= plan.last]
        held = in_force or list(plans)
        return held[-1] if held else None

    def priorities(self, plan: Plan | None) -> tuple[Option, ...]:
        """'Plan summary' first, the plan's own, then crime, which needs no plan."""
        own = [Option(item.id, item.label) for item in plan.priorities] if plan else []
        return (Option(SUMMARY, "Plan summary"), *own, Option(CRIME, "All crime and crime types"))

    def series_of(self, area: str, measure: str) -> tuple[Series, ...]:
        """The monthly series of a measure that cover any of an area, as the catalogue ranks their sources."""
        return self.reference.structure(("series of", area, measure), lambda: self._series_of(area, measure))

    def _series_of(self, area: str, measure: str) -> tuple[Series, ...]:
        item = self.reference.catalogue.measures.get(measure)
        if item is None:
            return ()
        found = [s for s in self.reference.series.values() if s.measure == measure and s.months]
        held = [s for s in found if self.reference.covers(series=s, code=area)]
        ranked = {source: place for place, source in enumerate(item.sources)}
        whole = {s.source: bool(self.reference.complete_months(series=s, code=area)) for s in held}
        return tuple(sorted(held, key=lambda s: (not whole[s.source], ranked.get(s.source, 99), s.source)))

    def measures(self, area: str, plan: Plan | None, priority: str) -> tuple[Measure, ...]:
        """The measures to choose from under a priority that this store can chart for this area."""
        question = ("measures", area, plan.id if plan else None, priority)
        return self.reference.structure(question, lambda: self._measures(area, plan, priority))

    def _measures(self, area: str, plan: Plan | None, priority: str) -> tuple[Measure, ...]:
        catalogue = self.reference.catalogue.measures
        charted = [
            measure
            for measure in sorted(catalogue.values(), key=lambda item: (item.order, item.label))
            if self.series_of(area, measure.id)
        ]
        lead = [measure for measure in charted if measure.id == LEAD]
        crime = [measure for measure in charted if measure.crime_type]
        if priority == CRIME:
            return _once([*lead, *crime])
        if priority == SUMMARY or plan is None:
            top = [item.measure for item in plan.indicators if item.top_line] if plan else []
            return _once([*lead, *_among(charted, top), *charted])
        wanted = [item.measure for item in plan.indicators if priority in item.priorities]
        return _among(charted, wanted) or _once([*lead, *charted])[:1]

    def headline(self, area: str) -> tuple[Series, ...]:
        """The series the first screen needs: all crime, and the top lines of the area's plans.

        A plan that another has followed is history, and says nothing of what is needed now.
        """
        plans = self.plans(area)
        newest = max((plan.first for plan in plans), default=None)
        current = [plan for plan in plans if newest is not None and plan.last >= newest]
        wanted = [LEAD] + [item.measure for plan in current for item in plan.indicators if item.top_line]
        found = [self.series_of(area, measure) for measure in dict.fromkeys(wanted)]
        return tuple(series[0] for series in found if series)

    def default_period(self, area: str, series: Series | None) -> DefaultPeriod:
        """12 months to the last complete month that the headline sources and this series share.

        Where they share no 12 complete months that end there, the longest complete run.
        """
        question = ("default period", area, series.series_id if series else None)
        return self.reference.structure(question, lambda: self._default_period(area, series))

    def _default_period(self, area: str, series: Series | None) -> DefaultPeriod:
        own = set(self.reference.complete_months(series=series, code=area)) if series else set[Month]()
        shared = set(own)
        for other in self.headline(area):
            months = set(self.reference.complete_months(series=other, code=area))
            # A source that shares no month with the others has nothing to say here.
            shared = (shared & months) or shared or months
        run = longest_run(shared or own)
        if run is None:
            return DefaultPeriod(self._last_month(series), "12m", None)
        to = max(shared or own)
        if all(to - back in (shared or own) for back in range(12)):
            return DefaultPeriod(to, "12m", None)
        first, last = run
        if last.index - first.index >= 11:
            return DefaultPeriod(last, "12m", None)
        return DefaultPeriod(last, "range", first)

    def _last_month(self, series: Series | None) -> Month:
        """Where nothing is complete: the last month there is, else the month the store was built."""
        if series is not None and series.last_month is not None:
            return series.last_month
        months = [s.last_month for s in self.reference.series.values() if s.last_month is not None]
        return max(months) if months else Month.parse(self.reference.meta["built_at"][:7])

    def baseline(self, plan: Plan | None, measure: str) -> Window | None:
        """The months of a plan's baseline: the measure's own, else the first the plan states."""
        if plan is None:
            return None
        stated = [
            (item.measure, item.baseline)
            for item in plan.indicators
            if item.baseline is not None and item.baseline.start and item.baseline.end
        ]
        for _, baseline in sorted(stated, key=lambda pair: pair[0] != measure):
            if baseline.start and baseline.end:
                return Window("range", Month.parse(baseline.start), Month.parse(baseline.end))
        return None

    def options(self, selection: Selection) -> dict[str, tuple[Option, ...]]:
        """What each control of the filter bar offers on a page."""
        reference = self.reference
        plan = reference.catalogue.plans.get(selection.plan or "")
        sources = reference.catalogue.sources
        series = self.series_of(selection.area, selection.measure)
        shown = reference.series.get((selection.measure, selection.source))
        compare = dict(COMPARE_LABELS)
        if self.baseline(plan, selection.measure) is None:
            del compare["baseline"]
        return {
            "area": area_options(self),
            "plan": tuple(
                Option(item.id, _plan_words(item, self.reference.name(item.area), selection.to))
                for item in self.plans(selection.area)
            ),
            "priority": self.priorities(plan),
            "measure": tuple(
                Option(item.id, item.label)
                for item in self.measures(selection.area, plan, selection.priority)
            ),
            "source": tuple(Option(item.source, sources[item.source].label) for item in series),
            "to": month_options(reference, shown, selection.area),
            "window": labelled(WINDOW_LABELS),
            "compare": labelled(compare),
            "map": labelled(MAP_LABELS),
            "show": labelled(SHOW_LABELS),
            "ward": tuple(
                Option(code, name) for code, name in reference.names(reference.wards(selection.area)).items()
            ),
        }

    def by_districts(self, area: str) -> bool:
        """Whether an area is shown by its districts: above a county, or with more wards than can be read."""
        if len(self.reference.districts(area)) < 2:
            return False
        wards = self.reference.wards(area)
        return self.reference.areas[area].level == "force" or not 0 < len(wards) <= MOST_WARDS


def vocabulary_of(reference: Reference) -> Vocabulary:
    """The vocabulary of a store version. The home area is the settings', else the first district by name."""
    # By its identity: a copy with other tables may share what is kept.
    return reference.structure(("vocabulary", id(reference)), lambda: _vocabulary(reference))


def _vocabulary(reference: Reference) -> Vocabulary:
    listed = [area for area in reference.areas.values() if _is_listed(reference, area)]
    first = {"county": 0, "force": 0, "partnership": 1, "district": 2, "custom": 3}
    size = {area.code: len(reference.districts(area.code)) for area in listed if area.level != "custom"}
    listed.sort(key=lambda area: (first[area.level], area.kind or "", size.get(area.code, 0), area.name))
    home = _home(reference, listed)
    listed.sort(key=lambda area: area.code != home)
    return Vocabulary(reference=reference, home=home, areas=tuple(listed))


def _is_listed(reference: Reference, area: Area) -> bool:
    if area.level == "partnership":
        return len(reference.districts(area.code)) > 1
    # A service site is a custom area without ground: nothing in it to map or to count.
    has_ground = area.level != "custom" or bool(reference.members.get(area.code))
    return has_ground and area.level in ("county", "force", "district", "custom")


def _home(reference: Reference, listed: Sequence[Area]) -> str:
    codes = {area.code for area in listed}
    wanted = reference.settings.home
    if wanted in codes:
        return str(wanted)
    if wanted is not None and len(reference.districts(wanted)) == 1:
        return reference.districts(wanted)[0]
    districts = sorted((area.name, area.code) for area in listed if area.level == "district")
    if districts:
        return districts[0][1]
    return listed[0].code if listed else ""


def month_options(reference: Reference, series: Series | None, area: str) -> tuple[Option, ...]:
    """The months a period may end in, the latest first; a partial one says so."""
    if series is None:
        return ()
    covered = reference.months_covered(source=series.source, code=area)
    months = [
        (month, reference.status_of(series=series, code=area, month=month))
        for month in sorted(covered, reverse=True)
    ]
    return tuple(
        Option(str(month), month_words(month) + ("" if status == COMPLETE else f" ({status})"))
        for month, status in months
        if status != MISSING
    )


def area_options(vocabulary: Vocabulary) -> tuple[Option, ...]:
    """The home area first, then groups, partnerships, districts and custom areas, each under its heading."""
    return tuple(
        Option(
            area.code,
            area.name,
            "Home area" if area.code == vocabulary.home else area.heading,
        )
        for area in vocabulary.areas
    )


def _plan_words(plan: Plan, holder: str, to: Month) -> str:
    """A plan without the name of the area it stands beside: '2008-11 (ended)'."""
    words = plan.label.removeprefix(holder).strip() or plan.label
    return f"{words} (ended)" if plan.last < to else words


def labelled(labels: Mapping[str, str]) -> tuple[Option, ...]:
    """Options from a fixed list of words."""
    return tuple(Option(value, label) for value, label in labels.items())


def _once(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    return tuple({measure.id: measure for measure in measures}.values())


def _among(measures: Iterable[Measure], wanted: Sequence[str]) -> tuple[Measure, ...]:
    held = {measure.id: measure for measure in measures}
    return tuple(held[name] for name in dict.fromkeys(wanted) if name in held)
