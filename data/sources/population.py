"""Residents and households by LSOA, ward or district, from whatever table they come in.

The year and what is counted come from the column ('all_ages_mid2020', 'residents_2021'), else the file's
name, else a sidecar. Single years of age are added up, and must agree with a total beside them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from data.sources.area_csv import (
    area_columns,
    by_row,
    headers_of,
    read_head,
    read_rows,
    read_sidecar,
    required_area_columns,
    sidecar_words,
    whole_file_aside,
    wrong_codes,
    year_from,
)
from data.sources.figure_text import LARGEST, without_commas
from data.sources.kinds import InputFile, Loaded, Match, SetAside
from geo.codes import CodeColumn, normalise_header

KIND = "population"
HEADER: tuple[str, ...] = ()
COLUMNS = ("area_code", "level", "year", "residents", "households", "basis")
_COUNTED = ("residents", "households")
_RESIDENTS = re.compile(
    r"(?:total_|usual_|all_|number_of_)*"
    r"(?:residents|population|persons|people|all_ages|pop)(?:_total|_all_ages)?"
    r"(?:_?(?:census|mid))?_?(?P<year>20\d\d|\d\d)?"
)
_HOUSEHOLDS = re.compile(
    r"(?:total_|all_|number_of_|occupied_)*households?(?:_total)?(?:_?(?:census|mid))?_?(?P<year>20\d\d|\d\d)?"
)
_AGE = re.compile(r"(?:age_?)?(\d{1,3})(?:_?(?:plus|and_over))?")
# In a file's name: next to the word that says what it counts, else its only full year.
_FILE_YEAR = re.compile(r"(?:census|mid|population|residents|households|pop)_?(20\d\d|\d\d)(?!\d)")
_CENSUS_YEARS = (2001, 2011, 2021)
_FEWEST_AGES = 18


@dataclass(frozen=True)
class CountColumn:
    """A column of counts. `year` is None when its header does not tell."""

    column: str
    counted: Literal["residents", "households"]
    year: int | None


def matches(file: InputFile) -> Match | None:
    """A CSV with a code column of LSOAs, wards or districts and a column of residents or households."""
    head = read_head(file)
    if head is None:
        return None
    areas = [column for column in area_columns(head) if column.level in ("lsoa", "ward", "district")]
    return Match(file, KIND) if areas and counts_people(head) else None


def counts_people(head: Mapping[str, list[str]]) -> bool:
    """Whether a file's head has a column of residents or households, or residents by single year of age."""
    return bool(_count_columns(head) or _age_columns(head))


def load(match: Match) -> Loaded:
    """The file in the columns of `COLUMNS`, one frame row for each file row and year.

    The finest code column of a row is its area. Rows with a wrong code, a count that is no whole number from
    0, ages that do not add up to their total, or other counts for an earlier row's area are set aside.
    """
    rows = read_rows(match.file)
    head = headers_of(rows)
    area = required_area_columns(match.file, head)[0]
    sidecar = read_sidecar(match.file)
    counts = _count_columns(head)
    ages = _age_columns(head)
    if ages and not any(count.counted == "residents" for count in counts):
        counts = (*counts, CountColumn("", "residents", None))
    counts = _dated(counts, file=match.file, sidecar=sidecar)
    if any(count.year is None for count in counts):
        aside = whole_file_aside(
            rows,
            column=next(count.column for count in counts if count.year is None),
            reason="the year of the counts is not known",
            remedy=f"write `year: YEAR` into {sidecar_words(match.file)}.",
        )
        return _loaded(match, pd.DataFrame(columns=COLUMNS), read=len(rows), aside=aside)
    wrong = wrong_codes(rows, column=area, may_be_blank=False)
    numbers = _numbers(rows, columns=[count.column for count in counts if count.column] + ages)
    wrong = _bad_counts(rows, numbers) | wrong
    if ages:
        numbers, disagree = _added_up(numbers, counts=counts, ages=ages)
        wrong = disagree | wrong
    frame = _long_form(rows, numbers, area=area, counts=counts, basis=_basis(match.file, counts, sidecar))
    # Ages that are not all there make no total where none is written.
    wrong |= _without_counts(rows.drop(index=frame.index.union(list(wrong))), counts=counts, area=area)
    frame = frame.drop(index=[row for row in wrong if row in frame.index])
    wrong |= _contradictions(frame, column=area.column)
    frame = frame.drop(index=[row for row in wrong if row in frame.index])
    frame = frame.drop_duplicates(ignore_index=True)
    return _loaded(match, frame, read=len(rows), aside=tuple(wrong[row] for row in sorted(wrong)))


def _loaded(match: Match, frame: pd.DataFrame, *, read: int, aside: tuple[SetAside, ...]) -> Loaded:
    return Loaded(
        part_kind=KIND,
        source=KIND,
        scope=match.file.sha256[:16],
        frame=frame,
        rows_read=read,
        set_aside=aside,
    )


def _count_columns(head: Mapping[str, list[str]]) -> tuple[CountColumn, ...]:
    found = []
    for header in head:
        form = normalise_header(header)
        if match := _RESIDENTS.fullmatch(form):
            found.append(CountColumn(header, "residents", _year(match["year"])))
        elif match := _HOUSEHOLDS.fullmatch(form):
            found.append(CountColumn(header, "households", _year(match["year"])))
    return tuple(found)


