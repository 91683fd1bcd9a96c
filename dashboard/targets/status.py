"""What is said of an indicator, and only inside the plan's years: docs/targets.md has the rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dashboard.periods import Window, month_words
from dashboard.targets.kinds import Aim
from dashboard.targets.plan_year import Phase
from data.catalogue import Indicator, TargetKind
from data.month import Month


class Status(StrEnum):
    """Each has a word and a shape beside its colour."""

    BASELINE = "baseline"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    TOO_CLOSE = "too_close"
    MET = "met"
    MISSED = "missed"
    CANNOT_BE_MET = "cannot_be_met"
    NO_DATA = "no_data"
    WATCHED = "watched"

    @property
    def word(self) -> str:
        """As it is said."""
        return _WORDS[self]

    @property
    def shape(self) -> str:
        """Beside the words, for those who do not see colour."""
        return SHAPES[self]

    @property
    def colour(self) -> str:
        """The class of its colour: good, warning, bad, open or quiet."""
        return _COLOURS[self]

    @property
    def judged(self) -> bool:
        """Whether it says how the target stands."""
        return self in BEST_FIRST


_WORDS: Final = {
    Status.BASELINE: "baseline period",
    Status.ON_TRACK: "on track",
    Status.AT_RISK: "at risk",
    Status.OFF_TRACK: "off track",
    Status.TOO_CLOSE: "too close to call",
    Status.MET: "met",
    Status.MISSED: "missed",
    Status.CANNOT_BE_MET: "cannot now be met",
    Status.NO_DATA: "no data",
    Status.WATCHED: "watched",
}
SHAPES: Final = {
    Status.BASELINE: "□",
    Status.ON_TRACK: "◉",
    Status.AT_RISK: "△",
    Status.OFF_TRACK: "▲",
    Status.TOO_CLOSE: "≈",
    Status.MET: "●",
    Status.MISSED: "■",
    Status.CANNOT_BE_MET: "✕",
    Status.NO_DATA: "○",
    Status.WATCHED: "◇",
}
_COLOURS: Final = {
    Status.BASELINE: "quiet",
    Status.ON_TRACK: "good",
    Status.AT_RISK: "warning",
    Status.OFF_TRACK: "bad",
    Status.TOO_CLOSE: "open",
    Status.MET: "good",
    Status.MISSED: "bad",
    Status.CANNOT_BE_MET: "bad",
    Status.NO_DATA: "quiet",
    Status.WATCHED: "quiet",
}
# From the best to the worst, for what has more than one measure.
BEST_FIRST: Final = (
    Status.MET,
    Status.ON_TRACK,
    Status.TOO_CLOSE,
    Status.AT_RISK,
    Status.OFF_TRACK,
    Status.CANNOT_BE_MET,
    Status.MISSED,
)


@dataclass(frozen=True)
class Standing:
    """What an indicator is judged by.

    `value` and `baseline` are of as many months as `aim`. `end` is where the number will be at the year's
    end, give or take usual variation, None where that cannot be said; `reach` what the year may still come to
    at the target's own pace, None where no year is under way. `grows`: a count that can only grow until the
    year's end. `final`: the value reaches the plan's last month. `aim` is None without a target that can be
    worked out, `why` then says why. `within_usual` compares value and baseline, None where chance was not
    asked. `hidden`: there is a value, and it is too small to show. `stale`: the last month of a
    value that is too old to say how a year stands.
    """

    value: float | None
    aim: Aim | None
    baseline: float | None = None
    end: tuple[float, float] | None = None
    reach: tuple[float, float] | None = None
    grows: bool = False
    final: bool = False
    within_usual: bool | None = None
    hidden: bool = False
    stale: Month | None = None
    why: str = ""


@dataclass(frozen=True)
class Verdict:
    """A status with its words and shape."""

    status: Status
    words: str

    @property
    def shape(self) -> str:
        """Beside the words, for those who do not see colour."""
        return self.status.shape


def judge(indicator: Indicator, *, force: Window, phase: Phase, standing: Standing) -> Verdict:
    """The verdict on an indicator in a phase of the months `force` in which it is in force."""
    if phase == "before":
        return Verdict(Status.BASELINE, f"baseline period; plan starts {month_words(force.first)}")
    if standing.value is None:
        hidden = ": hidden, a small number" if standing.hidden else ""
        return Verdict(Status.NO_DATA, f"{'plan ended, ' if phase == 'after' else ''}no data{hidden}")
    if standing.stale is not None:
        return Verdict(Status.NO_DATA, f"no data since {month_words(standing.stale)}")
    if phase == "after" and not standing.final:
        return Verdict(Status.NO_DATA, "plan ended, no data to its last month")
    if indicator.kind is TargetKind.WATCHED:
        return Verdict(Status.WATCHED, "watched: the plan sets no target")
    if standing.aim is None:
        return Verdict(Status.WATCHED, f"watched: {standing.why or 'no baseline to set it against'}")
    if standing.final:
        return _final(met=standing.aim.met_by(standing.value), within_usual=standing.within_usual)
    return _under_way(indicator, standing.value, standing.aim, standing)


def _final(*, met: bool, within_usual: bool | None) -> Verdict:
    chance = ", within usual variation" if within_usual else ""
    return Verdict(Status.MET if met else Status.MISSED, f"final: {'met' if met else 'missed'}{chance}")


def _under_way(indicator: Indicator, value: float, aim: Aim, standing: Standing) -> Verdict:
    if indicator.kind is TargetKind.AT_LEAST and aim.met_by(value):
        return Verdict(Status.MET, Status.MET.word)
    if standing.grows and aim.is_past(value):
        return Verdict(Status.CANNOT_BE_MET, Status.CANNOT_BE_MET.word)
    if standing.grows and aim.holds(value, float("inf")):
        return Verdict(Status.ON_TRACK, Status.ON_TRACK.word)
    if standing.end is None:
        return Verdict(Status.WATCHED, f"watched: {standing.why or 'no earlier year to tell its season by'}")
    status = _forecast(value, aim, standing.end, standing)
    return Verdict(status, status.word)


def _forecast(value: float, aim: Aim, end: tuple[float, float], standing: Standing) -> Status:
    if aim.holds(*end):
        return Status.ON_TRACK
    if aim.touches(*end):
        return Status.TOO_CLOSE
    if standing.reach is not None:
        return Status.AT_RISK if aim.touches(*standing.reach) else Status.OFF_TRACK
    nearer = standing.baseline is not None and aim.distance(value) < aim.distance(standing.baseline)
    return Status.AT_RISK if nearer else Status.OFF_TRACK


def best_of(verdicts: list[Verdict]) -> int:
    """Which of several verdicts on one target counts, by number: the best that is judged, else the first."""
    ranks = [BEST_FIRST.index(item.status) if item.status.judged else len(BEST_FIRST) for item in verdicts]
    return ranks.index(min(ranks))
