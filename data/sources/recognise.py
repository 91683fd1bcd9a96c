"""Recognise a file by its content. A name decides nothing here: a kind looks at the head of the file."""

from __future__ import annotations

import importlib
from functools import cache
from typing import Final, cast

from data.sources.kinds import InputFile, Kind, Match, SetAside
from data.sources.sidecar import read_keys, says_made_up
from data.sources.unrecognised import near_miss, why_unrecognised
from data.sources.workbook_scan import unreachable

# In the order they are asked. A module is imported when it is asked first: a build that only reads
# police.uk rows waits for no other.
KINDS: Final = (
    *("police_uk", "official_totals", "stats19_collisions", "stats19_casualties", "stats19_adjustment"),
    *("boundaries", "lookups", "population", "deprivation", "custom_areas", "events", "tidy_series", "plans"),
    *("claims", "interventions"),
)
# Any table of figures may be of this kind: it is asked where the file is of no other.
GENERAL: Final = "wide_table"
# Its twelve columns are no other kind's, and there may be thousands of these files; a published table's
# title says what it is; a collision's index stands in no other file.
_CERTAIN: Final = frozenset(
    {"police_uk", "official_totals", "stats19_collisions", "stats19_casualties", "stats19_adjustment"}
)


def recognise(file: InputFile) -> Match | SetAside:
    """The one kind a file is of; where it is of none or of several, why it is set aside whole.

    Raises UnreadableFileError.
    """
    if file.fault is not None:
        return file.fault
    far = unreachable(file.path)
    if far is not None:
        return far
    matches: list[Match] = []
    for kind in map(_kind, KINDS):
        match = kind.matches(file)
        if match is not None:
            matches.append(match)
            if kind.KIND in _CERTAIN:
                break
    if len(matches) > 1:
        said = read_keys(file.path).get("kind")
        matches = [match for match in matches if match.kind == said] or matches
    if len(matches) == 1:
        return matches[0]
    if not matches:
        headers = {kind.KIND: kind.HEADER for kind in map(_kind, KINDS) if kind.HEADER}
        general = None if near_miss(file, headers=headers) else _kind(GENERAL).matches(file)
        return general or why_unrecognised(file, headers=headers)
    either = " or ".join(sorted(match.kind for match in matches))
    return SetAside(
        row=None,
        column=None,
        reason=f"could be {either}",
        remedy=f"write `kind: {matches[0].kind}`, or which it is, into {file.path.name}.yaml beside it.",
    )


def kind_of(match: Match) -> Kind:
    """The module that loads what it recognised."""
    return next(kind for kind in map(_kind, (*KINDS, GENERAL)) if match.kind == kind.KIND)


def is_demonstration(file: InputFile) -> bool:
    """Whether the file says it is made up: by `demonstration.yaml` in its folder or by its own sidecar."""
    return says_made_up(file.path)


@cache
def _kind(name: str) -> Kind:
    return cast(Kind, importlib.import_module(f"data.sources.{name}"))
