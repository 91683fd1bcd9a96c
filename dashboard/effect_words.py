"""What a reading of an intervention comes to, in words for a table, a title and a paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboard.intervention_effects import Judged, Phase, Reading
from dashboard.interventions import Intervention
from dashboard.periods import month_words, run_words, span_words
from dashboard.wording import change_words, joined, lowered, number, percent_change

VERDICTS: Final = {
    "fell": "fell more than elsewhere",
    "rose": "rose more than elsewhere",
    "none": "no sign that it changed more than elsewhere",
    "early": "too early",
    "short": "too little to tell",
    "": "cannot be read",
}
SHAPES: Final = {"fell": "▼", "rose": "▲", "none": "=", "early": "◷", "short": "?", "": "–"}
CAUTION: Final = (
    "A place is often chosen after a bad spell and would fall somewhat by itself, and other things happened "
    "in these months: a verdict says that it changed more than elsewhere, not why"
)
_PHASES: Final[dict[Phase, str]] = {"during": "while it ran", "after": "after it ended"}


def phase_words(item: Intervention, phase: Phase) -> str:
    """'while it ran', 'after it ended'; of one that still runs 'so far'."""
    return "so far" if item.last is None else _PHASES[phase]


def short_verdict(reading: Reading) -> str:
    """'fell more than elsewhere', 'too little to tell'; of a call also what is not usual in it."""
    words = VERDICTS[reading.verdict]
    if reading.verdict in ("fell", "rose") and reading.exceptional:
        return f"{words}, with exceptional months ({reading.exceptional}) among those compared"
    return words


def verdict_words(reading: Reading) -> str:
    """'fell more than elsewhere', 'too early: can be read from Nov 2022'."""
    words = short_verdict(reading)
    if reading.verdict == "early":
        when = (
            f"can be read from {month_words(reading.readable)}" if reading.readable else "no complete month"
        )
        return f"{words}: {when}"
    if reading.verdict == "short":
        n = reading.longest
        return f"{words}: in {n} month{'' if n == 1 else 's'} even a fall of a quarter would not show"
    if not reading.verdict:
        return reading.refused
    if reading.verdict == "none" and not reading.stands:
        return f"{words}: usual among so many readings"
    return words


def ratio_words(reading: Reading) -> str:
    """'0.78 times the change elsewhere (0.64 to 0.95)'; '' without an effect."""
    if reading.effect is None:
        return ""
    return f"{_times(reading.effect.ratio)} times the change elsewhere ({interval_words(reading)})"


def interval_words(reading: Reading) -> str:
    """'0.64 to 0.95'; '' without an effect."""
    if reading.effect is None:
        return ""
    low, high = reading.effect.interval.low, reading.effect.interval.high
    return f"{_times(low)} to {_times(high)}"


def beside_words(judged: Judged, reading: Reading) -> str:
    """Whether the places next to it changed more than the rest: displacement, or its opposite."""
    if reading.effect is None:
        return ""
    if reading.beside is None or judged.counted is None:
        return "There is nothing next to it to look at."
    effect = reading.beside.effect
    near = places_beside(judged)
    fell = reading.verdict == "fell"
    ratio = f"{_times(effect.ratio)} times the change further away"
    interval = f"({_times(effect.interval.low)} to {_times(effect.interval.high)})"
    if effect.verdict == "rose more than elsewhere":
        moved = ": some of it may have moved there" if fell else ""
        return f"{near} rose more than the rest, {ratio} {interval}{moved}."
    if effect.verdict == "fell more than elsewhere":
        spread = ": no sign that it moved there" if fell else ""
        return f"{near} fell more than the rest, {ratio} {interval}{spread}."
    few = effect.verdict == "too early"
    head, tail = ("Too little to tell of ", "") if few else ("No sign that ", " changed more than the rest")
    return f"{head}{lowered(near)}{tail}: {ratio} {interval}."


def places_beside(judged: Judged) -> str:
    """'The 6 wards next to it'."""
    if judged.counted is None:
        return ""
    ground, areas = judged.counted.ground, judged.counted.question.reference.areas
    n = len(ground.beside)
    kind = "ward" if areas[ground.beside[0]].level == "ward" else "district"
    near = "next to it" if judged.counted.contiguous else "nearest to it"
    if ground.cut:
        return f"The rest of the wards it lies in, with those {near},"
    return f"The {kind} {near}" if n == 1 else f"The {n} {kind}s {near}"


def elsewhere_words(judged: Judged) -> str:
    """'the rest of Ashford'."""
    return f"the rest of {judged.counted.ground.whole_name}" if judged.counted else "elsewhere"


def period_words(item: Intervention) -> str:
    """'Feb 2022 to May 2022'; 'from Mar 2024, still running'."""
    if item.last_month is None:
        return f"from {month_words(item.first_month)}, still running"
    return span_words(item.first_month, item.last_month)


def counts_words(before: int, after: int) -> str:
    """'126 to 156, +30 (+23.8%)': the percentage only from a base of 50."""
    return (
        f"{number(before)} to {number(after)}, {change_words(after - before, percent_change(after, before))}"
    )


def measured_words(judged: Judged) -> str:
    """The measure's label."""
    if judged.counted is None:
        return judged.measure
    return judged.counted.question.measure.label


