"""The week by day and hour: which hours hold most, where a source has times. Days run from 06:00."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.figures.week import Steps, build_week
from dashboard.hour_peaks import Standing, stand_out
from dashboard.nights import Nights, nights_of, whose_words
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.statistics.classes import Classes, build_classes
from dashboard.views.view import Column, Table, View
from dashboard.week import DAYS, HOURS, WEEK, clock_number, from_six, hour_words, place_of
from dashboard.week_hours import WeekCounts, WeekHours, week_hours, with_hours
from dashboard.wording import (
    LEAST_BASE,
    capitalised,
    counted,
    joined,
    number,
    percent,
    printed,
    share_percent,
)

_NAMED = 3


def build_hours(reference: Reference, selection: Selection) -> View:
    """The view `hours`: of the area, whatever ward or month is in focus."""
    question = ask(reference, selection)
    hours = week_hours(question)
    if hours.now is None:
        return View(
            name="hours",
            title=f"{question.measure.label} by day and hour",
            table=Table(_columns(question), ()),
            empty=hours.why,
            extra={"instead": instead(question)},
            **question.described(),
        )
    now = hours.now
    standing = judged(hours)
    nights = nights_of(question)
    finding = title(question, now, standing)
    classes = build_classes(now.clock)
    return View(
        name="hours",
        title=finding,
        caption=_caption(question, hours),
        alt=_alt(finding, now),
        figure=_figure(now, classes, standing, nights),
        table=_table(question, hours, standing, nights),
        extra={
            "legend": list(zip(_steps(classes).colours, classes.words, strict=True)),
            "notes": _notes(question, hours, standing, nights),
        },
        **described(question, hours),
    )


def described(question: Question, hours: WeekHours) -> dict[str, Any]:
    """What a view by hour says it is about: its period may be a longer one than was asked for."""
    now = hours.now
    head = question.described(
        window=now.window if now else None,
        compare=[week.window for week in hours.before],
        caveats=hours.caveats,
    )
    head["basis"] = head["basis"] if hours.before else hours.no_comparison or "no comparison"
    if hours.not_domestic:
        head["definition"] = f"{head['definition']} What is flagged as domestic abuse is left out."
    return head


def instead(question: Question) -> list[tuple[str, str]]:
    """What has times in the area: words and the address that shows it."""
    catalogue = question.reference.catalogue
    return [
        (
            f"{catalogue.measures[measure].label} ({catalogue.sources[source].short})",
            question.address(priority="summary", measure=measure, source=source),
        )
        for measure, source in with_hours(question)
        if (measure, source) != (question.measure.id, question.selection.source)
    ]


def judged(hours: WeekHours) -> Standing | None:
    """Which hours stand out; None where there is too little to judge."""
    now, question = hours.now, hours.question
    if now is None or hours.series is None:
        return None
    phi = question.reference.phi(series=hours.series, level=question.level)
    return stand_out(now.clock, now.times, phi=phi)


def title(question: Question, now: WeekCounts, standing: Standing | None) -> str:
    """The hours that stand out, with how many they hold of how many; else that none does."""
    n = f"n = {number(now.timed)}"
    if not now.timed:
        return f"No {question.measure.noun} with a time in {now.window.words}"
    if standing is None:
        return f"{question.measure.label} by day and hour, {n}"
    if not standing.peaks:
        return f"No {standing.unit_words} of the week stands out ({n})"
    if len(standing.peaks) > _NAMED:
        above = f"{standing.count} of {standing.units} {standing.units_words}"
        return f"No single peak: {above} are above the rest of the week ({n})"
    held = sum(peak.count for peak in standing.peaks)
    share = share_percent(held, now.timed)
    verb = "is" if len(standing.peaks) == 1 else "are"
    told = joined([peak.words for peak in standing.peaks])
    of = f"{number(held)} of {number(now.timed)}" + (f", {percent(share)}" if share is not None else "")
    return f"{told} {verb} highest ({of})"


def _caption(question: Question, hours: WeekHours) -> str:
    now = hours.now
    if now is None:
        return ""
    what = f"{question.measure.label} in {question.area_name}, {now.window.words}"
    left = " · domestic abuse left out" if hours.not_domestic else ""
    return f"{what} · {question.source_short} · {now.coverage}{left}"


def _notes(
    question: Question, hours: WeekHours, standing: Standing | None, nights: Nights | None
) -> list[str]:
    """What must be known beside the grid, in sentences."""
    now = hours.now
    if now is None:
        return []
    notes = ["A row runs from 06:00 to 05:59: 01:00 on Saturday is in the row of Friday."]
    if now.timed < LEAST_BASE:
        notes.append(f"Under {LEAST_BASE} with a time: the counts are shown, no percentage and no peak.")
    elif standing is None:
        notes.append("Too few for each part of the week to say whether any stands out.")
    else:
        notes.append(_judged_words(now, standing))
    if nights is not None:
        notes.append(f"Outlined: {nights.words}, {nights.whose}.")
    return [*notes, *filter(None, [whose_words(question, nights)])]


def _judged_words(now: WeekCounts, standing: Standing) -> str:
    count = standing.count
    if not count:
        return f"Each {standing.unit_words} is within usual variation of the rest of the week."
    held = sum(now.clock[hour] for hour in standing.called)
    verb = "is" if count == 1 else "are"
    share = share_percent(held, now.timed)
    told = f" ({percent(share)})" if share is not None else ""
    return (
        f"{counted(count, standing.units_words)} of {standing.units} {verb} above the rest of the "
        f"week by more than usual variation (bold): they hold {number(held)} of {number(now.timed)}{told}."
    )


def _alt(finding: str, now: WeekCounts) -> str:
    rows = from_six(now.clock)
    by_day = joined([f"{day.label} {number(sum(row))}" for day, row in zip(DAYS, rows, strict=True)])
    return (
        f"Grid of seven days from 06:00 by 24 hours. {finding}. By day from 06:00: {by_day}. "
        f"{capitalised(now.coverage)}. The table holds every number."
    )


def _steps(classes: Classes) -> Steps:
    return Steps(classes.edges, classes.words, classes.zero)


def _figure(
    now: WeekCounts, classes: Classes, standing: Standing | None, nights: Nights | None
) -> dict[str, Any]:
    called = standing.called if standing else frozenset[int]()

    def label(hour: int) -> str:
        value = number(now.clock[hour]) if now.clock[hour] else ""
        return f"<b>{value}</b>" if hour in called and value else value

    def text(hour: int) -> str:
        share = share_percent(now.clock[hour], now.timed)
        words = f"{number(now.clock[hour])} of {number(now.timed)}" + (
            f" ({percent(share)})" if share is not None else ""
        )
        out = "<br>above the rest of the week" if hour in called else ""
        row, _ = place_of(hour)
        return f"<b>{DAYS[hour // HOURS].label} {hour_words(hour % HOURS)}</b><br>{words}{out}" + (
            f"<br>{DAYS[row].label}’s night" if DAYS[row] != DAYS[hour // HOURS] else ""
        )

    return build_week(
        positions=from_six([classes.position(value) for value in now.clock]),
        labels=from_six([label(hour) for hour in range(WEEK)]),
        texts=from_six([text(hour) for hour in range(WEEK)]),
        steps=_steps(classes),
        outlined=[place_of(hour) for hour in nights.held] if nights else (),
    )


def _columns(question: Question) -> tuple[Column, ...]:
    return (
        Column("day_from_06", "Day from 06:00"),
        Column("clock_day", "Day of the clock"),
        Column("hour", "Hour"),
        Column("value", capitalised(question.measure.noun), "integer"),
        Column("previous", "Before", "decimal", 1),
        Column("share", "Share of those with a time", "percent", 1),
        Column("above", "Above the rest of the week"),
        Column("night", "Plan’s night"),
        Column("unit", "Unit", csv_only=True),
        Column("of", "n with a time", "integer"),
        Column("status", "Status", "status"),
    )


def _table(question: Question, hours: WeekHours, standing: Standing | None, nights: Nights | None) -> Table:
    """Every hour in the order of the days from 06:00, then what has no time."""
    now = hours.now
    if now is None:
        return Table(_columns(question), ())
    rows = [
        _row(question, hours, now, clock_number(row, column), standing, nights)
        for row in range(len(DAYS))
        for column in range(HOURS)
    ]
    rest = now.all - now.timed
    unit, state = question.measure.unit, question.state("shown" if rest else "zero", now.window)
    rows.append(("No time", "", "", rest, None, None, "", "", unit, now.timed, state))
    return Table(_columns(question), tuple(rows))


def _row(
    question: Question,
    hours: WeekHours,
    now: WeekCounts,
    hour: int,
    standing: Standing | None,
    nights: Nights | None,
) -> tuple[Any, ...]:
    value = now.clock[hour]
    before: Sequence[int] = [week.clock[hour] for week in hours.before]
    return (
        DAYS[place_of(hour)[0]].label,
        DAYS[hour // HOURS].label,
        hour_words(hour % HOURS),
        value,
        printed(sum(before) / len(before)) if before else None,
        printed(share_percent(value, now.timed)),
        "" if standing is None else "yes" if hour in standing.called else "no",
        "" if nights is None else "yes" if hour in nights.held else "no",
        question.measure.unit,
        now.timed,
        question.state("shown" if value else "zero", now.window),
    )
