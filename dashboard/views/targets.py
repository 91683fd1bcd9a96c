"""A plan's indicators against their targets: one gauge each, in the plan's order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.figures.bullet import Scale, build_bullet, build_bullet_strip
from dashboard.periods import Window
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.targets.gauge import Gauge, read_gauges
from dashboard.targets.plan_year import plan_year
from dashboard.targets.status import BEST_FIRST, Status
from dashboard.targets.words import (
    against_words,
    change_pct,
    direction_words,
    missing_words,
    note_words,
    source_short,
    target_words,
    value_words,
)
from dashboard.views.view import Column, Table, View
from dashboard.vocabulary import CRIME, SUMMARY
from dashboard.wording import LEAST_BASE, each_named, lowered, printed, signed_percent
from data.catalogue import Indicator, Plan, TargetKind


def build_targets(reference: Reference, selection: Selection) -> View:
    """The view `targets`."""
    question = ask(reference, selection)
    plan = question.plan
    indicators = chosen(plan, selection) if plan else ()
    if plan is None or not indicators:
        return View(
            name="targets",
            title="Indicators against target",
            table=Table(COLUMNS, ()),
            empty=why_none(question),
            extra={"gauges": []},
            **described(question, ()),
        )
    gauges = read_gauges(reference, plan=plan, indicators=indicators, area=question.area, to=selection.to)
    cards = [card_of(reference, gauge) for gauge in gauges]
    title = finding(plan, gauges)
    return View(
        name="targets",
        title=title,
        caption=f"{plan.title}, {_plan_years(plan)}",
        alt=f"{title}. " + " ".join(_spoken(card) for card in cards),
        figure=build_bullet_strip(gauges=cards),
        table=Table(COLUMNS, tuple(table_row(reference, gauge) for gauge in gauges), note=plan.publication),
        extra={"gauges": cards},
        **described(question, gauges),
    )


def chosen(plan: Plan, selection: Selection) -> tuple[Indicator, ...]:
    """The top lines for the plan summary, a priority's own indicators, those on the measure for crime."""
    if selection.priority == SUMMARY:
        return tuple(item for item in plan.indicators if item.top_line)
    if selection.priority == CRIME:
        return tuple(item for item in plan.indicators if item.measure == selection.measure)
    own = [item for item in plan.indicators if selection.priority in item.priorities]
    return tuple(sorted(own, key=lambda item: not item.top_line))


def why_none(question: Question) -> str:
    """Why a plan shows nothing here, and what to do."""
    if question.plan is None and question.area in question.reference.custom:
        inside = question.reference.districts(question.area)
        districts = each_named([question.reference.name(code) for code in inside], "districts")
        return (
            f"{question.area_name} has no plan of its own. A plan's targets are for the whole of its area: "
            f"choose {districts} to see theirs, or add a plan for this area by file."
        )
    if question.plan is None:
        return (
            f"There is no plan for {question.area_name}. “csp template plan” writes a workbook to fill in; "
            "give it to “csp build”."
        )
    if question.selection.priority == CRIME:
        return (
            f"{question.plan.label} sets no target for {lowered(question.measure.label)}. "
            "Choose “Plan summary” to see its targets."
        )
    return f"{question.plan.label} has no indicators here. Choose another priority."


def described(question: Question, gauges: tuple[Gauge, ...] | list[Gauge]) -> dict[str, Any]:
    """What the view is about: a plan's year, and every indicator its own measure and source."""
    year = plan_year(question.plan, question.selection.to) if question.plan else question.window
    sources = dict.fromkeys(source_short(question.reference, gauge) for gauge in gauges)
    return question.described(window=year, compare=()) | {
        "basis": "each against its own baseline and target" if gauges else "",
        "measure": "Indicators against target",
        "definition": "The indicators of a plan, each with the baseline and the target the plan gives it.",
        "source": ", ".join(source for source in sources if source),
        "extracted": "",
        "demonstration": any(gauge.series is not None and gauge.series.demonstration for gauge in gauges),
        "caveats": (),
    }


def finding(plan: Plan, gauges: list[Gauge]) -> str:
    """How many stand how, from the best to the worst: '6 indicators: 2 on track, 3 too close to call'."""
    found = [gauge.verdict.status for gauge in gauges]
    if Status.BASELINE in found:
        return f"{plan.label}: {gauges[0].verdict.words}"
    judged = [status for status in BEST_FIRST if status in found]
    if not judged and all(gauge.phase == "after" for gauge in gauges):
        return f"{plan.label}: plan ended, and no data to its last month for any of {len(found)} indicators"
    if not judged:
        return f"{plan.label}: no indicator can be set against its target yet"
    counted: list[tuple[Status, str]] = [(status, status.word) for status in judged]
    counted += [(Status.NO_DATA, "without data"), (Status.WATCHED, "watched")]
    parts = [f"{found.count(status)} {words}" for status, words in counted if status in found]
    return f"{plan.label}, {len(found)} indicators: {', '.join(parts)}"


