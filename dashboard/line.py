"""The line under the filter bar: in words, what a page is about."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.disclosure import marking
from dashboard.periods import Window, month_words
from dashboard.question import Question

_OF_A_PLAN = ("/targets", "/plan")
_OF_THE_STORE = "/data"


@dataclass(frozen=True)
class Line:
    """`what` is said first and strongest, `rest` after it; `demonstration`: whether the series is made up."""

    what: str
    rest: str
    marking: str
    demonstration: bool


def line_of(question: Question, *, path: str) -> Line:
    """What the page of a path shows for a question.

    The pages of a plan are about the plan and a month, the Data page is about the store; the others are about
    a measure: what, where, when, against what; source, how fresh; then what holds for every card.
    """
    about = question.described()
    if path == _OF_THE_STORE:
        what, rest = "Everything the store holds.", _store_words(question)
    elif path in _OF_A_PLAN and question.plan is not None:
        years = Window("range", question.plan.first, question.plan.last).words
        what = f"{question.plan.label}, the plan of {question.geography()} for {years}"
        what += f", as things stood at the end of {month_words(question.selection.to)}."
        rest = f"{question.plan.publication}."
    else:
        what = f"{about['measure']} in {about['geography']}, {about['period']}"
        # Where there is no comparison the basis is a sentence that says why.
        basis = about["basis"]
        what += f". {basis}" if basis.endswith(".") else f", {basis}."
        fresh = [f"Extracted {about['extracted']}."] if about["extracted"] else []
        rest = " ".join([f"{about['source']}.", *fresh, *about["caveats"]])
    return Line(what, rest, marking(question.reference), bool(about["demonstration"]))


def _store_words(question: Question) -> str:
    built = question.reference.meta["built_at"][:10]
    return f"Version {question.reference.version}, built {built}."
