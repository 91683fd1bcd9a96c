"""The scorecard of a plan: a row an indicator, top lines first, outputs and watched ones folded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboard.figures.bullet import build_bullet_strip
from dashboard.periods import month_words
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.scorecard_facts import FOLDED, TOP, finding_of, group_of, place_words, scorecard_positions
from dashboard.selection import Selection
from dashboard.targets.position import Position, RecentMonth
from dashboard.targets.position_words import (
    absent_words,
    expected_words,
    target_parts,
    year_gauge,
    year_target_words,
)
from dashboard.targets.words import (
    change_pct,
    direction_words,
    missing_words,
    source_short,
    value_words,
)
from dashboard.views.targets import card_of, described, why_none
from dashboard.views.view import Column, Table, View
from dashboard.wording import capitalised, count, joined, number, printed, signed_percent
from data.catalogue import Plan

_QUARTER: Final = 3


def build_scorecard(reference: Reference, selection: Selection) -> View:
    """The view `scorecard`."""
    question = ask(reference, selection)
    plan = question.plan
    positions = scorecard_positions(question)
    if plan is None or not positions:
        return View(
            name="scorecard",
            title="Scorecard",
            table=Table(_COLUMNS, ()),
            empty=why_none(question),
            extra={"rows": []},
            **described(question, ()),
        )
    gauges = [position.gauge for position in positions]
    title = finding_of(plan, positions)
    rows = _rows(question, plan, positions)
    # The picture is of what stands open on the screen.
    open_rows = {row["id"] for row in rows if not row["folded"]}
    shown = [gauge for gauge in gauges if gauge.indicator.id in open_rows]
    return View(
        name="scorecard",
        title=title,
        caption=place_words(plan, selection),
        alt=f"{title}. " + " ".join(_spoken(row) for row in rows if "head" not in row),
        figure=build_bullet_strip(gauges=[card_of(reference, gauge) for gauge in shown]),
        table=Table(
            _COLUMNS,
            tuple(_record(reference, plan, position) for position in positions),
            note=plan.publication,
        ),
        extra={"rows": rows},
        **described(question, gauges),
    )


def _rows(question: Question, plan: Plan, positions: Sequence[Position]) -> list[dict[str, Any]]:
    """A heading before each group. What is open is never folded away."""
    labels = {item.id: item.label for item in plan.priorities}
    heads = {TOP: "Top-line indicators", **labels, FOLDED: "Outputs and watched"}
    groups = {head: [item for item in positions if group_of(item.gauge.indicator) == head] for head in heads}
    groups = {head: inside for head, inside in groups.items() if inside}
    opened = question.selection.indicator
    rows: list[dict[str, Any]] = []
    for group, inside in groups.items():
        holds = any(position.gauge.indicator.id == opened for position in inside)
        bare = all(position.gauge.value is None for position in inside)
        folded = not holds and _is_folded(group, groups, bare=bare)
        rows.append(
            {
                "id": f"head:{group}",
                "group": group,
                "head": heads[group],
                "count": f"{len(inside)}{', all without data' if bare and len(inside) > 1 else ''}",
                "folded": folded,
            }
        )
        for position in inside:
            tied = "" if group in labels else joined([labels[p] for p in position.gauge.indicator.priorities])
            rows.append(
                _row(question.reference, position)
                | {
                    "group": group,
                    "folded": folded,
                    # A heading that is a priority says it for its rows.
                    "priorities": tied,
                    "open": position.gauge.indicator.id == opened,
                }
            )
    return rows


def _is_folded(group: str, groups: Mapping[str, object], *, bare: bool) -> bool:
    """Outputs and watched ones, and what has no data at all, unless nothing else would be left to read."""
    if group == FOLDED:
        return len(groups) > 1
    return group != TOP and bare and TOP in groups


def _row(reference: Reference, position: Position) -> dict[str, Any]:
    """What the grid prints of an indicator, all of it words; `spark` are the numbers of the sparkline."""
    gauge, indicator = position.gauge, position.gauge.indicator
    latest, when = _latest(position)
    expected, spread = expected_words(position)
    year = year_gauge(position)
    target, level = target_parts(position)
    verdict = gauge.verdict
    return {
        "id": indicator.id,
        "label": indicator.label,
        "direction": direction_words(indicator, gauge.measure),
        "spark": [item.value for item in _sparked(position)],
        "spark_words": _spark_words(position),
        "latest": latest,
        "latest_sub": when,
        **_year_to_date(position),
        "baseline": "" if year.baseline is None else value_words(gauge, year.baseline),
        "baseline_sub": _baseline_sub(position),
        "target": target,
        "target_sub": level,
        "expected": expected,
        "expected_sub": spread,
        "missing": absent_words(reference, position),
        "status": str(verdict.status),
        "shape": verdict.shape,
        "words": capitalised(verdict.words),
    }


def _latest(position: Position) -> tuple[str, str]:
    """The last month held, or the last value published, with when it is of."""
    held = [item for item in position.recent if item.value is not None]
    if held:
        quarter = "quarter to " if _by_quarter(position) else ""
        return count(held[-1].value), f"{quarter}{month_words(held[-1].month)}"
    gauge = position.gauge
    if position.recent or gauge.value is None or gauge.window is None:
        return "", ""
    n = f", n = {number(gauge.n)}" if gauge.n is not None else ""
    return value_words(gauge, gauge.value), f"{gauge.window.words}{n}"


def _year_to_date(position: Position) -> dict[str, str]:
    """The count so far with its change on the same months. What does not add up has none."""
    gauge = position.gauge
    if gauge.value is None or gauge.window is None or not position.path:
        return {"ytd": "", "ytd_sub": ""}
    change = change_pct(gauge)
    against = "the same months before" if gauge.part else "the baseline"
    words = "" if change is None else f"{signed_percent(change)} on {against}"
    return {"ytd": value_words(gauge, gauge.value), "ytd_sub": words}


def _baseline_sub(position: Position) -> str:
    base, given = position.base, position.gauge.indicator.baseline
    if base.value is None:
        return ""
    months = base.window.words if base.window else ""
    stated = base.stated is not None and given is not None and given.stated
    return ", ".join(part for part in (months, "stated" if stated else "computed") if part)


def _by_quarter(position: Position) -> bool:
    """Whether only quarters are shown: a number at the last month of each, and nowhere else."""
    held = [item.month.month for item in position.recent if item.value is not None]
    return len(held) > 1 and all(month % _QUARTER == 0 for month in held)


def _sparked(position: Position) -> list[RecentMonth]:
    """What the sparkline draws: months, or the quarters where only those are shown."""
    if not _by_quarter(position):
        return list(position.recent)
    return [item for item in position.recent if item.month.month % _QUARTER == 0]


def _spark_words(position: Position) -> str:
    """The sparkline for those who do not see it."""
    held = [item for item in position.recent if item.value is not None]
    if not held:
        return ""
    least = min(held, key=lambda item: item.value or 0.0)
    most = max(held, key=lambda item: item.value or 0.0)
    steps = " by quarter" if _by_quarter(position) else ""
    return (
        f"{len(position.recent)} months{steps} to {month_words(position.recent[-1].month)}: "
        f"lowest {count(least.value)} in {month_words(least.month)}, "
        f"highest {count(most.value)} in {month_words(most.month)}"
    )


def _spoken(row: dict[str, Any]) -> str:
    target = f"target {row['target']}" if row["target"] else ""
    said = [row["label"], row["ytd"] or row["latest"], target, row["words"]]
    return ", ".join(part for part in said if part) + "."


_COLUMNS = (
    Column("indicator", "Indicator"),
    Column("measure", "Measure", csv_only=True),
    Column("priority", "Priority"),
    Column("group", "Group", csv_only=True),
    Column("latest", "Latest"),
    Column("period", "Months"),
    Column("value", "Value", "decimal", 1),
    Column("previous", "Same months of the baseline", "decimal", 1),
    Column("change", "Change", "decimal", 1),
    Column("change_pct", "Change, %", "percent", 1),
    Column("n", "n", "integer"),
    Column("unit", "Unit"),
    Column("status", "Status", "status", csv_only=True),
    Column("baseline", "Baseline of a year", "decimal", 1),
    Column("baseline_stated", "Baseline as stated", "decimal", 1),
    Column("baseline_computed", "Baseline as counted", "decimal", 1),
    Column("target", "Target of the year", "decimal", 1),
    Column("target_words", "Target as set"),
    Column("expected", "Expected by now", "decimal", 1),
    Column("expected_low", "Expected from", "decimal", 1),
    Column("expected_high", "Expected to", "decimal", 1),
    Column("projected", "Projected", "decimal", 1),
    Column("projected_low", "Projected from", "decimal", 1),
    Column("projected_high", "Projected to", "decimal", 1),
    Column("needed", "Needed a month", "decimal", 1),
    Column("luck", "Met by luck alone, %", "percent"),
    Column("direction", "Direction"),
    Column("verdict", "Status"),
    Column("source", "Source"),
    Column("filled_by", "Comes from"),
    Column("owner", "Owed by"),
    Column("flags", "What does not agree"),
    Column("note", "Note"),
)


def _record(reference: Reference, plan: Plan, position: Position) -> tuple[Any, ...]:
    """A row of the table: the numbers behind the words of the grid."""
    gauge, indicator, base = position.gauge, position.gauge.indicator, position.base
    labels = {item.id: item.label for item in plan.priorities}
    latest, when = _latest(position)
    known = gauge.value is not None and gauge.baseline is not None and gauge.phase != "before"
    expected, ahead = position.expected, position.projection
    return (
        indicator.label,
        gauge.measure.id,
        joined([labels[item] for item in indicator.priorities]),
        group_of(indicator),
        f"{latest} ({when})" if latest else "",
        gauge.window.words if gauge.window else gauge.year.words,
        printed(gauge.value),
        printed(gauge.baseline),
        printed((gauge.value or 0) - (gauge.baseline or 0)) if known else None,
        printed(change_pct(gauge)),
        printed(gauge.n),
        gauge.measure.unit,
        gauge.amount.status,
        printed(base.value),
        printed(base.stated),
        printed(base.computed),
        printed(position.aim.level) if position.aim else None,
        year_target_words(position),
        printed(expected.value) if expected else None,
        printed(expected.low) if expected else None,
        printed(expected.high) if expected else None,
        printed(ahead.value) if ahead else None,
        printed(ahead.low) if ahead else None,
        printed(ahead.high) if ahead else None,
        printed(position.needed.per_month) if position.needed else None,
        printed(None if position.luck is None else 100 * position.luck, 0),
        direction_words(indicator, gauge.measure),
        gauge.verdict.words,
        source_short(reference, gauge),
        missing_words(reference, gauge) if gauge.value is None else "",
        (indicator.owner or indicator.lead) if gauge.value is None else "",
        " ".join(position.flags),
        indicator.note,
    )
