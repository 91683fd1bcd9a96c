"""What a window is compared with: the year before, the mean of three years before, a plan's baseline.

Where the data do not allow a comparison it is refused in words; it is never silently short.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dashboard.periods import StatusOf, Window, gap_words, span_words
from data.month import Month

CompareKind = Literal["year", "3y", "baseline", "none"]
COMPARE_KINDS: tuple[CompareKind, ...] = ("year", "3y", "baseline", "none")


@dataclass(frozen=True)
class Comparison:
    """What a window is set against.

    `windows` is empty where there is nothing to compare with; `refused` then says why, unless `kind` is
    'none'. With several windows the value is their mean. `labels` are what a reader must know beside
    the change: leap days, breaks of recording, exceptional months.
    """

    kind: CompareKind
    windows: tuple[Window, ...] = ()
    refused: str = ""
    labels: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """'the year before (Mar 2021 to Feb 2022)', or the reason why there is no comparison."""
        if not self.windows:
            return self.refused or "no comparison"
        spans = ", ".join(window.words for window in self.windows)
        return f"{self.name} ({spans})"

    @property
    def name(self) -> str:
        """Without the months: 'the year before'."""
        count = len(self.windows)
        years = self.windows[0].length // 12 if self.windows else 1
        return {
            "year": "the year before" if years < 2 else f"the {years} years before",
            "3y": f"the mean of {_NUMBERS.get(count, str(count))} of the three years before"
            if count < 3
            else "the mean of the three years before",
            "baseline": "the plan’s baseline",
            "none": "nothing",
        }[self.kind]

    @property
    def days(self) -> float:
        """Mean days of its windows."""
        return sum(window.days for window in self.windows) / len(self.windows) if self.windows else 0.0


@dataclass(frozen=True)
class Mark:
    """A break of recording, or a run of exceptional months, that touches a measure in a place.

    `adjusted` is the measure whose figures may be compared across the break.
    """

    kind: Literal["break", "exceptional"]
    label: str
    first: Month
    last: Month
    note: str = ""
    adjusted: str = ""

    def crossed(self, *, earliest: Month, last: Month) -> bool:
        """Whether a change from one period to another goes over the break."""
        return self.kind == "break" and earliest < self.first <= last


def compare_windows(*, kind: CompareKind, window: Window, baseline: Window | None = None) -> Comparison:
    """The windows to compare with, before anyone has looked whether the store holds them.

    Of several whole years the years before are as many, so that the two share no month.
    A baseline year longer than the window gives the same months of that year; one that cannot be
    lined up with the window refuses.
    """
    if kind == "none":
        return Comparison("none")
    if kind == "baseline":
        if baseline is None:
            return Comparison(kind, refused="No comparison: the plan gives no months for its baseline.")
        return _against_baseline(window, baseline)
    if kind == "year" and window.length % 12 == 0:
        return Comparison(kind, (window.earlier(window.length),))
    if window.length > 12:
        return Comparison(
            kind, refused=f"No comparison: {window.words} is longer than a year and overlaps the year before."
        )
    years = (1,) if kind == "year" else (1, 2, 3)
    return Comparison(kind, tuple(window.earlier(12 * year) for year in years))


def _against_baseline(window: Window, baseline: Window) -> Comparison:
    if window.first <= baseline.last and baseline.first <= window.last:
        return Comparison(
            "baseline",
            refused=f"No comparison: {window.words} shares months with the baseline, {baseline.words}.",
        )
    if window.length == baseline.length:
        return Comparison("baseline", (replace(baseline, kind="range"),))
    if baseline.length == 12 and window.length < 12:
        offset = (window.first.month - baseline.first.month) % 12
        first = baseline.first + offset
        same = Window("range", first, first + (window.length - 1))
        if same.last <= baseline.last:
            return Comparison("baseline", (same,), labels=("Set against the same months of the baseline.",))
    return Comparison(
        "baseline",
        refused=f"No comparison: the baseline is {baseline.words}: {baseline.length} months cannot be set "
        f"against the {window.length} of {window.words}.",
    )


def checked(
    comparison: Comparison,
    *,
    window: Window,
    status: StatusOf,
    marks: Sequence[Mark] = (),
) -> Comparison:
    """The comparison as the data allow it.

    `status` tells complete, partial and missing months. A period that is not complete refuses the
    comparison and says which months; of the three years before, those with missing, partial or
    exceptional months are left out and named. Leap days, breaks between the periods and exceptional
    months are labelled.
    """
    if not comparison.windows:
        return comparison
    if short := gap_words(window, status):
        return replace(comparison, windows=(), refused=f"No comparison: {short}.", labels=())
    labels = list(comparison.labels)
    windows = comparison.windows
    if comparison.kind == "3y":
        windows, left_out = _usable_years(windows, status, marks)
        labels.extend(left_out)
        if not windows:
            return replace(comparison, windows=(), refused="No comparison: " + " ".join(left_out), labels=())
    elif short := gap_words(windows[0], status):
        return replace(comparison, windows=(), refused=f"No comparison: {short}.", labels=())
    labels.extend(mark_labels(window, windows, marks))
    if len(windows) == 1 and windows[0].days != window.days:
        labels.append(f"{window.words} has {window.days} days, {windows[0].words} {windows[0].days}.")
    return replace(comparison, windows=windows, labels=tuple(labels))


def _usable_years(
    windows: Sequence[Window], status: StatusOf, marks: Sequence[Mark]
) -> tuple[tuple[Window, ...], list[str]]:
    kept, left_out = [], []
    for window in windows:
        if short := gap_words(window, status):
            left_out.append(f"{window.words} is left out: {short}.")
        elif exceptional := [m.label for m in marks if m.kind == "exceptional" and _touches(m, window)]:
            left_out.append(f"{window.words} is left out: {', '.join(exceptional)}.")
        else:
            kept.append(window)
    return tuple(kept), left_out


def mark_labels(window: Window, windows: Sequence[Window], marks: Sequence[Mark]) -> list[str]:
    """What breaks and exceptional months there are between and in a window and those it is set against."""
    earliest = min(item.first for item in (window, *windows))
    labels = []
    for mark in marks:
        if mark.crossed(earliest=earliest, last=window.last):
            labels.append(f"The change crosses a break: {mark.label} ({span_words(mark.first, mark.last)}).")
        if mark.kind == "exceptional":
            touched = [item.words for item in (window, *windows) if _touches(mark, item)]
            if touched:
                hold = "holds" if len(touched) == 1 else "hold"
                labels.append(f"{' and '.join(touched)} {hold} exceptional months: {mark.label}.")
    return labels


def _touches(mark: Mark, window: Window) -> bool:
    return mark.first <= window.last and window.first <= mark.last


_NUMBERS = {1: "one", 2: "two"}
