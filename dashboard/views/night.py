"""The night-time economy: how many fall in a plan's nights, against the period before, by month and hour."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from dashboard.axis_marks import axis_marks
from dashboard.figures.months import MonthStatus, build_months
from dashboard.hour_peaks import LEAST_MEAN
from dashboard.night_facts import NightFacts, NightHour, night_facts, night_hours
from dashboard.nights import counted_words, nights_of, whose_words
from dashboard.periods import MOST_BARS, run_words
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.hours import described, instead
from dashboard.views.view import Column, Table, View
from dashboard.week import WEEK, hour_words
from dashboard.wording import (
    LEAST_BASE,
    capitalised,
    change_words,
    count,
    direction_words,
    joined,
    number,
    percent,
    printed,
    share_percent,
    signed,
)
from data.month import Month


def build_night(reference: Reference, selection: Selection) -> View:
    """The view `night`: of the area, whatever ward or month is in focus."""
    question = ask(reference, selection)
    nights = nights_of(question)
    hours = night_hours(question)
    facts = night_facts(question, nights) if nights is not None else None
    if nights is None or facts is None:
        return View(
            name="night",
            title="Night-time economy",
            table=Table(_columns(question), ()),
            empty=whose_words(question, None) if nights is None and hours.now is not None else hours.why,
            extra={"instead": instead(question)},
            **question.described(),
        )
    head = described(question, hours)
    head["caveats"] = (*head["caveats"], *_caveats(facts))
    return View(
        name="night",
        title=title(facts),
        caption=_caption(facts),
        alt=_alt(facts),
        figure=_figure(facts) if facts.by_month else None,
        table=_table(facts),
        extra={
            "facts": _facts(facts),
            "hours": _hours(facts),
            "notes": _notes(facts),
            "drawn": bool(facts.by_month),
        },
        **head,
    )


def title(facts: NightFacts) -> str:
    """How many, of how many, and whether that changed."""
    share = f" ({percent(facts.share)})" if facts.share is not None else ""
    noun = facts.question.measure.noun
    told = f"{number(facts.inside)} of {number(facts.now.timed)} {noun}{share} in the night-time economy"
    if facts.change is None or facts.usual is None:
        return told
    if not facts.usual.beyond_usual:
        return f"{told}, within usual variation of {count(facts.previous)} before"
    return f"{told}: {direction_words(facts.change)} from {count(facts.previous)}, {facts.usual.words}"


def _caption(facts: NightFacts) -> str:
    question, nights = facts.question, facts.nights
    where = f"{question.measure.label} in {question.area_name}, {facts.now.window.words}"
    return f"{where} · {nights.words}, {nights.whose} · {facts.now.coverage}"


def _alt(facts: NightFacts) -> str:
    found = [hour_words(item.hour) for item in facts.by_hour if item.found]
    worst = f" Highest hours: {joined(found)}." if found else ""
    return f"Bars by month: how many fell in the nights of the plan. {title(facts)}.{worst}"


def _caveats(facts: NightFacts) -> list[str]:
    """Of crime some may be domestic abuse; of casualties none is."""
    may_be = facts.question.measure.crime_type and not facts.hours.not_domestic
    return [_DOMESTIC] if may_be else []


_DOMESTIC = "Domestic abuse is not left out: the source gives no counts by hour without it."


def _facts(facts: NightFacts) -> list[tuple[str, str]]:
    """What stands beside the chart: (what, words)."""
    now = facts.now
    share = f", {percent(facts.share)} of {number(now.timed)} with a time" if facts.share is not None else ""
    week = f"{len(facts.nights.held)} of the week’s {WEEK} hours ({percent(facts.week_share)})"
    busier = facts.busier
    than = "more" if busier.difference > 0 else "fewer"
    compared = (
        f"{than} an hour than in the rest of the week, {busier.words}"
        if busier.beyond_usual
        else "the difference from the rest of the week is within usual variation"
    )
    rows = [
        ("In these nights", f"{number(facts.inside)}{share}"),
        ("For their length", f"{week}: {compared}"),
        ("Against before", _against(facts)),
    ]
    return [*rows, ("Worst hours", _worst(facts))]


def _against(facts: NightFacts) -> str:
    if facts.change is None or facts.usual is None:
        return facts.hours.no_comparison or "no comparison"
    spans = joined([week.window.words for week in facts.hours.before])
    points = ""
    if facts.share is not None and facts.previous_share is not None:
        gone = signed(facts.share - facts.previous_share, 1)
        points = f"; as a share of those with a time {gone} points, from {percent(facts.previous_share)}"
    return (
        f"{count(facts.previous)} in {spans}: {change_words(facts.change, facts.change_pct)}, "
        f"{facts.usual.words}{points}"
    )


def _worst(facts: NightFacts) -> str:
    """The worst hours as found, then as the plan states them."""
    found = [item for item in facts.by_hour if item.found]
    if facts.inside < LEAST_BASE:
        told = f"too few to say (n = {number(facts.inside)})"
    elif not found:
        told = "no hour of these nights stands out from the others"
    else:
        held = sum(item.count for item in found)
        told = f"found: {_span(found)}, {_of(held, facts.inside)}"
    stated = facts.nights.worst_words
    if not stated:
        return f"{told}; {facts.nights.plan.label} names none"
    held = sum(item.count for item in facts.by_hour if item.worst)
    return f"{told}; {facts.nights.plan.label} names {stated}: {_of(held, facts.inside)}"


def _span(found: list[NightHour]) -> str:
    """'01:00 to 03:00', or the hours one by one where they are not neighbours."""
    hours = [item.hour for item in found]
    if all((last - first) % 24 == 1 for first, last in pairwise(hours)):
        return f"{hours[0]:02d}:00 to {(hours[-1] + 1) % 24:02d}:00"
    return joined([hour_words(hour) for hour in hours])


def _of(value: int, total: int) -> str:
    share = share_percent(value, total)
    return f"{number(value)} of {number(total)}" + (f" ({percent(share)})" if share is not None else "")


def _hours(facts: NightFacts) -> list[dict[str, Any]]:
    """The hours of the nights as short bars: what `build_splits` lays out."""
    most = max((item.count for item in facts.by_hour), default=0) or 1
    rows = [
        {
            "name": f"{item.hour:02d}:00" + (", worst" if item.worst else ""),
            "words": number(item.count) + _share(item.count, facts.inside),
            "size": round(100 * item.count / most, 1),
            "before": "" if item.before is None else f"was {count(item.before)}",
        }
        for item in facts.by_hour
    ]
    heard = joined([f"{row['name']} {row['words']}" for row in rows])
    return [
        {
            "label": "Hours of these nights, from",
            "of": f"n = {number(facts.inside)}"
            + (f"; worst: as {facts.nights.plan.label} names them" if facts.nights.worst else ""),
            "columns": False,
            "heard": heard,
            "rows": rows,
            "note": "",
        }
    ]


def _share(value: int, total: int) -> str:
    share = share_percent(value, total)
    return "" if share is None else f" ({percent(share)})"


def _notes(facts: NightFacts) -> list[str]:
    question, nights = facts.question, facts.nights
    left = "What is flagged as domestic abuse is left out." if facts.hours.not_domestic else ""
    notes = [whose_words(question, nights), counted_words(question, nights), left, *_caveats(facts)]
    missing = facts.now.missing
    if missing:
        notes.append(f"No times for {run_words(missing)}: those months are gaps, not zeros.")
    return [note for note in notes if note]


def _months(facts: NightFacts) -> tuple[Month, ...]:
    """The months that are drawn and listed: those of the period, of a long one its last three years."""
    return facts.now.window.months[-MOST_BARS:]


def _values(facts: NightFacts) -> tuple[list[int | None], list[MonthStatus], list[int | None]]:
    """By month of the period: how many fell in the nights, its status, and how many a year before."""
    values: list[int | None] = []
    statuses: list[MonthStatus] = []
    before: list[int | None] = []
    gaps = set(facts.now.missing)
    for month in _months(facts):
        found, earlier = facts.by_month.get(month), facts.by_month.get(month - 12)
        value = 0 if found is None else found.inside
        known = month not in gaps and value is not None
        values.append(value if known else None)
        provisional = facts.question.provisional_in(facts.now.window)
        status: MonthStatus = "complete"
        if provisional is not None and month >= provisional:
            status = "provisional"
        statuses.append(status if known else "hidden" if month not in gaps else "missing")
        before.append(earlier.inside if earlier is not None else None)
    return values, statuses, before


def _figure(facts: NightFacts) -> dict[str, Any]:
    values, statuses, before = _values(facts)
    compared = bool(facts.hours.before) and facts.question.selection.compare == "year"
    known = [value for value in values if value is not None]
    return build_months(
        months=_months(facts),
        values=values,
        statuses=statuses,
        previous=before if compared else (),
        previous_label="year before",
        # Under five it would be printed as a number it is not.
        mean=sum(known) / len(known) if sum(known) >= LEAST_MEAN * len(known) > 0 else None,
        noun=f"{facts.question.measure.noun} in these nights",
        marks=axis_marks(facts.question, _months(facts)),
        height=300,
    )


def _columns(question: Question) -> tuple[Column, ...]:
    return (
        Column("part", "Part"),
        Column("which", "Which"),
        Column("value", f"{capitalised(question.measure.noun)} in these nights", "integer"),
        Column("previous", "Before", "decimal", 1),
        Column("change", "Change", "decimal", 1),
        Column("change_pct", "Change, %", "percent", 1),
        Column("share", "Share", "percent", 1),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status"),
        Column("of", "n", "integer"),
        Column("usual_variation", "Usual variation"),
        Column("worst", "Worst hours"),
    )


def _table(facts: NightFacts) -> Table:
    question = facts.question
    unit = question.measure.unit

    def row(
        part: str, which: str, value: int | None, before: float | None, total: int | None, *more: str
    ) -> tuple[Any, ...]:
        change = None if value is None or before is None else value - before
        base = before if before is not None and before >= LEAST_BASE else None
        status = "not_supplied" if value is None else "shown" if value else "zero"
        usual, worst = (*more, "", "")[:2]
        return (
            *(part, which, value, printed(before), printed(change)),
            printed(100 * change / base if change is not None and base else None),
            printed(share_percent(value, total)),
            *(unit, question.state(status, facts.now.window), total, usual, worst),
        )

    words = facts.usual.words if facts.usual is not None else ""
    rows = [row("All nights", facts.nights.words, facts.inside, facts.previous, facts.now.timed, words)]
    for item in facts.by_hour:
        worst = joined([word for own, word in ((item.found, "found"), (item.worst, "plan")) if own])
        rows.append(row("Hour", hour_words(item.hour), item.count, item.before, facts.inside, "", worst))
    if facts.by_month:
        values, statuses, _ = _values(facts)
        before = [facts.by_month.get(month - 12) for month in _months(facts)]
        for month, value, status, earlier in zip(_months(facts), values, statuses, before, strict=True):
            own = facts.by_month.get(month)
            shown = earlier.inside if earlier is not None and facts.hours.before else None
            cells = row("Month", _month(month), value, shown, own.timed if own else None)
            rows.append(cells if status != "hidden" else (*cells[:8], "hidden", *cells[9:]))
    return Table(_columns(question), tuple(rows))


def _month(month: Month) -> str:
    return f"{month.first_day:%b} {month.year}"
