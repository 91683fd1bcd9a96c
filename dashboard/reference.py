"""The small tables of one store version in memory: areas, series, populations, layers, coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.custom_areas import CustomArea
from dashboard.periods import Window
from dashboard.recall import Recall
from dashboard.records import (
    Area,
    Layer,
    Population,
    Series,
)
from data.catalogue import Catalogue
from data.month import Month
from data.settings import Settings
from data.store import Snapshot

COMPLETE, PARTIAL, MISSING = "complete", "partial", "missing"
# Above this many wards nobody reads a ward map: districts are shown instead.
MOST_WARDS = 400


@dataclass(frozen=True, eq=False)
class Reference:
    """What every view needs to know of one store version before it asks for numbers.

    `coverage` is by source and area code as stored; `status_of` answers for any area.
    `custom` are the areas of one's own that have ground.
    `placed_sources` are those that come row by row, with places. `recall` keeps query answers of this
    version, `structure` what is small and asked for by many, `answers` a few whole pages (some 100 KiB each).
    Compared and hashed by identity.
    """

    snapshot: Snapshot
    settings: Settings
    catalogue: Catalogue
    meta: Mapping[str, str]
    areas: Mapping[str, Area]
    members: Mapping[str, tuple[str, ...]]
    series: Mapping[tuple[str, str], Series]
    populations: Mapping[str, tuple[Population, ...]]
    layers: Mapping[tuple[str, str, str], Layer]
    dispersion: Mapping[tuple[int, str], float]
    coverage: Mapping[tuple[str, str], Mapping[Month, str]]
    extracted: Mapping[str, str]
    placed_sources: frozenset[str] = frozenset()
    custom: Mapping[str, CustomArea] = field(default_factory=dict)
    recall: Recall = field(default_factory=Recall)
    structure: Recall = field(default_factory=lambda: Recall(limit=200_000))
    answers: Recall = field(default_factory=lambda: Recall(limit=64))

    @property
    def version(self) -> str:
        """Such as 'v00017'."""
        return self.snapshot.version

    def name(self, code: str) -> str:
        """An area's name, or the code where the store has no such area."""
        area = self.areas.get(code)
        return area.name if area else code

    def names(self, codes: Iterable[str]) -> Mapping[str, str]:
        """Names by which these areas can be told apart: 'Town (Dartford)' where two are called Town."""
        plain = {code: self.name(code) for code in codes}
        count = Counter(plain.values())
        return {
            code: name if count[name] == 1 or not (parent := self._parent(code)) else f"{name} ({parent})"
            for code, name in plain.items()
        }

    def _parent(self, code: str) -> str:
        area = self.areas.get(code)
        return self.name(area.parent) if area and area.parent else ""

    def of_level(self, level: str) -> tuple[str, ...]:
        """The codes of every area of a level."""
        return self.structure(
            ("level", level), lambda: tuple(area.code for area in self.areas.values() if area.level == level)
        )

    def districts(self, code: str) -> tuple[str, ...]:
        """The districts of an area; of a ward or a custom area of wards, those they lie in."""
        return self.structure(("districts", code), lambda: self._districts(code))

    def _districts(self, code: str) -> tuple[str, ...]:
        area = self.areas.get(code)
        if area is not None and area.level == "district":
            return (code,)
        if area is not None and area.level == "ward":
            return (area.parent,) if area.parent else ()
        members = [self.areas[member] for member in self.members.get(code, ()) if member in self.areas]
        found = {m.code if m.level == "district" else m.parent or m.code for m in members}
        return tuple(sorted(found, key=self.name))

    def wards(self, code: str) -> tuple[str, ...]:
        """The wards of an area, by name."""
        return self.structure(("wards", code), lambda: self._wards(code))

    def _wards(self, code: str) -> tuple[str, ...]:
        listed = [m for m in self.members.get(code, ()) if m in self.areas and self.areas[m].level == "ward"]
        own = self.custom.get(code)
        whole = self.districts(code) if own is None else [member.code for member in own.members]
        if own is not None or not listed:
            inside = self.structure(("wards inside",), self._wards_inside)
            listed += [ward for district in whole for ward in inside.get(district, ())]
        # A country's 8,000 are put in order once, not for each area again.
        return tuple(sorted(listed, key=self.structure(("ward order",), self._ward_order).__getitem__))

    def _ward_order(self) -> Mapping[str, int]:
        """Every ward's place by name."""
        wards = sorted((area.name, area.code) for area in self.areas.values() if area.level == "ward")
        return {code: place for place, (_, code) in enumerate(wards)}

    def _wards_inside(self) -> Mapping[str, Sequence[str]]:
        """The wards of each district."""
        found: dict[str, list[str]] = {}
        for area in self.areas.values():
            if area.level == "ward" and area.parent:
                found.setdefault(area.parent, []).append(area.code)
        return found

    def groups(self, code: str) -> tuple[Area, ...]:
        """The county and the force that hold all of an area's districts (or itself), smallest first."""
        return self.structure(("groups", code), lambda: self._groups(code))

    def _groups(self, code: str) -> tuple[Area, ...]:
        own = set(self.districts(code))
        holding = [
            self.areas[group]
            for level in ("county", "force")
            for group in self.of_level(level)
            if own and own <= set(self.districts(group))
        ]
        return tuple(sorted(holding, key=lambda area: (len(self.districts(area.code)), area.name)))

    def forces(self, code: str) -> tuple[str, ...]:
        """The forces whose districts an area has."""
        return self.structure(("forces", code), lambda: self._forces(code))

    def _forces(self, code: str) -> tuple[str, ...]:
        holding = self.structure(("forces of districts",), self._forces_of_districts)
        found = {force for district in self.districts(code) for force in holding.get(district, ())}
        return tuple(force for force in self.of_level("force") if force in found)

    def _forces_of_districts(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for force in self.of_level("force"):
            for district in self.members.get(force, ()):
                found.setdefault(district, []).append(force)
        return found

    def months_covered(self, *, source: str, code: str) -> Mapping[Month, str]:
        """Complete, partial or missing by month, for a source in an area: as good as its worst district."""
        return self.structure(("covered", source, code), lambda: self._months_covered(source, code))

    def _months_covered(self, source: str, code: str) -> Mapping[Month, str]:
        alone = self._told_alone(source, code)
        if alone is not None:
            return self.coverage.get((source, alone), {})
        own = self.coverage.get((source, code), {})
        parts = [self.coverage.get((source, item), {}) for item in self._told_as(source, code)]
        months = sorted({month for part in parts for month in part} | set(own))
        together = {month: _together([part.get(month, MISSING) for part in parts]) for month in months}
        # What comes for a whole county or force covers the months that its districts do not.
        return {
            month: own.get(month, MISSING) if status == MISSING else status
            for month, status in together.items()
        }

    def _told_as(self, source: str, code: str) -> Sequence[str]:
        """Under which codes the coverage of an area's districts is stored: their own, else their force's."""
        found = []
        for district in self.districts(code):
            codes = (district, *self.forces(district))
            found.append(next((item for item in codes if (source, item) in self.coverage), district))
        return list(dict.fromkeys(found))

    def _told_alone(self, source: str, code: str) -> str | None:
        """The one code whose stored coverage is all that is known of an area: mostly its force's."""
        told = self._told_as(source, code)
        return told[0] if len(told) == 1 and (told == [code] or (source, code) not in self.coverage) else None

    def status_of(self, *, series: Series, code: str, month: Month) -> str:
        """Complete, partial or missing, for a series in an area and month. A gap is never a zero."""
        return self.statuses_of(series=series, code=code).get(month, MISSING)

    def statuses_of(self, *, series: Series, code: str) -> Mapping[Month, str]:
        """The same of every month that is not missing."""
        return self.structure(("statuses", series.series_id, code), lambda: self._statuses(series, code))

    def _statuses(self, series: Series, code: str) -> Mapping[Month, str]:
        first, last = series.first_month, series.last_month
        if first is None or last is None:
            return {}
        covered = self.months_covered(source=series.source, code=code)
        own, alone = self.custom.get(code), self._told_alone(series.source, code)
        if own is None and alone is not None:
            # The same object for all of a force's districts: who asks of many looks at it once.
            return self.structure(
                ("told statuses", series.series_id, alone), lambda: _between(covered, first, last)
            )
        return {
            month: status
            for month, status in _between(covered, first, last).items()
            if own is None or own.covers(series.series_id, month)
        }

    def covers(self, *, series: Series, code: str) -> bool:
        """Whether a series says anything of an area in any month."""
        covered = bool(self.months_covered(source=series.source, code=code))
        return covered and (code not in self.custom or bool(self._statuses(series, code)))

    def complete_months(self, *, series: Series, code: str) -> tuple[Month, ...]:
        """The months a series holds whole in an area, in order."""
        return self.structure(
            ("complete", series.series_id, code),
            lambda: tuple(
                month for month, status in self._statuses(series, code).items() if status == COMPLETE
            ),
        )

    def phi(self, *, series: Series, level: str) -> float:
        """Dispersion of a series at a level, 1 where the store has none. Areas above a district use its φ."""
        level = "ward" if level == "ward" else "district"
        return self.dispersion.get((series.series_id, level), 1.0)

    def population(self, code: str, *, window: Window) -> Population | None:
        """Residents of an area for a window: the latest year up to its end, else the first there is.

        Groups are the sum of their districts, and unknown as soon as one of them is.
        """
        return self.structure(
            ("population", code, window.last.year), lambda: self._population(code, window.last.year)
        )

    def _population(self, code: str, year: int) -> Population | None:
        years = self.populations.get(code)
        if years:
            return next((item for item in reversed(years) if item.year <= year), years[0])
        area, own = self.areas.get(code), self.custom.get(code)
        if area is None or area.level in ("ward", "district") or (own and (own.cut or own.changed)):
            return None
        members = self.members.get(code, ())
        parts = [self._population(member, year) for member in members]
        known = [part for part in parts if part is not None]
        if not known or len(known) < len(parts) or len({part.year for part in known}) > 1:
            return None
        return Population(
            year=known[0].year,
            residents=_sum([part.residents for part in known]),
            households=_sum([part.households for part in known]),
            basis=known[0].basis,
        )


def _sum(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _between(covered: Mapping[Month, str], first: Month, last: Month) -> Mapping[Month, str]:
    return {month: status for month, status in covered.items() if first <= month <= last}


def _together(statuses: list[str]) -> str:
    if all(status == COMPLETE for status in statuses):
        return COMPLETE
    return MISSING if all(status == MISSING for status in statuses) else PARTIAL
