"""Fill the tables of a new version from everything in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import duckdb
import pandas as pd

from data import queries
from data.build.adding_up import add_up, date_series, find_dispersion
from data.build.change import facts_for_later
from data.build.claims import assemble_claims
from data.build.connecting import connect
from data.build.coverage import cover_observations, cover_series
from data.build.custom_cubes import store_custom_lsoas
from data.build.deprivation import assemble_deprivation
from data.build.editions import list_vintages
from data.build.events import assemble_events
from data.build.fixed_tables import build_fixed_cells
from data.build.geography import assemble_geography, geography_digest, store_areas, store_lsoas
from data.build.incident_cubes import (
    UNMAPPED,
    add_forces,
    count_incidents,
    find_forces,
    find_scopes,
    find_types,
    number_outcomes,
    outcome_groups,
    place_incidents,
    store_home,
    store_scopes,
)
from data.build.interventions import assemble_interventions
from data.build.ledger import EVENT, INTERVENTION, SET_ASIDE, Ledger
from data.build.observations import COLUMNS, add_sums, count_months, resolve
from data.build.plans import COLUMNS as PLAN_COLUMNS
from data.build.plans import assemble_plans
from data.build.provenance import aside_table, date_files, file_table, part_table
from data.build.reading import ASIDE_COLUMNS, Step
from data.build.recut_tables import incident_points, store_recuts
from data.build.recutting import Recuts
from data.build.road_casualties import count_roads
from data.build.series import assemble_series, sums_listed
from data.build.statements import append, ask, create_tables, run
from data.catalogue.models import Catalogue
from data.sensitivity import shown_on_fixed_tables
from data.sources.events import COLUMNS as EVENT_COLUMNS
from data.sources.interventions import COLUMNS as INTERVENTION_COLUMNS
from data.store import SCHEMA_VERSION, Snapshot

OBSERVATION_COLUMNS: Final = (
    *("series_id", "area_code", "period_start", "period_end", "breakdown", "category"),
    *("value", "numerator", "denominator", "status", "note", "file_id", "row_number"),
)


def assemble_version(
    built: Path,
    *,
    ledger: Ledger,
    folder: Path,
    catalogue: Catalogue,
    facts: dict[str, str],
    wards: int | None,
    previous: Snapshot | None,
    step: Step,
    threads: int,
) -> tuple[str, ...]:
    """Write the version to the file `built`; gives what a person should be told.

    `facts` are rows of table meta; `previous` is a version with the same areas, whose map layers are taken
    over. Raises CspError.
    """
    with connect(built, threads=threads) as connection:
        create_tables(connection)
        assembly = _Assembly(connection, ledger=ledger, folder=folder, catalogue=catalogue, step=step)
        assembly.areas(wards=wards)
        assembly.numbers()
        assembly.incidents()
        assembly.observations()
        assembly.plans()
        assembly.events()
        assembly.interventions()
        assembly.claims()
        assembly.cubes()
        assembly.layers(previous)
        assembly.provenance()
        assembly.meta(
            facts
            | {
                "schema_version": SCHEMA_VERSION,
                "catalogue_digest": catalogue.digest,
                "geography_digest": geography_digest(ledger, catalogue=catalogue, wards=wards),
                "wards_asked": str(wards or ""),
                "demonstration": "yes" if ledger.is_demonstration else "no",
            }
        )
        connection.execute("CHECKPOINT")
    return assembly.notices


class _Assembly:
    """The tables of one version while they are filled, one after the other."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        *,
        ledger: Ledger,
        folder: Path,
        catalogue: Catalogue,
        step: Step,
    ) -> None:
        self._connection = connection
        self._ledger = ledger
        self._folder = folder
        self._catalogue = catalogue
        self._step = step
        self._set_aside = [ledger.frame(SET_ASIDE, folder, columns=ASIDE_COLUMNS)]
        self._points_used = False
        self.notices: tuple[str, ...] = ()

    def areas(self, *, wards: int | None) -> None:
        """Tables area, membership, alias, population, deprivation; where LSOAs lie."""
        self._step("areas", 0, 1)
        self._geography = assemble_geography(
            self._ledger, folder=self._folder, catalogue=self._catalogue, wards=wards
        )
        self._recuts = Recuts(
            self._geography,
            points=self._points,
        )
        self._geography = self._recuts.with_residents()
        store_areas(self._connection, self._geography.areas)
        store_lsoas(self._connection, self._geography.areas.lsoa_place)
        custom = self._geography.custom
        if custom is not None:
            self._set_aside.append(custom.set_aside)
        if self._ledger.parts("deprivation"):
            self._deprivation()

    def _points(self) -> pd.DataFrame:
        self._points_used = True
        return incident_points(self._connection, self._ledger, folder=self._folder)

    def _deprivation(self) -> None:
        place = self._geography.areas.lsoa_place
        found = assemble_deprivation(self._ledger, folder=self._folder, lsoa_place=place)
        append(self._connection, "deprivation", found)
        if found.empty:
            self.notices += (
                "Deprivation is not shown: add the residents of each LSOA and the lookup of LSOAs to wards.",
            )

    def numbers(self) -> None:
        """What there is to count, and so the series: tables series and series_part."""
        self._step("observations", 0, 1)
        areas = self._geography.areas
        self._scopes = find_scopes(self._ledger)
        self._types = find_types(
            self._connection, self._scopes, folder=self._folder, catalogue=self._catalogue
        )
        frame = self._ledger.frame("observation", self._folder, columns=COLUMNS)
        self._observed = resolve(frame, areas=areas.area, aliases=areas.alias, editions=self._recuts.editions)
        self._figures = self._recuts.recut(self._observed.kept, catalogue=self._catalogue)
        counts = count_months(
            self._figures.kept,
            unplaced=self._figures.unplaced,
            areas=areas.area,
            catalogue=self._catalogue,
        )
        self._set_aside += [self._observed.set_aside, self._figures.set_aside, counts.set_aside]
        self._roads = count_roads(
            self._connection,
            self._ledger,
            folder=self._folder,
            geography=self._geography,
            catalogue=self._catalogue,
        )
        self.notices += self._roads.notices
        self._counts = add_sums(self._roads.added_to(counts), catalogue=self._catalogue)
        self._series = assemble_series(
            ledger=self._ledger,
            catalogue=self._catalogue,
            types=self._types,
            observed=pd.concat(
                [self._figures.standing(self._observed.kept), self._roads.series], ignore_index=True
            ),
            monthly=self._counts.cells,
            wards=self._counts.wards,
        )
        append(self._connection, "series", self._series.frame)
        append(self._connection, "series_part", self._series.parts)

    def incidents(self) -> None:
        """Tables spot, place_month and placement; incidents by ward and district."""
        self._step("place incidents", 0, 1)
        append(self._connection, "outcome_group", outcome_groups(self._catalogue))
        place_incidents(
            self._connection,
            self._scopes,
            folder=self._folder,
            geography=self._geography,
            types=self._series.numbered(self._types),
            outcomes=number_outcomes(self._catalogue),
        )
        areas = self._geography.areas
        forces = find_forces(self._scopes, found=ask(self._connection, "scope_districts"), areas=areas)
        add_forces(self._connection, self._scopes, forces=forces, areas=areas)
        self._codes = forces.codes(self._scopes)
        store_scopes(self._connection, self._scopes, codes=self._codes)
        store_home(self._connection, forces.home)
        count_incidents(self._connection)
        unknown = self._types[self._types["measure"] == UNMAPPED]
        self.notices += tuple(
            f"Crime type {row.type!r} is not in the catalogue: {row.rows:,} rows are counted as unmapped."
            for row in unknown.itertuples(index=False)
        )

    def observations(self) -> None:
        """Table observation; monthly counts by ward, district and group; what they cover."""
        place = ["file_id", "row_number", "column_name"]
        kept = self._figures.kept.assign(column_name=lambda rows: rows["column_name"].fillna("value"))
        kept = kept.merge(self._counts.set_aside[place], on=place, how="left", indicator="found")
        rows = self._series.number(kept[kept["found"] == "left_only"])
        append(self._connection, "observation", rows[list(OBSERVATION_COLUMNS)])
        number, counts = self._series.number, self._counts
        append(self._connection, "ward_count", number(counts.wards))
        append(self._connection, "district_count", number(counts.districts))
        append(self._connection, "group_count", number(counts.groups))
        roads = self._roads
        append(self._connection, "observation", number(roads.numbers).reindex(columns=OBSERVATION_COLUMNS))
        append(self._connection, "placement", roads.placement)
        append(self._connection, "force_unplaced", number(roads.unplaced))
        told = counts.cells["source"].isin(roads.coverage["source"])
        coverage = pd.concat([cover_observations(counts.cells[~told]), roads.coverage], ignore_index=True)
        append(self._connection, "coverage", coverage)
        append(
            self._connection,
            "covered",
            number(cover_series(counts.cells, coverage, self._geography.areas.area)),
        )
        append(self._connection, "vintage", list_vintages(self._geography, ledger=self._ledger))
        self.notices += store_recuts(
            self._connection,
            self._recuts,
            figures=self._figures,
            given=self._observed.kept,
            series=self._series,
            catalogue=self._catalogue,
        )

    def plans(self) -> None:
        """Tables plan and action."""
        areas = self._geography.areas
        found = assemble_plans(
            self._ledger.frame("plan", self._folder, columns=PLAN_COLUMNS),
            catalogue=self._catalogue,
            areas=areas.area,
            aliases=areas.alias,
        )
        append(self._connection, "plan", found.plans)
        append(self._connection, "action", found.actions)
        self._set_aside.append(found.set_aside)
        self._plan_files = found.standing
        self.notices += found.notices

    def events(self) -> None:
        """Table event."""
        areas = self._geography.areas
        found = assemble_events(
            self._ledger.frame(EVENT, self._folder, columns=EVENT_COLUMNS),
            areas=areas.area,
            aliases=areas.alias,
        )
        append(self._connection, "event", found.events)
        self._set_aside.append(found.set_aside)

    def interventions(self) -> None:
        """Tables intervention, intervention_area and intervention_measure."""
        areas = self._geography.areas
        found = assemble_interventions(
            self._ledger.frame(INTERVENTION, self._folder, columns=INTERVENTION_COLUMNS),
            areas=areas.area,
            aliases=areas.alias,
            catalogue=self._catalogue,
        )
        append(self._connection, "intervention", found.interventions)
        append(self._connection, "intervention_area", found.areas)
        append(self._connection, "intervention_measure", found.measures)
        self._set_aside.append(found.set_aside)

    def claims(self) -> None:
        """Table claim."""
        found = assemble_claims(self._ledger, folder=self._folder)
        append(self._connection, "claim", found.rows)
        self._claim_files = found.standing

    def cubes(self) -> None:
        """Tables ward_month, area_month, dispersion and fixed_cell; the dates of the series."""
        self._step("add up", 0, 1)
        date_series(self._connection, series=self._series.frame, catalogue=self._catalogue)
        for name in ("date_published_series", "date_provisional"):
            run(self._connection, name)
        store_custom_lsoas(self._connection, self._geography.custom)
        add_up(self._connection, areas=self._geography.areas)
        find_dispersion(self._connection)
        run(self._connection, "date_road_provisional", month=self._roads.provisional_from)
        run(self._connection, "date_provisional_sums", **sums_listed(self._catalogue))
        self._step("small numbers", 0, 1)
        series = self._connection.table("series").df()
        sensitive = [
            series_id
            for series_id, measure, source in zip(
                series["series_id"].tolist(), series["measure"], series["source"], strict=True
            )
            if shown_on_fixed_tables(self._catalogue, measure=measure, source=source, level="ward")
        ]
        cells = build_fixed_cells(
            series=series,
            ward_month=ask(self._connection, "ward_months_of", series_ids=sensitive),
            area_month=ask(self._connection, "area_months_of", series_ids=sensitive),
            areas=self._connection.table("area").df(),
            memberships=ask(self._connection, "whole_memberships"),
            catalogue=self._catalogue,
        )
        append(self._connection, "fixed_cell", cells)

    def layers(self, previous: Snapshot | None) -> None:
        """Tables layer, layer_point and neighbour, drawn anew only where areas changed."""
        # What is told of drawing is told once, the rest of every version.
        self._told_again = self.notices
        self._step("map layers", 0, 1)
        if previous is None:
            layer, layer_point, neighbour = self._drawn_layers()
        else:
            layer, layer_point = queries.get_layers(previous), queries.get_every_layer_point(previous)
            neighbour = queries.get_neighbours(previous)
        append(self._connection, "layer", layer)
        append(self._connection, "layer_point", layer_point)
        append(self._connection, "neighbour", neighbour)

    def _drawn_layers(self) -> Iterator[pd.DataFrame]:
        # Drawing needs the geometry libraries, which take half a second to import.
        from data.build.layers import build_layers

        folder = self._folder / "geo"
        folder.mkdir(exist_ok=True)
        layers = build_layers(
            boundaries=self._geography.boundaries, areas=self._geography.areas, folder=folder
        )
        self.notices += layers.notes
        return iter(layers)

    def provenance(self) -> None:
        """Tables file, set_aside and part."""
        aside = aside_table(self._set_aside)
        append(self._connection, "set_aside", aside)
        given = self._figures.standing(self._observed.kept)["file_id"]
        standing = self._plan_files.union(self._claim_files, given, self._roads.standing)
        append(self._connection, "file", file_table(self._ledger, set_aside=aside, standing=standing))
        append(self._connection, "part", part_table(self._ledger))
        date_files(self._connection, self._ledger)

    def meta(self, facts: dict[str, str]) -> None:
        """Table meta."""
        places = {
            "ward_vintage": str(self._geography.areas.ward_vintage),
            "schematic": "yes" if self._geography.schematic else "no",
        }
        later = facts_for_later(
            scopes=self._scopes, codes=self._codes, notices=self._told_again, points_used=self._points_used
        )
        every = facts | places | later
        frame = pd.DataFrame({"key": list(every), "value": list(every.values())})
        append(self._connection, "meta", frame)
