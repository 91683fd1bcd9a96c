"""One measure's rates by district, each with its interval and its rank with range; groups named as lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from dashboard.among_peers import peers_of, why_no_peers
from dashboard.comparisons import Comparison
from dashboard.figures.rate_dots import Axis, Dot, axis_to, build_dots_picture
from dashboard.own_rate import own_rate
from dashboard.question import Question, ask
from dashboard.ranked import Ranked, RankedArea, ranked_areas
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Column, Table, View
from dashboard.wording import capitalised, count, joined, number, printed

_GROUPS: Final = ("county", "force")
_NAMED: Final = 3


def build_rates(reference: Reference, selection: Selection) -> View:
    """The view `rates`."""
    question = ask(reference, selection)
    ranked = ranked_areas(question)
    rated = [row for row in ranked.rows if row.rate is not None] if ranked else []
    if ranked is None or not rated:
        return View(
            name="rates",
            title=f"{question.measure.label}: no rates by district",
            table=_table(question, ranked) if ranked else Table(rate_columns(question), ()),
            empty=why_no_rates(question, ranked),
            extra={"rows": [], "ticks": [], "lines": []},
            **question.described(),
        )
    listed = _listed(question, ranked)
    groups = [row for row in ranked.beside if row.level in _GROUPS and row.rate is not None]
    title = _title(question, ranked)
    axis = axis_to(max(row.interval.high or 0.0 for row in (*listed, *groups) if row.interval is not None))
    return View(
        name="rates",
        title=title,
        caption=f"{question.measure.label} {ranked.per_words}, with the 95% interval of each rate; ranks by "
        f"rate, highest first, with the ranks chance leaves open",
        alt=f"{title}. " + " ".join(f"{row.name} {_rate(row)}." for row in listed),
        figure=build_dots_picture(
            dots=[dot_of(question, row) for row in (*listed, *groups) if row.interval is not None],
            lines=[(row.name, row.rate or 0.0) for row in groups],
            axis=f"{capitalised(question.measure.noun)} per {question.per_words(ranked.released.window)}",
        ),
        table=_table(question, ranked),
        extra={
            "rows": rate_rows((*listed, *groups), axis=axis, own=_own(question), ranks=ranked.peers.name),
            "ticks": [(axis.at(tick), f"{tick:,g}") for tick in axis.ticks],
            "lines": [(axis.at(row.rate or 0.0), row.name) for row in groups],
        },
        # One period and no other: what the page compares it with has no part in a rate.
        **replace(question, comparison=Comparison("none")).described(
            window=ranked.released.window, caveats=[*ranked.released.caveats, *_caveats(question, ranked)]
        )
        | {"basis": f"among the districts of {ranked.peers.name}"},
    )


def why_no_rates(question: Question, ranked: Ranked | None) -> str:
    """Why no district has a rate, and what to do."""
    if peers_of(question) is None:
        return why_no_peers(question)
    if ranked is None:
        return question.absent()
    if any(row.standing.whole for row in ranked.rows):
        return (
            f"The store counts no {question.measure.rate_of} here: load a population file (csp build PATH)."
        )
    return (
        f"No rates for {ranked.released.window.words}: the counts of the districts are hidden, partial or "
        "not supplied."
    )


def _own(question: Question) -> frozenset[str]:
    """What is emphasised: the area itself, unless it is a group that everything lies in."""
    area = question.reference.areas.get(question.area)
    return frozenset() if area is None or area.level in _GROUPS else frozenset({area.code})


def _listed(question: Question, ranked: Ranked) -> list[RankedArea]:
    """The districts, the highest rate first, with those that are not ranked and an area of one's own."""
    own = own_rate(question, ranked) if ranked.of(question.area) is None else None
    rows = [row for row in ranked.districts if row.rate is not None]
    partnership = ranked.of(question.area)
    more = [own] if own is not None else []
    if partnership is not None and partnership.level == "partnership" and partnership.rate is not None:
        more.append(partnership)
    return sorted([*more, *rows], key=lambda row: (-(row.rate or 0.0), row.name))


def _title(question: Question, ranked: Ranked) -> str:
    own = ranked.of(question.area)
    per = f"per {question.per_words(ranked.released.window)}"
    if own is not None and own.ranked is not None:
        return f"{own.name}: {number(own.rate, 1)} {per}, {place_words(own)} in {ranked.peers.name}"
    if question.area == ranked.peers.code or (own is None and question.area not in question.reference.custom):
        return _group_title(ranked, per)
    mine = own or own_rate(question, ranked)
    if mine is None or mine.rate is None:
        return _group_title(ranked, per)
    beside = ranked.of(ranked.peers.code)
    districts = question.reference.districts
    if beside is None or not beside.rate or districts(mine.code) == districts(beside.code):
        return f"{mine.name}: {number(mine.rate, 1)} {per}"
    against = f"; {beside.name} {number(beside.rate, 1)}"
    return f"{mine.name}: {number(mine.rate, 1)} {per}{against}"


