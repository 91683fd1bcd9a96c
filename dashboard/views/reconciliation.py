"""One area and measure by every source that counts it: totals, their months, the gap to the official one.

Nothing is spliced and nothing shares an axis of counts: each total stands with the months it is really of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dashboard.disclosure import marking
from dashboard.figures.lanes import Lane, build_lanes
from dashboard.periods import span_words
from dashboard.question import Question, ask
from dashboard.reconciled import Side, gap_between, reconciled
from dashboard.records import rows
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Column, Table, View
from dashboard.wording import (
    MOST_NAMED,
    count,
    joined,
    lowered,
    number,
    printed,
    signed_count,
    signed_percent,
)
from data import queries

_NO_LOCATION = "no_location"


def build_reconciliation(reference: Reference, selection: Selection) -> View:
    """The view `reconciliation`."""
    question = ask(reference, selection)
    sides = reconciled(reference, measure=selection.measure, area=selection.area, to=selection.to)
    about: dict[str, Any] = {
        "name": "reconciliation",
        "measure": question.measure.label,
        "definition": question.measure.definition,
        "geography": question.geography(),
        "marking": marking(reference),
        "demonstration": any(side.demonstration for side in sides),
    }
    if not sides:
        return View(
            title=f"No total of {lowered(question.measure.label)} for {question.area_name}",
            table=Table(_columns(""), ()),
            empty=question.absent() or _why_no_official(question) or "No source has a complete month here.",
            **about,
        )
    against = sides[0]
    short = _short(reference, against)
    hidden = any(side.value is None for side in sides)
    return View(
        title=_title(question, sides),
        caption=f"{question.measure.label} by source; each total is of its own months, joined to no other",
        alt=f"{_title(question, sides)}. Each source has a lane with its months along one axis of time; "
        "the totals are words.",
        figure=build_lanes(lanes=[_lane(reference, side, against) for side in sides]),
        table=Table(_columns(short, hidden=hidden), tuple(_row(question, side, against) for side in sides)),
        period=span_words(min(side.window.first for side in sides), max(side.window.last for side in sides)),
        basis=f"gap to {short}" if len(sides) > 1 else "one source only",
        source="; ".join(reference.catalogue.sources[side.source].label for side in sides),
        caveats=tuple(_caveats(question, sides)),
        extra={
            "terms": [
                (reference.catalogue.sources[side.source].label, " ".join(_counted(question, side)))
                for side in sides
            ]
        },
        **about,
    )


def _columns(against: str, *, hidden: bool = False) -> tuple[Column, ...]:
    return (
        Column("source", "Source"),
        Column("area_code", "Code", "code", csv_only=True),
        Column("area_name", "Area", csv_only=True),
        Column("from", "From", "month"),
        Column("to", "To", "month"),
        Column("value", "Total", "integer"),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status", csv_only=not hidden),
        Column("months", "Months", "integer"),
        Column("complete_months", "Complete", "integer"),
        Column("same_months", f"Same months as {against}"),
        Column("overlap_months", "Months in common", "integer"),
        Column("per_day", "A day", "decimal", 1),
        Column("gap", f"Gap to {against}", "integer"),
        Column("gap_pct", "Gap, %", "percent", 1),
        Column("gap_per_day_pct", "Gap a day, %", "percent", 1),
        Column("counted", "What it counts", csv_only=True),
    )


def _row(question: Question, side: Side, against: Side) -> tuple[Any, ...]:
    reference = question.reference
    other = side is not against
    gap = gap_between(side, against) if other else None
    return (
        _short(reference, side),
        question.area,
        question.area_name,
        str(side.window.first),
        str(side.window.last),
        printed(side.value),
        question.measure.unit,
        side.status,
        side.window.length,
        side.complete,
        ("yes" if side.same_months(against) else "no") if other else "",
        side.overlap(against) if other else None,
        printed(side.per_day),
        printed(gap.count) if gap else None,
        printed(gap.percent) if gap else None,
        printed(gap.per_day_percent) if gap else None,
        " ".join(_counted(question, side)),
    )


def _counted(question: Question, side: Side) -> Iterator[str]:
    """What a source's totals hold, in its own words, and what the store knows of these."""
    reference = question.reference
    yield reference.catalogue.sources[side.source].counting
    whole_force = reference.areas[question.area].level == "force"
    if side.official is not None:
        found = side.official
        if len(found.areas) > 1:
            yield f"The published totals of {len(found.areas)} partnerships added up."
        if len(found.measures) > 1:
            labels = [lowered(reference.catalogue.measures[name].label) for name in found.measures]
            yield f"{joined(labels).capitalize()} added up, as published."
        if found.unassigned:
            where = (
                "are in none of its partnerships" if whole_force else "are in no partnership, and not here"
            )
            noun = question.measure.noun
            yield f"{count(found.unassigned)} {noun} of {_forces(question)} {where}."
    lost = _without_location(question, side)
    if lost:
        where = "and are counted here" if whole_force else "so they are in no district, and not here"
        yield (
            f"{number(lost)} rows of {_forces(question)} in these months, of any type, have no location, "
            f"{where}."
        )


