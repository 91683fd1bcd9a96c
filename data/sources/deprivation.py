"""Indices of deprivation by LSOA: score, rank and decile of the index and its domains, for one release.

As the county extracts and the published files for England (MHCLG, English Indices of Deprivation, files 1, 2,
5 and 7) give them, CSV or workbook. Rank 1 and decile 1 are the most deprived.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from data.errors import UnreadableFileError
from data.sources.area_csv import read_sidecar, year_from
from data.sources.figure_text import LARGEST, without_commas
from data.sources.kinds import InputFile, Loaded, Match, SetAside
from data.sources.sheet_cells import Row, read_sheets, unreadable, why_ragged
from geo.codes import CodeColumn, find_code_columns, normalise_header

KIND: Final = "deprivation"
HEADER: tuple[str, ...] = ()
COLUMNS: Final = ("lsoa", "lsoa_vintage", "release", "domain", "score", "rank", "decile")
OVERALL: Final = "imd"
# The releases on each edition of LSOAs, and how many LSOAs of England each ranks.
_EDITION: Final = {2004: 2001, 2007: 2001, 2010: 2001, 2015: 2011, 2019: 2011, 2025: 2021}
RANKED: Final = {2004: 32482, 2007: 32482, 2010: 32482, 2015: 32844, 2019: 32844, 2025: 33755}
_FIGURE: Final = re.compile(r"(?P<domain>[a-z_]+?)_(?P<what>score|rank|decile)(?:_rate|_where_1_is_.*)?")
_DOMAINS: Final = {
    OVERALL: re.compile(r"(?:index_of_multiple_deprivation_)?imd|index_of_multiple_deprivation"),
    "income": re.compile(r"income(?:_deprivation)?(?:_domain)?"),
    "employment": re.compile(r"employment(?:_deprivation)?(?:_domain)?"),
    "education": re.compile(r"education(?:_skills_and_training)?(?:_deprivation)?(?:_domain)?"),
    "health": re.compile(r"health(?:_deprivation)?(?:_and_disability)?(?:_domain)?"),
    "crime": re.compile(r"crime(?:_domain)?"),
    "housing": re.compile(r"(?:barriers_to_)?housing_and_(?:services|access)(?:_domain)?"),
    "environment": re.compile(r"(?:living_)?environment(?:_deprivation)?(?:_domain)?"),
    "children": re.compile(r"(?:income_deprivation_affecting_children_index_)?idaci"),
    "older_people": re.compile(r"(?:income_deprivation_affecting_older_people_(?:index_)?)?idaopi"),
}
_FILE_YEAR: Final = re.compile(r"(?:imd|iod|depriv[a-z]*|indices)_?(20\d\d)(?!\d)")
_VINTAGE: Final = re.compile(r"(?<!\d)(?:20)?(01|11|21)(?!\d)")
_HEAD_ROWS: Final = 60
_REMEDIES: Final = {
    "score": "write the published score in figures",
    "rank": "write the published rank, a whole number from 1",
    "decile": "write the published decile, 1 to 10",
}


@dataclass(frozen=True)
class _Sheet:
    """One sheet: its heads, its rows of text, the column of LSOAs and those of figures."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Row]
    lsoa: CodeColumn
    figures: Mapping[tuple[str, str], int]

    @property
    def vintage(self) -> int | None:
        """The edition of its LSOAs that their head names."""
        found = _VINTAGE.search(normalise_header(self.lsoa.column).replace("lsoa", "lsoa "))
        return self.lsoa.vintage or (2000 + int(found[1]) if found else None)


def matches(file: InputFile) -> Match | None:
    """A table of LSOAs with scores, ranks or deciles of deprivation. Reads heads only."""
    try:
        found = any(_sheet(name, rows) for name, rows in read_sheets(file, limit=_HEAD_ROWS))
    except UnreadableFileError:
        return None
    return Match(file=file, kind=KIND) if found else None


def load(match: Match) -> Loaded:
    """One frame row an LSOA and domain, in the columns of `COLUMNS`; a row with a fault is set aside whole.

    The release is the file name's, else the sidecar's `release:`, else the one release on the edition of
    LSOAs. Raises UnreadableFileError.
    """
    sheets = [sheet for name, rows in read_sheets(match.file) if (sheet := _sheet(name, rows)) is not None]
    if not sheets:
        raise unreadable(match.file)
    sheet = max(sheets, key=lambda item: len(item.figures))
    rows = [(number, cells) for number, cells in sheet.rows if any(cells)]
    release = _release(match.file, sheet)
    if release is None:
        aside = [
            SetAside(
                number,
                None,
                "the year of the indices is not known",
                f"write 'release: 2019' into {match.file.path.name}.yaml beside the file.",
                _text(cells),
            )
            for number, cells in rows
        ]
        return _loaded(match, [], read=len(rows), aside=aside)
    records, aside = _read(sheet, rows, release=release)
    others = [item.name for item in sheets if item is not sheet]
    return _loaded(
        match, records, read=len(rows), aside=aside, said=_words(sheet, release=release, others=others)
    )


def _loaded(
    match: Match,
    records: list[dict[str, Any]],
    *,
    read: int,
    aside: Sequence[SetAside],
    said: tuple[str, ...] = (),
) -> Loaded:
    frame = pd.DataFrame(records, columns=list(COLUMNS))
    types = {"lsoa_vintage": "Int64", "release": "int64", "score": "float64"}
    return Loaded(
        part_kind=KIND,
        source=KIND,
        scope=match.file.sha256[:16],
        frame=frame.astype({**types, "rank": "Int64", "decile": "Int64"}),
        rows_read=read,
        set_aside=tuple(aside),
        understood=said,
    )


