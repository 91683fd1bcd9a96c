"""A position in words: the year's target, expected by now, where it is going, what is needed, and luck."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dashboard.reference import Reference
from dashboard.targets.gauge import Gauge
from dashboard.targets.position import Position
from dashboard.targets.status import Status
from dashboard.targets.words import missing_words, target_words, value_words
from dashboard.wording import number

# What each status says of the year, for those who have not read docs/targets.md.
_MEANS: Final = {
    Status.ON_TRACK: "Give or take usual variation, the year ends on the target.",
    Status.TOO_CLOSE: "Usual variation covers the gap: the year may end on either side of the target.",
    Status.AT_RISK: "As the year goes it ends short of the target; at the target’s own pace it may meet it.",
    Status.OFF_TRACK: "As the year goes it ends short of the target, at the target’s own pace too.",
    Status.CANNOT_BE_MET: "What is counted already is past what would meet the target.",
}
# Where no year is under way: a survey, a caseload.
_MEANS_AS_IT_STANDS: Final = {
    Status.ON_TRACK: "All that the number stands for, give or take its own variation, meets the target.",
    Status.TOO_CLOSE: "Give or take its own variation, the number may lie on either side of the target.",
    Status.AT_RISK: "Short of the target, though nearer to it than the baseline.",
    Status.OFF_TRACK: "Short of the target, and no nearer to it than the baseline.",
}
# Above it a chance is said as a share of ten years.
_RARE: Final = 0.05


def year_gauge(position: Position) -> Gauge:
    """The gauge with the baseline and target of the whole year in place of those of its months so far."""
    aim = position.aim
    level = aim.level if aim is not None else None
    baseline = position.gauge.baseline if position.base.value is None else position.base.value
    return replace(
        position.gauge,
        baseline=baseline,
        target=position.gauge.target if level is None else level,
    )


def year_target_words(position: Position) -> str:
    """'−2% (1,131 or fewer)': the target of the whole year."""
    return target_words(year_gauge(position))


def expected_words(position: Position) -> tuple[str, str]:
    """What is expected by now, and its spread: ('872', '850 to 890'); empty where the year is whole."""
    expected = position.expected
    if expected is None or not position.gauge.part:
        return "", ""
    gauge = position.gauge
    low, high = _whole(gauge, expected.low), _whole(gauge, expected.high)
    value = _whole(gauge, expected.value)
    return value, "" if low == high == value else f"{low} to {high}"


def position_sentences(position: Position) -> list[tuple[str, str]]:
    """What there is to say beside the chart, as (what, words), in the order of reading."""
    said = [
        ("Target", _target(position)),
        ("Baseline so far", baseline_so_far(position)),
        ("So far", _so_far(position)),
        ("Expected by now", _expected(position)),
        ("At the year’s end", _projection(position)),
        ("Needed", needed_words(position)),
        ("By luck alone", luck_words(position)),
    ]
    return [(what, words) for what, words in said if words]


def _target(position: Position) -> str:
    gauge = position.gauge
    words = year_target_words(position)
    base = position.base
    if base.value is None:
        return words
    months = f" ({base.window.words})" if base.window else ""
    given = gauge.indicator.baseline
    stated = "stated" if base.stated is not None and given is not None and given.stated else "computed"
    kind = f", {stated}" if gauge.series is not None or stated == "stated" else ""
    return f"{words}; baseline {value_words(gauge, base.value)}{months}{kind}"


def baseline_so_far(position: Position) -> str:
    """Before the plan: what its baseline has come to; '' from the plan's first month on."""
    gauge = position.gauge
    if gauge.phase != "before" or gauge.value is None or gauge.window is None:
        return ""
    return f"{value_words(gauge, gauge.value)} in {gauge.window.words}"


def _so_far(position: Position) -> str:
    gauge = position.gauge
    if gauge.value is None or gauge.window is None or gauge.phase == "before":
        return ""
    n = f" (n = {number(gauge.n)})" if gauge.n is not None else ""
    against = ""
    if gauge.part and gauge.baseline is not None:
        against = f", against {value_words(gauge, gauge.baseline)} in the same months of the baseline"
    return f"{value_words(gauge, gauge.value)}{n} in {gauge.window.words}{against}"


def _expected(position: Position) -> str:
    value, spread = expected_words(position)
    if not value or position.expected is None:
        return ""
    years = position.expected.years
    between = f" ({spread})" if spread else ""
    how = f"as months ran in {years}" if years else "by the days gone: no season is known"
    return f"{value}{between}, {how}"


def _projection(position: Position) -> str:
    gauge, ahead = position.gauge, position.projection
    if ahead is None or ahead.low == ahead.high:
        return ""
    low, high = _whole(gauge, ahead.low), _whole(gauge, ahead.high)
    chance = "" if ahead.chance is None else f"; target met in {_of_ten(ahead.chance)} such years"
    return f"{_whole(gauge, ahead.value)} ({low} to {high}) if the rest goes as the year so far{chance}"


def needed_words(position: Position) -> str:
    """'87 a month or fewer in each of the 3 months left'."""
    needed = position.needed
    if needed is None:
        return ""
    left = (
        "in the month left" if needed.months_left == 1 else f"in each of the {needed.months_left} months left"
    )
    bound = "or fewer" if needed.at_most else "or more"
    return f"{_whole(position.gauge, needed.per_month, decimals=1)} {bound} {left}"


def luck_words(position: Position) -> str:
    """How often such a target is met though nothing changed."""
    if position.luck is None:
        return ""
    return f"met in {_of_ten(position.luck)} years though nothing changed"


def _of_ten(chance: float) -> str:
    if chance < _RARE:
        return "fewer than 1 of 20"
    if chance > 1 - _RARE:
        return "more than 19 of 20"
    return f"about {max(1, min(9, round(10 * chance)))} of 10"


def absent_words(reference: Reference, position: Position) -> str:
    """Without a value: which file would give it, and who owes that file; '' where there is one."""
    gauge, indicator = position.gauge, position.gauge.indicator
    if gauge.value is not None:
        return ""
    missing = missing_words(reference, gauge)
    if gauge.amount.status == "hidden":
        return missing
    if indicator.owner:
        return f"{missing} Owed by {indicator.owner}."
    return f"{missing} Lead: {indicator.lead}." if indicator.lead else missing


def target_parts(position: Position) -> tuple[str, str]:
    """('−2%', '1,131 or fewer'): the year's target as asked, and the level that is, where both are said."""
    asked, bracket, level = year_target_words(position).partition(" (")
    return asked, level.replace(")", "", 1) if bracket else ""


def status_words(position: Position) -> str:
    """What its status means, in a sentence; '' where the word says it all."""
    means = _MEANS if position.path else _MEANS_AS_IT_STANDS
    return means.get(position.gauge.verdict.status, "")


def _whole(gauge: Gauge, value: float, *, decimals: int = 0) -> str:
    """A worked-out count as whole as it can be said; percentages and money as everywhere."""
    if gauge.measure.unit != "count":
        return value_words(gauge, value)
    return number(value, decimals if value < 20 and not float(value).is_integer() else 0)
