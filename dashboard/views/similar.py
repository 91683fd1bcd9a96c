"""A district against its most similar group, where one is loaded; else how to supply it."""

from __future__ import annotations

from dataclasses import replace

from dashboard.comparisons import Comparison
from dashboard.figures.rate_dots import axis_to, build_dots_picture
from dashboard.periods import Window
from dashboard.question import Question, ask
from dashboard.ranked import ranked_areas
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.similar import Similar, similar_of
from dashboard.views.rates import dot_of, place_words, rate_columns, rate_record, rate_rows, why_no_rates
from dashboard.views.view import Table, View
from dashboard.wording import capitalised, joined, number
from data.templates.area_columns import SIMILAR


def build_similar(reference: Reference, selection: Selection) -> View:
    """The view `similar`."""
    question = ask(reference, selection)
    ranked = ranked_areas(question)
    found = similar_of(question, ranked, question.area) if ranked is not None else None
    if ranked is None or found is None or not found.rows:
        return View(
            name="similar",
            title=f"{question.area_name} against its most similar group",
            table=Table(rate_columns(question), ()),
            empty=question.absent()
            or (why_no_rates(question, ranked) if found is not None else _how_to(question)),
            extra={"rows": [], "ticks": [], "lines": []},
            **question.described(),
        )
    title = _title(question, found, ranked.released.window)
    axis = axis_to(max(row.interval.high or 0.0 for row in found.rows if row.interval is not None))
    own = frozenset({question.area})
    return View(
        name="similar",
        title=title,
        caption=f"{question.measure.label} {ranked.per_words}; {found.group.name}: those of its districts "
        "that this store holds",
        alt=f"{title}. " + " ".join(f"{row.name} {number(row.rate, 1)}." for row in found.rows),
        figure=build_dots_picture(
            dots=[dot_of(question, row) for row in found.rows if row.interval is not None],
            lines=[],
            axis=f"{capitalised(question.measure.noun)} per {question.per_words(ranked.released.window)}",
        ),
        table=Table(rate_columns(question), tuple(rate_record(question, ranked, row) for row in found.rows)),
        extra={
            "rows": rate_rows(found.rows, axis=axis, own=own, ranks=found.group.name),
            "ticks": [(axis.at(tick), f"{tick:,g}") for tick in axis.ticks],
            "lines": [],
        },
        **replace(question, comparison=Comparison("none")).described(
            window=ranked.released.window, caveats=[*ranked.released.caveats, *_caveats(found)]
        )
        | {"basis": f"among the districts of {found.group.name}"},
    )


def _how_to(question: Question) -> str:
    area = question.reference.areas.get(question.area)
    if area is not None and area.level != "district":
        return f"{question.area_name} is not one district: most similar groups are of districts."
    return (
        f"No most similar group of {question.area_name} is loaded. Its publisher’s list comes as an area "
        f"file of the kind “{SIMILAR}”: a row a district, named after the district and its publisher, as "
        f"“Most similar group of {question.area_name} (publisher, year)”. csp template areas writes the "
        "form. Districts of other counties need their own counts and residents in the store."
    )


def _title(question: Question, found: Similar, window: Window) -> str:
    own = found.of(question.area)
    if own is None or own.ranked is None:
        return f"{found.group.name}: {question.area_name} cannot be ranked"
    rest = [row.standing for row in found.rows if row.code != question.area]
    people = sum(row.population or 0 for row in rest)
    together = question.rate(sum(row.value or 0 for row in rest), people, window=window)
    others = f"; the others together {number(together, 1)}" if together is not None else ""
    return f"{own.name}: {number(own.rate, 1)}, {place_words(own)} of its most similar group{others}"


def _caveats(found: Similar) -> list[str]:
    notes = ["Similar by what its publisher compares, which is not this measure."]
    if found.without:
        notes.append(f"Members without a rate here: {joined(list(found.without))}.")
    return notes
