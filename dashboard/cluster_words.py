"""Clusters of high wards in words: what each one's course rests on, and how they were called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.periods import Window
from dashboard.statistics.gi_star import Cluster
from dashboard.wording import joined, number
from data.catalogue import Measure

# The four plain words; 'cluster' is one of which nothing is known before.
Course = Literal["new", "continuing", "fading", "cluster", "not unusual"]
LEGEND = "in a cluster of high wards"
# In a list, beside a ward's name.
SHORT: Mapping[Course, str] = {
    "new": "new cluster",
    "continuing": "cluster still",
    "cluster": "cluster",
    "fading": "fading cluster",
}
_YEAR = 12
_RATE_DECIMALS = 1


def hover(course: Course) -> str:
    """What stands under a ward's figures where one points."""
    return {
        "new": "New cluster of high wards",
        "continuing": "Cluster of high wards, continuing",
        "cluster": "Cluster of high wards",
        "fading": "Was in a cluster of high wards, fading",
        "not unusual": "Not in a cluster of high wards",
    }[course]


@dataclass(frozen=True)
class ClusterWords:
    """What is said of every ward of one answer."""

    measure: Measure
    area: str
    windows: tuple[Window, ...]
    tested: int
    kinds: Mapping[str, str]

    def reason(self, code: str, found: Course, now: Cluster | None, before: Cluster | None) -> str:
        """What a ward's course rests on, as the end of a sentence that begins with its name."""
        if now is None:
            return "it was not tested"
        usual = f"{_average(now.overall)} over the {number(self.tested)} wards of {self.area}"
        said = f"{self._around(code, now)} against {usual}, in {self.windows[0].words}"
        return f"{said}{self._before(found, before, self.windows[-1].words)}"

    def brief(self, code: str, found: Course, now: Cluster | None, before: Cluster | None) -> str:
        """The same beside a heading that names the months and the mean of all wards."""
        if now is None:
            return "it was not tested"
        said = f"{self._around(code, now)} against {_average(now.overall)}"
        return f"{said}{self._before(found, before, 'the period before')}"

    def _around(self, code: str, now: Cluster) -> str:
        if self.kinds.get(code) == "nearest":
            who = f"its {now.neighbours} nearest wards"
        elif now.neighbours == 1:
            who = "the one ward it adjoins"
        else:
            who = f"the {now.neighbours} wards it adjoins"
        return f"it and {who} average {_average(now.around)} per {self.per}"

    def _before(self, found: Course, before: Cluster | None, when: str) -> str:
        if found == "cluster":
            return "; nothing is known of the period before"
        if before is None or found == "not unusual":
            return ""
        return {
            "new": f"; no cluster in {when} ({_average(before.around)})",
            "continuing": f"; a cluster in {when} too ({_average(before.around)})",
            "fading": f", no longer a cluster; in {when} they were one, at {_average(before.around)}",
        }[found]

    @property
    def per(self) -> str:
        """'1,000 residents', over more than a year '1,000 residents a year'."""
        yearly = " a year" if self.windows[0].years > 1 else ""
        return f"{self.measure.rate_per:,} {self.measure.rate_of}{yearly}"

    def caveats(self, *, wards: int, lacking: Sequence[str]) -> list[str]:
        """How clusters were called of so many wards, and what they leave out."""
        periods = " against ".join(window.words for window in self.windows)
        notes = [
            f"Clusters: Gi* of rates over {number(self.tested)} of {number(wards)} wards of {self.area}, "
            f"whatever the page shows, {periods}; false discoveries held at 5%."
        ]
        if lacking:
            notes.append(f"Clusters leave out {joined(lacking)}: no figures there.")
        if self.windows[0].length < _YEAR:
            notes.append(f"Clusters rest on {self.windows[0].length} months: a season may be part of them.")
        if len(self.windows) > 1:
            notes.append(
                "At a cluster's edge a ward can be new or fading without a change larger than usual "
                "variation: compare the two averages."
            )
        return notes


def _average(value: float) -> str:
    return number(value, _RATE_DECIMALS)
