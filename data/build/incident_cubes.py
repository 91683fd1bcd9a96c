"""Place incident rows and count them by spot, ward and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb
import pandas as pd

from data.build.areas import Areas
from data.build.coverage import cover_months
from data.build.geography import Geography
from data.build.ledger import Ledger, Part
from data.build.placing import place_lost_points
from data.build.statements import append, ask, run
from data.catalogue.models import Catalogue
from data.catalogue.recording import NO_OUTCOME, OTHER_OUTCOMES, OutcomeGroup
from data.month import Month

UNMAPPED: Final = "unmapped"
# The number of outcomes in words that the catalogue does not know.
OTHER_OUTCOME: Final = 255


@dataclass(frozen=True)
class Scope:
    """The parts of one publisher's force, by month."""

    scope_id: int
    source: str
    slug: str
    parts: tuple[Part, ...]

    def rows(self) -> dict[Month, int]:
        """Rows by month."""
        found: Counter[Month] = Counter()
        for part in self.parts:
            if part.month is not None:
                found[part.month] += part.rows
        return dict(found)


def find_scopes(ledger: Ledger) -> tuple[Scope, ...]:
    """Every force that incidents came from."""
    found: dict[tuple[str, str], list[Part]] = {}
    for _, part in ledger.parts("incident"):
        found.setdefault((part.source, part.scope), []).append(part)
    return tuple(
        Scope(
            scope_id=number,
            source=source,
            slug=slug,
            parts=tuple(sorted(parts, key=lambda part: (str(part.month), part.path))),
        )
        for number, ((source, slug), parts) in enumerate(sorted(found.items()), start=1)
    )


def find_types(
    connection: duckdb.DuckDBPyConnection,
    scopes: tuple[Scope, ...],
    *,
    folder: Path,
    catalogue: Catalogue,
) -> pd.DataFrame:
    """source, type (in the publisher's words), rows, measure of every crime type there is."""
    frames = []
    for source in sorted({scope.source for scope in scopes}):
        paths = [
            str(folder / part.path) for scope in scopes if scope.source == source for part in scope.parts
        ]
        measures = {
            measure.names[source]: measure.id
            for measure in catalogue.measures.values()
            if source in measure.names
        }
        found = ask(connection, "incident_types", paths=paths)
        found["measure"] = [measures.get(name, UNMAPPED) for name in found["type"]]
        frames.append(found.assign(source=source))
    if not frames:
        return pd.DataFrame(columns=["type", "rows", "measure", "source"])
    return pd.concat(frames, ignore_index=True)


def outcome_groups(catalogue: Catalogue) -> pd.DataFrame:
    """The rows of table outcome_group."""
    return pd.DataFrame(
        [(number, group.id) for number, _, group in _numbered_groups(catalogue)]
        + [(OTHER_OUTCOME, OTHER_OUTCOMES)],
        columns=["number", "outcome"],
    )


def number_outcomes(catalogue: Catalogue) -> dict[str, dict[str | None, int]]:
    """Each source's words for outcomes, each with the number of its group."""
    found: dict[str, dict[str | None, int]] = {}
    for number, source, group in _numbered_groups(catalogue):
        words = group.names or ([None] if group.id == NO_OUTCOME else [])
        found.setdefault(source, {}).update(dict.fromkeys(words, number))
    return found


def _numbered_groups(catalogue: Catalogue) -> Iterator[tuple[int, str, OutcomeGroup]]:
    """Each source's groups of outcomes, with the number by which the store knows them."""
    groups = ((source, group) for source, item in catalogue.outcomes.items() for group in item.groups)
    for number, (source, group) in enumerate(groups, start=1):
        yield number, source, group


def place_incidents(
    connection: duckdb.DuckDBPyConnection,
    scopes: tuple[Scope, ...],
    *,
    folder: Path,
    geography: Geography,
    types: pd.DataFrame,
    outcomes: Mapping[str, Mapping[str | None, int]],
) -> None:
    """Fill spots and place_month: where each row lies, and of which type, month and outcome it is.

    `types`: source, type, series_id. `outcomes` as `number_outcomes` gives them.
    """
    paths = {scope: [str(folder / part.path) for part in scope.parts] for scope in scopes}
    for scope in scopes:
        run(connection, "find_spots", paths=paths[scope], scope_id=scope.scope_id)
    run(connection, "find_lost_lsoas")
    for scope in scopes:
        run(connection, "find_lost_rows", paths=paths[scope], scope_id=scope.scope_id)
    points = ask(connection, "lost_points")
    if len(points):
        points["lsoa"] = points["lsoa"].astype("object").where(points["lsoa"].notna(), None)
        append(connection, "point_place", place_lost_points(points, geography=geography))
    run(connection, "add_spot_keys")
    for scope in scopes:
        about = {"scope_id": scope.scope_id, **_numbers(scope.source, types=types, outcomes=outcomes)}
        run(connection, "add_place_months", paths=paths[scope], **about)
        run(connection, "add_lost_place_months", **about)
    run(connection, "fill_spots")
    for scope in scopes:
        run(connection, "count_outcomes", scope_id=scope.scope_id)
    run(connection, "count_places")


