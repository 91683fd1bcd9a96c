"""What is drawn on a chart of several areas' months: breaks, exceptional months, and those not final."""

from __future__ import annotations

from dashboard.figures.marks import Mark
from dashboard.periods import Window
from dashboard.question import Question, marks_of


def month_marks(question: Question, window: Window, *, area: str) -> list[Mark]:
    """The marks of the page's measure in an area that touch these months, in order."""
    found = [
        Mark(mark.first, mark.last, mark.label, mark.kind)
        for mark in marks_of(question.reference, measure=question.measure.id, area=area)
        if mark.first <= window.last and mark.last >= window.first
    ]
    early = question.provisional_in(window)
    if early is not None:
        found.append(Mark(early, window.last, "provisional", "provisional"))
    return sorted(found, key=lambda mark: mark.start)
