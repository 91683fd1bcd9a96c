"""What a plan's partners did, beside what it should move in the same months: beside, never because of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dashboard.output_lanes import draw_outputs
from dashboard.outputs import Done, Outcome, Output, read_outputs
from dashboard.periods import Window, month_words
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Column, Table, View
from dashboard.wording import LEAST_BASE, change_words, count, joined, printed
from data.catalogue import Plan

CAVEAT: Final = (
    "Beside is not because of: what else happened in these months is not in the figures, and powers are "
    "used most where reports are high"
)
_COLUMNS = (
    Column("output", "Output"),
    Column("counted", "Counted"),
    Column("from", "From", "month"),
    Column("to", "To", "month"),
    Column("value", "Count", "decimal"),
    Column("unit", "Unit", csv_only=True),
    Column("status", "Status", "status", csv_only=True),
    Column("source", "Source"),
    Column("outcome", "Should move"),
    Column("outcome_value", "In the same months", "integer"),
    Column("outcome_before", "Before", "integer"),
    Column("change_of_outcome", "Change", "integer"),
    Column("change_of_outcome_pct", "Change, %", "percent", 1),
    Column("outcome_verdict", "Variation"),
    Column("outcome_basis", "Compared with", csv_only=True),
    Column("outcome_source", "Source of the outcome", csv_only=True),
    Column("note", "Note"),
)


def build_outputs(reference: Reference, selection: Selection) -> View:
    """The view `outputs`."""
    question = ask(reference, selection)
    plan = question.plan
    own = plan is not None and selection.priority in {item.id for item in plan.priorities}
    outputs = (
        read_outputs(reference, plan, area=question.area, priority=selection.priority if own else None)
        if plan
        else ()
    )
    if plan is None or not outputs:
        return View(
            title="What was done",
            table=Table(_COLUMNS, ()),
            empty=_why_none(question),
            **_described(question, ()),
        )
    held = [output for output in outputs if output.done]
    drawn, lanes = draw_outputs(question, outputs)
    title = _title(question, plan, outputs)
    return View(
        title=title,
        caption="Counts of what was done, as published, beside what they should move in the same months",
        alt=f"{title}. The outcome by month above, the months and counts of each output in a lane below.",
        figure=drawn,
        table=Table(_COLUMNS, tuple(row for output in outputs for row in _rows(question, plan, output))),
        extra={
            "rows": [line for output in held for line in _lines(question, plan, output)],
            "missing": [_missing(question, output) for output in outputs if not output.done],
            "lanes": lanes if drawn else 0,
            "caveat": CAVEAT,
        },
        **_described(question, outputs),
    )


def _described(question: Question, outputs: Sequence[Output]) -> dict[str, Any]:
    plan = question.plan
    done = [item for output in outputs for item in output.done]
    sources = dict.fromkeys(_short(question, item.source) for item in done)
    windows = [item.window for item in done]
    span = Window("range", plan.first, plan.last).words if plan else ""
    if windows:
        span = Window("range", min(w.first for w in windows), max(w.last for w in windows)).words
    outcomes = [item for output in outputs for beside in output.beside for item in beside]
    labels = [label for item in outcomes for label in item.comparison.labels]
    return question.described(compare=()) | {
        "name": "outputs",
        "period": span,
        "basis": "outcomes against the same months a year before" if done else "",
        "measure": "Outputs",
        "definition": "What a plan's partners did, counted, beside the indicators that it should move.",
        "source": ", ".join(sources),
        "extracted": "",
        "demonstration": any(item.demonstration for item in done)
        or any(item.series.demonstration for item in outcomes if item.series and item.now.whole),
        "caveats": (*dict.fromkeys(labels), CAVEAT) if done else (),
    }


def _why_none(question: Question) -> str:
    plan = question.plan
    if plan is None:
        return f"There is no plan for {question.area_name}, so no outputs are named."
    return (
        f"{plan.label} marks none of its indicators here as an output. In the sheet “Indicators” of "
        f"“csp template plan --plan {plan.id}” the column “output” says that one counts what was done, "
        "“moves” what it should move."
    )


def _title(question: Question, plan: Plan, outputs: Sequence[Output]) -> str:
    """The counts of the latest period that any were published for, and the outcome beside them."""
    done = [(item, beside) for output in outputs for item, beside in output.pairs]
    if not done:
        n = len(outputs)
        return f"{plan.label}: no counts in this store for its {n} output{'' if n == 1 else 's'}"
    window = max((item.window for item, _ in done), key=lambda each: (each.last, each.length))
    same = [(item, beside) for item, beside in done if item.window == window and item.value is not None]
    counts = list(dict.fromkeys(f"{count(item.value)} {item.measure.noun}" for item, _ in same))
    if not counts:
        return f"{plan.label}: counts of outputs are hidden at source in {window.words}"
    more = f" and {len(counts) - 3} more outputs" if len(counts) > 3 else ""
    head = f"{window.words}: {joined(counts[:3]) if not more else ', '.join(counts[:3]) + more}"
    outcome = next((item for _, beside in same for item in beside if item.now.whole), None)
    if outcome is None:
        return head
    measure = question.reference.catalogue.measures[outcome.indicator.measure]
    return f"{head}, beside {count(outcome.now.value)} {measure.noun}{_change(outcome, titled=True)}"


def _change(outcome: Outcome, *, titled: bool = False) -> str:
    """The change with its verdict. In a title it stands only where nothing has to be said beside it."""
    change = outcome.change
    if change is None or (titled and outcome.comparison.labels):
        return ""
    percent = change.percent if change.before >= LEAST_BASE else None
    return f", {change_words(change.difference, percent)} on {outcome.comparison.name}, {change.words}"


def _lines(question: Question, plan: Plan, output: Output) -> list[dict[str, Any]]:
    """A line a run of months for the page: what was counted in it, then an outcome a line beside it."""
    by_months: dict[Window, list[Done]] = {}
    beside_of: dict[Window, tuple[Outcome, ...]] = {}
    for item, beside in output.pairs:
        by_months.setdefault(item.window, []).append(item)
        beside_of[item.window] = beside
    return [
        {
            "output": output.indicator.label,
            "counts": [_count(question, item) for item in items],
            "months": window.words,
            "when": _when(plan, items[0]),
            "outcomes": [_outcome(question, each) for each in beside_of[window]],
        }
        for window, items in by_months.items()
    ]


def _count(question: Question, item: Done) -> dict[str, str]:
    return {
        "count": count(item.value) if item.value is not None else "hidden",
        "counted": item.measure.label,
        "note": "; ".join(part for part in (_short(question, item.source), item.note) if part),
    }


def _outcome(question: Question, outcome: Outcome) -> dict[str, str]:
    measure = question.reference.catalogue.measures[outcome.indicator.measure]
    if outcome.now.value is None:
        value = "hidden" if outcome.now.status == "hidden" else "no count for the same months"
    else:
        value = f"{count(outcome.now.value)} {measure.noun}{_change(outcome)}"
    return {
        "label": outcome.indicator.label,
        "value": value,
        "why": " ".join(outcome.comparison.labels) or outcome.comparison.refused,
        "query": question.address(indicator=outcome.indicator.id),
    }


def _when(plan: Plan, item: Done) -> str:
    return f"before the plan, which starts {month_words(plan.first)}" if item.window.last < plan.first else ""


def _missing(question: Question, output: Output) -> dict[str, str]:
    """An output without a count: which file would give it, and who owes that."""
    indicator, catalogue = output.indicator, question.reference.catalogue
    named = [indicator.source] if indicator.source else list(output.measure.sources)
    hints = [catalogue.sources[name].file_hint for name in named if name in catalogue.sources]
    return {
        "label": indicator.label,
        "file": indicator.filled_by or " or ".join(dict.fromkeys(hints)) or "a tidy series file",
        "owner": indicator.owner or indicator.lead,
        "moves": joined([item.label for item in output.moves]),
    }


def _rows(question: Question, plan: Plan, output: Output) -> list[tuple[Any, ...]]:
    """A row a count and outcome; one row that says so for an output without counts."""
    if not output.done:
        missing = _missing(question, output)
        owed = f", owed by {missing['owner']}" if missing["owner"] else ""
        return [
            (
                *(output.indicator.label, output.measure.label, "", "", None, output.measure.unit),
                *("not_supplied", "", missing["moves"], None, None, None, None, "", "", ""),
                f"No counts: comes from {missing['file']}{owed}.",
            )
        ]
    return [
        _row(question, plan, output, item, outcome)
        for item, beside in output.pairs
        for outcome in (beside or (None,))
    ]


def _row(
    question: Question, plan: Plan, output: Output, item: Done, outcome: Outcome | None
) -> tuple[Any, ...]:
    change = outcome.change if outcome else None
    compared = outcome.comparison if outcome else None
    percent = change.percent if change and change.before >= LEAST_BASE else None
    return (
        output.indicator.label,
        item.measure.label,
        str(item.window.first),
        str(item.window.last),
        printed(item.value),
        item.measure.unit,
        item.status,
        _short(question, item.source),
        outcome.indicator.label if outcome else "",
        outcome.now.value if outcome and outcome.now.whole else None,
        outcome.before.value if outcome and outcome.before.whole else None,
        printed(change.difference) if change else None,
        printed(percent),
        change.words if change else "",
        compared.words if compared and compared.kind != "none" else "",
        _short(question, outcome.series.source) if outcome and outcome.series else "",
        "; ".join(part for part in (_when(plan, item), item.note) if part),
    )


def _short(question: Question, source: str) -> str:
    found = question.reference.catalogue.sources.get(source)
    return found.short if found else source
