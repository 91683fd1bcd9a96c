"""The test of a target before anybody adopts it: six findings, the same for the command and the panel."""

from __future__ import annotations

import math

from dashboard.disclosure import marking
from dashboard.question import ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.targets.finding import Finding, State, measured
from dashboard.targets.proposal import Proposal
from dashboard.targets.tester import OFTEN, Tried, try_target
from dashboard.targets.trial import Trial, read_trial
from dashboard.views.view import Column, Table, View
from dashboard.vocabulary import SUMMARY
from dashboard.wording import printed, signed_percent
from data.catalogue import Direction, TargetKind

NAME = "target-test"
_COLUMNS = (
    Column("target", "Target", csv_only=True),
    Column("kind", "Kind", csv_only=True),
    Column("direction", "Direction", csv_only=True),
    Column("check", "Check"),
    Column("verdict", "Word"),
    Column("finding", "Finding"),
    Column("value", "Value", "decimal", 1),
    Column("unit", "Unit"),
    Column("low", "From", "decimal", 1),
    Column("high", "To", "decimal", 1),
)


def build_target_test(reference: Reference, selection: Selection) -> View:
    """The view `target-test`: the plan's own target that the page is about, tried like any other."""
    question = ask(reference, selection)
    plan = question.plan
    own = own_target(reference, selection)
    if own is None:
        whose = plan.label if plan else question.area_name
        return View(
            name=NAME,
            title="Try a target before adopting it",
            table=Table(_COLUMNS, ()),
            empty=f"{whose} sets no target to start from. Propose one to try it.",
            extra={"findings": []},
            **question.described(compare=()) | {"basis": ""},
        )
    return build_target_trial(reference, own)


def own_target(reference: Reference, selection: Selection, *, measure: str | None = None) -> Proposal | None:
    """The plan's target the page is about: the opened row's, else the first on the measure, else the first.

    `measure` asks for the first on that measure alone. Those that are only watched have nothing to try.
    """
    plan = reference.catalogue.plans.get(selection.plan or "")
    aimed = [item for item in plan.indicators if item.kind is not TargetKind.WATCHED] if plan else []
    if measure is not None:
        found = [item for item in aimed if item.measure == measure]
    else:
        found = [item for item in aimed if item.id == selection.indicator]
        found += [item for item in aimed if item.measure == selection.measure]
        found += [item for item in aimed if selection.priority in (*item.priorities, SUMMARY)]
    return Proposal(found[0].area or selection.area, found[0]) if found else None


def build_target_trial(reference: Reference, proposal: Proposal) -> View:
    """The same for any proposal."""
    tried = try_target(read_trial(reference, proposal))
    trial = tried.trial
    title = f"{trial.measure.label}, {trial.area}, {target_words(tried)}: {_verdict(tried)}"
    return View(
        name=NAME,
        title=title,
        table=Table(_COLUMNS, tuple(_row(tried, finding) for finding in tried.findings)),
        caption="Before it is adopted: what the series itself says of the target.",
        alt=f"{title}. " + " ".join(f"{f.label}, {f.word}: {f.words}" for f in tried.findings),
        period=trial.window.words if trial.window else "",
        basis="the baseline’s months" if trial.window else "",
        measure=trial.measure.label,
        definition=trial.measure.definition,
        source=trial.source,
        geography=trial.area,
        extracted=reference.extracted.get(trial.series.source, "") if trial.series else "",
        store_version=reference.version,
        marking=marking(reference),
        demonstration=bool(trial.series and trial.series.demonstration),
        caveats=trial.caveats,
        extra={
            "findings": [
                {"label": f.label, "state": str(f.state), "shape": f.shape, "word": f.word, "words": f.words}
                for f in tried.findings
            ]
        },
    )


def _verdict(tried: Tried) -> str:
    """What to say of it in a line: luck first, since nobody counts warnings."""
    warnings = tried.counted(State.WARNING)
    named = f"{warnings} warning{'' if warnings == 1 else 's'}" if warnings else "no warning"
    maintains = tried.trial.indicator.kind is TargetKind.MAINTAIN
    if tried.chance is not None and tried.chance >= OFTEN and not maintains:
        return f"luck alone meets it in {round(100 * tried.chance)} of 100 years; {named}"
    return named


def target_words(tried: Tried) -> str:
    """'−2%', '1,131 or fewer', '28 to 40', 'a fall': what is asked for, as it was proposed."""
    indicator, measure = tried.trial.indicator, tried.trial.measure
    if indicator.kind is TargetKind.CHANGE and indicator.change_pct is not None:
        return signed_percent(indicator.change_pct, 0 if indicator.change_pct.is_integer() else 1)
    if indicator.kind is TargetKind.DIRECTION:
        return "a fall" if indicator.direction is Direction.LOWER else "a rise"
    if indicator.kind is TargetKind.WATCHED or tried.aim is None:
        return "watched" if indicator.kind is TargetKind.WATCHED else "no value to reach"
    low, high = tried.aim.low, tried.aim.high
    if low is not None and high is not None:
        return f"{measured(measure, low)} to {measured(measure, high)}"
    if high is not None:
        return f"{_whole(tried.trial, high)} or {'fewer' if measure.unit == 'count' else 'less'}"
    return f"{_whole(tried.trial, low or 0.0)} or more"


def _whole(trial: Trial, level: float) -> str:
    """The last value that meets a bound: counts are whole, unless the target itself is not."""
    if trial.measure.unit != "count" or level == trial.indicator.target:
        return measured(trial.measure, level)
    less = trial.indicator.direction is Direction.LOWER
    return measured(trial.measure, math.floor(level) if less else math.ceil(level))


def _row(tried: Tried, finding: Finding) -> tuple[str | int | float | None, ...]:
    return (
        target_words(tried),
        str(tried.trial.indicator.kind),
        str(tried.trial.indicator.direction),
        finding.label,
        finding.word,
        finding.words,
        printed(finding.value),
        finding.unit,
        printed(finding.low),
        printed(finding.high),
    )
