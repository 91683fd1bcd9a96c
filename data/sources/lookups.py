"""Lookups between areas: LSOA 2011 to 2021, LSOA to ward, ward to district, district to partnership to force.

Every lookup becomes one long form: a row for each pair of child and parent that a file row states.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, pairwise
from typing import Any

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
    vintage_of,
    whole_file_aside,
    wrong_codes,
)
from data.sources.kinds import InputFile, Loaded, Match, SetAside
from data.sources.population import counts_people
from geo.codes import LADDER, CodeColumn, normalise_header

KIND = "lookup"
HEADER: tuple[str, ...] = ()
COLUMNS = (
    "child",
    "child_level",
    "child_vintage",
    "child_name",
    "parent",
    "parent_level",
    "parent_vintage",
    "parent_name",
    "relation",
)
# A lookup is codes, their names and little else: a row number, a change code, a pair of coordinates.
_OTHER_COLUMNS = 3
# How an LSOA of 2011 became one of 2021: unchanged, split, merged, irregular.
_CHANGE_HEADERS = ("change_code", "chgind", "change_indicator", "chngind")
# Beside each level and the next one up, these are kept when the level between is missing or blank.
_SHORT_CUTS = (("lsoa", "district"), ("district", "force"))
# A child with two parents is a contradiction here, and a fact elsewhere (a merged LSOA, a shared district).
_ONE_PARENT = {("lsoa", "ward"), ("lsoa", "district"), ("ward", "district"), ("partnership", "force")}


def matches(file: InputFile) -> Match | None:
    """A CSV with two or more columns of area codes, hardly anything else, and no counts of people."""
    head = read_head(file)
    if head is None or counts_people(head):
        return None
    columns = area_columns(head)
    names = {column.name for column in columns if column.name}
    other = [
        header
        for header in head
        if header not in names
        and header not in {column.column for column in columns}
        and not normalise_header(header).endswith(("nm", "nmw", "name", "cd", "code"))
    ]
    return Match(file, KIND) if _pairs(columns) and len(other) <= _OTHER_COLUMNS else None


def load(match: Match) -> Loaded:
    """The file in the columns of `COLUMNS`, several frame rows a file row.

    A row with a wrong code, or that contradicts an earlier row, is set aside whole. Where neither header,
    file name nor sidecar gives the vintage, every row is set aside with that remedy.
    """
    rows = read_rows(match.file)
    columns = required_area_columns(match.file, headers_of(rows))
    sidecar = read_sidecar(match.file)
    columns, unknown = _dated(columns, file=match.file, sidecar=sidecar)
    if unknown is not None:
        aside = whole_file_aside(
            rows,
            column=unknown.column,
            reason=f"the year of the {unknown.level} codes is not known",
            remedy=f"write `vintage: YEAR` into {sidecar_words(match.file)}.",
        )
        return _loaded(match, pd.DataFrame(columns=COLUMNS), read=len(rows), aside=aside)
    wrong: dict[int, SetAside] = {}
    for column in columns:
        wrong = wrong_codes(rows, column=column, may_be_blank=column is not columns[0]) | wrong
    good = rows.drop(index=list(wrong))
    wrong |= _without_parent(good, columns)
    good = good.drop(index=[row for row in wrong if row in good.index])
    for child, parent in _pairs(columns):
        if (child.level, parent.level) in _ONE_PARENT:
            against = _contradictions(good, child=child, parent=parent)
            wrong |= against
            good = good.drop(index=list(against))
    aside = tuple(wrong[row] for row in sorted(wrong))
    return _loaded(match, _long_form(good, columns), read=len(rows), aside=aside)


def _loaded(match: Match, frame: pd.DataFrame, *, read: int, aside: tuple[SetAside, ...]) -> Loaded:
    return Loaded(
        part_kind=KIND,
        source=KIND,
        scope=match.file.sha256[:16],
        frame=frame,
        rows_read=read,
        set_aside=aside,
    )


def _pairs(columns: tuple[CodeColumn, ...]) -> list[tuple[CodeColumn, CodeColumn]]:
    """Which columns are child and parent: each level and the next one present, LSOA editions, short cuts."""
    present = [level for level in LADDER if any(column.level == level for column in columns)]
    steps = set(pairwise(present)) | set(_SHORT_CUTS)
    return [
        (child, parent)
        for child, parent in combinations(columns, 2)
        if (child.level, parent.level) in steps
        or (child.level == parent.level == "lsoa" and (child.vintage or 0) < (parent.vintage or 0))
    ]


def _dated(
    columns: tuple[CodeColumn, ...], *, file: InputFile, sidecar: Mapping[str, Any]
) -> tuple[tuple[CodeColumn, ...], CodeColumn | None]:
    """Each column with its vintage, and the first column that needs one and has none.

    Districts and above without a year take the file's newest: a changed district has a new code.
    """
    vintages = [vintage_of(column, file=file, sidecar=sidecar) for column in columns]
    newest = max((vintage for vintage in vintages if vintage), default=None)
    dated = []
    for column, vintage in zip(columns, vintages, strict=True):
        vintage = vintage or (newest if column.level not in ("lsoa", "ward") else None)
        if vintage is None:
            return columns, column
        dated.append(CodeColumn(column.column, column.level, vintage, column.name))
    return tuple(dated), None


def _without_parent(rows: pd.DataFrame, columns: tuple[CodeColumn, ...]) -> dict[int, SetAside]:
    pairs = _pairs(columns)
    stated = pd.Series(data=False, index=rows.index)
    for child, parent in pairs:
        stated |= (rows[child.column] != "") & (rows[parent.column] != "")
    column = pairs[0][1].column if pairs else columns[0].column
    return {
        row: SetAside(row, column, "no parent area is given", "fill in the parent's code.", text)
        for row, text in by_row(rows.loc[~stated, columns[0].column])
    }


def _contradictions(rows: pd.DataFrame, *, child: CodeColumn, parent: CodeColumn) -> dict[int, SetAside]:
    stated = rows.loc[(rows[child.column] != "") & (rows[parent.column] != ""), [child.column, parent.column]]
    first = stated.drop_duplicates(child.column).set_index(child.column)[parent.column]
    expected = stated[child.column].map(first)
    against = stated[stated[parent.column] != expected]
    return {
        row: SetAside(
            row,
            parent.column,
            f"an earlier row puts {code} into {first[code]}",
            "keep one row for each area.",
            text,
        )
        for (row, code), text in zip(by_row(against[child.column]), against[parent.column], strict=True)
    }


def _long_form(rows: pd.DataFrame, columns: tuple[CodeColumn, ...]) -> pd.DataFrame:
    change = next(
        (header for header in map(str, rows.columns) if normalise_header(header) in _CHANGE_HEADERS), None
    )
    frames = []
    for child, parent in _pairs(columns):
        frame = pd.DataFrame(
            {
                "child": rows[child.column],
                "child_level": child.level,
                "child_vintage": child.vintage,
                "child_name": rows[child.name] if child.name else None,
                "parent": rows[parent.column],
                "parent_level": parent.level,
                "parent_vintage": parent.vintage,
                "parent_name": rows[parent.name] if parent.name else None,
                "relation": rows[change] if change and child.level == parent.level else None,
            }
        )
        frames.append(frame[(frame["child"] != "") & (frame["parent"] != "")])
    return pd.concat(frames, ignore_index=True).drop_duplicates(ignore_index=True)
