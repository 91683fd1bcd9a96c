"""Figures as their source published them: with their own periods and breakdowns, never summed."""

from __future__ import annotations

from typing import Any

from dashboard.disclosure import marking
from dashboard.observed import published_figures, published_measures
from dashboard.periods import span_words
from dashboard.question import ask
from dashboard.reference import Reference
from dashboard.released import ReleasedObservation
from dashboard.selection import Selection
from dashboard.views.view import Column, Table, View
from dashboard.wording import number

_COLUMNS = (
    Column("area_code", "Code", "code", csv_only=True),
    Column("area_name", "Area"),
    Column("measure", "Measure"),
    Column("breakdown", "By", csv_only=True),
    Column("category", "Of which"),
    Column("from", "From", "month"),
    Column("to", "To", "month"),
    Column("value", "Value", "decimal", 1),
    Column("unit", "Unit"),
    Column("status", "Status", "status"),
    Column("numerator", "Numerator", "integer", csv_only=True),
    Column("denominator", "n", "integer"),
    Column("source", "Source"),
    Column("note", "Note"),
)


def build_published(reference: Reference, selection: Selection) -> View:
    """The view `published`: of the area, its wards and, for a county or a force, the service sites."""
    question = ask(reference, selection)
    found = published_figures(reference, selection.area, measures=published_measures(reference))
    about: dict[str, Any] = {
        "name": "published",
        "table": Table(_COLUMNS, tuple(_row(reference, item) for item in found)),
        "geography": question.geography(),
        "marking": marking(reference),
        "demonstration": any(reference.series[item.measure, item.source].demonstration for item in found),
    }
    if not found:
        return View(
            title=f"No published figures for {question.area_name}",
            empty="Figures of a paper or a survey come in as a tidy series file with their own periods: "
            "see 'Your own files' in the README.",
            **about,
        )
    sources = sorted({reference.catalogue.sources[item.source].label for item in found})
    return View(
        title=f"{number(len(found))} figures as published for {question.area_name}",
        caption="With their own periods and breakdowns; never summed, nor set beside monthly counts",
        alt="A table of every published figure with its period.",
        period=span_words(min(item.first for item in found), max(item.last for item in found)),
        basis="as published",
        source="; ".join(sources),
        **about,
    )


def _row(reference: Reference, item: ReleasedObservation) -> tuple[Any, ...]:
    measure = reference.catalogue.measures[item.measure]
    return (
        item.area,
        reference.name(item.area),
        measure.label,
        item.breakdown or "",
        item.category or "",
        str(item.first),
        str(item.last),
        _plain(item.value),
        measure.unit,
        item.status,
        _plain(item.numerator),
        _plain(item.denominator),
        reference.catalogue.sources[item.source].short,
        item.note or "",
    )


def _plain(value: float | None) -> float | int | None:
    """A whole number as one: a count of 545 is not 545.0."""
    return int(value) if value is not None and float(value).is_integer() else value
