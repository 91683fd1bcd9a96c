"""What each district adds to its county's change: counts that add up, and which are beyond usual."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from dashboard.among_peers import peers_of, why_no_peers
from dashboard.figures.changes import Step, build_changes_picture
from dashboard.group_change import ChangePart, GroupChange, group_change
from dashboard.question import Question, ask
from dashboard.ranked import Ranked, ranked_areas
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.statistics.change import usual_words
from dashboard.views.view import Column, Table, View
from dashboard.wording import (
    capitalised,
    change_words,
    direction_words,
    joined,
    number,
    percent,
    printed,
    signed_count,
    signed_percent,
)

_NAMED = 3


def build_contribution(reference: Reference, selection: Selection) -> View:
    """The view `contribution`."""
    question = ask(reference, selection)
    ranked = ranked_areas(question)
    whole, why = (None, _no_group(question)) if ranked is None else group_change(ranked)
    if ranked is None or whole is None:
        return View(
            name="contribution",
            title=f"{question.measure.label}: the districts’ part in the change",
            table=Table(_columns(question, decimals=0), ()),
            empty=why,
            extra={"rows": []},
            **question.described(),
        )
    title = _title(whole)
    shown = "" if whole.shared else f". Shares of the change are left out: {_no_shares(whole)}"
    return View(
        name="contribution",
        title=title,
        caption=f"{question.measure.label}: change in counts by district, adding up to {whole.name}{shown}",
        alt=f"{title}. " + " ".join(f"{part.name} {signed_count(part.change)}." for part in whole.parts),
        figure=build_changes_picture(steps=_steps(question, whole)),
        table=_table(question, ranked, whole),
        extra={"rows": _rows(question, whole)},
        **question.described(
            window=ranked.released.window,
            compare=ranked.released.compare,
            caveats=[*ranked.released.caveats, *_caveats(question, whole)],
        ),
    )


def _no_group(question: Question) -> str:
    if peers_of(question) is None:
        return why_no_peers(question)
    return question.absent()


def _title(whole: GroupChange) -> str:
    """The whole's change with its verdict, then the districts that are beyond usual: only those.

    Only what is beyond usual variation is called a rise or a fall.
    """
    beyond_usual = whole.usual is not None and whole.usual.beyond_usual
    if whole.change:
        share = f" ({signed_percent(whole.change_pct)})" if whole.change_pct is not None else ""
        size = number(abs(whole.change), 0 if float(whole.change).is_integer() else 1)
        risen = f" {direction_words(whole.change)} by {size}"
        verb = f"{risen if beyond_usual else f': {signed_count(whole.change)}'}{share}"
        verdict = f", {usual_words(beyond=beyond_usual)}" if whole.usual is not None else ""
        head = f"{whole.name}{verb}{verdict}"
    else:
        head = f"{whole.name} {direction_words(0)}"
    beyond = sorted((part for part in whole.districts if part.beyond), key=lambda part: -abs(part.change))
    if not beyond:
        return f"{head}; no district beyond usual variation"
    named = [f"{part.name} ({signed_count(part.change)})" for part in beyond[:_NAMED]]
    more = [f"{len(beyond) - _NAMED} more"] if len(beyond) > _NAMED else []
    return f"{head}; beyond usual variation: {joined([*named, *more])}"


def _no_shares(whole: GroupChange) -> str:
    """Why no district's share of the change is worked out."""
    if not whole.one_way:
        return "some districts rose and others fell"
    if whole.usual is not None and not whole.usual.beyond_usual:
        return "the whole is within usual variation"
    return "the whole changed by fewer than 50"


def _caveats(question: Question, whole: GroupChange) -> list[str]:
    notes = ["The bars add up to the whole exactly."]
    if question.series is not None and whole.usual is not None:
        phi = question.reference.phi(series=question.series, level="district")
        notes.append(
            f"Usual variation: φ = {number(phi, 2)} for districts, false discoveries held at 5% over "
            f"{whole.judged} districts."
        )
    return notes


def _verdict(part: ChangePart) -> str:
    return "" if part.beyond is None else usual_words(beyond=part.beyond)


def _own(question: Question, whole: GroupChange) -> frozenset[str]:
    """The districts of the page's area, where they are not all of them."""
    own = frozenset(question.reference.districts(question.area))
    return frozenset() if own >= {part.code for part in whole.districts} else own


def _rows(question: Question, whole: GroupChange) -> list[dict[str, Any]]:
    """What the page draws: bars in percent of the longest, to the side of their sign; the whole last."""
    most = max((abs(part.change) for part in whole.parts), default=0) or 1
    own = _own(question, whole)
    rows = [
        {
            "name": part.name,
            "size": round(100 * abs(part.change) / most, 1),
            "falls": part.change < 0,
            "words": change_words(part.change, part.change_pct),
            "share": percent(share) if (share := whole.share(part)) is not None else "",
            "verdict": "beyond usual" if part.beyond else "",
            "own": part.code in own,
            "whole": False,
        }
        for part in whole.parts
    ]
    total = {
        "name": whole.name,
        "size": 0,
        "falls": whole.change < 0,
        "words": change_words(whole.change, whole.change_pct),
        "share": "",
        "verdict": "beyond usual" if whole.usual is not None and whole.usual.beyond_usual else "",
        "own": False,
        "whole": True,
    }
    return [*rows, total]


def _steps(question: Question, whole: GroupChange) -> Sequence[Step]:
    own = _own(question, whole)
    return [
        Step(
            part.name,
            part.change,
            change_words(part.change, part.change_pct) + (", beyond usual" if part.beyond else ""),
            strong=bool(part.beyond),
            own=part.code in own,
        )
        for part in whole.parts
    ]


def _columns(question: Question, *, decimals: int) -> tuple[Column, ...]:
    kind: Literal["decimal", "integer"] = "decimal" if decimals else "integer"
    return (
        Column("district_code", "Code", "code", csv_only=True),
        Column("district_name", "District"),
        Column("value", capitalised(question.measure.noun), "integer"),
        Column("previous", "Before", kind, decimals),
        Column("change", "Change", kind, decimals),
        Column("change_pct", "Change, %", "percent", 1),
        Column("share", "Share of the change", "percent", 1),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status", csv_only=True),
        Column("usual_variation", "Usual variation"),
    )


def _table(question: Question, ranked: Ranked, whole: GroupChange) -> Table:
    decimals = 1 if len(ranked.released.compare) > 1 else 0
    unit = question.measure.unit

    def state(value: int) -> str:
        return question.state("shown" if value else "zero", ranked.released.window)

    rows: list[tuple[Any, ...]] = [
        (
            part.code,
            part.name,
            part.value,
            printed(part.previous),
            printed(part.change),
            printed(part.change_pct),
            printed(whole.share(part)),
            unit,
            state(part.value),
            _verdict(part),
        )
        for part in whole.parts
    ]
    verdict = usual_words(beyond=whole.usual.beyond_usual) if whole.usual is not None else ""
    total = (
        whole.code,
        whole.name,
        whole.value,
        printed(whole.previous),
        printed(whole.change),
        printed(whole.change_pct),
        None,
        unit,
        state(whole.value),
        verdict,
    )
    return Table(_columns(question, decimals=decimals), (*rows, total))
