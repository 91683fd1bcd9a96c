"""Every district around an area, with its county and its force beside it."""

from __future__ import annotations

from typing import Any, Literal

from dashboard.district_facts import DistrictFacts, district_facts
from dashboard.periods import Window
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.standings import Standing, denominator
from dashboard.statistics.rates import Rank, round_half_up
from dashboard.views.view import Column, Table, View
from dashboard.wording import capitalised, number, printed

# Fewer than this many areas have no order worth a word.
_LEAST_RANKED = 3


def build_districts(reference: Reference, selection: Selection) -> View:
    """The view `districts`."""
    question = ask(reference, selection)
    facts = district_facts(reference, selection)
    if facts is None or not facts.rows:
        return View(
            name="districts",
            title=f"{question.measure.label} by district",
            table=Table(_columns(question, decimals=0, window=question.window), ()),
            empty=question.absent() or "The store has no districts: build it with boundaries or lookups.",
            **question.described(),
        )
    released = facts.released
    return View(
        name="districts",
        title=_title(facts),
        caption=_caption(facts),
        alt=f"{_title(facts)}. The table holds every district.",
        table=_table(facts),
        **question.described(window=released.window, compare=released.compare, caveats=_caveats(facts)),
    )


def _title(facts: DistrictFacts) -> str:
    question = facts.question
    every = (*facts.rows, *facts.comparators)
    own = next((row for row in every if row.code == question.area), None)
    per = f"per {question.per_words(facts.released.window)}"
    if own is not None and own.rate is not None and facts.peers is not None:
        rank = facts.rank_of(own.code, facts.peers.code)
        if rank is not None:
            place = f"{place_words(rank)} {_of_words(facts, rank, facts.peers.name)}"
            return f"{own.name}: {number(own.rate, 1)} {per}, {place}"
    if own is not None and own.rate is not None and question.area in question.reference.custom:
        beside = [row for row in facts.beside if row.code != own.code and row.rate is not None][:1]
        against = "".join(f", {row.name} {number(row.rate, 1)}" for row in beside)
        return f"{own.name}: {number(own.rate, 1)} {per}{against}"
    if own is not None and own.whole:
        return f"{own.name}: {number(own.value)} {question.measure.noun}"
    # The districts the ranks are of; those of a partnership of several are compared with one another.
    inside = set(question.reference.districts(question.area))
    rated = [row for row in facts.rows if row.rate is not None and row.code in inside]
    if len(rated) < 2:
        return f"{question.measure.label} by district"
    top, second = sorted(rated, key=lambda row: -(row.rate or 0.0))[:2]
    if round_half_up(top.rate or 0.0, 1) == round_half_up(second.rate or 0.0, 1):
        return f"{top.name} and {second.name} had the highest rate: {number(top.rate, 1)} {per}"
    many = f"of {len(rated)} districts of {question.area_name}"
    return f"{top.name} had the highest rate: {number(top.rate, 1)} {per}, {many}"


def _caption(facts: DistrictFacts) -> str:
    question = facts.question
    people = denominator(question, [row.code for row in facts.rows], window=facts.released.window)
    rates = f"rates {people.words}" if people else "no rates: nobody is counted in this store"
    return " · ".join(
        [f"{question.measure.label} by district, {rates}", facts.released.window.words, question.source_short]
    )


def _caveats(facts: DistrictFacts) -> list[str]:
    notes = list(facts.released.caveats)
    if facts.peers is not None:
        count = len(facts.question.reference.districts(facts.peers.code))
        notes.append(f"Ranks are by rate, highest first, of {count} in {facts.peers.name}.")
    force = [row for row in facts.comparators if facts.question.reference.areas[row.code].level == "force"]
    if force:
        notes.append(f"{force[-1].name} includes what has no location, which no district holds.")
    return notes


def _columns(question: Question, *, decimals: int, window: Window) -> tuple[Column, ...]:
    measure = question.measure
    kind: Literal["decimal", "integer"] = "decimal" if decimals else "integer"
    return (
        Column("district_code", "Code", "code", csv_only=True),
        Column("district_name", "District"),
        Column("value", capitalised(measure.noun), "integer"),
        Column("previous", "Before", kind, decimals),
        Column("change", "Change", kind, decimals),
        Column("change_pct", "Change, %", "percent", 1),
        Column("rate", f"Per {question.per_words(window)}", "decimal", 1),
        Column("rank", "Rank by rate", "integer"),
        Column("share", "Share", "percent", 1),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status"),
        Column("usual_variation", "Usual variation"),
        Column("rank_words", "Rank in words"),
        Column("rank_of_change", "Largest rise or fall, %"),
    )


def _table(facts: DistrictFacts) -> Table:
    decimals = 1 if len(facts.released.compare) > 1 else 0
    ordered = sorted(facts.rows, key=lambda row: (row.rate is None, -(row.rate or 0.0), row.name))
    rows = [_row(facts, row) for row in ordered]
    return Table(
        _columns(facts.question, decimals=decimals, window=facts.released.window),
        (*rows, *(_row(facts, row) for row in facts.comparators)),
    )


def _row(facts: DistrictFacts, row: Standing) -> tuple[Any, ...]:
    rank = facts.rank_of(row.code, facts.peers.code) if facts.peers else None
    return (
        row.code,
        row.name,
        row.value,
        printed(row.previous),
        printed(row.change),
        printed(row.change_pct),
        printed(row.rate),
        rank.position if rank else None,
        printed(row.share),
        facts.question.measure.unit,
        facts.question.state(row.status, facts.released.window),
        row.usual_words,
        _rank_words(facts, rank, row),
        change_rank_words(facts, row),
    )


def _rank_words(facts: DistrictFacts, rank: Rank | None, row: Standing) -> str:
    """'3rd of 12 in Kent excluding Medway, 4th of 13 in Kent and Medway'."""
    reference = facts.question.reference
    own = [(rank, facts.peers.name)] if rank is not None and facts.peers is not None else []
    wider = [
        (facts.rank_of(row.code, item.code), item.name)
        for item in facts.comparators
        if facts.peers is not None
        and item.code != facts.peers.code
        and row.code in reference.districts(item.code)
    ]
    return ", ".join(
        f"{place_words(place)} {_of_words(facts, place, name)}"
        for place, name in [*own, *wider]
        if place is not None
    )


def place_words(rank: Rank) -> str:
    """'joint 3rd', without how many there are."""
    return rank.words.rpartition(" of ")[0]


def _of_words(facts: DistrictFacts, rank: Rank, name: str) -> str:
    """'of 12 in Kent excluding Medway', or how many of them can be compared."""
    group = next(item for item in facts.comparators if item.name == name)
    members = len(facts.question.reference.districts(group.code))
    return f"of {members} in {name}" if rank.of == members else f"of the {rank.of} shown in {name}"


def change_rank_words(facts: DistrictFacts, row: Standing) -> str:
    """'joint 3rd largest fall of 12', by percent, among the districts the area is ranked with."""
    if facts.peers is None or row.change_pct is None or row.change_pct == 0:
        return ""
    fell = row.change_pct < 0
    rank = facts.rank_of(row.code, facts.peers.code, by="change_pct", lowest_first=fell)
    if rank is None or rank.of < _LEAST_RANKED:
        return ""
    kind = "fall" if fell else "rise"
    joint = "joint " if rank.joint else ""
    place = "" if rank.position == 1 else f"{place_words(rank).removeprefix('joint ')} "
    members = len(facts.question.reference.districts(facts.peers.code))
    count = str(members) if rank.of == members else f"the {rank.of} that can be compared"
    return f"{joint}{place}largest {kind} of {count}"
