"""Find the area a person wrote: by code, else by name, else by an alias, each within its parent."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

import pandas as pd

from geo.codes import level_of_code

# A name that several areas share means the widest of them, as people use it: 'Ashford' is the district.
# A partnership of one district is that district.
_WIDEST_FIRST = ("county", "force", "custom", "district", "partnership", "ward")
_NAMED = re.compile(r"(.*\S)\s+\(([^()]+)\)")


@dataclass(frozen=True)
class Unknown:
    """Why a name means no area, or more than one."""

    reason: str
    remedy: str


# One reason for all of them: a national table holds hundreds.
OUTSIDE = Unknown(
    "outside the areas of this store", "nothing, unless it should be here: then load the lookup it is in."
)


class AreaNames:
    """The names of a version's areas."""

    def __init__(self, *, areas: pd.DataFrame, aliases: pd.DataFrame) -> None:
        """`areas` has code, name, level, parent; `aliases` has parent ('' for everywhere), name, code."""
        self._level = dict(zip(areas["code"], areas["level"], strict=True))
        self._parent = dict(zip(areas["code"], areas["parent"], strict=True))
        self._codes: dict[str, set[str]] = defaultdict(set)
        for code, name in zip(areas["code"], areas["name"], strict=True):
            self._codes[plain_name(name)].add(code)
        self._aliases = {
            (parent, plain_name(name)): code
            for parent, name, code in zip(aliases["parent"], aliases["name"], aliases["code"], strict=True)
        }

    def find(self, written: str, *, parent: str | None) -> str | Unknown:
        """The code of the area. `parent` is a code or name as written, or None."""
        if written in self._level:
            return written
        if level_of_code(written) is not None:
            return OUTSIDE
        above = None
        if parent:
            found = self.find(parent, parent=None)
            if isinstance(found, Unknown):
                return Unknown(f"the parent {parent!r} is not known: {found.reason}", found.remedy)
            above = found
        name = plain_name(written)
        codes = {code for code in self._codes.get(name, ()) if above is None or self._parent[code] == above}
        if len(codes) > 1:
            codes = self._widest(codes)
        if len(codes) == 1:
            return codes.pop()
        alias = self._aliases.get((above or "", name)) or (None if above else self._alias_anywhere(name))
        if alias is not None and alias in self._level:
            return alias
        if codes:
            return Unknown(
                f"{written!r} is the name of {len(codes)} areas",
                f"write the code, or the name with its district in brackets: '{written} (district)'.",
            )
        return Unknown(
            f"{written!r} is no area this store knows",
            "write the code, correct the name, or load the boundaries or lookup it is in.",
        )

    def find_written(self, written: str) -> str | Unknown:
        """The same for one cell, where the parent may stand in brackets: 'Victoria (Ashford)'."""
        named = _NAMED.fullmatch(written)
        return self.find(named[1], parent=named[2]) if named else self.find(written, parent=None)

    def _widest(self, codes: set[str]) -> set[str]:
        for level in _WIDEST_FIRST:
            found = {code for code in codes if self._level[code] == level}
            if found:
                return found
        return codes

    def _alias_anywhere(self, name: str) -> str | None:
        codes = {code for (_, alias), code in self._aliases.items() if alias == name}
        return codes.pop() if len(codes) == 1 else None


def plain_name(name: str) -> str:
    """A name without case, punctuation and the ways to write 'and'."""
    return " ".join(re.sub(r"[^\w]+", " ", name.lower().replace("&", " and ").replace("'", "")).split())
