"""The findings of an area, or of the ward in focus, as a paper needs them: sentences and their numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from dashboard.assessment import bearing, beside, published, signals, total, when, where
from dashboard.assessment.statement import Link, Part, Statement
from dashboard.assessment.subject import FINDINGS, Subject, subject_of
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Cell, Column, Table, View

# The headings in their order, with what writes under each.
SECTIONS: Mapping[str, Callable[[Subject], list[Statement]]] = MappingProxyType(
    {
        total.HEADING: total.total_statements,
        when.HEADING: when.when_statements,
        where.HEADING: where.where_statements,
        beside.HEADING: beside.beside_statements,
        signals.HEADING: signals.signal_statements,
        bearing.HEADING: bearing.bearing_statements,
        published.HEADING: published.published_statements,
    }
)
_COLUMNS = (
    Column("heading", "Part"),
    Column("what", "What"),
    Column("value", "Value", "decimal", 1),
    Column("unit", "Unit"),
    Column("n", "Of (n)", "decimal", 1),
    Column("period", "Period"),
    Column("source", "Source", csv_only=True),
    Column("statement", "Statement", csv_only=True),
    Column("link", "Link", csv_only=True),
)


def build_assessment(reference: Reference, selection: Selection) -> View:
    """The view `assessment`. `extra`: `statements`, and `name` of what they are about."""
    subject = subject_of(reference, selection)
    question = subject.question
    head: dict[str, Any] = question.described()
    if subject.is_ward:
        head["geography"] = f"{subject.name} (ward of {question.area_name})"
    if question.series is None:
        return View(
            name="assessment",
            title=f"Findings: {question.measure.label}",
            table=Table(_COLUMNS, ()),
            empty=question.absent(),
            extra={"statements": (), "name": subject.name},
            **head,
        )
    statements = tuple(item for write in SECTIONS.values() for item in write(subject))
    head["period"] = subject.whole.window.words
    head["caveats"] = ()
    return View(
        name="assessment",
        title=f"{subject.label}, {subject.whole.window.words}",
        caption="Findings for a paper: every number leads to the view it comes from.",
        alt=" ".join(item.words for item in statements),
        table=_table(statements, period=head["period"], source=head["source"], page=subject.link(FINDINGS)),
        extra={"statements": statements, "name": subject.name},
        **head,
    )


def _table(statements: tuple[Statement, ...], *, period: str, source: str, page: Link) -> Table:
    """A row a number, in the order of the text; a statement without one has a row of its own."""
    rows = [
        _row(item, part, period=period, source=source, page=page)
        for item in statements
        for part in item.numbers or (Part(""),)
    ]
    return Table(_COLUMNS, tuple(rows))


def _row(item: Statement, part: Part, *, period: str, source: str, page: Link) -> tuple[Cell, ...]:
    link = part.link or next((other.link for other in item.parts if other.link), page)
    numbers = part.what, part.value, part.unit, part.of, part.period or period
    return (item.heading, *numbers, part.source or source, item.words, f"{link.page}?{link.full}")
