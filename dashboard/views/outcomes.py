"""What became of crimes: the rate of each group of last outcomes, with the months too recent for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dashboard.outcomes import OPEN_SHARE, OutcomeFacts, OutcomeRow, outcome_facts
from dashboard.periods import Window, month_words
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Column, Later, Table, View
from dashboard.wording import LEAST_BASE, joined, lowered, number, percent, printed, signed
from data.catalogue import OutcomeGroup
from data.month import Month

_BY = {"all": "All", "type": "Crime type", "month": "Month", "area": "Area"}
_COLUMNS = (
    Column("by", "By"),
    Column("name", "Of which", "month"),
    Column("code", "Code", "code", csv_only=True),
    Column("outcome", "Last outcome"),
    Column("value", "Crimes", "integer"),
    Column("previous", "Before", "integer"),
    Column("share", "Rate", "percent", 1),
    Column("unit", "Unit", csv_only=True),
    Column("status", "Status", "status"),
    Column("of", "n", "integer"),
    Column("share_before", "Rate before", "percent", 1),
    Column("of_before", "n before", "integer"),
    Column("change_points", "Change, points", "decimal", 1),
)


def build_outcomes(reference: Reference, selection: Selection) -> View:
    """The view `outcomes`: of the area, or of the ward in focus."""
    question = ask(reference, selection)
    facts = outcome_facts(question)
    if facts is None:
        return View(
            name="outcomes",
            title=f"{question.measure.label}: last outcomes",
            table=Table(_COLUMNS, ()),
            empty=question.absent() or _why_none(question),
            extra={"outcomes": None},
            **question.described(),
        )
    head = question.described(compare=[facts.compare] if facts.compare else [], caveats=list(_caveats(facts)))
    if selection.ward:
        head["geography"] = f"{facts.whole.name}, ward of {question.area_name}"
    if facts.compare is None and question.comparison.windows:
        head["basis"] = "no comparison: rates of several periods are not averaged"
    title = _title(question, facts)
    return View(
        name="outcomes",
        title=title,
        caption=f"Last outcome of {lowered(question.measure.label)} as published by {question.source_short}, "
        f"{facts.window.words} · rates of all crimes, n beside each",
        alt=f"{title}. " + " ".join(_heard(facts)),
        table=Table(_COLUMNS, Later(lambda: _rows(question))),
        extra={"outcomes": _laid_out(question, facts)},
        **head,
    )


def _why_none(question: Question) -> str:
    known = question.reference.catalogue.outcomes
    if question.selection.source not in known:
        labels = joined([question.reference.catalogue.sources[source].short for source in known])
        return f"{question.source_short} gives no outcomes here: they come from {labels}."
    return (
        f"No outcome of {lowered(question.measure.label)} is published for {question.area_name} in "
        f"{question.window.words}."
    )


def _title(question: Question, facts: OutcomeFacts) -> str:
    lead, whole = facts.outcomes.groups[0], facts.whole
    where = f"{question.measure.noun} in {whole.name}"
    share = whole.share(lead.id)
    if share is None:
        return f"{lead.label}: {number(whole.now.get(lead.id, 0))} of {number(whole.base)} {where}"
    return f"{lead.label}: {percent(share)} of {number(whole.base)} {where}"


def _heard(facts: OutcomeFacts) -> Iterator[str]:
    for group in facts.groups:
        yield f"{group.label}: {_cell(facts.whole, group)}."


def _caveats(facts: OutcomeFacts) -> Iterator[str]:
    recent = [row for row in facts.by("month") if row.recent]
    open_share = facts.open_share(facts.whole)
    if open_share is not None:
        yield f"Still open: {percent(open_share)} of the period’s crimes."
    inside = [row for row in recent if Month.parse(row.code) in facts.window]
    if inside:
        be = "is" if len(inside) == 1 else "are"
        yield f"Outcomes come in over months: {_months_words(inside)} {be} too recent for final rates."
        yield (
            f"Too recent: the last {facts.outcomes.lag_months} months published, and those with "
            f"{number(OPEN_SHARE)}% or more still open."
        )
    yield f"No rate of fewer than {LEAST_BASE} crimes; anti-social behaviour has no outcome."


def _months_words(rows: Sequence[OutcomeRow]) -> str:
    """'May 2025 to Oct 2025' for a run, else each month."""
    months = [Month.parse(row.code) for row in rows]
    if months[-1].index - months[0].index == len(months) - 1:
        return Window("range", months[0], months[-1]).words
    return joined([month_words(month) for month in months])


def _cell(row: OutcomeRow, group: OutcomeGroup) -> str:
    """'6.1% (562)', or the count alone where the base is too small."""
    count, share = row.now.get(group.id, 0), row.share(group.id)
    return f"{percent(share)} ({number(count)})" if share is not None else number(count)


def _laid_out(question: Question, facts: OutcomeFacts) -> dict[str, Any]:
    """Two tables of words: crime types, and months by what is led with and what may still change."""
    blocks = []
    lead = facts.outcomes.groups[0]
    told = [group for group in facts.groups if group is lead or group.open]
    for heading, rows, groups in (
        ("Crime type", [facts.whole, *facts.by("type")], facts.groups),
        ("Month", facts.by("month"), told),
    ):
        blocks.append(
            {
                "heading": heading,
                "rows": [
                    {
                        "name": _name(question, row),
                        "note": "too recent" if row.recent else "",
                        "n": number(row.base),
                        "cells": [_pair(row, group) if group in groups else None for group in facts.groups],
                    }
                    for row in rows
                ],
            }
        )
    points = [facts.whole.points(group.id) for group in facts.groups]
    return {
        "groups": [group.label for group in facts.groups],
        "blocks": blocks,
        "change": [f"{signed(point, 1)} points" if point is not None else "" for point in points],
    }


def _pair(row: OutcomeRow, group: OutcomeGroup) -> tuple[str, str]:
    """A rate and its count, in words; the rate is empty where the base is too small."""
    share = row.share(group.id)
    return percent(share) if share is not None else "", number(row.now.get(group.id, 0))


def _name(question: Question, row: OutcomeRow) -> str:
    if row.by == "month":
        return month_words(Month.parse(row.code))
    return question.measure.label if row.by == "all" else row.name


def _rows(question: Question) -> Iterator[tuple[Any, ...]]:
    facts = outcome_facts(question, areas=True)
    if facts is None:
        return
    for row in facts.rows:
        compared, before = row.before is not None, row.before or {}
        for group in facts.groups:
            yield (
                _BY[row.by],
                row.name,
                row.code,
                group.label,
                row.now.get(group.id, 0),
                before.get(group.id, 0) if compared else None,
                printed(row.share(group.id)),
                question.measure.unit,
                _status(row),
                row.base,
                printed(row.share_before(group.id)),
                row.base_before if compared else None,
                printed(row.points(group.id)),
            )


def _status(row: OutcomeRow) -> str:
    if row.recent:
        return "too recent"
    return "shown" if row.base else "zero"
