"""How the ward in focus stands year by year: count, share of its district, rate and ranks."""

from __future__ import annotations

from typing import Any

from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.standings import RATE_DECIMALS
from dashboard.statistics.intervals import Interval
from dashboard.statistics.rates import Rank, ordinal
from dashboard.views.view import Column, Table, View
from dashboard.views.ward import alone, not_by_ward, without_ward
from dashboard.ward_focus import WardFocus, ward_in_focus
from dashboard.ward_standing import WardStanding, Year, ward_standing
from dashboard.wording import capitalised, lowered, number, percent, printed

_NO_EXTRA: dict[str, Any] = {"rows": [], "heads": []}
_STATUS_WORDS = {"hidden": "hidden", "not_supplied": "not supplied"}


def build_ward_standing(reference: Reference, selection: Selection) -> View:
    """The view `ward-standing`."""
    question = alone(ask(reference, selection))
    focus = ward_in_focus(reference, selection)
    if focus is None:
        return without_ward("ward-standing", question, extra=_NO_EXTRA)
    standing = ward_standing(focus)
    if standing is None or all(year.amount.value is None for year in standing.years):
        return View(
            name="ward-standing",
            title=f"{focus.name} in {focus.district_name}",
            table=Table(_columns(question, focus), ()),
            empty=_why_none(question, focus, standing),
            extra=_NO_EXTRA,
            **{**question.described(compare=()), "geography": focus.words},
        )
    about = question.described(window=standing.now.window, compare=(), caveats=_caveats(standing))
    return View(
        name="ward-standing",
        title=title(standing),
        caption=_caption(standing),
        table=_table(standing),
        extra={"rows": [_row(standing, year) for year in standing.years], "heads": _heads(standing)},
        **{**about, "geography": focus.words, "basis": _basis(standing)},
    )


def title(standing: WardStanding) -> str:
    """Its rank by count now, and how far it moved."""
    focus, now = standing.focus, standing.now
    ranks = [year.ranks[0] for year in standing.years]
    known = [rank for rank in ranks if rank is not None]
    if now.ranks[0] is None or standing.rare:
        share = f", {percent(now.share)} of {focus.district_name}’s" if now.share is not None else ""
        value = number(now.amount.value) if now.amount.value is not None else "not shown"
        return f"{capitalised(focus.question.measure.noun)}: {value} in {now.window.words}{share}"
    place = f"{capitalised(standing.words_of(now.ranks[0]))} by count in {focus.district_name}"
    positions = [rank.position for rank in known]
    if len(known) < 2:
        return place
    span = f"{len(known)} years" if len(known) == len(ranks) else f"the {len(known)} years that can be ranked"
    if min(positions) == max(positions):
        return f"{place}, as in each of {span}"
    return f"{place}; between {ordinal(min(positions))} and {ordinal(max(positions))} over {span}"


def _caption(standing: WardStanding) -> str:
    question = standing.focus.question
    parts = [question.measure.label, "each period beside the same months of earlier years"]
    if standing.fixed:
        parts[1] = "by the whole years that are shown for wards"
    if standing.per is not None:
        parts.append(f"rates {standing.per.words}")
    return " · ".join([*parts, question.source_short])


def _basis(standing: WardStanding) -> str:
    focus = standing.focus
    if focus.part:
        return f"beside {focus.district_name}; a part of a ward is not ranked among wards"
    peers = f" and of {focus.peers.name}" if focus.peers is not None else ""
    return f"ranks among the wards of {focus.district_name}{peers} with figures, 1st is the highest"


def _caveats(standing: WardStanding) -> list[str]:
    notes = list(standing.caveats)
    if standing.now.interval is not None:
        notes.append(f"Rates with 95% intervals, φ = {number(standing.phi, 2)} for wards")
    if standing.busy:
        notes.append("Where many come and few live, a rate of residents describes volume, not risk")
    if any(rank is not None and rank.joint for year in standing.years for rank in year.ranks):
        notes.append("Joint: equal as printed")
    return notes


def _why_none(question: Question, focus: WardFocus, standing: WardStanding | None) -> str:
    if question.series is None:
        return question.absent()
    if not question.series.ward_level:
        return not_by_ward(question)
    if standing is None:
        return f"No year of {lowered(question.measure.label)} is shown for wards up to the chosen month."
    if any(year.amount.status == "hidden" for year in standing.years):
        return f"Every count of {focus.name} is hidden: small numbers."
    return f"{question.measure.label} is not supplied for {focus.name} in {question.window.words}."


