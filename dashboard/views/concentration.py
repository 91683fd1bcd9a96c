"""How few wards hold half of the count, and whether that moved."""

from __future__ import annotations

from itertools import zip_longest

from dashboard.concentrated import Concentrated, concentration_of
from dashboard.figures.curve import build_curve
from dashboard.question import ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Cell, Column, Table, View
from dashboard.wording import joined, number, printed, share_percent

_COLUMNS = (
    Column("wards", "Wards, the highest", "integer"),
    Column("value", "Count together", "integer"),
    Column("share", "Share, %", "percent", 1),
    Column("previous", "Before, together", "integer"),
    Column("previous_share", "Share before, %", "percent", 1),
)


def build_concentration(reference: Reference, selection: Selection) -> View:
    """The view `concentration`."""
    question = ask(reference, selection)
    found = concentration_of(question)
    if found is None or found.now is None:
        why = found.refused if found else question.absent() or "There are no ward figures here."
        return View(
            name="concentration",
            title="How few wards hold half",
            table=Table(_COLUMNS, ()),
            empty=why,
            extra={"words": []},
            **question.described(),
        )
    spans = joined([window.words for window in found.compare])
    move = found.move
    gini = f"Gini coefficient {number(found.now.gini, 2)}"
    gini += f", was {number(move.before.gini, 2)}" if move else ""
    about = question.described(
        window=found.window, compare=found.compare, caveats=[*found.caveats, f"{gini}."]
    )
    return View(
        name="concentration",
        title=f"Half of {found.noun} in {number(found.now.holding)} of {number(found.now.places)} wards",
        caption=" · ".join(
            (
                f"Share of {found.noun} that the highest wards hold together",
                found.window.words,
                question.source_short,
            )
        ),
        alt=f"A curve of the share of {found.noun} in the highest wards. {found.sentence}",
        figure=build_curve(
            counts=found.counts,
            earlier=found.earlier,
            now_words=found.window.words,
            earlier_words=spans,
        ),
        table=Table(_COLUMNS, _rows(found)),
        extra={"words": [found.sentence, *([f"Dotted: {spans}."] if spans else [])]},
        **about,
    )


def _rows(found: Concentrated) -> tuple[tuple[Cell, ...], ...]:
    rows: list[tuple[Cell, ...]] = []
    held = earlier = 0
    total, before = sum(found.counts), sum(found.earlier)
    for place, (now, was) in enumerate(zip_longest(found.counts, found.earlier), start=1):
        held, earlier = held + now, earlier + (was or 0)
        rows.append(
            (
                place,
                held,
                printed(share_percent(held, total)),
                earlier if found.earlier else None,
                printed(share_percent(earlier, before)) if found.earlier else None,
            )
        )
    return tuple(rows)
