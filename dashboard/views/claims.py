"""Published figures with a verdict each: what disagrees stands first, and nothing read is left out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import pandas as pd

from dashboard.claims.against_store import check_store
from dashboard.claims.check import check_claims
from dashboard.claims.claims import Claims
from dashboard.claims.figure import Figure
from dashboard.claims.finding import ClaimVerdict, Verdict
from dashboard.claims.printed import Printed, cell
from dashboard.disclosure import marking
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Cell, Column, Table, View
from dashboard.wording import joined, number
from data import queries
from data.sources.claim_rows import ClaimRow

COLUMNS: Final = (
    Column("figure_id", "Figure"),
    Column("verdict", "Verdict", "status"),
    Column("published", "Published", "decimal", 1),
    Column("recomputed", "Recomputed", "decimal", 1),
    Column("difference", "Difference", "decimal", 1),
    Column("reason", "Reason"),
    Column("check", "Check", csv_only=True),
    Column("series", "Series used", csv_only=True),
    Column("measure", "Measure", csv_only=True),
    Column("geography", "Area", csv_only=True),
    Column("period", "Period", csv_only=True),
    Column("source", "Paper", csv_only=True),
    Column("file", "File", csv_only=True),
    Column("row", "Row", "integer", csv_only=True),
)
# The first tell what there is to look at; the CSV and the copied table have them all.
LISTED: Final = 100
# A few seconds of work; four times what four papers hold.
MOST: Final = 3000
ALT: Final = "A table of every published figure with its verdict and the reason for it."
_ORDER: Final = (Verdict.DIFFERS, Verdict.CONTRADICTS, Verdict.CANNOT_BE_CHECKED, Verdict.AGREES)
_PLURAL: Final = {
    Verdict.CONTRADICTS: "contradict the list they stand in",
    Verdict.DIFFERS: "differ from the store",
    Verdict.AGREES: "agree",
    Verdict.CANNOT_BE_CHECKED: "cannot be checked",
}
_SINGULAR: Final = {
    Verdict.CONTRADICTS: "contradicts the list it stands in",
    Verdict.DIFFERS: "differs from the store",
    Verdict.AGREES: "agrees",
    Verdict.CANNOT_BE_CHECKED: "cannot be checked",
}


def build_claims(reference: Reference, selection: Selection) -> View:
    """The view `claims`: of the lists the store holds, whatever area is selected; perhaps of one verdict.

    `extra["counts"]` is a button a verdict: value, label, n, pressed; `listed` is how many rows the card has.
    """
    rows = reference.recall("claim rows", lambda: queries.get_claims(reference.snapshot))
    if len(rows) > MOST:
        return _too_many(reference, len(rows))
    found = reference.recall("claims", lambda: _checked(rows, reference))
    chosen = [item for item in found if selection.verdict in (None, item.verdict.value)]
    about: dict[str, Any] = {
        "source": joined(sorted({item.row.file for item in found})),
        "geography": "the whole store",
        "marking": marking(reference),
        "caveats": caveats(reference),
        "demonstration": bool(caveats(reference)),
    }
    if not found:
        return View(
            name="claims",
            title="No published figures to check",
            table=Table((), ()),
            empty="Give csp build a list of a paper’s figures: see ‘Checking a paper’ in the README.",
            marking=about["marking"],
        )
    view = claims_view(worst_first(chosen), **about)
    more = len(chosen) - LISTED
    caption = "A printed number stands for all that rounds to it. What cannot be right stands first"
    return replace(
        view,
        title=title(found),
        caption=f"{caption}. The first {LISTED} of {number(len(chosen))} are listed" if more > 0 else caption,
        extra={"counts": _counts(found, selection.verdict), "listed": LISTED},
    )


def _too_many(reference: Reference, count: int) -> View:
    return View(
        name="claims",
        title=f"{number(count)} published figures are too many to check on a page",
        table=Table((), ()),
        empty=f"A page checks up to {number(MOST)}. Check the lists with csp claims, which takes any number.",
        marking=marking(reference),
    )


def _checked(rows: pd.DataFrame, reference: Reference) -> tuple[ClaimVerdict, ...]:
    claims = Claims(
        tuple(
            ClaimRow(file=file, row=int(number), cells=json.loads(cells))
            for file, number, cells in zip(rows["file"], rows["row_number"], rows["cells"], strict=True)
        )
    )
    return check_claims(claims, further=check_store(claims, reference))


def _counts(found: Sequence[ClaimVerdict], chosen: str | None) -> list[dict[str, Any]]:
    counts = Counter(item.verdict for item in found)
    buttons = [("", "All", len(found))]
    buttons += [(verdict.value, verdict.words.capitalize(), counts[verdict]) for verdict in _ORDER]
    return [
        {"value": value, "label": label, "n": n, "pressed": value == (chosen or "")}
        for value, label, n in buttons
    ]


def claims_view(verdicts: Sequence[ClaimVerdict], **about: Any) -> View:
    """The view `claims` of some verdicts, in their order. `about`: what else it says, such as its marking."""
    return View(
        name="claims",
        title=title(verdicts),
        table=Table(COLUMNS, tuple(_row(item) for item in verdicts)),
        alt=ALT,
        **{"basis": "as published, at printed precision", **about},
    )


def caveats(reference: Reference | None) -> tuple[str, ...]:
    """What to say beside verdicts that a store had a part in."""
    if reference is None or reference.meta.get("demonstration") != "yes":
        return ()
    return (
        "The store's series are made up and fitted to published figures: that a figure agrees with them, or "
        "differs, says nothing about the figure.",
    )


def worst_first(verdicts: Sequence[ClaimVerdict]) -> tuple[ClaimVerdict, ...]:
    """What somebody has to look at first; each kind in the order of its rows."""
    return tuple(sorted(verdicts, key=lambda item: _ORDER.index(item.verdict)))


def title(verdicts: Sequence[ClaimVerdict]) -> str:
    """'Of 578 published figures, 36 contradict the list they stand in and 404 agree'."""
    counts = Counter(item.verdict for item in verdicts)
    if not verdicts:
        return "No published figures"
    total = f"{number(len(verdicts))} published figure{'' if len(verdicts) == 1 else 's'}"
    parts = [
        f"{number(counts[verdict])} {(_SINGULAR if counts[verdict] == 1 else _PLURAL)[verdict]}"
        for verdict in (Verdict.CONTRADICTS, Verdict.DIFFERS, Verdict.AGREES, Verdict.CANNOT_BE_CHECKED)
        if counts[verdict]
    ]
    return f"Of {total}, {joined(parts)}"


def published(row: ClaimRow) -> int | float | None:
    """The number a row prints: of an indicator its target, or the change it asks for."""
    if row.fault is not None:
        return None
    printed = Printed.of(
        (row["target_value"] or row["target_change_pct"]) if row.is_indicator else row["value"]
    )
    return None if printed is None else cell(printed.value, printed.decimals)


def period_words(row: ClaimRow) -> str:
    """The months a row is about, in words."""
    if row.fault is not None:
        return ""
    if row.is_indicator:
        return f"{row['plan_start']} to {row['plan_end']}" if row["plan_start"] else ""
    span = Figure(row).span
    return "" if span is None else span.words


def _row(item: ClaimVerdict) -> tuple[Cell, ...]:
    row = item.row
    return (
        row.id,
        item.verdict.value,
        published(row),
        item.recomputed,
        item.difference,
        item.reason,
        "; ".join(item.checks),
        item.series,
        row["measure"],
        row["geography"] if row.is_indicator else row["area"],
        period_words(row),
        row["source"],
        row.file,
        row.row,
    )
