"""The run of months the Peaks page is about: the area's, or that of the ward in focus."""

from __future__ import annotations

from typing import Any

from dashboard.month_run import MonthRun, month_run
from dashboard.periods import Window
from dashboard.question import Question
from dashboard.wording import lowered
from data.month import Month


def code_in_focus(question: Question) -> str:
    """The ward in focus, else the area. A part of a ward has no months of its own: they stay the area's."""
    selection = question.selection
    return selection.area if question.part_of else selection.ward or selection.area


def peak_run(question: Question) -> MonthRun | None:
    """The run of what is in focus; None without a series."""
    return month_run(question, area=code_in_focus(question))


def why_no_months(question: Question, run: MonthRun | None) -> str:
    """Why there are no months to show, in words; '' where there are some."""
    if run is None:
        return question.absent() or f"Nothing is known of {question.area_name} up to the chosen month."
    if run.refused:
        return run.refused
    if all(amount.value is None for amount in run.amounts):
        return f"No month of {lowered(question.measure.label)} is known for {run.name}."
    return ""


def described_run(
    question: Question, run: MonthRun | None, *, basis: str, months: int | None = None
) -> dict[str, Any]:
    """The parts of a view that say what it is about; `months`: only its latest so many are shown."""
    if run is None:
        return {**question.described(compare=()), "basis": basis}
    held = run.months[-months:] if months else run.months
    window = Window("range", held[0], held[-1]) if held else question.window
    about = question.described(window=window, compare=())
    # What the filter bar compares with has no part in what is judged month by month.
    own = [words for words in about["caveats"] if words not in question.comparison.labels]
    own += [f"{mark.label}: {mark.note}" for mark in run.marks if mark.note and mark.last >= window.first]
    if run.code != question.area:
        about["geography"] = f"{run.name}, ward of {question.area_name}"
    return {**about, "basis": basis, "caveats": tuple(dict.fromkeys([*run.caveats, *own]))}


def usual_counts(run: MonthRun) -> list[tuple[Month, int]]:
    """The months that are known whole and not exceptional, with their counts."""
    return [
        (month, count)
        for month, count in zip(run.months, run.counts, strict=True)
        if count is not None and month not in run.left_out
    ]
