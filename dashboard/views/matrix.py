"""The matrix: districts and groups down, the measures of a theme across, sorted by any of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from dashboard.among_peers import why_no_peers
from dashboard.matrix_facts import Matrix, matrix_of
from dashboard.matrix_words import FALL, RISE, said_of
from dashboard.periods import longest_run, span_words
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.matrix_screen import build_screen, screen_of
from dashboard.views.matrix_table import COLUMNS, build_copied, build_rows
from dashboard.views.view import Table, View
from dashboard.vocabulary import LEAD
from dashboard.wording import capitalised, joined
from data.catalogue import Measure

# A district that is first on one measure, or of two measures, makes no finding.
_LEAST_COLUMNS: Final = 3
_LEAST_FIRST: Final = 2
_NAMED: Final = 6


def build_matrix(reference: Reference, selection: Selection) -> View:
    """The view `matrix`."""
    question = ask(reference, selection)
    matrix = matrix_of(question)
    if matrix is None or not matrix.columns:
        return View(
            name="matrix",
            title="Districts side by side",
            table=Table(COLUMNS, ()),
            empty=_why_empty(question, matrix),
            **question.described(),
        )
    screen = screen_of(matrix, selection)
    title, notes = _title(matrix), _notes(matrix)
    return View(
        name="matrix",
        title=title,
        caption=_caption(matrix),
        alt=f"{title}. A table of districts and groups by measures.",
        table=Table(COLUMNS, build_rows(screen)),
        copied=build_copied(screen, note=" ".join(notes)),
        extra=build_screen(screen, notes),
        **_described(matrix),
    )


def get_said(reference: Reference, selection: Selection) -> list[list[str]]:
    """What each cell of the view says at length, by row and column as they stand there."""
    matrix = matrix_of(ask(reference, selection))
    if matrix is None or not matrix.columns:
        return []
    codes = screen_of(matrix, selection).codes
    return [[said_of(matrix.question, column, code) for column in matrix.columns] for code in codes]


def _why_empty(question: Question, matrix: Matrix | None) -> str:
    if question.absent() and matrix is None:
        return question.absent()
    if matrix is None:
        return why_no_peers(question)
    if matrix.elsewhen:
        months = matrix.question.window.words
        return f"Nothing of {matrix.theme} is supplied for {months}. Choose months that are: {_held(matrix)}."
    return (
        f"No measure of {matrix.theme} is held for more than one area here. "
        "Choose the priority “All crime and crime types”."
    )


def _held(matrix: Matrix) -> str:
    """'All crime has Jan 2025 to Oct 2025': the months of the first measure that has other months."""
    measure = matrix.elsewhen[0]
    held = matrix.question.vocabulary.series_of(matrix.peers.code, measure.id)
    whole = [
        month
        for series in held
        for month in matrix.question.reference.complete_months(series=series, code=matrix.peers.code)
    ]
    run = longest_run(whole)
    return f"{measure.label} has {span_words(*run)}" if run else f"{measure.label} has none that is whole"


def _described(matrix: Matrix) -> dict[str, Any]:
    """What the matrix is about: the page's words, with the sources and caveats of every column."""
    own = matrix.ranked
    described = matrix.question.described()
    comparisons = dict.fromkeys(item.comparison for item in own)
    refused = next((item.refused for item in comparisons if item.refused and not item.windows), "")
    against = next((f"against {item.words}" for item in comparisons if item.windows), "")
    sources = dict.fromkeys(item.question.source_words() for item in own)
    labels = matrix.question.reference.catalogue.sources
    given = [(c.measure.id, c.published.source) for c in matrix.columns if c.published is not None]
    sources |= dict.fromkeys(labels[source].label for _, source in given)
    series = [item.question.series for item in own]
    series += [matrix.question.reference.series.get(key) for key in given]
    return described | {
        "measure": capitalised(matrix.theme),
        "definition": "",
        "source": "; ".join(sources),
        "basis": against or refused or "no comparison",
        "geography": f"districts of {matrix.peers.name}, partnerships and groups",
        "demonstration": any(item.demonstration for item in series if item is not None),
        "caveats": _caveats(matrix),
    }