def _group_title(ranked: Ranked, per: str) -> str:
    """The highest only where it is told apart from the next; else those that could be the highest."""
    top = ranked.highest
    of = f"of {len(ranked.rows)} districts of {ranked.peers.name}"
    if top is not None and ranked.highest_told_apart:
        return f"{top.name} had the highest rate {of}: {number(top.rate, 1)} {per}"
    first = [row for row in ranked.rows if row.ranked is not None and row.ranked.first == 1]
    if not first:
        return f"Rates {of}"
    if len(first) > _NAMED:
        return f"No single highest rate {of}: {len(first)} could be the highest"
    return f"No single highest rate {of}: {joined([f'{row.name} {number(row.rate, 1)}' for row in first])}"


def rate_rows(
    rows: Sequence[RankedArea], *, axis: Axis, own: frozenset[str], ranks: str
) -> list[dict[str, Any]]:
    """What the page draws of each: {"name", "kind", "own", "low", "wide", "at", "rate", "interval", "n",
    "place", "range"}: places in percent of the axis, the rest in words.
    """
    return [
        {
            "name": row.name,
            "kind": "group" if row.level in _GROUPS else "area",
            "own": row.code in own and row.level not in _GROUPS,
            "low": axis.at(row.interval.low) if row.interval else None,
            "wide": round(axis.at(row.interval.high or 0.0) - axis.at(row.interval.low), 2)
            if row.interval
            else None,
            "at": axis.at(row.rate or 0.0),
            "rate": number(row.rate, 1),
            "interval": interval_words(row),
            "n": count(row.standing.value),
            "place": f"{row.place} {row.of_words}".strip() or _unranked(row, ranks),
            "range": row.range_words
            if row.ranked is not None and row.ranked.first != row.ranked.last
            else "",
        }
        for row in rows
    ]


def place_words(row: RankedArea) -> str:
    """'3rd highest (2nd to 6th) of 12', 'highest of 12' where no other rank is open; '' without a rank."""
    if row.ranked is None:
        return ""
    only = row.ranked.first == row.ranked.last
    return f"{row.place} {row.of_words}" if only else row.words


def interval_words(row: RankedArea) -> str:
    """'80.1 to 88.7'."""
    if row.interval is None:
        return ""
    return f"{number(row.interval.low, 1)} to {number(row.interval.high, 1)}"


def _unranked(row: RankedArea, ranks: str) -> str:
    return "" if row.level in _GROUPS else f"not ranked in {ranks}"


def _rate(row: RankedArea) -> str:
    return f"{number(row.rate, 1)} ({interval_words(row)})"


def dot_of(question: Question, row: RankedArea) -> Dot:
    """A row of the picture."""
    low, high = (row.interval.low, row.interval.high or 0.0) if row.interval else (0.0, 0.0)
    words = f"{number(row.rate, 1)} ({interval_words(row)})"
    return Dot(
        name=row.name,
        rate=row.rate or 0.0,
        low=low,
        high=high,
        words=f"{words}, {place_words(row)}" if row.ranked is not None else words,
        own=row.code in _own(question) and row.level not in _GROUPS,
    )


def _caveats(question: Question, ranked: Ranked) -> list[str]:
    notes = [f"Intervals with φ = {number(ranked.phi, 2)}; rates that print alike are joint."]
    lacking = [row.name for row in ranked.districts if row.rate is None]
    if lacking:
        notes.append(f"Without a rate (hidden, partial, not supplied or no residents): {joined(lacking)}.")
    if question.measure.reporting == "driven":
        notes.append("A high rate may be more reporting, not more harm.")
    if question.measure.reporting == "activity":
        notes.append("A high rate may be more police activity, not more harm.")
    return notes


def rate_columns(question: Question) -> tuple[Column, ...]:
    """Of a table of rates with their ranks."""
    measure = question.measure
    return (
        Column("area_code", "Code", "code", csv_only=True),
        Column("area_name", "Area"),
        Column("value", capitalised(measure.noun), "integer"),
        Column("population", capitalised(measure.rate_of), "integer"),
        Column("rate", f"Per {measure.rate_per:,} {measure.rate_of}", "decimal", 1),
        Column("rank", "Rank", "integer"),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status"),
        Column("rate_low", "95% from", "decimal", 1),
        Column("rate_high", "to", "decimal", 1),
        Column("rank_from", "Rank from", "integer", csv_only=True),
        Column("rank_to", "Rank to", "integer", csv_only=True),
        Column("rank_words", "Rank in words"),
    )


def _table(question: Question, ranked: Ranked) -> Table:
    rows = [*ranked.rows, *ranked.beside]
    own = own_rate(question, ranked) if ranked.of(question.area) is None else None
    return Table(
        rate_columns(question),
        tuple(rate_record(question, ranked, row) for row in (*rows, *([own] if own is not None else []))),
    )


def rate_record(question: Question, ranked: Ranked, row: RankedArea) -> tuple[Any, ...]:
    """A row of such a table."""
    return (
        row.code,
        row.name,
        row.standing.value,
        row.standing.population,
        printed(row.rate),
        row.ranked.rank.position if row.ranked else None,
        question.measure.unit,
        question.state(row.standing.status, ranked.released.window),
        printed(row.interval.low) if row.interval else None,
        printed(row.interval.high) if row.interval else None,
        row.ranked.first if row.ranked else None,
        row.ranked.last if row.ranked else None,
        place_words(row),
    )