def published_beside(judged: Judged, *, label: str, values: Sequence[str]) -> str:
    """What these figures say of a change that a paper prints of the same months; '' where it prints none."""
    during = judged.during
    if not values or during is None:
        return ""
    made_up = judged.counted is not None and judged.counted.series.demonstration
    ours = "The demonstration’s made-up figures" if made_up else "These figures"
    head = f"Printed of {lowered(label)} here: {joined(values)}."
    if during.effect is None:
        return f"{head} {ours} cannot be read: {verdict_words(during)}"
    here = counts_words(during.before, during.after)
    there = counts_words(during.elsewhere_before, during.elsewhere_after)
    return (
        f"{head} {ours} went from {here}, in {elsewhere_words(judged)} from {there}: "
        f"{verdict_words(during)}. A change without counts, and without what happened elsewhere, cannot be "
        "told from usual variation."
    )


def paper_sentence(judged: Judged, *, label: str) -> str:
    """One sentence for a paper: what was done, the four counts of each phase, the ratio and the verdict."""
    item = judged.item
    head = f"{item.name} ({item.area}, {period_words(item)}), {lowered(label)}: "
    if judged.refused:
        return f"{head}{judged.refused}"
    parts = [_phase_words(judged, reading) for reading in judged.readings]
    return f"{head}{'; '.join(parts)}."


def _phase_words(judged: Judged, reading: Reading) -> str:
    phase = phase_words(judged.item, reading.phase)
    if reading.effect is None:
        return f"{phase}, {lowered(verdict_words(reading).removesuffix('.'))}"
    here = f"from {number(reading.before)} to {number(reading.after)}"
    there = f"from {number(reading.elsewhere_before)} to {number(reading.elsewhere_after)}"
    return (
        f"{phase} ({run_words(reading.months)} against {run_words(reading.base)}) {here}, in "
        f"{elsewhere_words(judged)} {there}, {ratio_words(reading)}: {verdict_words(reading)}"
    )


def list_title(found: list[Judged] | tuple[Judged, ...]) -> str:
    """'Of 2 interventions, 1 saw its place fall more than elsewhere; 1 is too early to read'."""
    by_item: dict[str, set[str]] = {}
    for judged in found:
        verdicts = {reading.verdict for reading in judged.readings} or {""}
        by_item.setdefault(judged.item.id, set()).update(verdicts)
    counts = dict.fromkeys(("fell", "rose", "none", "early", "short", ""), 0)
    for verdicts in by_item.values():
        counts[next(verdict for verdict in counts if verdict in verdicts)] += 1
    total = len(by_item)
    parts = [
        f"{counts[verdict]} {words[0] if counts[verdict] == 1 else words[1]}"
        for verdict, words in _TOLD.items()
        if counts[verdict]
    ]
    called = [one for judged in found for one in judged.readings if one.verdict in ("fell", "rose")]
    unusual = called and all(one.exceptional for one in called)
    tail = "; exceptional months are among those compared" if unusual else ""
    if total == 1:
        return f"Did it work? 1 intervention: {_TOLD[next(v for v in counts if counts[v])][2]}{tail}"
    if len(parts) == 1:
        return f"Did it work? {parts[0].replace(' ', ' interventions ', 1)}{tail}"
    return f"Did it work? Of {total} interventions, {joined(parts)}{tail}"


_TOLD: Final = {
    "fell": (
        "saw its place fall more than elsewhere",
        "saw their places fall more than elsewhere",
        "its place fell more than elsewhere",
    ),
    "rose": (
        "saw its place rise more than elsewhere",
        "saw their places rise more than elsewhere",
        "its place rose more than elsewhere",
    ),
    "none": (
        "shows no sign of a change beyond elsewhere",
        "show no sign of a change beyond elsewhere",
        "no sign that its place changed more than elsewhere",
    ),
    "early": ("is too early to read", "are too early to read", "too early to read"),
    "short": ("has too little to tell", "have too little to tell", "too little to tell"),
    "": ("cannot be read", "cannot be read", "it cannot be read"),
}


def _times(value: float | None) -> str:
    return "–" if value is None else number(value, 2)