def _heads(standing: WardStanding) -> list[str]:
    """The names of the columns of the card's table; without rates it has none for them."""
    focus = standing.focus
    heads = ["Period", capitalised(focus.question.measure.noun), f"Share of {focus.district_name}"]
    if _rated(standing):
        heads += ["Rate, 95% interval", f"Rate in {focus.district_name}"]
        heads += [f"Rate in {focus.peers.name}"] if focus.peers is not None else []
    return [
        *heads,
        *([] if focus.part else ["Rank by count"]),
        *(["Rank by rate"] if _by_rate(standing) else []),
    ]


def _rated(standing: WardStanding) -> bool:
    return any(year.rate is not None for year in standing.years)


def _by_rate(standing: WardStanding) -> bool:
    return any(year.ranks[1] is not None for year in standing.years)


def _row(standing: WardStanding, year: Year) -> dict[str, Any]:
    """A row of the card: its cells in words, and its ranks with their place on a line from 0 to 100."""
    focus = standing.focus
    value = _STATUS_WORDS.get(year.amount.status) or number(year.amount.value)
    cells = [value + (" (partial)" if year.amount.status == "partial" else ""), _share_words(year)]
    if _rated(standing):
        cells.append(number(year.rate, RATE_DECIMALS))
        cells += [number(rate, RATE_DECIMALS) for rate in year.rates[1 : 3 if focus.peers is not None else 2]]
    ranks = [] if focus.part else [_rank(standing, year.ranks[0], year.peer_ranks[0])]
    ranks += [_rank(standing, year.ranks[1], year.peer_ranks[1])] if _by_rate(standing) else []
    between = _between(year.interval) if _rated(standing) else ""
    first, to, last = year.window.words.partition(" to ")
    return {
        "period": [f"{first}{to}", *([last] if last else [])],
        "cells": cells,
        "between": between,
        "ranks": ranks,
    }


def _between(interval: Interval | None) -> str:
    if interval is None or interval.high is None:
        return ""
    return f"{number(interval.low, RATE_DECIMALS)} to {number(interval.high, RATE_DECIMALS)}"


def _share_words(year: Year) -> str:
    if year.share is not None:
        return percent(year.share)
    if year.amount.whole and year.district.whole:
        return f"{number(year.amount.value)} of {number(year.district.value)}"
    return "–"


def _rank(standing: WardStanding, rank: Rank | None, among: Rank | None) -> dict[str, Any]:
    peers = standing.focus.peers
    wide = f"{among.words} in {peers.name}" if among is not None and peers is not None else ""
    if rank is None:
        return {"words": "–", "wide": wide, "place": None}
    place = round(100 * (rank.position - 1) / max(rank.of - 1, 1), 1)
    return {"words": standing.words_of(rank), "wide": wide, "place": place}


def _columns(question: Question, focus: WardFocus) -> tuple[Column, ...]:
    peers = focus.peers.name if focus.peers is not None else "County"
    per = f"per {question.per_words(question.window)}"
    return (
        Column("from", "From", "month"),
        Column("to", "To", "month"),
        Column("value", capitalised(question.measure.noun), "integer"),
        Column("district_value", focus.district_name, "integer"),
        Column("share", "Share", "percent", 1),
        Column("rate", f"Rate {per}", "decimal", 1),
        Column("rate_low", "95% from", "decimal", 1),
        Column("rate_high", "95% to", "decimal", 1),
        Column("district_rate", f"{focus.district_name}, rate", "decimal", 1),
        Column("county_rate", f"{peers}, rate", "decimal", 1),
        Column("rank", "Rank by count", "integer"),
        Column("rank_words", "In words"),
        Column("rank_by_rate", "Rank by rate"),
        Column("county_rank", f"Rank by count in {peers}"),
        Column("county_rank_by_rate", f"Rank by rate in {peers}"),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status"),
    )


def _table(standing: WardStanding) -> Table:
    question, focus = standing.focus.question, standing.focus
    rows = []
    for year in standing.years:
        ranks = [rank.words if rank else "" for rank in (*year.ranks, *year.peer_ranks)]
        high = year.interval.high if year.interval else None
        rows.append(
            (
                str(year.window.first),
                str(year.window.last),
                year.amount.value,
                year.district.value,
                printed(year.share),
                printed(year.rate),
                printed(year.interval.low if year.interval else None),
                printed(high),
                printed(year.rates[1]),
                printed(year.rates[2]),
                year.ranks[0].position if year.ranks[0] else None,
                *ranks,
                question.measure.unit,
                question.state(year.amount.status, year.window),
            )
        )
    return Table(_columns(question, focus), tuple(rows))
