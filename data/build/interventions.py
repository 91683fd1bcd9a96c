"""The interventions of a version: what the rows of its registers mean, and which are about the same one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, cast

import pandas as pd

from data.build.names import AreaNames, Unknown, plain_name
from data.build.observations import ASIDE
from data.catalogue.models import Catalogue
from data.sources.sheet_names import SheetNames
from geo.codes import level_of_code

INTERVENTION: Final = ["id", "name", "kind", "first_day", "last_day", "note", "file_id"]
AREA: Final = ["intervention_id", "area_code"]
MEASURE: Final = ["intervention_id", "measure", "place"]
_ID_LENGTH: Final = 60
_Key = tuple[str, dt.date, frozenset[str]]


@dataclass(frozen=True)
class Interventions:
    """Frames in the columns of the tables intervention, intervention_area, ~_measure and set_aside."""

    interventions: pd.DataFrame
    areas: pd.DataFrame
    measures: pd.DataFrame
    set_aside: pd.DataFrame


@dataclass
class _Entry:
    """One intervention while its rows are read."""

    row: dict[str, Any]
    measures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Fault:
    column: str
    reason: str
    remedy: str


def assemble_interventions(
    frame: pd.DataFrame, *, areas: pd.DataFrame, aliases: pd.DataFrame, catalogue: Catalogue
) -> Interventions:
    """`frame` has the columns of an intervention part and file_id, in the order the files were read.

    Rows of one name, first day and place are one intervention with all their measures. A later file that
    has it replaces what an earlier one said. A row whose place or measure the store does not know is set
    aside whole: of two wards one alone would be another place. `areas` and `aliases` are rows of the tables
    area and alias.
    """
    names = AreaNames(areas=areas, aliases=aliases)
    levels = dict(zip(areas["code"], areas["level"], strict=True))
    known = SheetNames(catalogue)
    entries: dict[_Key, _Entry] = {}
    aside: list[tuple[object, ...]] = []
    for row in cast("list[dict[str, Any]]", frame.to_dict("records")):
        fault = _take(row, entries, names=names, levels=levels, known=known)
        if fault is not None:
            place = (int(row["file_id"]), int(row["row_number"]))
            aside.append((*place, fault.column, fault.reason, fault.remedy, row["name"]))
    return _tables(entries, aside)


def _take(
    row: dict[str, Any],
    entries: dict[_Key, _Entry],
    *,
    names: AreaNames,
    levels: dict[str, str],
    known: SheetNames,
) -> _Fault | None:
    codes = _places(row["place"], names=names, levels=levels)
    if isinstance(codes, _Fault):
        return codes
    measures = _measures(row["measure"], known=known)
    if isinstance(measures, _Fault):
        return measures
    key = plain_name(row["name"]), row["first_day"], frozenset(codes)
    entry = entries.get(key)
    if entry is None or entry.row["file_id"] != row["file_id"]:
        # Kept in the order in which interventions were first heard of: their ids stay.
        entries[key] = _Entry(row, list(measures))
        return None
    again = [name for name in measures if name in entry.measures]
    if again:
        return _Fault("measure", f"an earlier row gives it for {again[0]} already", "keep one of the rows.")
    for column, place in (("to", "last_day"), ("kind", "kind")):
        if row[place] != entry.row[place]:
            said = entry.row[place] or "that it still runs"
            return _Fault(column, f"an earlier row of it says {said}", "say the same in all its rows.")
    entry.measures.extend(measures)
    entry.row["note"] = entry.row["note"] or row["note"]
    return None


def _places(written: str, *, names: AreaNames, levels: dict[str, str]) -> list[str] | _Fault:
    codes: list[str] = []
    for part in _parts(written):
        code = names.find_written(part)
        if isinstance(code, Unknown):
            if level_of_code(part) == "lsoa":
                return _Fault(
                    "place",
                    f"{part} is an LSOA",
                    "make an area of your own of it (csp template areas) and write that one's code.",
                )
            return _Fault("place", code.reason, code.remedy)
        if code not in codes:
            codes.append(code)
    if not codes:
        return _Fault("place", "no place is given", "write an area, or wards with semicolons between.")
    if len(codes) > 1 and any(levels[code] != "ward" for code in codes):
        return _Fault(
            "place",
            "several places that are not all wards",
            "name one area, or wards only; csp template areas makes one area of several.",
        )
    return codes


def _measures(written: str, *, known: SheetNames) -> list[str] | _Fault:
    found: list[str] = []
    for part in _parts(written):
        measure = known.measure(part)
        if measure is None:
            return _Fault(
                "measure",
                f"{part!r} is no measure of the catalogue",
                "use the id or the label of one in data/catalogue/measures (csp template interventions lists "
                "them), or add the measure there.",
            )
        if measure not in found:
            found.append(measure)
    return found or _Fault("measure", "no measure is given", "write what it should move.")


def _parts(written: str) -> list[str]:
    return [part.strip() for part in written.replace("\n", ";").split(";") if part.strip()]


def _tables(entries: dict[_Key, _Entry], aside: list[tuple[object, ...]]) -> Interventions:
    interventions: list[tuple[object, ...]] = []
    areas: list[tuple[str, str]] = []
    measures: list[tuple[str, str, int]] = []
    for (_, first_day, codes), entry, code in zip(entries, entries.values(), _ids(entries), strict=True):
        row = entry.row
        interventions.append(
            (code, row["name"], row["kind"], first_day, row["last_day"], row["note"] or None, row["file_id"])
        )
        areas += [(code, area) for area in sorted(codes)]
        measures += [(code, measure, place) for place, measure in enumerate(entry.measures)]
    return Interventions(
        interventions=pd.DataFrame(interventions, columns=INTERVENTION).astype({"last_day": "object"}),
        areas=pd.DataFrame(areas, columns=AREA),
        measures=pd.DataFrame(measures, columns=MEASURE),
        set_aside=pd.DataFrame(aside, columns=ASIDE),
    )


def _ids(entries: dict[_Key, _Entry]) -> Iterator[str]:
    """What an address calls each: its name and first month, numbered where several have both."""
    taken: set[str] = set()
    for name, first_day, _ in entries:
        plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:_ID_LENGTH].strip("-")
        stem = f"{plain or 'intervention'}-{first_day:%Y-%m}"
        code, number = stem, 2
        while code in taken:
            code, number = f"{stem}-{number}", number + 1
        taken.add(code)
        yield code
