"""Wards of an area by count, rate and change; districts instead where there are too many wards to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dashboard.periods import Window
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.standings import Standing, denominator
from dashboard.statistics.rates import round_half_up
from dashboard.views.view import Column, Later, Table, View
from dashboard.ward_facts import UNPLACED, WardFacts, ward_facts
from dashboard.ward_picture import Picture, draw, shown_words
from dashboard.ward_words import VISITED, alt, caption, caveats, is_busy, title, unplaced_words
from dashboard.wording import capitalised, number, percent, printed, share_percent
from data.month import Month

LISTED = 5


def build_wards(reference: Reference, selection: Selection) -> View:
    """The view `wards`."""
    question = ask(reference, selection).focused()
    facts = ward_facts(reference, selection)
    if facts is None or not facts.rows:
        return _empty(question)
    # The facts are shared by every form of the map: this selection says which one is drawn.
    facts = replace(facts, question=question)
    show = selection.show
    picture = draw(question, standing=facts.rows, released=facts.released, level=facts.level)
    # Wards on fixed tables have other periods than their district: what is said of them is of those.
    told = replace(question, comparison=question.compared(question.window, level=facts.level))
    head = told.described(
        window=facts.released.window, compare=facts.released.compare, caveats=caveats(facts, picture)
    )
    finding = title(facts, show)
    return View(
        name="wards",
        title=finding,
        caption=caption(facts, show, head["period"]),
        alt=alt(facts, show, finding),
        figure=picture.figure,
        table=_table(facts, show),
        extra=_extra(facts, picture),
        **head,
    )


def why_empty(question: Question) -> str:
    """Why there is no list of wards, and what to do."""
    return question.absent() or (
        f"The store has no wards for {question.area_name}. Add boundaries or lookups: csp build PATH."
    )


def _empty(question: Question) -> View:
    return View(
        name="wards",
        title=f"{question.measure.label} by ward",
        table=Table(
            _columns(
                several=False,
                level="ward",
                question=question,
                decimals=0,
                show="count",
                window=question.window,
            ),
            (),
        ),
        empty=why_empty(question),
        extra=_EMPTY_EXTRA,
        **question.described(),
    )


_EMPTY_EXTRA: dict[str, Any] = {
    "legend": [],
    "list": [],
    "focus": None,
    "highest": [],
    "rose": [],
    "rose_none": "",
    "heads": {"value": "Count", "rate": "Rate"},
    "unplaced": "",
    "key": "ward",
}


def _extra(facts: WardFacts, picture: Picture) -> dict[str, Any]:
    show = facts.question.selection.show
    return {
        "legend": picture.legend,
        "list": [[row.code, row.name, shown_words(row, show)] for row in facts.ordered(show)],
        "focus": _focus(facts),
        **short_lists(facts),
    }


def short_lists(facts: WardFacts) -> dict[str, Any]:
    """The highest by count, what rose beyond usual variation, and what is not placed, as a page lays them
    out."""
    question = facts.question
    yearly = " a year" if facts.released.window.years > 1 else ""
    per = f"Per {question.measure.rate_per:,}{yearly}"
    risen = facts.risen()
    none = (
        f"No {facts.level} rose beyond usual variation."
        if facts.released.compare
        else question.basis(facts.released.compare)
    )
    part = share_percent(facts.unplaced, facts.total)
    unplaced = ""
    if any(row.status == "hidden" for row in facts.unplaced_rows):
        unplaced = f"{capitalised(unplaced_words(facts))}: hidden"
    elif facts.unplaced is not None and (facts.unplaced or facts.level == "ward"):
        unplaced = f"{capitalised(unplaced_words(facts))}: {number(facts.unplaced)}"
        unplaced += f" ({percent(part)})" if part else ""
    if question.area in question.reference.custom and facts.level == "ward":
        unplaced = facts.beside
    return {
        "highest": [_listed(facts, row) for row in facts.ordered("count")[:LISTED] if row.value is not None],
        "rose": [_listed(facts, row) for row in risen[:LISTED]],
        "rose_none": "" if risen else none,
        "heads": {"value": capitalised(question.measure.noun), "rate": per},
        "unplaced": unplaced,
        # The address key that a click on an area sets: a ward comes into focus, a district is gone into.
        "key": "ward" if facts.level == "ward" else "area",
    }


def _listed(facts: WardFacts, row: Standing) -> dict[str, str]:
    return {
        "code": row.code,
        "name": row.name,
        "value": shown_words(row, "count"),
        "rate": number(row.rate, 1),
        "change": row.change_words,
        "places": facts.places.mostly.get(row.code, ""),
    }


def _focus(facts: WardFacts) -> dict[str, Any] | None:
    code = facts.question.selection.ward
    row = next((row for row in facts.rows if row.code == code), None)
    if row is None:
        return None
    measure = facts.question.measure
    rank = row.ranks["count"]
    lines = [
        f"{shown_words(row, 'count')} {measure.noun if row.value is not None else ''}".strip()
        + (f", {rank.words}" if rank else "")
    ]
    if row.rate is not None:
        people = denominator(facts.question, [row.code], window=facts.released.window)
        lines.append(f"{number(row.rate, 1)} {people.words if people else ''}")
        if is_busy(facts, row):
            lines.append(f"{capitalised(VISITED)}.")
    if row.change is not None:
        lines.append(row.change_words)
    if row.code in facts.places.mostly:
        lines.append(f"Mostly at {facts.places.mostly[row.code]}")
    return {"code": row.code, "name": row.name, "lines": lines}


def _columns(
    *, several: bool, level: str, question: Question, decimals: int, show: str, window: Window
) -> tuple[Column, ...]:
    measure = question.measure
    per = f"Per {question.per_words(window)}"
    return (
        Column(f"{level}_code", "Code", "code", csv_only=True),
        Column(f"{level}_name", capitalised(level)),
        *([Column("district_name", "District", csv_only=not several)] if level == "ward" else []),
        Column("value", capitalised(measure.noun), "integer"),
        Column("previous", "Before", "decimal" if decimals else "integer", decimals),
        Column("change", "Change", "decimal" if decimals else "integer", decimals),
        Column("change_pct", "Change, %", "percent", 1),
        Column("rate", per, "decimal", 1),
        Column("rank", f"Rank by {show}", "integer"),
        Column("share", "Share", "percent", 1),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status"),
        Column("usual_variation", "Usual variation"),
        *([Column("mostly_at", "Mostly at")] if level == "ward" else []),
    )


def _table(facts: WardFacts, show: str) -> Table:
    question = facts.question
    several = len(question.reference.districts(question.area)) > 1
    decimals = 0 if len(facts.released.compare) < 2 else 1
    columns = _columns(
        several=several,
        level=facts.level,
        question=question,
        decimals=decimals,
        show=show,
        window=facts.released.window,
    )
    note = _focus_note(question.selection.month)
    return Table(columns, Later(lambda: _rows(facts, show)), note=note)


def _rows(facts: WardFacts, show: str) -> Iterator[tuple[Any, ...]]:
    for row in [*facts.ordered(show), *facts.unplaced_rows]:
        yield _row(facts, row, show)
    if facts.level == "district" and facts.unplaced:
        known = share_percent(facts.unplaced, facts.total)
        rest = (None, None, None, None, None, None if known is None else round_half_up(known, 1))
        unit = facts.question.measure.unit
        yield ("", "Not placed in a district", facts.unplaced, *rest, unit, "shown", "")


def _row(facts: WardFacts, row: Standing, show: str) -> tuple[Any, ...]:
    placed = facts.level == "district" or not row.code.startswith("unplaced:")
    rank = row.ranks.get(show) if placed else None
    district = [facts.question.reference.name(row.district or "")] if facts.level == "ward" else []
    mostly = [facts.places.mostly.get(row.code, "")] if facts.level == "ward" else []
    return (
        row.code if placed else "",
        facts.question.reference.name(row.code) if placed else UNPLACED,
        *district,
        row.value,
        printed(row.previous),
        printed(row.change),
        printed(row.change_pct),
        printed(row.rate),
        rank.position if rank else None,
        printed(row.share),
        facts.question.measure.unit,
        facts.question.state(row.status, facts.released.window),
        row.usual_words if placed else "",
        *mostly,
    )


def _focus_note(month: Month | None) -> str:
    return "" if month is None else "One month is in focus; take it out of the address for the whole period."
