"""Which measure, source and area the words of a sheet name, by the catalogue's ids, labels and aliases."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from data.catalogue.models import Catalogue
from data.sources.period_text import without_periods
from geo.codes import level_of_code

_Words = tuple[str, ...]
# Said of any count, and so no part of a measure's name.
_BEFORE: Final = frozenset(
    {"number", "no", "count", "of", "recorded", "reported", "police", "total", "volume"}
)
_AFTER: Final = frozenset(
    {"offences", "offence", "incidents", "incident", "reports", "count", "counts", "number"}
)
_NOT_COUNTED: Final = frozenset({"unmapped"})
_NO_TITLE: Final = re.compile(
    r"^\W*(?:published|produced|prepared|extracted|updated|last updated|contact|created|printed|version|"
    r"run date|data (?:extracted|as at|correct)|as at|correct as|notes?\b)",
    re.IGNORECASE,
)
_SOURCE_LINE: Final = re.compile(r"^\W*(?:data )?sources?\s*[:=–-]\s*(.+)$", re.IGNORECASE)
_AREA_LINE: Final = re.compile(
    r"^\W*(?:area|district|ward|csp|partnership|local authority|borough|location)\s*[:=]\s*(.+)$",
    re.IGNORECASE,
)
_AREA_IN: Final = re.compile(
    r"\b(?:in|for|of|across)\s+((?:the )?[A-Z][\w'’&.-]*(?:\s+(?:and|of|upon|on|the|[A-Z&][\w'’.-]*))*)"
)
_SUFFIX: Final = re.compile(
    r"\s+(?:CSP|Community Safety Partnership|(?:(?:Borough|District|City|County) )?Council|District"
    r"|Borough)$",
    re.IGNORECASE,
)
_PLAIN_SHEET: Final = re.compile(
    r"(?:sheet|table|tab|data|figures?|chart|pivot)?[\s_-]*\d*[a-z]?", re.IGNORECASE
)


@dataclass(frozen=True)
class SheetNames:
    """Finds measures and sources. `own` are labels of one sheet with the measure its sidecar gives them."""

    catalogue: Catalogue
    own: Mapping[str, str] = field(default_factory=dict)
    _exact: dict[_Words, set[str]] = field(default_factory=lambda: defaultdict(set), init=False, repr=False)
    _loose: dict[_Words, set[str]] = field(default_factory=lambda: defaultdict(set), init=False, repr=False)
    _sources: dict[_Words, set[str]] = field(default_factory=lambda: defaultdict(set), init=False, repr=False)
    _certain: set[_Words] = field(default_factory=set, init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the catalogue's names."""
        for measure in self.catalogue.measures.values():
            if measure.id in _NOT_COUNTED:
                continue
            for name in (measure.id, measure.label, *measure.names.values(), *measure.aliases):
                self._exact[_words(name)].add(measure.id)
                self._loose[_core(_words(name))].add(measure.id)
        for label, measure_id in self.own.items():
            self._exact[_words(label)] = self._loose[_core(_words(label))] = {measure_id}
        for source in self.catalogue.sources.values():
            for name in (source.id, source.label, source.short, *source.aliases):
                self._sources[_words(name)].add(source.id)
            self._certain.update(_words(name) for name in source.aliases)

    def measure(self, label: str) -> str | None:
        """The measure a label names, whole: 'Burglary', 'burglary offences', 'asb_police_reports'."""
        words = _words(label)
        for found in (self._exact.get(words), self._loose.get(_core(words))):
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None

    def source(self, label: str) -> str | None:
        """The source a label names, whole."""
        found = self._sources.get(_words(label), set())
        return next(iter(found)) if len(found) == 1 else None

    def measures_in(self, text: str) -> frozenset[str]:
        """The measures a title names somewhere, the longest names where they overlap."""
        return frozenset(_longest(_words(text), self._exact))

    def sources_in(self, text: str) -> frozenset[str]:
        """The sources a title names. A single word is too little, but after 'Source:' or as an alias."""
        line = _SOURCE_LINE.match(text)
        if line:
            return frozenset(_longest(_words(line[1]), self._sources))
        several = {
            words: ids for words, ids in self._sources.items() if len(words) > 1 or words in self._certain
        }
        return frozenset(_longest(_words(text), several))

    def areas_in(self, texts: Iterable[str]) -> tuple[str, ...]:
        """What may be the one area of a sheet, by its titles: a code, 'Area: X', 'in X', 'for X'."""
        found: dict[str, None] = {}
        for text in texts:
            codes = [word for word in re.findall(r"[EW]\d{8}", text) if level_of_code(word)]
            line = _AREA_LINE.match(text)
            if codes or line:
                return tuple(codes or [_SUFFIX.sub("", line[1].strip())] if line else codes)
            for hit in _AREA_IN.finditer(_without_dates(text)):
                name = _SUFFIX.sub("", hit[1].removeprefix("the ").strip())
                if not (self.measures_in(name) or self.sources_in(name)):
                    found[name] = None
        return tuple(found)

    def area_of_sheet(self, name: str) -> str:
        """The area a sheet is named after; '' where its name says something else, or nothing."""
        tidy = name.strip()
        if (
            _PLAIN_SHEET.fullmatch(tidy)
            or self.measures_in(tidy)
            or self.sources_in(tidy)
            or any(map(str.isdigit, tidy))
        ):
            return ""
        return _SUFFIX.sub("", tidy)


def title_lines(texts: Iterable[str]) -> list[str]:
    """Without the lines about publication, whose dates and names are not those of the figures."""
    return [text for text in texts if not _NO_TITLE.match(text)]


def _without_dates(text: str) -> str:
    lowered = without_periods(text)
    # Periods are found in small letters; names need their capitals.
    kept = set(re.findall(r"[\w'’&.-]+", lowered))
    return " ".join(word for word in text.split() if re.sub(r"[^\w'’&.-]", "", word).lower() in kept)


def _words(text: str) -> _Words:
    plain = text.lower().replace("&", " and ").replace("'", "").replace("’", "").replace("-", " ")
    words = re.sub(r"[^\w]+|_", " ", plain)
    return tuple(re.sub(r"\banti social\b", "antisocial", " ".join(words.split())).split())


def _core(words: _Words) -> _Words:
    start, end = 0, len(words)
    while start < end - 1 and words[start] in _BEFORE:
        start += 1
    while end > start + 1 and words[end - 1] in _AFTER:
        end -= 1
    return words[start:end]


def _longest(words: _Words, names: Mapping[_Words, set[str]]) -> set[str]:
    """The ids named, left to right, each word used once, the longest name first."""
    hits = [
        (len(name), -at, name)
        for name in names
        if name
        for at in range(len(words) - len(name) + 1)
        if words[at : at + len(name)] == name
    ]
    used: set[int] = set()
    found: set[str] = set()
    for length, at, name in sorted(hits, reverse=True):
        place = set(range(-at, -at + length))
        if not place & used:
            used |= place
            found |= names[name]
    return found
