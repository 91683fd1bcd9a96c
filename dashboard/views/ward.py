"""The panel of the ward in focus: its months with what is usual for them, and what it is in a line each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard.question import Question, ask
from dashboard.reference import MOST_WARDS, Reference
from dashboard.selection import Selection
from dashboard.views.control import control_view
from dashboard.views.view import Table, View
from dashboard.ward_focus import WardFocus, ward_in_focus, ward_run
from dashboard.ward_profile import profile_lines

CHOOSE = (
    "No ward is chosen. Choose one on the map, in its list, or here; its months, places, offences and ranks "
    "then stand below."
)
GO_IN = "No ward is chosen. Go into a district on the map or in its list: its wards can then be chosen here."


def build_ward(reference: Reference, selection: Selection) -> View:
    """The view `ward`."""
    question = ask(reference, selection)
    focus = ward_in_focus(reference, selection)
    if focus is None:
        return without_ward("ward", question, extra={"head": _head(question, None)})
    run = ward_run(focus)
    view = control_view("ward", question, run)
    if question.series is not None and not question.series.ward_level:
        view = replace(view, empty=not_by_ward(question))
    elif run is not None and run.refused and not focus.part:
        view = replace(view, empty=f"{view.empty} Its years stand below.")
    return replace(view, geography=focus.words, extra={**view.extra, "head": _head(question, focus)})


def without_ward(name: str, question: Question, *, extra: dict[str, Any]) -> View:
    """A view of the panel where no ward is in focus."""
    return View(
        name=name,
        title="No ward is chosen",
        table=Table((), ()),
        empty=_hint(question),
        extra=extra,
        **alone(question).described(compare=()),
    )


def _hint(question: Question) -> str:
    """How to choose a ward, or why there is none to choose."""
    wards = question.reference.wards(question.area)
    if not wards:
        return f"The store has no wards for {question.area_name}. Add boundaries or lookups: csp build PATH."
    return CHOOSE if len(wards) <= MOST_WARDS else GO_IN


def alone(question: Question) -> Question:
    """The question without what the filter bar compares with, which has no part in the panel."""
    return replace(question, comparison=replace(question.comparison, windows=(), labels=()))


def not_by_ward(question: Question) -> str:
    """Why a ward has no numbers of a series that comes by district."""
    return f"{question.measure.label} ({question.source_label}) comes by district, not by ward."


def _head(question: Question, focus: WardFocus | None) -> dict[str, Any]:
    """The heading, the lines, the ways on, and the wards to choose from: (code, name, district) each."""
    reference = question.reference
    several = len(reference.districts(question.area)) > 1
    wards = reference.wards(question.area)
    if len(wards) > MOST_WARDS:
        wards = reference.wards(focus.district) if focus is not None else ()
    choices = [
        (code, reference.name(code), reference.name(reference.areas[code].parent or "") if several else "")
        for code in wards
    ]
    head: dict[str, Any] = {
        "name": "",
        "lines": [],
        "links": [],
        "choices": sorted(choices, key=lambda item: (item[2], item[1], item[0])),
        "chosen": "",
        "hint": _hint(question),
    }
    if focus is None:
        return head
    links = [("Overview of this ward", "/", question.address())]
    if focus.district != question.area:
        into = question.address(area=focus.district, ward=focus.code)
        links.append((f"The map of {focus.district_name}", "/hotspots", into))
    return {
        **head,
        "name": focus.words,
        "lines": profile_lines(focus),
        "links": links,
        "chosen": focus.code,
        "hint": "",
    }
