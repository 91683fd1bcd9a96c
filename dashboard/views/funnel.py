"""The wards of an area among those of its county: which rates lie outside the limits of a funnel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from dashboard.comparisons import Comparison
from dashboard.figures.funnel import Place, build_funnel_figure
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.standings import denominator
from dashboard.statistics.funnel import Funnel
from dashboard.statistics.intervals import RARE_Z, USUAL_Z
from dashboard.views.view import Column, Table, View
from dashboard.ward_funnel import FunnelWard, WardFunnel, ward_funnel
from dashboard.ward_words import VISITED
from dashboard.wording import capitalised, joined, number, possessive, printed

# As many names as stand beside points; the list under the chart and the table have them all.
_NAMED: Final = 10
_TITLED: Final = 3
# A rate of so many times the county's is more often a centre that people come to than a risky home.
_BUSY: Final = 2.0
_WORDS: Final = {
    "far above": "above the outer limit (99.8%)",
    "above": "above the inner limit (95%)",
    "within": "within the limits",
    "below": "below the inner limit (95%)",
    "far below": "below the outer limit (99.8%)",
}


def build_funnel_view(reference: Reference, selection: Selection) -> View:
    """The view `funnel`."""
    question = ask(reference, selection)
    facts = ward_funnel(question)
    if facts is None or not facts.wards:
        refused = facts.refused if facts is not None else ""
        return _empty(question, question.absent() or refused or _no_wards(question))
    if facts.funnel is None:
        return _empty(question, facts.refused, facts)
    funnel = facts.funnel
    # One period and no other: what the page compares it with has no part in a funnel.
    described = replace(question, comparison=Comparison("none")).described(window=facts.released.window)
    people = denominator(question, [ward.code for ward in facts.wards], window=facts.released.window)
    per = people.words if people else ""
    title = _title(facts)
    return View(
        name="funnel",
        title=title,
        caption=f"{question.measure.label} by ward {per}: {_whose(facts)} in dark, the other wards of "
        f"{facts.group} in grey"
        if facts.emphasised
        else f"{question.measure.label} by ward {per}",
        alt=f"{title}. Points for {number(facts.judged)} wards within lines that narrow with residents.",
        figure=_figure(facts, funnel),
        table=_table(question, facts),
        extra={"outside": _outside(facts), "note": _note(facts, funnel)},
        **{
            **described,
            "basis": f"against all wards of {facts.group} together",
            "caveats": (*facts.released.caveats, *_caveats(facts, funnel)),
        },
    )


def _empty(question: Question, words: str, facts: WardFunnel | None = None) -> View:
    table = _table(question, facts) if facts is not None else Table(_columns(question), ())
    return View(
        name="funnel",
        title=f"{question.measure.label} by ward: no funnel",
        table=table,
        empty=words,
        extra={"outside": [], "note": ""},
        **question.described(window=facts.released.window if facts else None),
    )


def _no_wards(question: Question) -> str:
    return (
        f"{question.measure.label} comes by district from this source, not by ward, and the districts are "
        "too few for a funnel: their rates stand above with intervals and ranks."
    )


def _whose(facts: WardFunnel) -> str:
    return f"{number(len(facts.own))} of {facts.question.area_name}"


def _title(facts: WardFunnel) -> str:
    """Which of the area's wards lie outside the outer limits, where chance alone would put one in 500."""
    above, below = facts.beyond("far above"), facts.beyond("far below")
    where = facts.question.area_name
    of = f" of {possessive(facts.group)} wards" if facts.emphasised else ""
    if not above and not below:
        return f"{where}: no ward is outside the outer limits{of}"
    judged = number(sum(ward.verdict is not None for ward in facts.own))
    first, second = ((above, "above"), (below, "below")) if above else ((below, "below"), (above, "above"))
    verb = "is" if len(first[0]) == 1 else "are"
    others = number(len(second[0])) if second[0] else "none"
    return (
        f"{where}: {number(len(first[0]))} of {judged} wards {verb} {first[1]} the outer limit{of}"
        f"{_names(first[0])}, {others} {second[1]}{_names(second[0])}"
    )


def _names(wards: Sequence[FunnelWard]) -> str:
    return f" ({joined([ward.name for ward in wards])})" if 0 < len(wards) <= _TITLED else ""


