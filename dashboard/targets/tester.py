"""The test of a target before anybody adopts it: values in, findings in plain words out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from dashboard.statistics.intervals import USUAL_Z
from dashboard.targets.baseline_fit import baseline_finding
from dashboard.targets.direction_fit import fits_measure
from dashboard.targets.finding import Finding, State, measured, percent_of
from dashboard.targets.kinds import Aim, aim_of
from dashboard.targets.luck import luck_of_count, luck_of_percent
from dashboard.targets.plan_year import YEAR
from dashboard.targets.projection import whole_bounds
from dashboard.targets.small_change import Base, agreement, smallest_visible
from dashboard.targets.trial import Trial
from dashboard.targets.usual_years import variation_finding
from dashboard.wording import capitalised, number, signed_percent
from data.catalogue import Combine, TargetKind

# Above these shares of unchanged years a target met by luck is worth a word, and a warning.
SELDOM: Final = 0.05
OFTEN: Final = 0.20
# What partners do is counted up and not drawn by chance.
_DONE: Final = (TargetKind.AT_LEAST, TargetKind.STANDARD)
_VISIBLE = "visible", "Smallest change seen in 12 months"
_CHANCE = "chance", "Met by luck alone"
_AGREEMENT = "agreement", "Percentage and level"


@dataclass(frozen=True)
class Tried:
    """A proposed target with its findings. `aim` are the values that meet it, `chance` how often by luck."""

    trial: Trial
    aim: Aim | None
    chance: float | None
    findings: tuple[Finding, ...]

    def counted(self, state: State) -> int:
        """How many findings have a state."""
        return sum(finding.state is state for finding in self.findings)


def try_target(trial: Trial) -> Tried:
    """Every finding on a proposed target; where the evidence does not allow one, it says so."""
    aim = aim_of(trial.indicator, baseline=trial.baseline, percent=trial.measure.unit == "percent")
    base = base_of(trial)
    chance = chance_by_luck(trial, aim, base)
    state, words = fits_measure(trial.indicator, trial.measure)
    return Tried(
        trial,
        aim,
        chance,
        (
            baseline_finding(trial),
            variation_finding(trial, base),
            _visible(trial, aim, base),
            _luck(trial, aim, chance),
            _agreement(trial),
            Finding("direction", "Direction and measure", State(state), words),
        ),
    )


def base_of(trial: Trial) -> Base | None:
    """What the year ahead is set against; None without a count to set it against."""
    if trial.measure.unit != "count" or trial.baseline is None or trial.baseline < 0:
        return None
    # A stated value is taken as one year's, as the scorecard takes it.
    years = trial.window.length // YEAR if trial.window and trial.stated is None else 1
    return Base(trial.baseline, trial.phi or 1.0, max(years, 1), trial.window)


def chance_by_luck(trial: Trial, aim: Aim | None, base: Base | None) -> float | None:
    """How often a year meets the target though nothing changed, 0 to 1; None where it cannot be said."""
    if aim is None or trial.indicator.kind in _DONE or trial.measure.combine is Combine.SNAPSHOT:
        return None
    if base is not None:
        return luck_of_count(aim, baseline=base.total, phi=base.phi, ratio=1 / base.years)
    if trial.measure.unit == "percent" and trial.n and trial.baseline is not None:
        return luck_of_percent(aim, baseline=trial.baseline, n=trial.n, baseline_n=trial.n)
    return None


def _visible(trial: Trial, aim: Aim | None, base: Base | None) -> Finding:
    if base is None:
        return _visible_points(trial)
    seen = smallest_visible(base)
    against = f"against {measured(trial.measure, base.value)}"
    rise = f"a rise from {number(seen.rise)} up{percent_of(seen.rise, base.value)}"
    if seen.fall is None:
        words = f"In 12 months no fall would show, not even to none, and {rise}, {against}."
    else:
        fall = f"a fall from {number(seen.fall)} down{percent_of(seen.fall, base.value)}"
        words = f"In 12 months {fall} shows, and {rise}, {against}."
    state, more = _asked(trial, aim, base)
    return Finding(
        *_VISIBLE,
        state,
        " ".join([words, *more]),
        value=base.value,
        low=seen.fall,
        high=seen.rise,
        unit="count",
    )


def _asked(trial: Trial, aim: Aim | None, base: Base) -> tuple[State, list[str]]:
    """Whether a year that just meets the target would show as a change."""
    level = None if aim is None else aim.level
    if aim is None or level is None or trial.indicator.kind in (*_DONE, TargetKind.MAINTAIN):
        return State.NOTE, []
    lowest, highest = whole_bounds(aim)
    just = highest if lowest is None else lowest
    if just is None or just < 0 or base.change(just).beyond_usual:
        return State.OK, ["The target asks for as much."]
    asked = f"{number(just)}{percent_of(just, base.value)}"
    return State.WARNING, [f"The target asks for {asked}: a year that meets it looks like usual variation."]


def _visible_points(trial: Trial) -> Finding:
    """The same of a percentage, in points, where its base is known."""
    value, n = trial.baseline, trial.n
    if trial.measure.unit != "percent" or value is None or not n or not 0 <= value <= 100:
        lacks = "the base n of the percentage" if trial.measure.unit == "percent" else "a baseline"
        return Finding(*_VISIBLE, State.NOTE, f"It cannot be worked out without {lacks}.")
    # As dashboard/targets/luck.py: the arcsine of the root of a share has the variance 1 / 4n.
    half = USUAL_Z * math.sqrt(2 / n) / 2
    centre = math.asin(math.sqrt(value / 100))
    low = 100 * math.sin(max(0.0, centre - half)) ** 2
    high = 100 * math.sin(min(math.pi / 2, centre + half)) ** 2
    words = (
        f"Of {number(n)} asked again, less than {number(low, 1)}% or more than {number(high, 1)}% shows "
        f"against {number(value, 1)}%."
    )
    return Finding(*_VISIBLE, State.OK, words, value=value, low=low, high=high, unit="percent")


def _luck(trial: Trial, aim: Aim | None, chance: float | None) -> Finding:
    if chance is None:
        return Finding(*_CHANCE, State.NOTE, _why_no_chance(trial, aim))
    hundred = round(100 * chance)
    often = "fewer than 1" if chance < 0.01 else "more than 99" if chance > 0.99 else f"{hundred}"
    words = f"If nothing changed, {often} of 100 years would meet it."
    if trial.indicator.kind is TargetKind.MAINTAIN:
        return Finding(
            *_CHANCE, State.NOTE, f"{words} Maintaining asks for no more.", 100 * chance, unit="percent"
        )
    if aim is not None and trial.baseline is not None and aim.met_by(trial.baseline):
        words = f"The baseline itself meets it. {words}"
    state = State.WARNING if chance >= OFTEN else State.NOTE if chance >= SELDOM else State.OK
    if state is State.WARNING:
        words += " Meeting it would prove nothing."
    return Finding(*_CHANCE, state, words, value=100 * chance, unit="percent")


def _why_no_chance(trial: Trial, aim: Aim | None) -> str:
    if trial.indicator.kind is TargetKind.WATCHED:
        return "What is only watched has no target to meet."
    if trial.indicator.kind in _DONE:
        return "What partners do themselves is not met by luck."
    if aim is None:
        return "It cannot be worked out: on this baseline the target names no value to reach."
    if trial.measure.combine is Combine.SNAPSHOT:
        return "It counts who is there on a day; how such counts vary is not known."
    if trial.measure.unit == "percent":
        return "It cannot be worked out without the base n of the percentage."
    return "It cannot be worked out without a baseline."


def _agreement(trial: Trial) -> Finding:
    """Percentage and level as one target, at the precision they are printed with."""
    change, level, baseline = trial.indicator.change_pct, trial.indicator.target, trial.baseline
    if change is None and level is None:
        return Finding(*_AGREEMENT, State.OK, "The target has neither, so they do not disagree.")
    if baseline is None or (change is not None and baseline == 0):
        return Finding(*_AGREEMENT, State.WARNING, "Without a baseline neither follows from the other.")
    if change is None:
        return _level_alone(trial, level or 0.0, baseline)
    percentage = _as_typed(change)
    if level is None:
        return _percentage_alone(trial, percentage, change, baseline)
    found = agreement(_implied(trial, change, baseline), level, less=change < 0)
    implied = f"{percentage} of {measured(trial.measure, baseline)} is {number(found.implied, 1)}"
    stated = f"{measured(trial.measure, level)}{percent_of(level, baseline, decimals=2)}"
    if not found.agrees:
        words = f"{implied}, the level is {stated}: two targets. Keep one."
        return Finding(*_AGREEMENT, State.WARNING, words, level, found.implied, None, trial.measure.unit)
    words = f"{implied}; the level {stated} is that, as printed."
    if found.lenient:
        words += " It is met a little before the percentage is."
    state = State.NOTE if found.lenient else State.OK
    return Finding(*_AGREEMENT, state, words, level, found.implied, None, trial.measure.unit)


def _level_alone(trial: Trial, level: float, baseline: float) -> Finding:
    words = f"Only a level is given: {measured(trial.measure, level)}"
    words += f"{percent_of(level, baseline)} against {measured(trial.measure, baseline)}."
    less = trial.indicator.direction == "lower"
    away = trial.indicator.direction != "none" and trial.indicator.kind not in _DONE
    if away and (level > baseline if less else level < baseline):
        words += f" That is {'above' if less else 'below'} the baseline, and {_better(trial)}."
        return Finding(*_AGREEMENT, State.WARNING, words, level, unit=trial.measure.unit)
    return Finding(*_AGREEMENT, State.OK, words, level, unit=trial.measure.unit)


def _percentage_alone(trial: Trial, percentage: str, change: float, baseline: float) -> Finding:
    implied = _implied(trial, change, baseline)
    words = f"Only a percentage is given: {percentage} of {measured(trial.measure, baseline)} is "
    if trial.measure.unit == "percent" and trial.indicator.change_of != "not_stated":
        return Finding(*_AGREEMENT, State.OK, f"{words}{number(implied, 1)}%.", value=implied, unit="percent")
    if trial.measure.unit == "percent":
        words += f"{number(implied, 1)}%, but {number(baseline + change, 1)}% if points are meant: say which."
        return Finding(*_AGREEMENT, State.WARNING, words, value=implied, unit="percent")
    whole = math.floor(implied + 1e-9) if change < 0 else math.ceil(implied - 1e-9)
    words += f"{number(whole)} or {'fewer' if change < 0 else 'more'}."
    return Finding(*_AGREEMENT, State.OK, words, value=implied, unit=trial.measure.unit)


def _implied(trial: Trial, change: float, baseline: float) -> float:
    """The level that the change gives: points are added to a percentage."""
    if trial.measure.unit == "percent" and trial.indicator.change_of == "points":
        return baseline + change
    return baseline * (1 + change / 100)


def _as_typed(change: float) -> str:
    return signed_percent(change, 0 if change.is_integer() else 1)


def _better(trial: Trial) -> str:
    return f"{capitalised(str(trial.indicator.direction)).lower()} is better"
