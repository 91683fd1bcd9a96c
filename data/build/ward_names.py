"""Find the area a file means when its wards may be those of another year."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from data.build.editions import Edition
from data.build.names import AreaNames, Unknown

Written = tuple[str, str | None]
# The year that stands for the store's own wards.
OWN = 0


@dataclass(frozen=True)
class Found:
    """The code of an area, or why there is none. `year` is that of a ward that is none of the store's own."""

    code: str | Unknown
    year: int = OWN


class WardNames:
    """The areas of a store, and the wards of the other years it holds."""

    def __init__(self, *, areas: pd.DataFrame, aliases: pd.DataFrame, editions: Sequence[Edition]) -> None:
        """`areas` has code, name, level, parent; `aliases` has parent, name, code."""
        self._own = AreaNames(areas=areas, aliases=aliases)
        self._codes = set(areas["code"])
        self._editions = editions
        wide = areas[areas["level"] != "ward"]
        self._names = {
            edition.year: AreaNames(
                areas=pd.concat([wide, edition.wards.assign(level="ward")]), aliases=aliases
            )
            for edition in editions
        }

    def find_all(self, written: Collection[Written]) -> dict[Written, Found]:
        """The areas of one file: (as written, the parent as written) to what it means.

        Codes mean what they are. Names are read as those of the year that knows most of them, and of the
        store's own wards where several know as many: a file is of one year, and a name may have moved.
        """
        years = [OWN, *self._names]
        answers = {year: {pair: self._find(pair, year=year) for pair in written} for year in years[:1]}
        if any(isinstance(found.code, Unknown) for found in answers[OWN].values()):
            answers |= {year: {pair: self._find(pair, year=year) for pair in written} for year in years[1:]}
        return min(answers.values(), key=_unknown)

    def _find(self, pair: Written, *, year: int) -> Found:
        area, parent = pair
        if area in self._codes:
            return Found(area)
        of_code = [edition.year for edition in self._editions if area in edition.codes]
        if of_code:
            return Found(area, year if year in of_code else of_code[0])
        code = (self._names[year] if year else self._own).find(area, parent=parent)
        return Found(code, OWN if code in self._codes or isinstance(code, Unknown) else year)


def _unknown(answers: dict[Written, Found]) -> int:
    return sum(isinstance(found.code, Unknown) for found in answers.values())
