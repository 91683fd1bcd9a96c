"""Did it work? The interventions of an area, each with what its measures did beside elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from dashboard.disclosure import marking
from dashboard.effect_words import (
    CAUTION,
    SHAPES,
    beside_words,
    elsewhere_words,
    interval_words,
    list_title,
    measured_words,
    paper_sentence,
    period_words,
    phase_words,
    ratio_words,
    verdict_words,
)
from dashboard.intervention_claims import published_of, published_words
from dashboard.intervention_effects import Judged, Reading, judged_in
from dashboard.periods import month_words, run_words
from dashboard.question import ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Cell, Column, Table, View
from dashboard.wording import number, printed

NAME: Final = "interventions"
COLUMNS: Final = (
    Column("intervention", "Intervention"),
    Column("kind", "Kind", csv_only=True),
    Column("place", "Where"),
    Column("from", "From", "code", csv_only=True),
    Column("to", "To", "code", csv_only=True),
    Column("measure", "Measure"),
    Column("source", "Source", csv_only=True),
    Column("phase", "When"),
    Column("months", "Months", "integer"),
    Column("months_in", "Months counted", csv_only=True),
    Column("months_before", "Set against", csv_only=True),
    Column("before", "Before", "integer"),
    Column("after", "After", "integer"),
    Column("elsewhere", "Elsewhere is", csv_only=True),
    Column("elsewhere_before", "Elsewhere before", "integer"),
    Column("elsewhere_after", "Elsewhere after", "integer"),
    Column("ratio", "Times the change elsewhere", "decimal", 2),
    Column("ratio_low", "From", "decimal", 2),
    Column("ratio_high", "To", "decimal", 2),
    Column("phi", "φ of the place", "decimal", 1, csv_only=True),
    Column("phi_elsewhere", "φ of elsewhere", "decimal", 1, csv_only=True),
    Column("verdict", "Verdict"),
    Column("readable_from", "Can be read from", "month", csv_only=True),
    Column("beside_before", "Next to it before", "integer", csv_only=True),
    Column("beside_after", "Next to it after", "integer", csv_only=True),
    Column("beside_ratio", "Next to it, times the change further away", "decimal", 2, csv_only=True),
    Column("beside_low", "Next to it, from", "decimal", 2, csv_only=True),
    Column("beside_high", "Next to it, to", "decimal", 2, csv_only=True),
    Column("published", "A paper prints", csv_only=True),
    Column("note", "Note", csv_only=True),
)
HOW: Final = (
    "Give csp build a file with the columns name, from, place and measure (to, kind and note as well, where "
    "they are known): csp template interventions writes one to fill in."
)


def build_interventions(reference: Reference, selection: Selection) -> View:
    """The view `interventions`: a row a measure and phase of every intervention of the area.

    `extra["interventions"]` has them to lay out, `extra["sentences"]` one for a paper on each measure.
    """
    found = judged_in(reference, selection)
    question = ask(reference, selection)
    about: dict[str, Any] = {
        "name": NAME,
        "geography": question.geography(),
        "marking": marking(reference),
    }
    if not found:
        return View(
            title="Did it work?",
            table=Table(COLUMNS, ()),
            empty=f"No intervention in {question.area_name} is registered. {HOW}",
            extra={"interventions": [], "sentences": []},
            **about,
        )
    labels = [f"{judged.item.name}: {label}" for judged in found for label in judged.labels]
    return View(
        title=list_title(found),
        caption="Each place against the rest of its district, same calendar months before and since",
        alt="A table of interventions with what each place did beside elsewhere.",
        table=Table(COLUMNS, tuple(row for judged in found for row in rows_of(reference, judged))),
        period=f"to {month_words(selection.to)}",
        basis="against the same calendar months before it began",
        source=", ".join(dict.fromkeys(filter(None, map(source_words, found)))),
        demonstration=any(judged.item.made_up or _made_up(judged) for judged in found),
        caveats=(CAUTION, *dict.fromkeys(labels)),
        extra={
            "interventions": [
                _laid_out(reference, selection, list(group))
                for _, group in groupby(found, key=lambda judged: judged.item.id)
            ],
            "sentences": [paper_sentence(one, label=label_of(reference, one)) for one in found],
            "caution": f"{CAUTION}.",
        },
        **about,
    )


def rows_of(reference: Reference, judged: Judged) -> tuple[tuple[Cell, ...], ...]:
    """The rows of the table for one measure of an intervention: one a phase, or one that says why not."""
    printed_of = [one for one in published_of(reference, judged.item) if one.measure == judged.measure]
    head = (
        *(judged.item.name, judged.item.kind, judged.item.area, judged.item.first.isoformat()),
        judged.item.last.isoformat() if judged.item.last else None,
        *(label_of(reference, judged), source_words(judged)),
    )
    tail = " ".join(published_words(printed_of)), " ".join([judged.item.note, *judged.labels]).strip()
    none: tuple[Cell, ...] = (None,) * (len(COLUMNS) - len(head) - len(tail))
    verdict = [column.key for column in COLUMNS].index("verdict") - len(head)
    if not judged.readings:
        return ((*head, *none[:verdict], judged.refused, *none[verdict + 1 :], *tail),)
    return tuple((*head, *_cells(judged, reading), *tail) for reading in judged.readings)


def _cells(judged: Judged, reading: Reading) -> tuple[Cell, ...]:
    effect, beside, counted = reading.effect, reading.beside, judged.counted
    held = effect is not None and counted is not None
    phis: tuple[Cell, Cell] = (None, None)
    if held and counted is not None:
        ground = counted.ground
        phis = printed(counted.phi(ground.place)), printed(counted.phi(ground.whole, less=True))
    near = beside.effect if beside else None
    return (
        phase_words(judged.item, reading.phase),
        len(reading.months) or None,
        run_words(reading.months),
        run_words(reading.base),
        *((reading.before, reading.after) if held else (None, None)),
        elsewhere_words(judged),
        *((reading.elsewhere_before, reading.elsewhere_after) if held else (None, None)),
        printed(effect.ratio, 2) if effect else None,
        printed(effect.interval.low, 2) if effect else None,
        printed(effect.interval.high, 2) if effect else None,
        *phis,
        verdict_words(reading),
        str(reading.readable) if reading.readable else None,
        *((beside.before, beside.after) if beside else (None, None)),
        printed(near.ratio, 2) if near else None,
        printed(near.interval.low, 2) if near else None,
        printed(near.interval.high, 2) if near else None,
    )


def _laid_out(reference: Reference, selection: Selection, group: Sequence[Judged]) -> dict[str, Any]:
    """One intervention for the page: its name and place, and a line a measure."""
    item = group[0].item
    return {
        "id": item.id,
        "name": item.name,
        "open": item.id == selection.intervention,
        "about": " · ".join((item.area, period_words(item), item.kind)),
        "note": item.note,
        "measures": [
            {
                "label": label_of(reference, judged),
                "query": opened_query(reference, selection, judged),
                "refused": judged.refused,
                "readings": [_read(judged, reading) for reading in judged.readings],
            }
            for judged in group
        ],
        "labels": list(group[0].labels),
        "published": list(published_words(published_of(reference, item))),
    }


def _read(judged: Judged, reading: Reading) -> dict[str, str]:
    counts = f"{number(reading.before)} to {number(reading.after)}" if reading.effect else ""
    elsewhere = f"{number(reading.elsewhere_before)} to {number(reading.elsewhere_after)}"
    return {
        "phase": reading.phase,
        "verdict": reading.verdict or "refused",
        "shape": SHAPES[reading.verdict],
        "words": verdict_words(reading),
        "counts": counts,
        "elsewhere": f"{elsewhere_words(judged)} {elsewhere}" if reading.effect else "",
        "ratio": ratio_words(reading),
        "interval": interval_words(reading),
        "beside": beside_words(judged, reading),
    }


def opened_query(reference: Reference, selection: Selection, judged: Judged) -> str:
    """The query of the page with an intervention and one of its measures open."""
    question = ask(reference, selection)
    changes: dict[str, str | None] = {"intervention": judged.item.id}
    if judged.measure != selection.measure and judged.counted is not None:
        offered = question.vocabulary.measures(selection.area, question.plan, selection.priority)
        changes |= {"measure": judged.measure, "source": None}
        if judged.measure not in {measure.id for measure in offered}:
            changes["priority"] = None
    return question.address(**changes)


def label_of(reference: Reference, judged: Judged) -> str:
    """The measure's label, also where the store holds nothing of it."""
    measure = reference.catalogue.measures.get(judged.measure)
    return measure.label if measure else measured_words(judged)


def source_words(judged: Judged) -> str:
    """The source its counts are from; '' where there are none."""
    return judged.counted.question.source_words() if judged.counted else ""


def _made_up(judged: Judged) -> bool:
    return bool(judged.counted and judged.counted.series.demonstration)
