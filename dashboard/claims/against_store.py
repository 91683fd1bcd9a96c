"""Published figures against a store: the series of the source a paper counts from, and never another's.

Papers rarely say where their numbers come from. A list may (its column data_source); else the sources a paper
uses are those that give most of the figures they can be held against. What only another source has stays
unchecked, with what that source says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from dashboard.claims.claims import Claims
from dashboard.claims.figure import Figure, plain
from dashboard.claims.finding import Finding, Verdict
from dashboard.claims.printed import cell, words
from dashboard.claims.store_areas import StoreAreas
from dashboard.claims.store_counts import Held, held_against
from dashboard.claims.store_scale import check_store_scale
from dashboard.reference import Reference
from dashboard.wording import joined

CHECK = "the store"
_PLACES = 2


def check_store(claims: Claims, reference: Reference) -> Iterator[Finding]:
    """What the store says of every figure it has a series for."""
    areas = StoreAreas(reference, claims.figures)
    held: list[tuple[Figure, list[Held]]] = []
    for figure in claims.figures:
        code = areas.code_of(figure)
        if code is not None:
            held.append((figure, list(held_against(figure, code=code, reference=reference))))
    used = sources_used(held)
    for figure, found in held:
        yield from _verdict(figure, found, used=_sources_of(figure, reference, used), reference=reference)
    yield from check_store_scale(claims, reference, areas)


def sources_used(held: Sequence[tuple[Figure, Sequence[Held]]]) -> Mapping[str, frozenset[str]]:
    """By paper the sources that give more of its figures than they do not."""
    score: dict[str, Counter[str]] = {}
    for figure, found in held:
        for item in found:
            if item.value is not None:
                score.setdefault(figure.paper, Counter())[item.source] += 1 if item.agrees else -1
    return {
        paper: frozenset(source for source, points in counts.items() if points > 0)
        for paper, counts in score.items()
    }


def _sources_of(figure: Figure, reference: Reference, used: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The source the row names, else those of its paper."""
    named = plain(figure.row["data_source"])
    if not named:
        return used.get(figure.paper, frozenset())
    return frozenset(
        source.id
        for source in reference.catalogue.sources.values()
        if named in {plain(text) for text in (source.id, source.label, source.short, *source.aliases)}
    )


def _verdict(
    figure: Figure, found: Sequence[Held], *, used: frozenset[str], reference: Reference
) -> Iterator[Finding]:
    if not found:
        return
    known = [item for item in found if item.source in used and item.value is not None]
    for item in known[:1]:
        yield _compared(figure, item)
    if not known:
        yield _other_source(figure, found, used=used, reference=reference)


def _compared(figure: Figure, item: Held) -> Finding:
    printed, value = figure.printed, item.value
    assert printed is not None and value is not None  # noqa: S101  the caller looked
    if item.agrees:
        reason = f"The store has {words(value, _PLACES)} ({item.series})."
        return Finding(
            figure.row, Verdict.AGREES, reason, cell(value, _PLACES), check=CHECK, series=item.series
        )
    return Finding(
        figure.row,
        Verdict.DIFFERS,
        f"The store has {words(value, _PLACES)}, not {printed.text} ({item.series}).",
        cell(value, _PLACES),
        cell(printed.value - value, _PLACES),
        check=CHECK,
        series=item.series,
    )


def _other_source(
    figure: Figure, found: Sequence[Held], *, used: frozenset[str], reference: Reference
) -> Finding:
    """Not compared: what other sources have is said, so that a person can judge."""
    sources = reference.catalogue.sources
    said = "; ".join(
        f"{words(item.value, _PLACES)} ({item.series})"
        if item.value is not None
        else f"{item.why} ({item.series})"
        for item in found
    )
    if all(item.value is None for item in found):
        why = f"The store has no figure of it: {said}."
    elif used:
        names = joined([sources[source].short for source in sorted(used)])
        why = f"Other source: the paper counts from {names}, and the store has only {said}."
    else:
        why = f"The paper does not say which source it counts from, and none gives most of it: {said}."
    return Finding(
        figure.row,
        Verdict.CANNOT_BE_CHECKED,
        why,
        check=CHECK,
        series="; ".join(item.series for item in found),
    )