def _without_location(question: Question, side: Side) -> int:
    reference = question.reference
    forces = set(reference.forces(question.area))
    first, last = side.window.first, side.window.last
    placements = reference.recall(
        ("placement", first, last),
        lambda: list(rows(queries.get_placement(reference.snapshot, start=first, end=last))),
    )
    return sum(
        int(row["rows"])
        for row in placements
        if row["source"] == side.source and row["method"] == _NO_LOCATION and row["force_code"] in forces
    )


def _forces(question: Question) -> str:
    names = [question.reference.name(code) for code in question.reference.forces(question.area)]
    return joined(names) if len(names) <= MOST_NAMED else f"{number(len(names))} forces"


def _title(question: Question, sides: Sequence[Side]) -> str:
    """The finding: what the first two say of the area, a day where their months are not as many."""
    reference, (first, *rest) = question.reference, sides
    second = next((side for side in rest if side.value is not None), None)
    here = f"{question.area_name}: {_short(reference, first)} {count(first.value)}"
    if first.value is None or second is None:
        return f"{here} in {first.window.words}"
    name = _short(reference, second)
    if second.same_months(first):
        gap = gap_between(second, first)
        apart = signed_percent(gap.percent) if gap.percent is not None else signed_count(gap.count)
        return f"{here}, {name} {count(second.value)} for the same months ({apart})"
    return (
        f"{here} in {first.window.length} months, {name} {count(second.value)} in {second.window.length} "
        f"months: {number(first.per_day, 1)} and {number(second.per_day, 1)} a day"
    )


def _lane(reference: Reference, side: Side, against: Side) -> Lane:
    window = side.window
    value = count(side.value) if side.value is not None else side.status.replace("_", " ")
    lines = [f"{window.words}, {window.length} months"]
    if side.per_day is not None:
        lines[0] += f" · {number(side.per_day, 1)} a day"
    if side is not against:
        gap = gap_between(side, against)
        common = f"{side.overlap(against)} months in common"
        if side.same_months(against):
            common = "the same months"
        parts = [
            f"{signed_count(gap.count)}"
            + (f" ({signed_percent(gap.percent)})" if gap.percent is not None else "")
            if gap.count is not None
            else "",
            f"a day {signed_percent(gap.per_day_percent)}"
            if gap.per_day_percent is not None and window.days != against.window.days
            else "",
            common,
        ]
        lines.append("; ".join(part for part in parts if part))
    return Lane(
        first=window.first,
        last=window.last,
        head=f"{_short(reference, side)}: {value}",
        lines=tuple(lines),
        reference=side is against,
    )


def _caveats(question: Question, sides: Sequence[Side]) -> Iterator[str]:
    against = sides[0]
    if against.official is None:
        yield _why_no_official(question)
    for side in sides[1:]:
        name = _short(question.reference, side)
        if side.window.length != against.window.length:
            yield (
                f"{name} has no twelve complete months in this store: its total is of its longest complete "
                f"run, {side.window.length} months, so only the totals a day can be set side by side"
            )
        elif not side.same_months(against):
            yield f"{name} is of the nearest twelve complete months"
    if len(sides) > 1:
        yield "Sources count on different days: what was recorded late, reclassified or cancelled differs"


def _why_no_official(question: Question) -> str:
    """Where no official total is for the area: whose total holds it, or which file brings one."""
    reference = question.reference
    official = [source for source in reference.catalogue.sources.values() if source.official]
    held = [
        source for source in official if any(item.source == source.id for item in reference.series.values())
    ]
    if not held:
        hints = joined([source.file_hint for source in official])
        return f"No official total is in this store; it comes from {hints}: csp build PATH."
    wider = [
        area.name
        for area in reference.areas.values()
        if area.level == "partnership"
        and len(reference.districts(area.code)) > 1
        and set(reference.districts(question.area)) & set(reference.districts(area.code))
    ]
    short = joined([source.short for source in held])
    if wider:
        return f"{short} publishes no total for this area; part of it is in that of {joined(wider)}."
    return f"{short} publishes no total of {lowered(question.measure.label)} for this area."


def _short(reference: Reference, side: Side) -> str:
    return reference.catalogue.sources[side.source].short
