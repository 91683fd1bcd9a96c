"""Area codes as the Office for National Statistics makes them, and the columns of a file that hold them.

Publishers name the same column `WD24CD`, `ward24_code` or `wd20_21cd`; the values do not vary, so the values
decide the level and the header gives the vintage.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Level = Literal["lsoa", "ward", "district", "partnership", "force"]

# Finest first: a column can be the parent of any column before it.
LADDER: tuple[Level, ...] = ("lsoa", "ward", "district", "partnership", "force")

_LEVEL_OF_PREFIX: Mapping[str, Level] = {
    "E01": "lsoa",
    "W01": "lsoa",
    "E05": "ward",
    "W05": "ward",
    "E06": "district",
    "E07": "district",
    "E08": "district",
    "E09": "district",
    "W06": "district",
    "E22": "partnership",
    "W14": "partnership",
    "W22": "partnership",
    "E23": "force",
    "W15": "force",
}
_CODE = re.compile(r"[EW]\d{8}")

# What publishers call each level in a header, the longest first so that 'ward' is not read as 'wa'.
_WORDS: Mapping[Level, str] = {
    "lsoa": r"lsoa",
    "ward": r"ward|wd",
    "district": r"local_authority_district|local_authority|district|ltla|lad|la",
    "partnership": r"community_safety_partnership|partnership|csp",
    "force": r"police_force_area|police_force|force|pfa",
}
_YEARS = r"(?:20\d\d|\d\d)"
# A header's first sample of values is judged; a column with fewer codes than this share is not a code column.
_SHARE = 0.8


@dataclass(frozen=True)
class CodeColumn:
    """A column of area codes. `vintage` is None when the header does not tell; so is `name` without one."""

    column: str
    level: Level
    vintage: int | None
    name: str | None


def level_of_code(code: str) -> Level | None:
    """The level an official code belongs to by its first three characters; None when it is no such code."""
    return _LEVEL_OF_PREFIX.get(code[:3]) if _CODE.fullmatch(code) else None


def normalise_header(header: str) -> str:
    """Lower case, every run of other characters one underscore: 'LSOA code' becomes 'lsoa_code'."""
    return re.sub(r"[^a-z0-9]+", "_", header.lower()).strip("_")


def vintage_of_header(header: str, *, level: Level) -> int | None:
    """The year written next to the level's word: 'WD24CD' 2024, 'wd20_21cd' 2021 (the later edition)."""
    found = re.search(
        rf"(?<![a-z])(?:{_WORDS[level]})_?({_YEARS}(?:_{_YEARS})?)(?!\d)", normalise_header(header)
    )
    return _full_year(found[1].split("_")[-1]) if found else None


def vintage_of_file_name(name: str, *, level: Level) -> int | None:
    """The year a file's own name gives for a level: written next to its word, else its only full year."""
    stem = normalise_header(name.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    beside = {
        _full_year(text.split("_")[-1])
        for text in re.findall(rf"(?<![a-z])(?:{_WORDS[level]})s?_?({_YEARS}(?:_{_YEARS})?)(?!\d)", stem)
    }
    years = beside or {int(text) for text in re.findall(r"(?<!\d)(20\d\d)(?!\d)", stem)}
    return years.pop() if len(years) == 1 else None


def find_code_columns(columns: Mapping[str, Sequence[str]]) -> tuple[CodeColumn, ...]:
    """The code columns among `columns` (header -> sample values as text), finest level first.

    Two columns of one level and one vintage are the same thing twice: the first one counts.
    """
    levels = {header: level for header, values in columns.items() if (level := _level_of_values(values))}
    names = [header for header in columns if header not in levels]
    found: dict[tuple[Level, int | None], CodeColumn] = {}
    for header, level in levels.items():
        vintage = vintage_of_header(header, level=level)
        column = CodeColumn(header, level, vintage, _name_column(header, level=level, among=names))
        found.setdefault((level, vintage), column)
    return tuple(sorted(found.values(), key=lambda item: (LADDER.index(item.level), item.vintage or 0)))


def _level_of_values(values: Sequence[str]) -> Level | None:
    filled = [text.strip() for text in values if text and text.strip()]
    levels = [level for text in filled if (level := level_of_code(text))]
    if not levels or len(levels) < _SHARE * len(filled):
        return None
    commonest = max(set(levels), key=levels.count)
    return commonest if levels.count(commonest) >= _SHARE * len(filled) else None


def _name_column(header: str, *, level: Level, among: Sequence[str]) -> str | None:
    """The header that says 'name' where `header` says 'code'; else any name column of the same level."""
    by_form = {normalise_header(name): name for name in among}
    form = normalise_header(header)
    # A shapefile cuts headers after ten characters: 'ward21_cod'.
    for code, name in (("code", "name"), ("cd", "nm"), ("cd", "name"), ("cod", "nam"), ("co", "na")):
        if form.endswith(code) and (exact := by_form.get(form.removesuffix(code) + name)):
            return exact
    if form + "_name" in by_form:
        return by_form[form + "_name"]
    loose = re.compile(rf"(?:{_WORDS[level]})_?(?:{_YEARS}_?)*(?:nm|name)")
    return next((name for key, name in by_form.items() if loose.fullmatch(key)), None)


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