def _numbers(
    source: str, *, types: pd.DataFrame, outcomes: Mapping[str, Mapping[str | None, int]]
) -> dict[str, Any]:
    """What the words of a source are numbered, as lists side by side."""
    own, words = types[types["source"] == source], dict(outcomes.get(source, {}))
    none = words.pop(None, OTHER_OUTCOME)
    return {
        "types": own["type"].tolist(),
        "series": own["series_id"].tolist(),
        "outcomes": list(words),
        "numbers": list(words.values()),
        "none": none,
        "other": OTHER_OUTCOME,
    }


@dataclass(frozen=True)
class Forces:
    """Which force each scope is, and which scope each district is at home in.

    `code`: by scope_id, of the scopes that are a force some lookup names; the others go by their slug.
    `home`: district, scope_id.
    """

    code: dict[int, str]
    home: pd.DataFrame

    def codes(self, scopes: tuple[Scope, ...]) -> dict[int, str]:
        """The code that each scope goes by, by scope_id."""
        return {scope.scope_id: self.code.get(scope.scope_id, scope.slug) for scope in scopes}

    def home_of(self) -> set[tuple[str, int]]:
        """Districts, each with a scope it is at home in."""
        return set(zip(self.home["district"], self.home["scope_id"].tolist(), strict=True))


def find_forces(scopes: tuple[Scope, ...], *, found: pd.DataFrame, areas: Areas) -> Forces:
    """Work out the forces from `found`: scope_id, district (NULL: in none), rows, those with most first.

    A scope is the force that most of its rows lie in; of several scopes in one force (the British Transport
    Police report inside every other) that is the one with most rows, and the others go by their own name.
    """
    found = found.astype({"district": "object"})
    placed = found[found["district"].notna()]
    source = {scope.scope_id: scope.source for scope in scopes}
    home = placed.assign(source=placed["scope_id"].map(source))
    home = home.sort_values(["rows", "scope_id", "district"], ascending=[False, True, True])
    return Forces(
        code=_force_of_scope(found.assign(force=found["district"].map(_forces(areas)))),
        home=home.drop_duplicates(["source", "district"])[["district", "scope_id"]].reset_index(drop=True),
    )


def store_scopes(
    connection: duckdb.DuckDBPyConnection, scopes: tuple[Scope, ...], *, codes: Mapping[int, str]
) -> None:
    """Fill incident_scope and scope_month. `codes` of forces by scope_id."""
    append(
        connection,
        "incident_scope",
        pd.DataFrame(
            {
                "scope_id": [scope.scope_id for scope in scopes],
                "source": [scope.source for scope in scopes],
                "force_code": [codes[scope.scope_id] for scope in scopes],
            }
        ),
    )
    months = [cover_months(scope.rows()).assign(scope_id=scope.scope_id) for scope in scopes]
    if months:
        append(connection, "scope_month", pd.concat(months, ignore_index=True))


def store_home(connection: duckdb.DuckDBPyConnection, home: pd.DataFrame) -> None:
    """Fill home, from that of Forces."""
    append(connection, "home", home.rename(columns={"district": "district_code"}))


def add_forces(
    connection: duckdb.DuckDBPyConnection, scopes: tuple[Scope, ...], *, forces: Forces, areas: Areas
) -> None:
    """Tables area and membership: the areas of forces that no lookup names."""
    known = _forces(areas)
    for scope in scopes:
        if scope.scope_id not in forces.code:
            home = forces.home
            _add_force(
                connection, scope.slug, home.loc[home["scope_id"] == scope.scope_id, "district"], known
            )


def count_incidents(connection: duckdb.DuckDBPyConnection) -> None:
    """From spots to wards and districts, with the sums; and what is covered."""
    for name in (
        *("fill_placement", "count_wards", "count_districts", "cover_incidents", "cover_scopes"),
        *("fill_district_outcomes", "fill_group_outcomes"),
    ):
        run(connection, name)


def _force_of_scope(found: pd.DataFrame) -> dict[int, str]:
    """Force by scope_id, where it has more than half of the rows. `found`: scope_id, force, rows."""
    total = found.groupby("scope_id")["rows"].sum()
    rows = found.dropna(subset="force").groupby(["scope_id", "force"])["rows"].sum().reset_index()
    rows = rows.loc[rows["rows"] * 2 > rows["scope_id"].map(total)]
    rows = rows.sort_values(["rows", "scope_id"], ascending=[False, True]).drop_duplicates("force")
    return dict(zip(rows["scope_id"].tolist(), rows["force"], strict=True))


def _forces(areas: Areas) -> dict[str, str]:
    forces = set(areas.area.loc[areas.area["level"] == "force", "code"])
    member = areas.membership[areas.membership["group_code"].isin(forces)]
    return dict(zip(member["member_code"], member["group_code"], strict=True))


def _add_force(
    connection: duckdb.DuckDBPyConnection, slug: str, districts: pd.Series, forces: dict[str, str]
) -> None:
    name = f"{slug.replace('-', ' ').title()} (force)"
    append(connection, "area", pd.DataFrame({"code": [slug], "name": [name], "level": ["force"]}))
    members = [district for district in districts if district not in forces]
    append(connection, "membership", pd.DataFrame({"group_code": slug, "member_code": members}))
