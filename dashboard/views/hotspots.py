"""The map of the hotspots page: the wards of an area, with clusters of high wards when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dashboard.cluster_words import LEGEND, SHORT, hover
from dashboard.clusters import Clusters, WardCluster, ward_clusters
from dashboard.figures.cluster_marks import mark_clusters
from dashboard.figures.colours import CLUSTER
from dashboard.question import ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Column, Table, View
from dashboard.views.wards import build_wards
from dashboard.wording import counted

_DISTRICTS = "Clusters are of wards: go into a district or county to see them on its map."


def build_hotspots(reference: Reference, selection: Selection) -> View:
    """The view `hotspots`: as `wards`, with each ward's cluster in the table, and on the map if asked for."""
    question = ask(reference, selection)
    view = replace(build_wards(reference, selection), name="hotspots")
    found = None if view.empty else ward_clusters(question)
    if found is None:
        return view
    by_ward = view.extra["key"] == "ward"
    own = found.within(reference.wards(selection.area)) if by_ward else ()
    if by_ward:
        view = replace(view, table=_with_clusters(view.table, found))
    if selection.clusters is None:
        return view
    if not by_ward or found.refused:
        return replace(view, caveats=(*view.caveats, found.refused or _DISTRICTS))
    return _marked(view, found, own)


def _marked(view: View, found: Clusters, own: Sequence[WardCluster]) -> View:
    called = [ward.code for ward in own if ward.called]
    figure = view.figure and mark_clusters(
        view.figure, codes=called, words={ward.code: hover(ward.course) for ward in own}
    )
    extra: dict[str, Any] = {**view.extra, "marked": {ward.code: SHORT[ward.course] for ward in own}}
    extra["edged"] = [(CLUSTER, LEGEND)] if called else []
    many = (
        f"{counted(len(called), 'wards')} in clusters of high wards"
        if called
        else "no ward in a cluster of high wards"
    )
    return replace(
        view,
        figure=figure,
        extra=extra,
        caption=f"{view.caption} · {many}",
        alt=f"{view.alt} {_alt(own)}",
        caveats=tuple(dict.fromkeys((*view.caveats, *found.caveats))),
    )


def _alt(own: Sequence[WardCluster]) -> str:
    called = [f"{ward.name} ({ward.course})" for ward in own if ward.called]
    return f"In a cluster of high wards: {', '.join(called)}." if called else "No ward is in a cluster."


def _with_clusters(table: Table, found: Clusters) -> Table:
    """The table with a column for each ward's cluster; empty where it was not tested."""
    at = next(i for i, column in enumerate(table.columns) if column.key == "ward_code")
    course = {code: ward.course for code, ward in found.wards.items()}
    return replace(
        table,
        columns=(*table.columns, Column("cluster", "Cluster of high wards")),
        rows=tuple((*row, course.get(str(row[at]), "")) for row in table.rows),
    )
