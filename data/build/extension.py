"""Make a version from the published one: a copy, in which some months of incidents are counted again.

The months are counted by the statements that count a whole version, beside the copy (`create_touched`), and
laid into it. Whatever is found on the way that a count of these months alone would not give ends it.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Final

import duckdb

from data.build.adding_up import add_up, date_series, find_dispersion
from data.build.change import Change
from data.build.connecting import connect
from data.build.geography import Geography, recall_geography, store_lsoas
from data.build.incident_cubes import (
    UNMAPPED,
    count_incidents,
    find_forces,
    find_types,
    number_outcomes,
    place_incidents,
    store_home,
    store_scopes,
)
from data.build.ledger import SET_ASIDE, Ledger
from data.build.provenance import aside_table, date_files, file_table, part_table
from data.build.reading import ASIDE_COLUMNS, Step
from data.build.series import SeriesTable
from data.build.statements import append, ask, create_touched, create_working, run
from data.catalogue.models import Catalogue
from data.queries import get_meta
from data.store import Snapshot

# Tables of the months that are counted again; the others are read where they are.
TOUCHED: Final = frozenset(
    {
        *("spot", "place_month", "outcome_month", "area_outcome", "placement", "coverage"),
        *("ward_month", "area_month", "part_month", "custom_span"),
    }
)


def extend_version(
    built: Path,
    *,
    published: Snapshot,
    change: Change,
    ledger: Ledger,
    folder: Path,
    catalogue: Catalogue,
    facts: dict[str, str],
    step: Step,
    threads: int,
) -> tuple[str, ...] | None:
    """Write the version to the file `built`; gives what a person should be told.

    `published` has the same areas; `facts` are rows of table meta that change. None, and no file, where the
    version has to be put together from all of its files.
    """
    step("copy", 0, 1)
    shutil.copyfile(folder / "versions" / f"{published.version}.duckdb", built)
    with connect(built, threads=threads) as connection:
        extension = _Extension(connection, change=change, ledger=ledger, folder=folder, catalogue=catalogue)
        step("place incidents", 0, 1)
        found = extension.count()
        if found:
            step("add up", 0, 1)
            found = extension.lay()
        if found:
            extension.provenance(facts)
            connection.execute("CHECKPOINT")
    if found:
        return tuple(json.loads(get_meta(published)["notices"]))
    built.unlink()
    return None


class _Extension:
    """A copy of the published version while months are laid into it."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        *,
        change: Change,
        ledger: Ledger,
        folder: Path,
        catalogue: Catalogue,
    ) -> None:
        self._connection = connection
        self._change = change
        self._ledger = ledger
        self._folder = folder
        self._catalogue = catalogue
        self._months = sorted(month.first_day for month in change.months)
        series = connection.table("series").df()
        self._series = series[series["source"].isin(change.sources)]
        self._numbers = self._series["series_id"].tolist()

    def count(self) -> bool:
        """Count the months beside the version; False where its series or forces would not stay the same."""
        change, connection = self._change, self._connection
        if set(ask(connection, "observed_sources")["source"]) & set(change.sources):
            return False
        slugs = {scope.slug for scope in change.scopes}
        geography = recall_geography(connection, self._ledger, folder=self._folder, added=slugs)
        create_working(connection)
        create_touched(connection, TOUCHED)
        types = find_types(connection, change.touched, folder=self._folder, catalogue=self._catalogue)
        numbered = SeriesTable(frame=self._series, parts=self._series).numbered(types)
        if len(numbered) < len(types) or types["measure"].eq(UNMAPPED).any():
            return False
        store_lsoas(connection, geography.areas.lsoa_place)
        store_scopes(connection, change.scopes, codes=change.codes)
        place_incidents(
            connection,
            change.touched,
            folder=self._folder,
            geography=geography,
            types=numbered,
            outcomes=number_outcomes(self._catalogue),
        )
        if not self._same_forces(geography):
            return False
        count_incidents(connection)
        add_up(connection, areas=geography.areas)
        return True

    def _same_forces(self, geography: Geography) -> bool:
        """Whether forces and the districts at home in them stay what they are."""
        scopes, codes = self._change.scopes, self._change.codes
        before, after = (
            find_forces(
                scopes,
                found=ask(self._connection, "standing_districts", months=months, counted=counted),
                areas=geography.areas,
            )
            for months, counted in (([], False), (self._months, True))
        )
        store_home(self._connection, after.home)
        return after.codes(scopes) == codes and after.home_of() == before.home_of()

    def lay(self) -> bool:
        """Put the months into the version; False where one of its series has no rows any more."""
        connection, months, series = self._connection, self._months, self._numbers
        standing = self._counted() if self._change.replaces else None
        if self._change.replaces:
            run(connection, "find_loose_spots", months=months)
            for name in ("drop_places", "drop_outcomes", "drop_area_outcomes", "drop_parts_of_areas"):
                run(connection, name, months=months)
            run(connection, "drop_placement", months=months, sources=self._change.sources)
            for name in ("drop_ward_months", "drop_area_months"):
                run(connection, name, months=months, series_ids=series)
        run(connection, "drop_coverage", sources=self._change.sources)
        for name in ("drop_spans", "drop_dispersion"):
            run(connection, name, series_ids=series)
        for name in (
            *("match_spots", "lay_spots", "lay_places", "lay_outcomes", "lay_area_outcomes"),
            *("lay_parts", "lay_placement"),
            *("lay_ward_months", "lay_area_months", "lay_coverage", "lay_spans"),
        ):
            run(connection, name)
        run(connection, "look_in_version")
        if standing is not None:
            run(connection, "drop_loose_spots")
            if standing != self._counted():
                return False
        date_series(connection, series=self._series, catalogue=self._catalogue)
        find_dispersion(connection)
        return True

    def _counted(self) -> list[int]:
        """The series that have rows."""
        found: list[int] = ask(self._connection, "counted_series")["series_id"].tolist()
        return found

    def provenance(self, facts: dict[str, str]) -> None:
        """What tables file, part, set_aside and meta say of the files that changed."""
        connection, files = self._connection, Ledger(self._change.files)
        for name in ("drop_files", "drop_parts", "drop_set_asides"):
            run(connection, name, file_ids=list(self._change.outdated))
        aside = aside_table([files.frame(SET_ASIDE, self._folder, columns=ASIDE_COLUMNS)])
        append(connection, "set_aside", aside)
        append(connection, "file", file_table(files, set_aside=aside, standing=frozenset()))
        append(connection, "part", part_table(files))
        date_files(connection, files)
        for key, value in facts.items():
            run(connection, "tell", key=key, value=value)
