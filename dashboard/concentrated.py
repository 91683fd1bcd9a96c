"""How few wards hold half of the count, and whether that moved."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.disclosure import released_wards
from dashboard.periods import Window
from dashboard.question import Question
from dashboard.reference import MOST_WARDS
from dashboard.released import Amount, Cell, Released
from dashboard.statistics.change import usual_words
from dashboard.statistics.concentration import Concentration, Move, concentration, concentration_move
from dashboard.ward_facts import ward_facts
from dashboard.wording import LEAST_BASE, counted, joined, number

# Of fewer, one of them holds half more often than not.
LEAST_WARDS = 5


@dataclass(frozen=True)
class Concentrated:
    """The wards of an area by count in `window`, and against `compare` where it can be told.

    `counts` are those of its wards, the highest first, and `earlier` those of the windows compared with
    together, likewise: empty where they may not be compared. `refused` says why there is nothing.
    """

    window: Window
    area_name: str
    noun: str
    counts: tuple[int, ...] = ()
    earlier: tuple[int, ...] = ()
    compare: tuple[Window, ...] = ()
    now: Concentration | None = None
    move: Move | None = None
    refused: str = ""
    caveats: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """'Half of the 9,203 crimes placed in wards of Ashford were in 6 of 39 wards; …', or why not."""
        if self.now is None:
            return self.refused
        return f"{self.finding}{self.moved}."

    @property
    def finding(self) -> str:
        """'Half of the 9,203 crimes placed in wards of Ashford were in 6 of 39 wards'; '' without one."""
        now = self.now
        if now is None:
            return ""
        return (
            f"Half of the {number(now.total)} {self.noun} placed in wards of {self.area_name} were in "
            f"{number(now.holding)} of {counted(now.places, 'wards')}"
        )

    @property
    def moved(self) -> str:
        """'; in Mar 2021 to Feb 2022 in 7: within usual variation', or '' without a comparison."""
        move = self.move
        if move is None:
            return ""
        spans = joined([window.words for window in self.compare])
        way = "more" if move.now.gini > move.before.gini else "less"
        before = number(move.before.holding)
        if move.before.holding == move.now.holding and not move.beyond_usual:
            return f"; in {spans} it was {before} as well"
        verdict = (
            f"it is {way} concentrated now, {usual_words(beyond=True)}"
            if move.beyond_usual
            else f"the difference is {usual_words(beyond=False)}"
        )
        return f"; in {spans} it was {before}: {verdict}"


def concentration_of(question: Question) -> Concentrated | None:
    """The concentration of a question's series over the wards of its area, in its window.

    None without a series, or where it has no ward figures. Of whole counts only: with a ward hidden, partial
    or missing it is refused in words. Kept for all who ask.
    """
    series = question.series
    if series is None or not series.ward_level:
        return None
    key = ("concentration", series.series_id, question.area, question.window, question.comparison.windows)
    return question.reference.recall(key, lambda: _concentrated(question))


def _concentrated(question: Question) -> Concentrated:
    reference, series = question.reference, question.series
    wanted = set(reference.wards(question.area))
    if len(wanted) > MOST_WARDS:
        # Told before they are read: nine thousand cells are most of a page's time.
        return Concentrated(
            question.window,
            question.area_name,
            question.measure.noun,
            refused=f"Concentration is not worked out: {question.area_name} has {number(len(wanted))} wards; "
            "choose a county or a district.",
        )
    held = _released(question)
    cells = [cell for cell in held.cells if cell.ward in wanted]
    bare = Concentrated(held.window, question.area_name, question.measure.noun)
    if why := _refused(question, cells, held.window):
        return replace(bare, refused=f"Concentration is not worked out: {why}")
    counts = [cell.value or 0 for cell in cells]
    now = concentration(counts)
    if now is None or series is None or now.total < LEAST_BASE:
        few = f"{number(sum(counts))} {question.measure.noun} are too few, under {LEAST_BASE}."
        return replace(bare, refused=f"Concentration is not worked out: {few}")
    earlier = [_together(cell.before) for cell in cells] if held.compare else []
    whole = [value for value in earlier if value is not None]
    move = None
    if whole and len(whole) == len(counts):
        move = concentration_move(counts, whole, phi=reference.phi(series=series, level="ward"))
    return replace(
        bare,
        counts=tuple(sorted(counts, reverse=True)),
        earlier=tuple(sorted(whole, reverse=True)) if move else (),
        compare=held.compare if move else (),
        now=now,
        move=move,
        caveats=held.caveats,
    )


def _released(question: Question) -> Released:
    """The wards' counts: those the page's map shows, or read for this where it shows districts."""
    reference, series = question.reference, question.series
    facts = ward_facts(reference, question.selection)
    same = facts is not None and facts.question.window == question.window
    if facts is not None and facts.level == "ward" and same:
        return facts.released
    if series is None:
        raise ValueError("concentration without a series")
    return released_wards(
        reference,
        series=series,
        districts=reference.districts(question.area),
        window=question.window,
        compare=question.compared(question.window, level="ward").windows,
        part_of=question.part_of,
    )


def _refused(question: Question, cells: list[Cell], window: Window) -> str:
    if len(cells) < LEAST_WARDS:
        return f"{question.area_name} has {counted(len(cells), 'wards')}, too few to say where half of it is."
    lost = [cell for cell in cells if not cell.now.whole]
    hidden = sum(cell.status == "hidden" for cell in lost)
    if hidden:
        return f"the counts of {number(hidden)} of {number(len(cells))} wards are hidden."
    if lost:
        what = f"{number(len(lost))} of {number(len(cells))} wards have no whole count"
        return f"{what} for {window.words}."
    return ""


def _together(amounts: tuple[Amount, ...]) -> int | None:
    if not amounts or not all(amount.whole for amount in amounts):
        return None
    return sum(amount.value or 0 for amount in amounts)
