"""What a county's change is made of: each district's own, and what no district holds, adding up exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.disclosure import fixed_at
from dashboard.ranked import Ranked
from dashboard.standings import Standing
from dashboard.statistics.change import Change
from dashboard.wording import LEAST_BASE, joined, percent_change

NO_LOCATION = "No location, or outside its districts"
ROUNDED = "Rounding, and what has no location"


@dataclass(frozen=True)
class _Moved:
    """An area's count and the one before."""

    code: str
    name: str
    value: int
    previous: float

    @property
    def change(self) -> float:
        """The difference in counts."""
        return self.value - self.previous

    @property
    def change_pct(self) -> float | None:
        """In percent of the count before; None under a base of 50."""
        return percent_change(self.value, self.previous)


@dataclass(frozen=True)
class ChangePart(_Moved):
    """One district's counts; `code` is '' for what no district holds.

    `beyond` is None where the change is not judged; of the districts it is judged over the whole list.
    """

    beyond: bool | None


@dataclass(frozen=True)
class GroupChange(_Moved):
    """The change of a group and its parts, the largest rise first, what no district holds last.

    The parts' changes add up to the group's. `usual` is chance's view of the whole. `judged` are the
    districts whose changes were looked at together.
    """

    usual: Change | None
    parts: tuple[ChangePart, ...]
    judged: int

    @property
    def districts(self) -> tuple[ChangePart, ...]:
        """Without what no district holds."""
        return tuple(part for part in self.parts if part.code)

    @property
    def one_way(self) -> bool:
        """Whether every part moved the same way as the whole."""
        return all(part.change * self.change >= 0 for part in self.parts)

    @property
    def shared(self) -> bool:
        """Whether a part's share of the change means anything.

        Of rises and falls that cancel each other, of a change of few, or of one that chance explains, a
        share may be any number: 300% of a change of two.
        """
        beyond = self.usual is not None and self.usual.beyond_usual
        return self.one_way and beyond and abs(self.change) >= LEAST_BASE

    def share(self, part: ChangePart) -> float | None:
        """A part's change in percent of the whole's; None where that means nothing."""
        return 100 * part.change / self.change if self.shared else None


def group_change(ranked: Ranked) -> tuple[GroupChange | None, str]:
    """The change of the group whose districts are ranked; or None, and why there is none."""
    question, name = ranked.question, ranked.peers.name
    if not ranked.released.compare:
        return None, question.basis(ranked.released.compare, window=ranked.released.window)
    whole = ranked.of(ranked.peers.code)
    rows = [row.standing for row in ranked.rows]
    lacking = [row.name for row in rows if row.change is None]
    if whole is None or whole.standing.change is None or lacking:
        return None, (
            f"Not added up: {joined(lacking) or name} cannot be compared (hidden, partial or not supplied), "
            "and the whole less the others would give it away."
        )
    return _added(ranked, whole.standing, rows), ""


def _added(ranked: Ranked, whole: Standing, rows: Sequence[Standing]) -> GroupChange:
    question = ranked.question
    parts = [
        ChangePart(row.code, row.name, row.value or 0, row.previous or 0.0, row.beyond)
        for row in sorted(rows, key=lambda row: (-(row.change or 0.0), row.name))
    ]
    value, previous = whole.value or 0, whole.previous or 0.0
    rest = value - sum(part.value for part in parts)
    rest_before = previous - sum(part.previous for part in parts)
    if rest or abs(rest_before) > 1e-9:
        series = question.series
        rounded = series is not None and fixed_at(question.reference, series=series, level="district")
        parts.append(ChangePart("", ROUNDED if rounded else NO_LOCATION, rest, rest_before, None))
    return GroupChange(
        code=whole.code,
        name=whole.name,
        value=value,
        previous=previous,
        usual=whole.usual,
        parts=tuple(parts),
        judged=sum(row.standing.usual is not None for row in ranked.districts),
    )
