"""What a count is made of, wherever its months came in categories: severity, road user, age, road, hour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from dashboard.figures.splits import Bars, build_splits_picture
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.splits import Part, Split, names_of, splits_of
from dashboard.views.view import Column, Table, View
from dashboard.wording import capitalised, count, joined, lowered, number, percent, printed


def build_splits(reference: Reference, selection: Selection) -> View:
    """The view `splits`: of the area, whatever ward or month is in focus."""
    question = ask(reference, selection)
    splits = splits_of(question) if question.series is not None else ()
    drawn = [split for split in splits if split.parts]
    if not drawn:
        return View(
            name="splits",
            title=f"{question.measure.label} by category",
            table=Table(_columns(question), ()),
            empty=question.absent()
            or f"The store has no breakdown of {lowered(question.measure.label)} for {question.area_name} "
            f"in {question.window.words}.",
            extra={"splits": []},
            **question.described(),
        )
    head = question.described(caveats=_caveats(splits))
    if not any(part.previous is not None for split in drawn for part in split.parts):
        head["basis"] = "no comparison" if question.comparison.windows else head["basis"]
    title = f"{question.measure.label} by {names_of(drawn)}"
    return View(
        name="splits",
        title=title,
        caption=f"{question.measure.label} in {question.area_name}, {question.window.words}",
        alt=f"{title}. " + " ".join(_heard(split) for split in drawn),
        figure=build_splits_picture(splits=[_bars(split) for split in drawn]),
        table=_table(question, splits),
        extra={"splits": [_laid_out(split) for split in drawn]},
        **head,
    )


def _caveats(splits: Sequence[Split]) -> list[str]:
    return [f"{split.label}: {split.note}" for split in splits if split.note]


def _heard(split: Split) -> str:
    return f"{split.label}: {joined([f'{part.label} {number(part.value)}' for part in split.parts])}."


def _bars(split: Split) -> Bars:
    return Bars(
        split.label,
        tuple((part.label, part.value or 0, _words(split, part)) for part in split.parts),
    )


def _words(split: Split, part: Part) -> str:
    """'24 (35.8%)', or the count alone of a base under 50."""
    share = split.share(part)
    return number(part.value) + (f" ({percent(share)})" if share is not None and not split.columns else "")


def _laid_out(split: Split) -> dict[str, Any]:
    """What the page draws of one split: bars as percentages of the longest."""
    most = max((part.value or 0 for part in split.parts), default=0) or 1
    return {
        "label": split.label,
        "of": f"n = {number(split.total)}" if split.total is not None else "",
        "columns": split.columns,
        "heard": _heard(split),
        "rows": [
            {
                "name": part.label,
                "words": _words(split, part),
                "size": round(100 * (part.value or 0) / most, 1),
                "before": "" if part.previous is None else f"was {count(part.previous)}",
            }
            for part in split.parts
        ],
        "note": split.note,
    }


def _columns(question: Question) -> tuple[Column, ...]:
    several = len(question.comparison.windows) > 1
    kind: Literal["decimal", "integer"] = "decimal" if several else "integer"
    decimals = 1 if several else 0
    return (
        Column("breakdown", "By"),
        Column("category", "Of which"),
        Column(
            "value",
            capitalised(question.measure.noun) if not question.measure.beside else "Casualties",
            "integer",
        ),
        Column("previous", "Before", kind, decimals),
        Column("change", "Change", kind, decimals),
        Column("change_pct", "Change, %", "percent", 1),
        Column("share", "Share", "percent", 1),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status"),
        Column("of", "n", "integer"),
        Column("usual_variation", "Usual variation"),
    )


def _table(question: Question, splits: Sequence[Split]) -> Table:
    return Table(
        _columns(question),
        tuple(_row(question, split, part) for split in splits for part in split.parts),
    )


def _row(question: Question, split: Split, part: Part) -> tuple[Any, ...]:
    return (
        split.label,
        part.label,
        part.value,
        printed(part.previous),
        printed(part.change),
        printed(part.change_pct),
        printed(split.share(part)),
        question.measure.unit,
        question.state(part.status, question.window),
        split.total,
        part.usual,
    )
