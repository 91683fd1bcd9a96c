"""What a question is when it is asked of an area's peers: the districts of the group it is ranked within."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from dashboard.question import Question, ask
from dashboard.records import Area, Series
from dashboard.reference import COMPLETE, Reference

# What stands beside the districts.
GROUPS: Final = ("partnership", "county", "force")
# Keys of the address that say nothing of a ranking.
_OF_ONE_AREA: Final = (
    *("ward", "month", "indicator", "strand", "lead", "grade", "progress"),
    *("verdict", "clusters", "beside", "cells", "sort"),
)


def peers_of(question: Question) -> Area | None:
    """The group ranks are within: the smallest county or force that holds the area; None where none does."""
    return next(iter(question.reference.groups(question.area)), None)


def why_no_peers(question: Question) -> str:
    """What to say where `peers_of` gives none, and what to do."""
    forces = question.reference.forces(question.area)
    if len(forces) > 1:
        return (
            f"{question.area_name} lies in {len(forces)} police forces. Districts are compared within one: "
            "choose a force, a county or a district."
        )
    return (
        f"No county or force in this store holds {question.area_name} and its neighbours. Build the store "
        "with lookups of the county: csp build PATH."
    )


def groups_beside(reference: Reference, peers: Area) -> tuple[Area, ...]:
    """Partnerships of several districts, counties and forces inside the peers' force, smallest first."""
    scope = set(reference.districts(reference.groups(peers.code)[-1].code))
    found = [
        reference.areas[code]
        for level in GROUPS
        for code in reference.of_level(level)
        if len(reference.districts(code)) > 1 and scope.issuperset(reference.districts(code))
    ]
    return tuple(sorted(found, key=lambda area: (len(reference.districts(area.code)), area.name)))


def by_level(groups: Sequence[Area]) -> Mapping[str, Sequence[str]]:
    """Their codes by level."""
    found: dict[str, list[str]] = {}
    for area in groups:
        found.setdefault(area.level, []).append(area.code)
    return found


def asked_of_peers(question: Question, peers: Area, measure: str) -> Question:
    """A measure asked of all peers, the same for every area that has them; without a series where none is.

    The page's own measure comes from the page's source, another one from that which holds most of the peers:
    of equals the page's, then the catalogue's first.
    The comparison is what any of the peers allows: the counts of each tell what it lacks.
    """
    reference, selection = question.reference, question.selection
    source = selection.source
    if measure != question.measure.id or question.series is None:
        source = comparable_source(question, peers, measure) or ""
    found = ask(
        reference,
        replace(
            selection,
            area=peers.code,
            measure=measure,
            source=source,
            **dict.fromkeys(_OF_ONE_AREA),  # type: ignore[arg-type]
        ),
    )
    if found.series is None:
        return found
    members = reference.districts(peers.code)
    # What may be compared follows from coverage, breaks and the plan alone.
    key = (
        "compared among",
        peers.code,
        found.series.series_id,
        found.window,
        selection.compare,
        selection.plan,
    )
    return replace(
        found,
        comparison=reference.structure(
            key, lambda: found.compared(found.window, level="district", among=members)
        ),
    )


def comparable_source(question: Question, peers: Area, measure: str) -> str | None:
    """The source that holds the window whole in most of the peers; of equals the page's, then the first.

    None where no source has months of the measure in any of them.
    """
    reference = question.reference
    held = question.vocabulary.series_of(peers.code, measure)
    members = reference.districts(peers.code)
    own = question.selection.source
    ranked = sorted(
        held, key=lambda series: (-_whole(reference, series, members, question), series.source != own)
    )
    return ranked[0].source if ranked else None


def _whole(reference: Reference, series: Series, codes: Sequence[str], question: Question) -> int:
    months = question.window.months
    return sum(
        all(statuses.get(month) == COMPLETE for month in months)
        for statuses in (reference.statuses_of(series=series, code=code) for code in codes)
    )
