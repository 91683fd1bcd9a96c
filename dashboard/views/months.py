"""Months as bars, with the highest and lowest named and the period before as a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from dashboard.axis_marks import axis_marks
from dashboard.disclosure import level_of
from dashboard.figures import months as months_figure
from dashboard.figures.marks import Mark, events_in, tick_key
from dashboard.month_facts import Bar, MonthFacts, month_facts
from dashboard.periods import Window
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.standings import has_rates, population_of
from dashboard.statistics.change import usual_words
from dashboard.statistics.peaks import Peaks
from dashboard.statistics.rates import Rank, rank_values, rate
from dashboard.views.view import Column, Table, View
from dashboard.wording import capitalised, joined, month_names, number, percent_change, printed, share_percent
from data.month import Month

_STATUSES: dict[str, months_figure.MonthStatus] = {
    "shown": "complete",
    "zero": "complete",
    "provisional": "provisional",
    "partial": "partial",
    "hidden": "hidden",
    "not_supplied": "missing",
}


def build_months(reference: Reference, selection: Selection) -> View:
    """The view `months`: the area's, or those of the ward in focus."""
    question = ask(reference, selection)
    facts = month_facts(reference, selection)
    if facts is None or not facts.bars:
        why = question.absent() or f"Nothing is shown month by month for {question.area_name}."
        return View(
            name="months",
            title=f"{question.measure.label} by month",
            table=Table(_columns(question, decimals=0, quarters=False), ()),
            empty=why,
            **question.described(window=question.charted),
        )
    head = question.described(window=facts.window, caveats=_caveats(facts))
    if facts.of_ward:
        head["geography"] = f"{facts.name}, ward of {question.area_name}"
    head["basis"] = _basis(facts)
    finding = title(facts)
    marks = axis_marks(question, facts.window.months, area=facts.code)
    events = [events_in(marks, bar.first, bar.last) for bar in facts.bars]
    return View(
        name="months",
        title=finding,
        caption=_caption(facts, marks),
        alt=_alt(facts, finding),
        figure=_figure(facts, marks, events),
        table=_table(facts, events),
        **head,
    )


def title(facts: MonthFacts) -> str:
    """Which months were highest; whether any stands out."""
    noun = facts.question.measure.noun
    where = f" in {facts.name}" if facts.of_ward else ""
    if not any(bar.now.value for bar in facts.bars):
        return (
            f"No {noun}{where} in {facts.window.words}"
            if _all_whole(facts)
            else f"{capitalised(noun)} by month"
        )
    if facts.peaks is None:
        return f"{facts.question.measure.label}{where} by {facts.unit}"
    names = month_names(facts.peaks.highest, span=facts.window.months)
    values = sorted({number(facts.value(month)) for month in facts.peaks.highest}, key=len)
    tops = [facts.value(month) or 0 for month in facts.peaks.highest]
    span = values[0] if len(values) == 1 else f"{number(min(tops))} to {number(max(tops))}"
    verb = "was" if len(facts.peaks.highest) == 1 else "were"
    tail = "" if facts.peaks.standing_out else "; no single peak"
    return f"{names} {verb} highest{where} ({span}){tail}"


def _all_whole(facts: MonthFacts) -> bool:
    return all(bar.now.whole for bar in facts.bars)


def per_day_words(peaks: Peaks, *, span: tuple[Month, ...]) -> str:
    """Where the fair answer differs from the printed one; '' where they agree."""
    parts = []
    if peaks.highest != peaks.busiest:
        parts.append(f"busiest per day: {month_names(peaks.busiest, span=span)}")
    if set(peaks.lowest) != set(peaks.quietest):
        parts.append(f"quietest per day: {month_names(peaks.quietest, span=span)}")
    return "; ".join(parts)


def _caption(facts: MonthFacts, marks: Sequence[Mark]) -> str:
    question = facts.question
    parts = [f"{question.measure.label} by {facts.unit}", facts.window.words, question.source_short]
    if facts.peaks is not None:
        span = facts.window.months
        parts.append(f"lowest {month_names(facts.peaks.lowest, span=span)}")
        per_day = per_day_words(facts.peaks, span=span)
        if per_day:
            parts.append(per_day)
    if key := tick_key(marks):
        parts.append(key)
    may_change = question.provisional_words(facts.window)
    return " · ".join([*parts, may_change] if may_change else parts)


def _basis(facts: MonthFacts) -> str:
    label = facts.previous_label
    if not label:
        return "no comparison"
    if not any(bar.previous is not None for bar in facts.bars):
        return f"No comparison: the {label} is not in the store, or not whole."
    return f"each {facts.unit} against the {label}"


def _alt(facts: MonthFacts, finding: str) -> str:
    known = [bar for bar in facts.bars if bar.now.value is not None]
    ends = ""
    if known:
        most = max(known, key=lambda bar: bar.now.value or 0)
        least = min(known, key=lambda bar: bar.now.value or 0)
        ends = (
            f" From {number(least.now.value)} ({least.words}) to {number(most.now.value)} ({most.words}), "
            f"{len(facts.bars)} {facts.unit}s."
        )
    gaps = [bar.words for bar in facts.bars if bar.now.status == "not_supplied"]
    gap = f" Not supplied: {joined(gaps)}." if gaps else ""
    may_change = facts.question.provisional_words(facts.window)
    gap += f" {capitalised(may_change)}." if may_change else ""
    return f"Bars by {facts.unit}. {finding}.{ends}{gap} The table holds every number."