def _caveats(matrix: Matrix) -> tuple[str, ...]:
    """Each caveat once, with the measures it is about where it is not about all of them."""
    said: dict[str, list[str]] = {}
    for item in matrix.ranked:
        may_change = item.question.provisional_words(item.released.window)
        notes = [f"{may_change}: these figures may still change."] if may_change else []
        for words in dict.fromkeys([*item.comparison.labels, *notes, *item.released.caveats]):
            said.setdefault(words, []).append(item.measure.label)
    whole = len(matrix.ranked)
    return tuple(
        capitalised(words) if len(labels) == whole else f"{joined(labels)}: {words}"
        for words, labels in said.items()
    )


def _title(matrix: Matrix) -> str:
    """Who is highest on most measures, where one is; and on how many of them the next is told apart."""
    ranked = [item for item in matrix.ranked if any(row.ranked for row in item.rows)]
    plain = f"{len(matrix.columns)} measures side by side in the districts of {matrix.peers.name}"
    first = Counter(item.highest.name for item in ranked if item.highest is not None)
    if len(ranked) < _LEAST_COLUMNS or not first:
        return plain
    most = max(first.values())
    names = [name for name, times in first.items() if times == most]
    if most < _LEAST_FIRST or len(names) > 1:
        return plain
    apart = sum(item.highest_told_apart for item in ranked if item.highest and item.highest.name == names[0])
    told = "each time" if apart == most else f"on {apart} of them" if apart else "on none of them"
    finding = f"{names[0]} has the highest rate on {most} of {len(ranked)} measures"
    return f"{finding}, {told} told apart from the next"


def _caption(matrix: Matrix) -> str:
    question = matrix.question
    own = [row for item in matrix.ranked if (row := item.of(question.area)) is not None and row.ranked]
    parts = [
        capitalised(matrix.theme),
        f"{len(matrix.districts)} districts of {matrix.peers.name} ranked by rate, 1st the highest",
        question.window.words,
    ]
    if own:
        high, low = (sum(row.end == end for row in own) for end in ("high", "low"))
        held = [f"the three {words} on {n}" for words, n in (("highest", high), ("lowest", low)) if n]
        ends = " and ".join(held) or "the three highest or lowest on none"
        parts.append(f"{question.area_name} is told apart as one of {ends} of {len(own)}")
    return " · ".join(parts)


def _notes(matrix: Matrix) -> list[str]:
    """How the marks are to be read, and which measures of the theme are no columns."""
    compared = [item.comparison for item in matrix.ranked]
    refused = next((item.words for item in compared if not item.windows), "")
    notes = [
        f"{RISE} {FALL} rise or fall larger than usual variation; the districts of a measure are one list "
        "with the false discovery rate held at 5%, groups are judged one by one."
        if any(item.windows for item in compared)
        else capitalised(refused or "no comparison").rstrip(".") + "."
    ]
    crimes = {column.measure.id for column in matrix.columns if column.measure.crime_type}
    if LEAD in crimes and len(crimes) > 1:
        notes.append(
            "All crime holds the other crimes, some of them hold one another, and flags such as domestic "
            "abuse run across them: the columns are not to be added up."
        )
    for measures, words in (
        (matrix.single, "held for one area alone, so not compared"),
        (matrix.elsewhere, "from another source, chosen under Measure and Source"),
        (matrix.elsewhen, f"not supplied for {matrix.question.window.words}"),
        (matrix.absent, "without figures in this store"),
    ):
        if measures:
            notes.append(f"{capitalised(words)}: {_listed(measures)}.")
    return notes


def _listed(measures: Sequence[Measure]) -> str:
    labels = [measure.label for measure in measures]
    if len(labels) <= _NAMED:
        return joined(labels)
    return f"{', '.join(labels[: _NAMED - 1])} and {len(labels) - _NAMED + 1} others"
