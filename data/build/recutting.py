"""The wards of other years in a build: which there are, how they fit, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from data.build.editions import Edition, other_editions
from data.build.geography import Geography
from data.build.lsoa_links import shared_lsoas
from data.build.recut import Recut, fit_wards
from data.build.recut_figures import RecutFigures, recut_figures
from data.build.recut_residents import residents_through
from data.build.ward_names import OWN
from data.catalogue.models import Catalogue


class Recuts:
    """How the wards of each other year fit the store's own; worked out when asked for, once."""

    def __init__(self, geography: Geography, *, points: Callable[[], pd.DataFrame]) -> None:
        """`points` gives lsoa, longitude and latitude of incidents, where nothing else places LSOAs."""
        self._geography = geography
        self._points = points
        self._found: dict[int, Recut] = {}
        self.editions: tuple[Edition, ...] = other_editions(geography)

    @property
    def vintage(self) -> int:
        """The year of the store's own wards."""
        return self._geography.areas.ward_vintage

    def of(self, year: int) -> Recut:
        """The wards of a year of `editions`."""
        if year not in self._found:
            edition = next(edition for edition in self.editions if edition.year == year)
            self._found[year] = self._fit(edition)
        return self._found[year]

    def known(self) -> dict[int, Recut]:
        """Every year that was asked for."""
        return dict(self._found)

    def recut(self, observed: pd.DataFrame, *, catalogue: Catalogue) -> RecutFigures:
        """Count again what came for wards of other years; `observed` is what stands of observations."""
        years = sorted({int(year) for year in observed["year"].unique()} - {OWN})
        return recut_figures(
            observed,
            recuts={year: self.of(year) for year in years},
            vintage=self._geography.areas.ward_vintage,
            catalogue=catalogue,
        )

    def with_residents(self) -> Geography:
        """The geography; wards without residents of any year get them from the wards of another one."""
        geography = self._geography
        areas, population = geography.areas, geography.population
        lacking = set(self._own()) - set(areas.population["area_code"])
        for edition in self.editions:
            given = (edition.codes - self._own()) & set(population["area_code"])
            if lacking and given:
                found = residents_through(population, recut=self.of(edition.year), lacking=lacking)
                lacking -= set(found["area_code"])
                areas = replace(areas, population=pd.concat([areas.population, found], ignore_index=True))
        return replace(geography, areas=areas)

    def _own(self) -> frozenset[str]:
        area = self._geography.areas.area
        return frozenset(area.loc[area["level"] == "ward", "code"])

    def _fit(self, edition: Edition) -> Recut:
        geography, own = self._geography, self._own()
        both, method = shared_lsoas(geography, edition, own=own, points=self._points)
        counted = geography.population[geography.population["level"] == "lsoa"].sort_values("year")
        counted = counted[counted["residents"].notna()].drop_duplicates("area_code", keep="last")
        area = geography.areas.area
        return fit_wards(
            edition,
            ward=area.loc[area["level"] == "ward", ["code", "parent"]],
            both=both,
            residents=counted.set_index("area_code")["residents"].astype("float64"),
            method=method,
        )
