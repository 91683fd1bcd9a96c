"""Every district month by month on one scale of rates, with the county's line in each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from dashboard.area_lines import AreaLine, AreaLines, LinePoint, area_lines
from dashboard.axis_marks import axis_marks
from dashboard.comparisons import Comparison
from dashboard.figures.marks import Mark
from dashboard.figures.rate_dots import axis_to
from dashboard.figures.small_lines import SmallScale, build_small_picture
from dashboard.periods import Window, month_words, span_words
from dashboard.question import Question, ask
from dashboard.ranked import Ranked, ranked_areas
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.standings import denominator
from dashboard.views.rates import why_no_rates
from dashboard.views.view import Column, Table, View
from dashboard.wording import capitalised, number, printed

# What decides a comparison, and what was done: holidays and events would fill so small a chart.
_MARKED: Final = ("break", "exceptional", "provisional", "intervention")


def build_district_months(reference: Reference, selection: Selection) -> View:
    """The view `district-months`."""
    question = ask(reference, selection)
    ranked = ranked_areas(question)
    codes = _codes(question, ranked) if ranked is not None else []
    found = area_lines(question, codes)
    if ranked is None or found is None or not found.highest:
        return View(
            name="district-months",
            title=f"{question.measure.label} by district and month",
            table=Table(_columns(question, "month"), ()),
            empty=question.absent() or why_no_rates(question, ranked),
            extra={"charts": [], "beside": [], "marks": [], "top": "", "months": ["", ""], "group": ""},
            **question.described(),
        )
    title = _title(question, ranked, found)
    drawn = _drawn(question, ranked, found)
    month = Window("1m", found.window.last, found.window.last)
    people = denominator(question, [line.code for line in found.lines], window=month)
    unit = "month" if found.unit == "month" else found.unit
    return View(
        name="district-months",
        title=title,
        caption=f"{question.measure.label} a month {people.words if people else ''}, {_lengths(found)}; "
        f"one scale for all, to {drawn['top']}; grey line: {ranked.peers.name}",
        alt=f"{title}. A small chart for each of {len(drawn['charts'])} areas, a point a {unit}.",
        figure=build_small_picture(
            charts=drawn["charts"],
            beside=drawn["beside"],
            marks=drawn["marks"],
            months=drawn["months"],
            top=drawn["top"],
        ),
        table=_table(question, found),
        extra=drawn,
        **{
            # One run of months: what the page compares its period with has no part in this.
            **replace(question, comparison=Comparison("none")).described(
                window=found.window, caveats=found.caveats
            ),
            "basis": f"beside {ranked.peers.name}",
        },
    )


def _lengths(found: AreaLines) -> str:
    return "months made equally long" if found.unit == "month" else f"a point a {found.unit}"


def _codes(question: Question, ranked: Ranked) -> list[str]:
    """The districts, the highest rate first, the area itself where it is none of them; the group last."""
    codes = [row.code for row in ranked.districts]
    if question.area not in codes and question.area != ranked.peers.code:
        codes.insert(0, question.area)
    return [*codes, ranked.peers.code]


def _title(question: Question, ranked: Ranked, found: AreaLines) -> str:
    """How often the area lay above or below its group; of a group, how often one district was highest."""
    group = found.of(ranked.peers.code)
    own = found.of(question.area)
    unit = {"month": "months", "quarter": "quarters", "year": "years"}[found.unit]
    districts = question.reference.districts
    if own is not None and group is not None and districts(own.code) != districts(group.code):
        both = [(own.rates[key], group.rates[key]) for key in own.rates if key in group.rates]
        above = sum(mine > theirs for mine, theirs in both)
        below = sum(mine < theirs for mine, theirs in both)
        side, times = ("above", above) if above > below else ("below", below)
        if both and above == below:
            return f"{own.name} was as often above {group.name} as below it, over {len(both)} {unit}"
        if both:
            return f"{own.name} was {side} {group.name} in {times} of {len(both)} {unit}"
    return f"{len(ranked.districts)} districts, {_span(found)}: {_most_often(ranked, found, unit)}"


def _most_often(ranked: Ranked, found: AreaLines, unit: str) -> str:
    """'Thanet was highest in 30 of 36 months', of the months that every district has."""
    lines = [line for row in ranked.districts if (line := found.of(row.code)) is not None]
    shared = [key for key in lines[0].rates if all(key in line.rates for line in lines)] if lines else []
    if not shared:
        return f"no {unit} that all of them have"
    first = [max(lines, key=lambda line, key=key: line.rates[key]).name for key in shared]  # type: ignore[misc]
    name = max(sorted(set(first)), key=first.count)
    return f"{name} was highest in {first.count(name)} of {len(shared)} {unit}"


def _span(found: AreaLines) -> str:
    return span_words(found.window.first, found.window.last)


def _drawn(question: Question, ranked: Ranked, found: AreaLines) -> dict[str, Any]:
    """What the page lays out: places in percent of a chart, the same scale in each."""
    axis = axis_to(found.highest)
    scale = SmallScale(found.window.first.index, found.window.last.index, axis.top)
    group = found.of(ranked.peers.code)
    emphasised = question.area if question.area != ranked.peers.code else ""
    return {
        "charts": [
            {
                "code": line.code,
                "name": line.name,
                "own": line.code == emphasised,
                "runs": _runs(line, scale),
                "words": _mean_words(line),
            }
            for line in found.lines
            if line.code != ranked.peers.code
        ],
        "beside": _runs(group, scale) if group is not None else [],
        "marks": [
            _mark(mark, scale)
            for mark in axis_marks(question, found.window.months, area=question.area)
            if mark.kind in _MARKED
        ],
        "top": f"{axis.top:,g}",
        "months": (month_words(found.window.first), month_words(found.window.last)),
        "group": ranked.peers.name,
    }


def _runs(line: AreaLine, scale: SmallScale) -> list[list[tuple[float, float]]]:
    """A point by itself, with a gap at both sides, is a short line."""
    found = []
    for run in line.runs():
        places = [scale.at(point.middle, point.rate or 0.0) for point in run]
        if len(places) == 1:
            (x, y), half = places[0], 30 / (scale.last - scale.first + 1)
            places = [(round(x - half, 2), y), (round(x + half, 2), y)]
        found.append(places)
    return found


def _mean_words(line: AreaLine) -> str:
    """'mean 8.1', over the months it has."""
    rates = list(line.rates.values())
    mean = sum(rates) / len(rates) if rates else 0.0
    return f"mean {number(mean, 1 if mean >= 1 else 2)}" if rates else "no rates"


def _mark(mark: Mark, scale: SmallScale) -> dict[str, Any]:
    left = scale.across(mark.start.index)
    line = mark.kind in ("break", "provisional")
    return {
        "kind": mark.kind,
        "left": left,
        "wide": 0.0 if line else round(scale.across(mark.end.index + 1) - left, 2),
        "words": mark.label,
        "months": span_words(mark.start, mark.start if line else mark.end),
    }


def _columns(question: Question, unit: str) -> tuple[Column, ...]:
    measure = question.measure
    return (
        Column("area_code", "Code", "code", csv_only=True),
        Column("area_name", "Area"),
        Column("month", "Month" if unit == "month" else "From", "month"),
        Column("last_month", "To", "month", csv_only=unit == "month"),
        Column("value", capitalised(measure.noun), "integer"),
        Column("rate", f"A month per {measure.rate_per:,} {measure.rate_of}", "decimal", 2),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status"),
    )


def _table(question: Question, found: AreaLines) -> Table:
    return Table(
        _columns(question, found.unit),
        tuple(_row(question, line, point) for line in found.lines for point in line.points),
    )


def _row(question: Question, line: AreaLine, point: LinePoint) -> tuple[Any, ...]:
    return (
        line.code,
        line.name,
        str(point.first),
        str(point.last),
        point.amount.value,
        printed(point.rate, 2),
        question.measure.unit,
        question.state(point.amount.status, Window("range", point.first, point.last)),
    )
