"""The control chart: what is usual from month to month, and the months that are not, in words."""

from __future__ import annotations

from typing import Any

from dashboard.axis_marks import axis_marks
from dashboard.figures.control_chart import build_control_chart, build_control_key
from dashboard.figures.marks import events_in, tick_key
from dashboard.month_run import MonthRun
from dashboard.peak_run import described_run, peak_run, why_no_months
from dashboard.periods import Window, span_words
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.signal_words import (
    SignalSaid,
    no_signal_words,
    signal_notes,
    signals_said,
    stretch_words,
    usual_range,
    why_no_chart,
)
from dashboard.statistics.xmr import Chart, Point
from dashboard.views.view import Column, Table, View
from dashboard.wording import capitalised, number, printed

_BASIS = "each month against its own usual range: mean ± 2.66 × the mean moving range, per day"


def build_control(reference: Reference, selection: Selection) -> View:
    """The view `control`: of the area, or of the ward in focus."""
    question = ask(reference, selection)
    return control_view("control", question, peak_run(question))


def control_view(name: str, question: Question, run: MonthRun | None) -> View:
    """A run's control chart as the view of a name; `extra` has `signals` and `notes`, in words."""
    why = why_no_months(question, run) or (why_no_chart(run) if run else "")
    chart = run.chart if run is not None else None
    months = None
    if run is not None and chart is not None:
        # A point may be a quarter.
        months = len(run.months) - run.months.index(chart.points[0].first)
    about = described_run(question, run, basis=_BASIS, months=months)
    if chart is not None:
        about["period"] = span_words(chart.points[0].first, chart.points[-1].last)
    if why or run is None or chart is None:
        return View(
            name=name,
            title=f"{question.measure.label}: no control chart",
            table=Table(_columns(question), ()),
            empty=why,
            extra={"signals": [], "notes": []},
            **about,
        )
    said = signals_said(chart)
    title = _title(chart, said)
    axis = list(chart.points[0].first.until(chart.points[-1].last))
    marks = axis_marks(question, axis, area=run.code)
    return View(
        name=name,
        title=title,
        caption=_caption(question, run, chart, key=tick_key(marks)),
        alt=_alt(chart, said, title),
        figure=build_control_chart(chart=chart, marks=marks, noun=question.measure.noun),
        table=Table(
            _columns(question),
            tuple(
                (*_row(question, run, chart, place, said), events_in(marks, point.first, point.last))
                for place, point in enumerate(chart.points)
            ),
        ),
        extra={
            "signals": [item.words for item in said] or [no_signal_words(chart)],
            "notes": list(signal_notes(run)),
        },
        **about,
    )


def _title(chart: Chart, said: tuple[SignalSaid, ...]) -> str:
    """The newest signal, and how many there are besides."""
    if not said:
        judged = sum(point.judged and point.limits is not None for point in chart.points)
        return f"No signal: all {number(judged)} {chart.unit}s judged are within their usual range"
    others = len(said) - 1
    more = f"; {number(others)} other signal{'' if others == 1 else 's'}" if others else ""
    return f"{said[0].words}{more}"


def _caption(question: Question, run: MonthRun, chart: Chart, *, key: str) -> str:
    where = run.name if run.code != question.area else ""
    span = stretch_words(chart.points[0].first, chart.points[-1].last)
    parts = [f"{question.measure.label} by {chart.unit}", where, span, build_control_key(chart), key]
    return " · ".join(part for part in parts if part)


def _alt(chart: Chart, said: tuple[SignalSaid, ...], title: str) -> str:
    known = [point for point in chart.points if point.count is not None]
    least, most = (pick(known, key=lambda point: point.count or 0) for pick in (min, max))
    ends = " to ".join(
        f"{number(point.count)} ({stretch_words(point.first, point.last)})" for point in (least, most)
    )
    parts = [f"Control chart by {chart.unit}", title, f"From {ends}", *(item.words for item in said)]
    return f"{'. '.join(parts)}. The table holds every number."


def _columns(question: Question) -> tuple[Column, ...]:
    return (
        Column("month", "From", "month"),
        Column("last_month", "To", "month"),
        Column("value", capitalised(question.measure.noun), "integer"),
        Column("usual_low", "Lower limit", "decimal", 1),
        Column("mean", "Mean", "decimal", 1),
        Column("usual_high", "Upper limit", "decimal", 1),
        Column("per_day", "Per day", "decimal", 2),
        Column("factor", "Season’s factor", "decimal", 3),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status"),
        Column("judged", "Judged"),
        Column("signals", "Signals"),
        Column("events", "Events"),
    )


def _row(
    question: Question, run: MonthRun, chart: Chart, place: int, said: tuple[SignalSaid, ...]
) -> tuple[Any, ...]:
    point = chart.points[place]
    limits = chart.limits[point.limits] if point.limits is not None else None
    low, high = usual_range(limits, point) if limits else (None, None)
    return (
        str(point.first),
        str(point.last),
        None if point.count is None else int(point.count),
        printed(low),
        printed(limits.centre * point.factor * point.days) if limits else None,
        printed(high),
        printed(point.per_day, 2),
        printed(point.factor, 3),
        question.measure.unit,
        _status(question, run, point),
        "yes" if point.judged and limits is not None else "no",
        "; ".join(item.words for item in said if place in item.places),
    )


def _status(question: Question, run: MonthRun, point: Point) -> str:
    """Of a month its own; of a quarter with a month that is not whole, that month's."""
    first, last = (month.index - run.months[0].index for month in (point.first, point.last))
    states = [amount.status for amount in run.amounts[first : last + 1]]
    short = [status for status in states if status not in ("shown", "zero")]
    status = short[0] if short else "shown" if point.count else "zero"
    return question.state(status, Window("range", point.first, point.last))