def _caveats(facts: MonthFacts) -> list[str]:
    notes = list(facts.caveats)
    notes += [f"{mark.label}: {mark.note}" for mark in facts.marks]
    partial = [bar.words for bar in facts.bars if bar.now.status == "partial"]
    if partial:
        notes.append(f"Partial: {joined(partial)}.")
    return notes


def _figure(facts: MonthFacts, marks: Sequence[Mark], events: Sequence[str]) -> dict[str, Any]:
    peaks = facts.peaks
    figure = months_figure.build_months(
        months=[bar.first for bar in facts.bars],
        values=[bar.now.value for bar in facts.bars],
        statuses=[_STATUSES[_state(facts, bar)] for bar in facts.bars],
        previous=[bar.previous for bar in facts.bars] if facts.previous_label else (),
        previous_label=facts.previous_label,
        mean=facts.mean,
        highest=peaks.highest if peaks else (),
        lowest=peaks.lowest if peaks else (),
        marks=marks,
        notes=events,
        selected=facts.question.selection.month,
        noun=facts.question.measure.noun,
    )
    return figure if facts.unit == "month" else _renamed(figure, facts.bars)


def _state(facts: MonthFacts, bar: Bar) -> str:
    return facts.question.state(bar.now.status, Window("range", bar.first, bar.last))


def _renamed(figure: dict[str, Any], bars: tuple[Bar, ...]) -> dict[str, Any]:
    """The same bars under the names of quarters or years: the figure names each by its first month."""
    data, layout = list(figure["data"]), dict(figure["layout"])
    data[0] = {
        **data[0],
        "text": [bar.words for bar in bars],
        "textposition": "none",
        "hovertemplate": data[0]["hovertemplate"].replace(months_figure.MONTH_OF_BAR, "text"),
    }
    # Two lines a bar, and the year under them.
    layout["margin"] = {**layout["margin"], "b": 74}
    layout["annotations"] = [
        {**words, "yshift": -54} if words.get("yshift") == months_figure.YEAR_SHIFT else words
        for words in layout["annotations"]
    ]
    layout["xaxis"] = {
        **layout["xaxis"],
        "tickvals": list(range(len(bars))),
        "ticktext": [f"{bar.first.first_day:%b}–<br>{bar.last.first_day:%b}" for bar in bars],
        "tickangle": 0,
        "tickfont": {"size": 12},
    }
    return {"data": data, "layout": layout}


def _columns(question: Question, *, decimals: int, quarters: bool) -> tuple[Column, ...]:
    measure = question.measure
    kind: Literal["decimal", "integer"] = "decimal" if decimals else "integer"
    return (
        Column("month", "From" if quarters else "Month", "month"),
        *([Column("last_month", "To", "month")] if quarters else []),
        Column("value", capitalised(measure.noun), "integer"),
        Column("previous", "Before", kind, decimals),
        Column("change", "Change", kind, decimals),
        Column("change_pct", "Change, %", "percent", 1),
        Column("rate", f"Per {measure.rate_per:,} {measure.rate_of}", "decimal", 2),
        Column("rank", "Rank by count", "integer"),
        Column("share", "Share", "percent", 1),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status"),
        Column("per_day", "Per day", "decimal", 1),
        Column("usual_variation", "Usual variation"),
        Column("events", "Events"),
    )


def _table(facts: MonthFacts, events: Sequence[str]) -> Table:
    decimals = 1 if facts.question.selection.compare == "3y" else 0
    values = [bar.now.value if bar.now.whole else None for bar in facts.bars]
    total = sum(value or 0 for value in values) if _all_whole(facts) else None
    level = level_of(facts.question.reference, facts.code)
    month = Window("1m", facts.window.last, facts.window.last)
    rated = has_rates(facts.question, level=level, window=month)
    people = population_of(facts.question, facts.code, window=facts.window) if rated else None
    ranks = rank_values(values)
    quarters = facts.unit != "month"
    return Table(
        _columns(facts.question, decimals=decimals, quarters=quarters),
        tuple(
            (
                *_row(facts, bar, rank=rank, total=total, people=people, quarters=quarters),
                words,
            )
            for bar, rank, words in zip(facts.bars, ranks, events, strict=True)
        ),
    )


def _row(
    facts: MonthFacts, bar: Bar, *, rank: Rank | None, total: int | None, people: int | None, quarters: bool
) -> tuple[Any, ...]:
    value = bar.now.value
    whole = value if bar.now.whole else None
    change = None if whole is None or bar.previous is None else whole - bar.previous
    return (
        str(bar.first),
        *([str(bar.last)] if quarters else []),
        value,
        printed(bar.previous),
        printed(change),
        printed(percent_change(whole, bar.previous)),
        printed(rate(whole, people, per=facts.question.measure.rate_per), 2),
        rank.position if rank else None,
        printed(share_percent(whole, total)),
        facts.question.measure.unit,
        _state(facts, bar),
        printed(None if whole is None else whole / bar.days),
        "" if bar.beyond is None else usual_words(beyond=bar.beyond),
    )