def _figure(facts: WardFunnel, funnel: Funnel) -> dict[str, Any]:
    question, window = facts.question, facts.released.window
    per = question.measure.rate_per / window.years
    outside = [ward.code for ward in _named_first(facts)][:_NAMED]
    drawn = [ward for ward in facts.wards if ward.rate is not None and ward.people]
    # Names are placed in this order: the farthest out first.
    drawn.sort(key=lambda ward: outside.index(ward.code) if ward.code in outside else _NAMED)

    def limits(people: float, *, z: float) -> tuple[float, float]:
        low, high = funnel.limits(people, z=z)
        return low * per, high * per

    return build_funnel_figure(
        places=[
            Place(
                people=ward.people or 0,
                rate=ward.rate or 0.0,
                name=ward.name,
                where=ward.district,
                own=ward.own or not facts.emphasised,
                shown=ward.code in outside,
                far=ward.verdict in ("far above", "far below"),
            )
            for ward in drawn
        ],
        centre=funnel.centre * per,
        limits=[
            ("95%", partial(limits, z=USUAL_Z)),
            ("99.8%", partial(limits, z=RARE_Z)),
        ],
        axis=f"{capitalised(question.measure.noun)} per {question.per_words(window)}",
        across=f"{capitalised(question.measure.rate_of)} of the ward",
        people=question.measure.rate_of,
    )


def _named_first(facts: WardFunnel) -> list[FunnelWard]:
    """The area's wards outside the limits: the outer ones first, then by rate from the top and the bottom."""
    far = facts.beyond("far above", "far below")
    return [*far, *facts.beyond("above", "below")] if facts.emphasised else far


def _outside(facts: WardFunnel) -> list[dict[str, Any]]:
    """What stands under the chart: the area's wards outside the limits, by how far."""
    groups: Sequence[tuple[str, tuple[Any, ...]]] = (
        ("Above the outer limit", ("far above",)),
        ("Above the inner limit", ("above",)),
        ("Below the inner limit", ("below",)),
        ("Below the outer limit", ("far below",)),
    )
    return [
        {
            "head": head,
            "wards": [(ward.code, ward.name, number(ward.rate, 1)) for ward in facts.beyond(*verdicts)],
        }
        for head, verdicts in groups
        if facts.beyond(*verdicts)
    ]


def _note(facts: WardFunnel, funnel: Funnel) -> str:
    """The caution that belongs to the wards named: where many come and few live."""
    usual = funnel.centre * facts.question.measure.rate_per / facts.released.window.years
    busy = [
        ward.name
        for ward in facts.beyond("far above", "above")
        if ward.rate is not None and ward.rate >= _BUSY * usual
    ]
    if not busy:
        return ""
    many = joined(busy) if len(busy) <= _NAMED else f"{number(len(busy))} wards"
    return f"{many}: {VISITED}."


def _caveats(facts: WardFunnel, funnel: Funnel) -> list[str]:
    inner, outer = 0.05 * facts.judged, 0.002 * facts.judged
    notes = [
        f"Limits at 95% and 99.8% around all wards together, φ = {number(funnel.phi, 1)} from the wards’ own "
        f"scatter: of {number(facts.judged)} about {number(inner)} would lie outside the inner limits by "
        f"chance alone and {number(outer, 1)} outside the outer."
    ]
    without = [ward for ward in facts.wards if ward.verdict is None]
    if without:
        hidden = sum(ward.status == "hidden" for ward in without)
        kinds = [f"{number(hidden)} hidden"] if hidden else []
        rest = len(without) - hidden
        kinds += [f"{number(rest)} without a count or residents"] if rest else []
        notes.append(f"Not drawn: {joined(kinds)}.")
    if facts.unplaced:
        notes.append(f"{number(facts.unplaced)} of {facts.group} are in no ward.")
    notes.append("In town and shopping centres a rate of residents describes volume, not risk.")
    return notes


def _columns(question: Question) -> tuple[Column, ...]:
    measure = question.measure
    return (
        Column("ward_code", "Code", "code", csv_only=True),
        Column("ward_name", "Ward"),
        Column("district_name", "District"),
        Column("value", capitalised(measure.noun), "integer"),
        Column("population", capitalised(measure.rate_of), "integer"),
        Column("rate", f"Per {measure.rate_per:,} {measure.rate_of}", "decimal", 1),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status"),
        Column("verdict", "Against the limits"),
    )


def _table(question: Question, facts: WardFunnel) -> Table:
    """The area's own wards first."""
    rows = [
        (
            ward.code,
            ward.name,
            ward.district,
            ward.value,
            ward.people,
            printed(ward.rate) if facts.funnel else None,
            question.measure.unit,
            question.state(ward.status, facts.released.window),
            _WORDS.get(ward.verdict or "", ""),
        )
        for ward in facts.wards
    ]
    return Table(_columns(question), tuple(rows))
