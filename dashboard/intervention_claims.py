"""What papers print of an intervention: figures of its place and its months, from the lists a store holds."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.claims.figure import Figure, plain
from dashboard.interventions import Intervention
from dashboard.reference import Reference
from dashboard.wording import joined, lowered
from data import queries
from data.sources.claim_rows import ClaimRow

_NUMBERED: Final = re.compile(r"^\d+\s+")
_ASB: Final = re.compile(r"\basb\b")


@dataclass(frozen=True)
class Published:
    """A change that a paper prints; `about` is what it says of it, and what it cannot be checked without."""

    measure: str
    label: str
    value: str
    paper: str
    about: str

    @property
    def words(self) -> str:
        """'all crime −5.6%'."""
        return f"{lowered(self.label)} {self.value}"


def published_words(found: Sequence[Published]) -> tuple[str, ...]:
    """A sentence a paper: 'Rolling action plan prints all crime −5.6% and burglary −33% (no counts ...).'"""
    papers: dict[tuple[str, str], list[str]] = {}
    for item in found:
        papers.setdefault((item.paper, item.about), []).append(item.words)
    return tuple(
        f"{paper} prints {joined(words)}{f' ({about})' if about else ''}."
        for (paper, about), words in papers.items()
    )


def published_of(reference: Reference, item: Intervention) -> tuple[Published, ...]:
    """Changes in percent that papers print for its place, by name, and for months in which it ran."""
    names = {plain(reference.name(code)) for code in item.places} | {plain(item.name)}
    return tuple(
        _published(reference, figure)
        for figure in reference.structure(("printed changes",), lambda: _changes(reference))
        if figure.area in names
        and figure.period is not None
        and item.first_month <= figure.period.first
        and (item.last_month is None or figure.period.last <= item.last_month)
    )


def _published(reference: Reference, figure: Figure) -> Published:
    printed = figure.printed
    measure = reference.catalogue.measures.get(figure.measure)
    lacks = []
    if figure.before_printed is None:
        lacks.append("without counts")
    if figure.before is None and "months not stated" not in figure.note:
        lacks.append("the months it is compared with are not stated")
    return Published(
        measure=figure.measure,
        label=measure.label if measure else _ASB.sub("ASB", figure.measure.replace("_", " ")),
        value=f"{printed.text}%" if printed else "",
        # Papers are numbered in the list, not in what they are called.
        paper=_NUMBERED.sub("", figure.paper) or "A paper",
        about="; ".join(part for part in (figure.note, *lacks) if part),
    )


def _changes(reference: Reference) -> tuple[Figure, ...]:
    frame = reference.recall("claim rows", lambda: queries.get_claims(reference.snapshot))
    rows = zip(frame["file"], frame["row_number"], frame["cells"], strict=True)
    found = (_change(str(file), int(number), json.loads(cells)) for file, number, cells in rows)
    return tuple(figure for figure in found if figure is not None)


def _change(file: str, number: int, cells: Mapping[str, str]) -> Figure | None:
    """A row that prints a change in percent; None for any other, and for one that cannot be read."""
    figure = Figure(ClaimRow(file=file, row=number, cells=cells))
    if figure.row.is_indicator or figure.statistic != "change_pct":
        return None
    try:
        return figure if figure.printed is not None and figure.period is not None else None
    except ValueError:
        return None
