"""Which area of a store a figure is about: by its name and type as papers print them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from dashboard.claims.figure import Figure, plain
from dashboard.reference import Reference

# What papers add to a name that is known without it.
_ADDED: Final = re.compile(r"\b(?:police|force|area|borough|district|council|csp|county)\b|[().,]")
_EXCLUDING: Final = re.compile(r"\bexcl\.?(?:uding)?\b", re.I)


class StoreAreas:
    """The areas of a store by level and plain name. A ward is one of the district its paper is about."""

    def __init__(self, reference: Reference, figures: Iterable[Figure]) -> None:
        self._reference = reference
        self._named: dict[tuple[str, str], list[str]] = {}
        for area in reference.areas.values():
            self._named.setdefault((area.level, _name(area.name)), []).append(area.code)
        for alias in reference.catalogue.aliases:
            known = reference.areas.get(alias.code)
            if known is not None:
                self._named.setdefault((known.level, _name(alias.name)), []).append(alias.code)
        self._homes = self._find_homes(figures)

    def code_of(self, figure: Figure) -> str | None:
        """The code of the area; None where the store has none, or several, of that name and type."""
        name = _name(figure.area_name)
        if figure.area_type in ("county", "force"):
            return self._group(figure.area_type, name)
        level = "custom" if figure.area_type == "location" else figure.area_type
        found = sorted(set(self._named.get((level, name), ())))
        if level == "ward" and len(found) > 1:
            home = self._homes.get(figure.paper)
            found = [code for code in found if self._reference.areas[code].parent == home]
        return found[0] if len(found) == 1 else None

    def _group(self, level: str, name: str) -> str | None:
        """A county or a force, also by the first of its names: 'Kent' for 'Kent and Medway', the force."""
        codes = [area.code for area in self._reference.areas.values() if area.level == level]
        found = [code for code in codes if name in self._short_names(code)]
        return found[0] if len(found) == 1 else None

    def _short_names(self, code: str) -> set[str]:
        whole = _name(self._reference.name(code))
        return {whole, re.split(r" (?:and|excluding) ", whole)[0]}

    def _find_homes(self, figures: Iterable[Figure]) -> dict[str, str]:
        districts: dict[str, Counter[str]] = {}
        for figure in figures:
            found = self._named.get(("district", _name(figure.area_name)), ())
            if figure.area_type == "district" and len(found) == 1:
                districts.setdefault(figure.paper, Counter())[found[0]] += 1
        return {paper: counts.most_common(1)[0][0] for paper, counts in districts.items()}


def _name(name: str) -> str:
    return " ".join(_ADDED.sub(" ", _EXCLUDING.sub("excluding", plain(name))).split())
