"""What a build changes of the published version, and whether that is no more than months of incidents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from data.build.incident_cubes import UNMAPPED, Scope, find_scopes
from data.build.ledger import SET_ASIDE, FileRecord, Ledger, Part
from data.build.program import program_digest
from data.catalogue.models import Catalogue
from data.month import Month
from data.queries import get_meta, get_series
from data.sensitivity import shown_on_fixed_tables
from data.store import Snapshot

_KINDS: Final = frozenset({"incident", SET_ASIDE})
# With more of its rows to count again, putting all of a version together takes no longer.
_LARGEST_SHARE: Final = 1 / 3


@dataclass(frozen=True)
class Change:
    """Months of incidents to count again in a published version.

    `scopes` are all of the new version's; `codes` the forces that the published version takes them for, by
    scope_id. `files` are new or changed, `outdated` the ids of rows about files that are not so any more.
    """

    months: frozenset[Month]
    scopes: tuple[Scope, ...]
    codes: dict[int, str]
    files: tuple[FileRecord, ...]
    outdated: tuple[int, ...]
    replaces: bool

    @property
    def touched(self) -> tuple[Scope, ...]:
        """The scopes with their parts of these months."""
        found = (
            Scope(
                scope_id=scope.scope_id,
                source=scope.source,
                slug=scope.slug,
                parts=tuple(part for part in scope.parts if part.month in self.months),
            )
            for scope in self.scopes
        )
        return tuple(scope for scope in found if scope.parts)

    @property
    def sources(self) -> list[str]:
        """Every source of incidents."""
        return sorted({scope.source for scope in self.scopes})


def facts_for_later(
    *, scopes: tuple[Scope, ...], codes: dict[int, str], notices: tuple[str, ...], points_used: bool
) -> dict[str, str]:
    """Rows of table meta: what a later build has to know of this one to add months to it."""
    return {
        "program_digest": program_digest(),
        "forces": json.dumps([(scope.source, scope.slug, codes[scope.scope_id]) for scope in scopes]),
        "notices": json.dumps(notices),
        "points_used": "yes" if points_used else "no",
    }


def find_change(published: Snapshot, *, before: Ledger, after: Ledger, catalogue: Catalogue) -> Change | None:
    """What to count again to make the version of ledger `after` of `published`, the one of `before`.

    None where that is not all: the areas are those of `published`, which the caller has seen to, but other
    files, forces or kinds of series change, another program built it, or little would be left as it is.
    """
    facts = get_meta(published)
    if facts.get("program_digest") != program_digest() or facts["points_used"] == "yes":
        return None
    old, new = ({file.file_id: file for file in ledger.files} for ledger in (before, after))
    files = [file for number, file in new.items() if old.get(number) != file]
    outdated = [file for number, file in old.items() if new.get(number) != file]
    if any(part.kind not in _KINDS for file in (*files, *outdated) for part in file.parts):
        return None
    if _made_up(before) != _made_up(after) or _never_by_months(published, before, catalogue=catalogue):
        return None
    scopes = find_scopes(after)
    codes = {(source, slug): code for source, slug, code in json.loads(facts["forces"])}
    if not scopes or {(scope.source, scope.slug) for scope in scopes} != set(codes):
        return None
    gone, come = (
        {part for _, part in one.parts("incident")} - {part for _, part in other.parts("incident")}
        for one, other in ((before, after), (after, before))
    )
    change = Change(
        months=frozenset(part.month for part in gone | come if part.month is not None),
        scopes=scopes,
        codes={scope.scope_id: codes[scope.source, scope.slug] for scope in scopes},
        files=tuple(files),
        outdated=tuple(file.file_id for file in outdated),
        replaces=any(part.month in {other.month for other in gone | come} for part in _parts(before)),
    )
    again = sum(part.rows for scope in change.touched for part in scope.parts)
    return change if again <= _LARGEST_SHARE * sum(part.rows for part in _parts(after)) else None


def _parts(ledger: Ledger) -> list[Part]:
    return [part for _, part in ledger.parts("incident")]


def _made_up(ledger: Ledger) -> tuple[bool, frozenset[str]]:
    sources = {part.source for file, part in ledger.parts("incident") if file.demonstration}
    return ledger.is_demonstration, frozenset(sources)


def _never_by_months(published: Snapshot, ledger: Ledger, *, catalogue: Catalogue) -> bool:
    """Whether a source of incidents has series that are not simply the sums of their rows by month."""
    sources = {part.source for part in _parts(ledger)}
    series = get_series(published)
    return any(
        measure == UNMAPPED or shown_on_fixed_tables(catalogue, measure=measure, source=source, level="ward")
        for measure, source in zip(series["measure"], series["source"], strict=True)
        if source in sources
    )
