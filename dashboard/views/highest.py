"""The highest ward by count and by rate side by side, the highest of a list, and what rose beyond usual."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.standings import Standing, denominator
from dashboard.views.view import Cell, Column, Table, View
from dashboard.views.wards import LISTED, short_lists, why_empty
from dashboard.ward_facts import WardFacts, ward_facts
from dashboard.ward_picture import shown_value, shown_words
from dashboard.ward_words import VISITED, caveats, is_busy
from dashboard.wording import capitalised, joined, number, printed

# By count and by rate.
_MEASURES = ("count", "rate")


def build_highest(reference: Reference, selection: Selection) -> View:
    """The view `highest`."""
    question = ask(reference, selection).focused()
    facts = ward_facts(reference, selection)
    if facts is None or not facts.rows:
        return View(
            name="highest",
            title="Highest by count and by rate",
            table=Table(_columns("ward", question), ()),
            empty=why_empty(question),
            extra={"pair": [], "caution": ""},
            **question.described(),
        )
    window = facts.released.window
    told = replace(question, comparison=question.compared(question.window, level=facts.level)).described(
        window=window, compare=facts.released.compare, caveats=caveats(facts)
    )
    return View(
        name="highest",
        title=capitalised(f"{facts.among}: {_title(facts)}" if facts.among else _title(facts)),
        caption=f"{question.measure.label} by {facts.level} · {told['period']} · {question.source_short}",
        table=Table(_columns(facts.level, question), _rows(facts)),
        extra={**short_lists(facts), "pair": _pair(facts), "caution": _caution(facts)},
        **told,
    )


def _title(facts: WardFacts) -> str:
    """Names both where they differ; says so where none stands out."""
    noun = facts.question.measure.noun
    (count_rows, count_apart), (rate_rows, rate_apart) = (facts.leaders(show) for show in _MEASURES)
    if not count_rows:
        return f"No highest {facts.level}: no whole counts above zero"
    one_count = count_rows[0] if count_apart and len(count_rows) == 1 else None
    one_rate = rate_rows[0] if rate_rows and rate_apart and len(rate_rows) == 1 else None
    if one_count and one_rate and one_count.code == one_rate.code:
        return f"{one_count.name} is highest both by count and by rate"
    if not one_count and rate_rows and not one_rate:
        return f"No single highest {facts.level}, by count or by rate"
    by_count = (
        f"{one_count.name} had most {noun}" if one_count else f"No single highest count: {_names(count_rows)}"
    )
    if not rate_rows:
        return by_count
    if one_rate:
        return f"{by_count}; {one_rate.name} the highest rate"
    return f"{by_count}; no single highest rate: {_names(rate_rows)}"


def _names(rows: list[Standing]) -> str:
    return joined([row.name for row in rows])


def _pair(facts: WardFacts) -> list[dict[str, Any]]:
    """The first by count and by rate, each in words: its value, the other value, where mostly."""
    question = facts.question
    window = facts.released.window
    found = []
    for show in _MEASURES:
        row = next(iter(_ordered(facts, show)), None)
        if row is None:
            continue
        people = denominator(question, [row.code], window=window)
        per = people.words if people else f"per {question.per_words(window)}"
        values = {
            "count": f"{shown_words(row, 'count')} {question.measure.noun}",
            "rate": f"{number(row.rate, 1)} {per}" if row.rate is not None else "",
        }
        other = values["rate" if show == "count" else "count"]
        ranks = row.ranks["rate" if show == "count" else "count"]
        found.append(
            {
                "head": f"Highest {show}",
                "code": row.code,
                "name": row.name,
                "value": values[show],
                "lines": [
                    line
                    for line in (
                        f"{other}, {ranks.words}" if other and ranks else other,
                        row.change_words,
                        f"Mostly at {facts.places.mostly[row.code]}"
                        if row.code in facts.places.mostly
                        else "",
                    )
                    if line
                ],
            }
        )
    return found


def _ordered(facts: WardFacts, show: str) -> list[Standing]:
    return [row for row in facts.ordered(show) if row.whole and (shown_value(row, show) or 0) > 0]


def _caution(facts: WardFacts) -> str:
    """Of the wards named by rate, those whose rate is visitors' more than residents'."""
    busy = [row.name for row in _ordered(facts, "rate")[:LISTED] if is_busy(facts, row)]
    return f"{joined(busy)}: {VISITED}." if busy else ""


def _columns(level: str, question: Question) -> tuple[Column, ...]:
    return (
        Column("list", "List"),
        Column(f"{level}_code", "Code", "code", csv_only=True),
        Column(f"{level}_name", capitalised(level)),
        Column("value", capitalised(question.measure.noun), "integer"),
        Column("previous", "Before", "decimal", 1),
        Column("change", "Change", "decimal", 1),
        Column("change_pct", "Change, %", "percent", 1),
        Column("rate", f"Per {question.per_words(question.window)}", "decimal", 1),
        Column("rank", "Rank", "integer"),
        Column("status", "Status", "status"),
        Column("usual_variation", "Usual variation"),
        Column("mostly_at", "Mostly at"),
    )


def _rows(facts: WardFacts) -> tuple[tuple[Cell, ...], ...]:
    lists = [
        ("Highest count", "count", _ordered(facts, "count")[:LISTED]),
        ("Highest rate", "rate", _ordered(facts, "rate")[:LISTED]),
        ("Rose most beyond usual variation", "change", facts.risen()[:LISTED]),
    ]
    return tuple(_row(facts, head, show, row) for head, show, rows in lists for row in rows)


def _row(facts: WardFacts, head: str, show: str, row: Standing) -> tuple[Cell, ...]:
    rank = row.ranks.get(show)
    return (
        head,
        row.code,
        row.name,
        row.value,
        printed(row.previous),
        printed(row.change),
        printed(row.change_pct),
        printed(row.rate),
        rank.position if rank else None,
        facts.question.state(row.status, facts.released.window),
        row.usual_words,
        facts.places.mostly.get(row.code, ""),
    )