def _sheet(name: str, rows: Sequence[Row]) -> _Sheet | None:
    """The table in a sheet whose first line is its heads."""
    if len(rows) < 2 or not any(rows[0][1]):
        return None
    (_, heads), body = rows[0], rows[1:]
    heads = heads[: max(at for at, head in enumerate(heads) if head) + 1]
    figures = _figures(heads)
    if not figures or len({head for head in heads if head}) < sum(map(bool, heads)):
        return None
    sample = {head: [c[at] for _, c in body[:_HEAD_ROWS] if at < len(c)] for at, head in enumerate(heads)}
    lsoa = next((column for column in find_code_columns(sample) if column.level == "lsoa"), None)
    return None if lsoa is None else _Sheet(name, heads, body, lsoa, figures)


def _figures(heads: Sequence[str]) -> dict[tuple[str, str], int]:
    """(domain, score or rank or decile) -> column; sub-domains and denominators are left."""
    found: dict[tuple[str, str], int] = {}
    for at, head in enumerate(heads):
        match = _FIGURE.fullmatch(normalise_header(head))
        domain = match and next(
            (key for key, form in _DOMAINS.items() if form.fullmatch(match["domain"])), ""
        )
        if match and domain:
            found.setdefault((domain, match["what"]), at)
    return found


def _release(file: InputFile, sheet: _Sheet) -> int | None:
    years = {int(year) for year in _FILE_YEAR.findall(normalise_header(file.name.rsplit("/", 1)[-1]))}
    stated = years.pop() if len(years) == 1 else year_from(read_sidecar(file), "release")
    if stated is not None:
        return stated
    possible = [year for year, edition in _EDITION.items() if edition == sheet.vintage]
    return possible[0] if len(possible) == 1 else None


def _read(sheet: _Sheet, rows: Sequence[Row], *, release: int) -> tuple[list[dict[str, Any]], list[SetAside]]:
    place = list(sheet.heads).index(sheet.lsoa.column)
    vintage = sheet.vintage or _EDITION.get(release)
    domains = sorted({domain for domain, _ in sheet.figures})
    records: list[dict[str, Any]] = []
    aside: list[SetAside] = []
    seen: set[str] = set()
    for number, cells in rows:
        code = cells[place] if place < len(cells) else ""
        figures, fault = _row(sheet, cells, code, again=code in seen)
        if fault is not None:
            aside.append(SetAside(number, *fault, _text(cells)))
            continue
        seen.add(code)
        records += [
            {
                "lsoa": code,
                "lsoa_vintage": vintage,
                "release": release,
                "domain": domain,
                **{what: figures.get((domain, what)) for what in _REMEDIES},
            }
            for domain in domains
        ]
    return records, aside


def _row(
    sheet: _Sheet, cells: Sequence[str], code: str, *, again: bool
) -> tuple[dict[tuple[str, str], float], tuple[str | None, str, str] | None]:
    """A row's figures, or column, reason and remedy of its first fault."""
    ragged = why_ragged(cells, sheet.heads)
    if ragged is not None:
        return {}, (None, *ragged)
    if not re.fullmatch(r"[EW]01\d{6}", code):
        reason = f"{code!r} is no lsoa code" if code else "the lsoa code is missing"
        return {}, (sheet.lsoa.column, reason, "correct the code; lsoa codes look like E01000001.")
    if again:
        return {}, (sheet.lsoa.column, f"an earlier row gives {code}", "keep one row for each LSOA.")
    figures: dict[tuple[str, str], float] = {}
    for (domain, what), at in sheet.figures.items():
        text = cells[at] if at < len(cells) else ""
        value = _number(text, what)
        if value is None:
            return {}, (sheet.heads[at], f"{text!r} is no {what}", f"{_REMEDIES[what]}.")
        figures[domain, what] = value
    return figures, None


def _number(text: str, what: str) -> float | None:
    try:
        value = float(without_commas(text))
    except ValueError:
        return None
    if not abs(value) <= LARGEST:
        return None
    whole = value.is_integer() and value >= 1 and (what == "rank" or value <= 10)
    return value if what == "score" or whole else None


def _words(sheet: _Sheet, *, release: int, others: Sequence[str]) -> tuple[str, ...]:
    kinds = sorted(f"{what}s" for what in {what for _, what in sheet.figures})
    found = {domain for domain, _ in sheet.figures}
    index = ["the index of multiple deprivation"] if OVERALL in found else []
    domains = [f"{len(found - {OVERALL})} domains"] if found - {OVERALL} else []
    said = [
        f"{f'Sheet {sheet.name!r}: ' if sheet.name else ''}Indices of deprivation {release} by LSOA of "
        f"{sheet.vintage or _EDITION.get(release)}: {', '.join(kinds)} of {' and '.join([*index, *domains])}."
    ]
    if others:
        said.append(f"Not read: {', '.join(map(repr, others))}.")
    taken = {*sheet.figures.values(), list(sheet.heads).index(sheet.lsoa.column)}
    left = [head for at, head in enumerate(sheet.heads) if head and at not in taken]
    if left:
        said.append(f"Columns not used: {', '.join(left)}.")
    return tuple(said)


def _text(cells: Sequence[str]) -> str:
    return ", ".join(cell for cell in cells if cell)
