"""A published table in its sheet: the title that names it, its row of heads, and the rows below.

For tables as the ONS lays them out: a preamble of lines in the first column, heads that may break over lines
and carry marks ('[note 1]'), rows of codes, names and figures, and lines of words under them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from data.month import Month
from data.sources.sheet_cells import Row
from geo.codes import normalise_header

HEAD_ROWS: Final = 40
MARK: Final = re.compile(r"\[\s*(?:note\s*)?[a-z0-9, ]+\]", re.I)
_TITLE: Final = re.compile(r"table\s+[a-z]?\d+\w*\s*:.*\bcommunity safety partnership", re.I | re.S)
_CODED: Final = re.compile(r"\W*[EW]\d")
_YEAR_ENDING: Final = re.compile(r"(?:year[ _]?ending|ye)[ _]*([a-z]{3,9})[ _]*(20\d\d)", re.I)
_ROLES: Final = {
    "force": re.compile(r"(?:police_force|pfa)_code"),
    "force_name": re.compile(r"(?:police_force|pfa)_name"),
    "partnership": re.compile(r"(?:community_safety_partnership|csp)_code"),
    "partnership_name": re.compile(r"(?:community_safety_partnership|csp)_name"),
    "district": re.compile(r"(?:local_authority(?:_district)?|la|lad)_code"),
    "district_name": re.compile(r"(?:local_authority(?:_district)?|la|lad)_name"),
}
_NEEDED: Final = frozenset({"force", "force_name", "partnership", "partnership_name"})
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class OfficialTable:
    """One table. Rows count from 1 as a spreadsheet does; cells are stripped text."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Row]

    @property
    def places(self) -> Mapping[str, int]:
        """Which column gives which code or name: force, partnership, district and their names."""
        return _places(self.heads)

    @property
    def figures(self) -> Mapping[int, str]:
        """The columns of figures: position -> head, in one line and without marks."""
        taken = set(self.places.values())
        return {
            at: " ".join(MARK.sub("", head).split())
            for at, head in enumerate(self.heads)
            if at not in taken and head.strip()
        }

    @property
    def year(self) -> tuple[Month, Month] | None:
        """The twelve months its title names."""
        return year_ending(self.title)

    def text(self, cells: Sequence[str], role: str) -> str:
        """What a row gives for a role of `places`; '' where the table has no such column."""
        at = self.places.get(role)
        return cells[at] if at is not None and at < len(cells) else ""


def find_table(rows: Sequence[Row]) -> OfficialTable | None:
    """The table in a sheet's rows; None where its title or heads are missing. Lines of words are no rows."""
    title = next((text for _, cells in rows[:HEAD_ROWS] for text in cells[:1] if _TITLE.match(text)), "")
    for at, (_, cells) in enumerate(rows[:HEAD_ROWS]):
        if title and set(_places(cells)) >= _NEEDED:
            # Without the blank columns that a spreadsheet saves to the right of a table.
            heads = cells[: max(place for place, head in enumerate(cells) if head) + 1]
            below = [(number, row) for number, row in rows[at + 1 :] if any(row)]
            body = [(number, row) for number, row in below if not _is_note(row, len(heads))]
            return OfficialTable(title, heads, body)
    return None


def _is_note(cells: Sequence[str], width: int) -> bool:
    """A line of words in the first column.

    A row whose cells ran together begins with its force's code, or has the commas of a row of `width` cells.
    """
    alone = bool(cells[0]) and not any(cells[1:])
    return alone and not _CODED.match(cells[0]) and cells[0].count(",") < width - 1


def plain_head(text: str) -> str:
    """A head in small letters, without marks, line breaks and punctuation."""
    return " ".join(re.sub(r"[^\w]+", " ", MARK.sub("", text).lower()).split())


def year_ending(text: str) -> tuple[Month, Month] | None:
    """The twelve months of 'year ending June 2025', first and last; None where a text names none."""
    found = _YEAR_ENDING.search(text)
    if found is None or found[1][:3].lower() not in _MONTHS:
        return None
    last = Month(int(found[2]), _MONTHS.index(found[1][:3].lower()) + 1)
    return last - 11, last


def _places(heads: Sequence[str]) -> dict[str, int]:
    forms = [re.sub(r"_area_(code|name)$", r"_\1", normalise_header(MARK.sub("", head))) for head in heads]
    return {
        role: at
        for role, form in _ROLES.items()
        for at in [next((at for at, text in enumerate(forms) if form.fullmatch(text)), None)]
        if at is not None
    }
