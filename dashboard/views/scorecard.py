"""The scorecard of a plan: a row an indicator, top lines first, outputs and watched ones folded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.figures.bullet import build_bullet_strip
from dashboard.periods import month_words, span_words
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.targets.gauge import Gauge, read_gauges
from dashboard.targets.words import (
    change_pct,
    direction_words,
    missing_words,
    target_words,
    value_words,
)
from dashboard.views.targets import COLUMNS, card_of, chosen, described, finding, table_row, why_none
from dashboard.views.view import Table, View
from dashboard.vocabulary import SUMMARY
from dashboard.wording import capitalised, joined, signed_percent
from data.catalogue import Indicator, Plan, TargetKind

TOP, FOLDED = "top-line", "folded"


def build_scorecard(reference: Reference, selection: Selection) -> View:
    """The view `scorecard`."""
    question = ask(reference, selection)
    plan = question.plan
    indicators = on_scorecard(plan, selection) if plan else ()
    if plan is None or not indicators:
        return View(
            name="scorecard",
            title="Scorecard",
            table=Table(COLUMNS, ()),
            empty=why_none(question),
            extra={"rows": []},
            **described(question, ()),
        )
    gauges = read_gauges(reference, plan=plan, indicators=indicators, area=question.area, to=selection.to)
    cards = [card_of(reference, gauge) for gauge in gauges]
    top = [gauge for gauge in gauges if gauge.indicator.top_line]
    title = finding(plan, top or gauges)
    return View(
        name="scorecard",
        title=title,
        caption=_caption(question, plan),
        alt=title,
        figure=build_bullet_strip(gauges=cards),
        table=Table(COLUMNS, tuple(table_row(reference, gauge) for gauge in gauges), note=plan.publication),
        extra={"rows": _rows(reference, plan, gauges, selection)},
        **described(question, gauges),
    )


def on_scorecard(plan: Plan, selection: Selection) -> tuple[Indicator, ...]:
    """Every indicator for the plan summary, else those of the priority or on the measure, as the scorecard
    groups them.
    """
    found = plan.indicators if selection.priority == SUMMARY else chosen(plan, selection)
    order = [TOP, *(item.id for item in plan.priorities), FOLDED]
    return tuple(sorted(found, key=lambda item: order.index(group_of(item))))


def group_of(indicator: Indicator) -> str:
    """Where an indicator stands: with the top lines, under its first priority, or with what is folded."""
    if indicator.top_line:
        return TOP
    if indicator.kind is TargetKind.WATCHED:
        return FOLDED
    return indicator.priorities[0]


def _caption(question: Question, plan: Plan) -> str:
    years = span_words(plan.first, plan.last)
    to = question.selection.to
    if to > plan.last:
        return f"Archive: {plan.title}, {years}; as it stood at its end"
    place = "before the plan’s years" if to < plan.first else "inside the plan’s years"
    return f"{plan.title}, {years}; {month_words(to)} is {place}"


def _rows(
    reference: Reference, plan: Plan, gauges: Sequence[Gauge], selection: Selection
) -> list[dict[str, Any]]:
    """A heading before each group; the last one is folded unless it is the only one or holds what is open."""
    labels = {item.id: item.label for item in plan.priorities}
    heads = {TOP: "Top-line indicators", **labels, FOLDED: "Outputs and watched"}
    groups = {head: [gauge for gauge in gauges if group_of(gauge.indicator) == head] for head in heads}
    groups = {head: inside for head, inside in groups.items() if inside}
    rows: list[dict[str, Any]] = []
    for group, inside in groups.items():
        opened = any(gauge.indicator.id == selection.indicator for gauge in inside)
        rows.append(
            {
                "id": f"head:{group}",
                "group": group,
                "head": heads[group],
                "count": str(len(inside)),
                "folded": group == FOLDED and len(groups) > 1 and not opened,
            }
        )
        rows += [
            _row(reference, gauge)
            | {
                "group": group,
                "priorities": ""
                if group in labels
                else joined([labels[p] for p in gauge.indicator.priorities]),
                "open": gauge.indicator.id == selection.indicator,
            }
            for gauge in inside
        ]
    return rows


def _row(reference: Reference, gauge: Gauge) -> dict[str, Any]:
    indicator = gauge.indicator
    change = change_pct(gauge)
    return {
        "id": indicator.id,
        "label": indicator.label,
        "direction": direction_words(indicator, gauge.measure),
        "ytd": "" if gauge.value is None else value_words(gauge, gauge.value),
        "ytd_sub": "" if change is None else signed_percent(change),
        "baseline": "" if gauge.baseline is None else value_words(gauge, gauge.baseline),
        "target": target_words(gauge),
        "missing": missing_words(reference, gauge) if gauge.value is None else "",
        "status": str(gauge.verdict.status),
        "shape": gauge.verdict.shape,
        "words": capitalised(gauge.verdict.words),
    }
