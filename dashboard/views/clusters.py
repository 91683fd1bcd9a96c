"""Clusters of high wards as a list: new, continuing, fading, each with its reason in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard.clusters import Clusters, WardCluster, ward_clusters
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.statistics.gi_star import Cluster
from dashboard.views.view import Cell, Column, Table, View
from dashboard.wording import capitalised, counted, joined, number, printed

_NAMED = 3


def build_clusters(reference: Reference, selection: Selection) -> View:
    """The view `clusters`: the page's own wards, then the county's others."""
    question = ask(reference, selection)
    found = ward_clusters(question)
    if found is None or found.refused:
        why = found.refused if found else question.absent() or "No clusters: there are no ward figures here."
        return View(
            name="clusters",
            title="Clusters of high wards",
            table=Table(_columns(question), ()),
            empty=why,
            extra={"groups": [], "none": ""},
            **question.described(),
        )
    head = replace(question, window=found.windows[0]).described(window=found.windows[0], compare=())
    own = found.within(reference.wards(selection.area))
    others = [ward for ward in found.listed if ward not in own]
    before = (
        f"against {found.windows[1].words}"
        if len(found.windows) > 1
        else "no period before to set it against"
    )
    parts = (
        f"{question.area_name} holds parts of wards: clusters are of whole ones." if question.part_of else ""
    )
    head |= {"basis": before, "caveats": tuple(words for words in (*found.caveats, parts) if words)}
    return View(
        name="clusters",
        title=_title(question, found, own),
        caption=" · ".join(
            (
                f"{question.measure.label}, rate{_mean(found)}",
                found.windows[0].words,
                question.source_short,
            )
        ),
        alt="",
        table=_table(question, [*own, *others], own=len(own)),
        extra={"groups": _groups(question, own, others, found), "none": _none(question, found, own)},
        **head,
    )


def _mean(found: Clusters) -> str:
    """' against 3.1 per 1,000 residents, the mean of 279 wards'."""
    some = next((ward for ward in found.wards.values() if ward.now is not None), None)
    if some is None or some.now is None:
        return ""
    mean = number(some.now.overall, 1)
    return f" against the mean of {counted(len(found.wards), 'wards')}, {mean} per {some.words.per}"


def _title(question: Question, found: Clusters, own: tuple[WardCluster, ...]) -> str:
    area = question.area_name
    now = [ward for ward in own if ward.called]
    if not found.listed:
        return f"No clusters of high wards in {found.area_name}"
    if not now:
        fading = [ward.name for ward in own if ward.course == "fading"]
        rest = f"; fading: {_named(fading)}" if fading else ""
        return f"No ward of {area} is in a cluster of high wards{rest}"
    is_are = "is in a cluster" if len(now) == 1 else "are in clusters"
    parts = []
    for course in ("new", "continuing", "cluster"):
        names = [ward.name for ward in now if ward.course == course]
        if names and course != "cluster":
            parts.append(f"{number(len(names))} {course}")
    which = f" ({', '.join(parts)})" if parts else ""
    many = counted(len(now), "wards")
    listed = f": {_named([ward.name for ward in now])}" if len(now) <= _NAMED else ""
    return f"{many} of {area} {is_are} of high wards{which}{listed}"


def _named(names: list[str]) -> str:
    rest = len(names) - _NAMED
    return joined(names) if rest <= 0 else f"{', '.join(names[:_NAMED])} and {number(rest)} more"


def _none(question: Question, found: Clusters, own: tuple[WardCluster, ...]) -> str:
    """What to say where there is nothing to list: what comes nearest, so that a reader knows how far off."""
    if own or found.listed:
        return "" if own else f"No ward of {question.area_name} is or was in a cluster."
    near = found.closest
    if near is None:
        return f"No ward of {found.area_name} is in a cluster."
    return (
        f"No ward of {found.area_name} is in a cluster: high wards do not lie together more than they would "
        f"by chance. The nearest to one is {near.name}: {near.reason}."
    )


def _groups(
    question: Question, own: tuple[WardCluster, ...], others: list[WardCluster], found: Clusters
) -> list[dict[str, Any]]:
    """The page's own wards, each with its reason; the others named only, by course."""
    groups = [
        {"heading": f"In {question.area_name}", "wards": [_ward(ward) for ward in own], "rest": ""}
    ] * bool(own)
    if others:
        by_course: dict[str, list[str]] = {}
        for ward in others:
            by_course.setdefault(ward.course, []).append(ward.name)
        words = "; ".join(f"{course}: {', '.join(names)}" for course, names in by_course.items())
        groups.append(
            {"heading": f"Elsewhere in {found.area_name}", "wards": [], "rest": f"{capitalised(words)}."}
        )
    return groups


def _ward(ward: WardCluster) -> dict[str, str]:
    return {
        "code": ward.code,
        "name": ward.name,
        "course": ward.course,
        "reason": f"{capitalised(ward.brief)}.",
    }


def _columns(question: Question) -> tuple[Column, ...]:
    per = f"per {question.measure.rate_per:,}"
    return (
        Column("ward_code", "Code", "code", csv_only=True),
        Column("ward_name", "Ward"),
        Column("district_name", "District"),
        Column("where", "Where", csv_only=True),
        Column("course", "Cluster"),
        Column("rate", f"With its neighbours, {per}", "decimal", 1),
        Column("previous", "Before", "decimal", 1),
        Column("overall", f"All wards, {per}", "decimal", 1),
        Column("neighbours", "Neighbours", "integer"),
        Column("chance", "Chance", "decimal", 4),
        Column("reason", "Why", csv_only=True),
    )


def _table(question: Question, wards: list[WardCluster], *, own: int) -> Table:
    rows = tuple(_row(question, ward, here=place < own) for place, ward in enumerate(wards))
    note = (
        "Mean rate of a ward and its neighbours, against the mean of all wards. Chance: how often as many "
        "wards picked at random are as far from it."
    )
    return Table(_columns(question), rows, note=note if rows else "")


def _row(question: Question, ward: WardCluster, *, here: bool) -> tuple[Cell, ...]:
    reference = question.reference
    now: Cluster | None = ward.now
    return (
        ward.code,
        reference.name(ward.code),
        reference.name(reference.areas[ward.code].parent or ""),
        question.area_name if here else "elsewhere",
        ward.course,
        None if now is None else printed(now.around),
        None if ward.before is None else printed(ward.before.around),
        None if now is None else printed(now.overall),
        None if now is None else now.neighbours,
        None if now is None else printed(now.p, 4),
        capitalised(ward.reason),
    )