def _plan_years(plan: Plan) -> str:
    return Window("range", plan.first, plan.last).words


def card_of(reference: Reference, gauge: Gauge) -> dict[str, Any]:
    """What the page lays out: words already worded, and the places of the marks."""
    change = change_pct(gauge)
    headline = "" if gauge.value is None else value_words(gauge, gauge.value)
    if change is not None:
        headline += f" ({signed_percent(change)})"
    return {
        "id": gauge.indicator.id,
        "label": gauge.indicator.label,
        "direction": direction_words(gauge.indicator, gauge.measure),
        "headline": headline,
        "against": against_words(gauge),
        "note": note_words(reference, gauge),
        "status": str(gauge.verdict.status),
        "status_shape": gauge.verdict.shape,
        "status_words": gauge.verdict.words,
        "value": printed(gauge.value),
        "change": printed(change),
        "baseline": printed(gauge.baseline),
        "target": printed(gauge.target),
        "n": gauge.n,
        "figure": _figure(gauge),
    }


def _figure(gauge: Gauge) -> Mapping[str, Any] | None:
    """The marks: percent change on the baseline for targets of change, else the measure's own scale."""
    before = gauge.phase == "before"
    if gauge.baseline is None and (before or gauge.value is None):
        return None
    baseline, unit = gauge.baseline, "%" if gauge.measure.unit == "percent" else ""
    if gauge.indicator.kind is TargetKind.CHANGE and baseline and baseline >= LEAST_BASE:
        band = gauge.band

        def on_baseline(value: float) -> float:
            return 100 * (value - baseline) / baseline

        return build_bullet(
            scale="change",
            value=None if before or gauge.value is None else on_baseline(gauge.value),
            target=gauge.indicator.change_pct,
            band=(on_baseline(band.low), on_baseline(band.high)) if band else None,
        )
    scale: Scale = "at_least" if gauge.indicator.kind is TargetKind.AT_LEAST else "level"
    return build_bullet(
        scale=scale,
        value=None if before else gauge.value,
        baseline=baseline,
        target=gauge.target,
        band=(gauge.band.low, gauge.band.high) if gauge.band else None,
        unit=unit,
    )


def _spoken(card: Mapping[str, Any]) -> str:
    said = [card["label"], card["headline"], card["against"], card["status_words"]]
    return ", ".join(part for part in said if part) + "."


COLUMNS = (
    Column("indicator", "Indicator"),
    Column("measure", "Measure", csv_only=True),
    Column("period", "Months"),
    Column("value", "Value", "decimal"),
    Column("previous", "Baseline", "decimal"),
    Column("change", "Change", "decimal"),
    Column("change_pct", "Change, %", "percent", 1),
    Column("n", "n", "integer"),
    Column("unit", "Unit"),
    Column("status", "Status", "status", csv_only=True),
    Column("target", "Target", "decimal", 2),
    Column("target_words", "Target as set"),
    Column("direction", "Direction"),
    Column("verdict", "Verdict"),
    Column("usual_low", "Usual from", "decimal"),
    Column("usual_high", "Usual to", "decimal"),
    Column("baseline_period", "Baseline months"),
    Column("source", "Source"),
    Column("note", "Note"),
)


def table_row(reference: Reference, gauge: Gauge) -> tuple[Any, ...]:
    """A row under `COLUMNS`."""
    known = gauge.value is not None and gauge.baseline is not None and gauge.phase != "before"
    difference = (gauge.value or 0) - (gauge.baseline or 0) if known else None
    return (
        gauge.indicator.label,
        gauge.measure.id,
        gauge.window.words if gauge.window else gauge.year.words,
        printed(gauge.value),
        printed(gauge.baseline),
        printed(difference),
        printed(change_pct(gauge)),
        printed(gauge.n),
        gauge.measure.unit,
        gauge.amount.status,
        printed(gauge.target, 2),
        f"target {target_words(gauge)}" if target_words(gauge) else "",
        direction_words(gauge.indicator, gauge.measure),
        gauge.verdict.words,
        printed(gauge.band.low) if gauge.band else None,
        printed(gauge.band.high) if gauge.band else None,
        gauge.before.words if gauge.before else "",
        source_short(reference, gauge),
        gauge.indicator.note if gauge.value is not None else missing_words(reference, gauge),
    )