def _age_columns(head: Mapping[str, list[str]]) -> list[str]:
    """The single-year age columns, when they run 0, 1, 2, ... without a gap; none otherwise."""
    ages = {int(match[1]): header for header in head if (match := _AGE.fullmatch(normalise_header(header)))}
    complete = len(ages) >= _FEWEST_AGES and sorted(ages) == list(range(len(ages)))
    return [ages[age] for age in sorted(ages)] if complete else []


def _dated(
    counts: tuple[CountColumn, ...], *, file: InputFile, sidecar: Mapping[str, Any]
) -> tuple[CountColumn, ...]:
    stem = normalise_header(file.name.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    years = {_year(text) for text in _FILE_YEAR.findall(stem)} or {
        int(text) for text in re.findall(r"(?<!\d)(20\d\d)(?!\d)", stem)
    }
    otherwise = years.pop() if len(years) == 1 else year_from(sidecar, "year")
    return tuple(CountColumn(count.column, count.counted, count.year or otherwise) for count in counts)


def _numbers(rows: pd.DataFrame, *, columns: list[str]) -> pd.DataFrame:
    """Counts as numbers, blanks and what is no number as NaN; '1,768' and '1768.0' are both 1768."""
    plain = {column: rows[column].map(without_commas) for column in columns}
    return pd.DataFrame({column: pd.to_numeric(text, errors="coerce") for column, text in plain.items()})


def _bad_counts(rows: pd.DataFrame, numbers: pd.DataFrame) -> dict[int, SetAside]:
    wrong: dict[int, SetAside] = {}
    for column in map(str, numbers.columns):
        values = numbers[column]
        bad = (rows[column] != "") & ~((values >= 0) & (values % 1 == 0) & (values <= LARGEST))
        for row, text in by_row(rows.loc[bad, column]):
            wrong.setdefault(
                row,
                SetAside(row, column, "not a whole number from 0", "write the count in figures.", text),
            )
    return wrong


def _without_counts(
    rows: pd.DataFrame, *, counts: tuple[CountColumn, ...], area: CodeColumn
) -> dict[int, SetAside]:
    column = next((count.column for count in counts if count.column), area.column)
    return {
        row: SetAside(row, column, "no count is given", "fill in the count.", code)
        for row, code in by_row(rows[area.column])
    }


def _added_up(
    numbers: pd.DataFrame, *, counts: tuple[CountColumn, ...], ages: list[str]
) -> tuple[pd.DataFrame, dict[int, SetAside]]:
    summed = numbers[ages].sum(axis=1, min_count=len(ages))
    total = next(count.column for count in counts if count.counted == "residents")
    if total == "":
        return numbers.assign(**{"": summed}), {}
    against = numbers[total].notna() & summed.notna() & (numbers[total] != summed)
    return numbers, {
        row: SetAside(
            row,
            total,
            f"the ages add up to {summed[row]:.0f}, not {numbers[total][row]:.0f}",
            "correct the total or the ages.",
        )
        for row in numbers.index[against].tolist()
    }


def _basis(file: InputFile, counts: tuple[CountColumn, ...], sidecar: Mapping[str, Any]) -> Mapping[int, str]:
    """What each year's counts are: as the sidecar says, a census where the words or households show one."""
    if stated := sidecar.get("basis"):
        return {int(count.year or 0): str(stated) for count in counts}
    words = normalise_header(file.name.rsplit("/", 1)[-1])
    bases: dict[int, str] = {}
    for count in counts:
        year = int(count.year or 0)
        said = f"{words}_{normalise_header(count.column)}"
        if "census" in said or (year in _CENSUS_YEARS and any(c.counted == "households" for c in counts)):
            bases[year] = f"Census {year}"
        else:
            bases.setdefault(year, f"mid-{year} estimate")
    return bases


def _long_form(
    rows: pd.DataFrame,
    numbers: pd.DataFrame,
    *,
    area: CodeColumn,
    counts: tuple[CountColumn, ...],
    basis: Mapping[int, str],
) -> pd.DataFrame:
    frames = []
    for year in sorted({int(count.year or 0) for count in counts}):
        columns = {count.counted: count.column for count in counts if count.year == year}
        frame = pd.DataFrame({"area_code": rows[area.column], "level": area.level, "year": year})
        for counted in _COUNTED:
            values = numbers[columns[counted]] if counted in columns else pd.Series(pd.NA, index=rows.index)
            whole = values.where((values % 1 == 0) & (values <= LARGEST)) if counted in columns else values
            frame[counted] = whole.astype("Int64")
        frames.append(frame.assign(basis=basis[year]).dropna(subset=list(_COUNTED), how="all"))
    return pd.concat(frames)[list(COLUMNS)]


def _contradictions(frame: pd.DataFrame, *, column: str) -> dict[int, SetAside]:
    """Rows that give an area and year again with other counts; the same counts again do no harm."""
    distinct = frame.drop_duplicates()
    again = distinct[distinct.duplicated(["area_code", "year"])]
    return {
        row: SetAside(
            row, column, f"an earlier row counts {code} otherwise", "keep one row for each area.", code
        )
        for row, code in by_row(again["area_code"])
    }


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)
