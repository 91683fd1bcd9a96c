"""Months over years: a line a year by count, a grid per day, the season and the one-offs in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.axis_marks import axis_marks
from dashboard.figures.marks import Mark, events_in
from dashboard.figures.year_lines import Year, build_year_lines
from dashboard.month_run import MonthRun
from dashboard.one_offs import one_off_sentences, one_offs
from dashboard.peak_run import described_run, peak_run, why_no_months
from dashboard.peak_words import (
    is_rare,
    peak_sentences,
    peak_title,
    profile_sentences,
    season_title,
    unknown_years,
)
from dashboard.periods import month_words, span_words
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.signal_words import stretch_words, why_no_chart
from dashboard.views.view import Column, Table, View
from dashboard.wording import capitalised, number, printed, signed_percent
from dashboard.year_lines import YearLine, YearLines, year_lines
from data.month import Month

_BASIS = "month beside month over the years; seasons and top months are told per day"


def build_years(reference: Reference, selection: Selection) -> View:
    """The view `years`: of the area, or of the ward in focus; by quarter where months are not shown."""
    question = ask(reference, selection)
    run = peak_run(question)
    lines = year_lines(question, run) if run is not None else None
    about = described_run(question, run, basis=_BASIS)
    if run is None or lines is None or not lines.lines:
        return View(
            name="years",
            title=f"{question.measure.label}: no months to set side by side",
            table=Table(_columns(question), ()),
            empty=why_no_months(question, run) or f"No month of it is known for {run.name if run else ''}.",
            extra={"sentences": [], "grid": None},
            **about,
        )
    marks = axis_marks(question, _months(lines), area=run.code)
    events = _events(lines, marks)
    title = _title(run, lines)
    ranked = bool(run.refused) or not is_rare(run)
    sentences = _sentences(run, lines, marks)
    if run.refused:
        about["period"] = span_words(lines.lines[0].first, lines.lines[-1].last)
        about["caveats"] = tuple(dict.fromkeys([*lines.caveats, *about["caveats"]]))
    return View(
        name="years",
        title=title,
        caption=_caption(question, run, lines),
        alt=f"A line a year, {len(lines.drawn)} in all. {title}. {'. '.join(sentences)}. "
        "The table holds every number.",
        figure=_figure(question, lines, events),
        table=Table(
            _columns(question), tuple(_row(question, *item, events, ranked=ranked) for item in _items(lines))
        ),
        extra={"sentences": sentences, "grid": _grid(run, lines), "focus": _focus(question, run)},
        **about,
    )


def _months(lines: YearLines) -> list[Any]:
    return list(lines.lines[0].first.until(lines.lines[-1].last))


def _events(lines: YearLines, marks: Sequence[Mark]) -> dict[Month, str]:
    """What lies in each value, by its first month, for the figure and the table."""
    return {
        first: events_in(marks, first, first + line.step - 1) for line in lines.lines for first in line.firsts
    }


def _title(run: MonthRun, lines: YearLines) -> str:
    if run.refused:
        return "Quarter beside quarter: single months are not shown of this measure"
    title = season_title(run, lines)
    if run.season is None or not run.season.evident:
        return title
    return f"{title}; in {lines.lines[-1].label} {peak_title(lines)}" if lines.peaks else title


def _sentences(run: MonthRun, lines: YearLines, marks: Sequence[Mark]) -> list[str]:
    """Peaks, season, one-offs; of quarters why neither season nor one-offs are told."""
    if run.refused:
        return [
            "A season, months out of the usual and a look ahead take single months",
            *_quarter_words(lines),
        ]
    return [
        *peak_sentences(lines),
        *profile_sentences(run, lines),
        *unknown_years(lines),
        *_one_off_sentences(run, marks),
    ]


def _quarter_words(lines: YearLines) -> list[str]:
    """The highest quarter of the latest year, where all four are shown."""
    year = lines.lines[-1]
    pairs = zip(year.counts, year.firsts, strict=True)
    known = [(count, first) for count, first in pairs if count is not None]
    if len(known) < len(year.firsts):
        return [f"{year.label}: not every quarter is shown, so none is named as the highest"]
    most = max(count for count, _ in known)
    firsts = [first for count, first in known if count == most]
    if len(firsts) > 1:
        return [f"{year.label}: {number(len(firsts))} quarters share the highest count ({number(most)})"]
    return [
        f"{year.label}: the highest count is that of {stretch_words(firsts[0], firsts[0] + 2)} "
        f"({number(most)}); whether it is more than usual variation is not judged"
    ]


def _one_off_sentences(run: MonthRun, marks: Sequence[Mark]) -> list[str]:
    if run.chart is None or why_no_chart(run):
        return []
    season = run.chart.adjusted
    found = one_off_sentences(one_offs(run, marks), season=season)
    span = stretch_words(run.chart.points[0].first, run.chart.points[-1].last)
    return found or [f"No {run.chart.unit} from {span} was outside its limits: no one-offs to name"]


def _caption(question: Question, run: MonthRun, lines: YearLines) -> str:
    parts = [
        f"{question.measure.label} by {lines.unit}, years to {month_words(lines.lines[-1].last)}",
        run.name if run.code != question.area else "",
        question.source_short,
        "strong line: latest year",
        "dotted: no usual year" if any(line.exceptional for line in lines.drawn) else "",
    ]
    return " · ".join(part for part in parts if part)


def _focus(question: Question, run: MonthRun) -> dict[str, str] | None:
    """The ward in focus, and the area to go back to."""
    if run.code == question.area:
        return None
    return {"ward": run.name, "area": question.area_name}


def _figure(question: Question, lines: YearLines, events: Mapping[Month, str]) -> dict[str, Any]:
    latest = lines.lines[-1]
    peaks = None if is_rare(lines.run) else lines.peaks
    named = [latest.firsts.index(month) for month in peaks.highest] if peaks else []
    return build_year_lines(
        firsts=latest.firsts,
        step=latest.step,
        years=[
            Year(
                label=line.label,
                values=tuple(line.counts),
                hovers=tuple(_hovers(question, line, events)),
                back=(latest.first.index - line.first.index) // 12,
                note=line.exceptional,
            )
            for line in lines.drawn
        ],
        named=named,
    )


def _hovers(question: Question, line: YearLine, events: Mapping[Month, str]) -> list[str]:
    words = []
    for first, count, daily, out in zip(line.firsts, line.counts, line.per_day, line.left_out, strict=True):
        if count is None:
            words.append("")
            continue
        last = first + line.step - 1
        text = f"<b>{stretch_words(first, last)}</b><br>{number(count)} {question.measure.noun}".rstrip()
        text += f"<br>{number(daily, 1)} a day" + (f"<br>{', '.join(line.marks)}" if out else "")
        names = events[first]
        words.append(text + (f"<br>{names}" if names and len(names) < 60 else ""))
    return words


def _grid(run: MonthRun, lines: YearLines) -> dict[str, Any]:
    """Months down, years across, per day; how often each month was among the top three."""
    drawn = lines.drawn
    latest = drawn[-1]
    rare = not run.refused and is_rare(run)
    profile = run.profile if not run.refused and not rare else None
    evident = run.season is not None and run.season.evident and not run.refused
    counts = [daily for line in drawn for daily in line.per_day if daily is not None]
    digits = 1 if max(counts, default=0) >= 10 else 2
    rows = []
    for place, first in enumerate(latest.firsts):
        row: dict[str, Any] = {
            "name": _slot(latest, place),
            "cells": [_cell(line, place, digits=digits, ranked=not rare) for line in drawn],
            "top": "",
            "season": "",
        }
        if profile is not None and len(profile.years) > 1:
            month = profile.months[first.month - 1]
            row["top"] = f"{month.top} of {month.years}" if month.years else "–"
        if evident and run.season is not None:
            row["season"] = signed_percent(100 * (run.season.factors[first.month - 1] - 1), 0)
        rows.append(row)
    return {
        "unit": lines.unit,
        "years": [{"label": line.label, "note": line.exceptional} for line in drawn],
        "rows": rows,
        "evident": evident,
        "ranked": not rare,
        "tops": any(row["top"] for row in rows),
        "more": len(lines.lines) - len(drawn),
    }


def _slot(line: YearLine, place: int) -> str:
    first = line.firsts[place]
    return stretch_words(first, first + line.step - 1).rpartition(" ")[0]


def _cell(line: YearLine, place: int, *, digits: int, ranked: bool) -> dict[str, Any]:
    daily, amount = line.per_day[place], line.amounts[place]
    words = number(daily, digits) if daily is not None else _ABSENT.get(amount.status, "partial")
    return {
        "words": words,
        "top": ranked and place in line.top,
        "out": line.left_out[place],
        "gap": daily is None,
    }


_ABSENT = {"hidden": "hidden", "not_supplied": "–", "partial": "partial"}


def _columns(question: Question) -> tuple[Column, ...]:
    return (
        Column("year", "Year"),
        Column("month", "From", "month"),
        Column("last_month", "To", "month"),
        Column("value", capitalised(question.measure.noun), "integer"),
        Column("per_day", "Per day", "decimal", 2),
        Column("top", "In the year’s top three per day"),
        Column("exceptional", "Exceptional"),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status"),
        Column("events", "Events"),
    )


def _items(lines: YearLines) -> list[tuple[YearLine, int]]:
    """Every value, the latest year first, its months in order."""
    return [(line, place) for line in reversed(lines.lines) for place in range(len(line.firsts))]


def _row(
    question: Question, line: YearLine, place: int, events: Mapping[Month, str], *, ranked: bool
) -> tuple[Any, ...]:
    first, amount = line.firsts[place], line.amounts[place]
    last = first + line.step - 1
    return (
        line.label,
        str(first),
        str(last),
        amount.value,
        printed(line.per_day[place], 2),
        "yes" if ranked and place in line.top else "",
        ", ".join(line.marks) if line.left_out[place] else "",
        question.measure.unit,
        amount.status,
        events[first],
    )
