"""The partners' own counts as tidy series files: the force, the council, the fire service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
from numpy.typing import NDArray

from data.demonstration.counts import Drawn
from data.demonstration.facts import MONTHS, districts, wards
from data.demonstration.fitting import Counts
from data.demonstration.series import Series

EXTRACTED: Final = "2024-04-08"
# Sums of other measures are worked out by the build, from its catalogue.
_DERIVED: Final = frozenset({"violent_crime"})
_LEVELS: Final = ("ward", "district")


def write_extract_files(folder: Path, series: Series) -> list[Path]:
    """One file a partner. Wards and districts both, so that what has no ward stands in the district's row."""
    crime = {measure: series.crime for measure in series.crime.family.measures if measure not in _DERIVED}
    flags = {"domestic_abuse_offences": series.domestic_abuse, "hate_crime": series.hate}
    return [
        _write(
            folder / "force-extract-to-2024-03.csv",
            source="force_extract",
            measures=crime | flags | {"asb_police_reports": series.asb},
            levels=_LEVELS,
        ),
        _write(
            folder / "fires-to-2024-03.csv",
            source="fire_and_rescue",
            measures=dict.fromkeys(series.fires.family.measures, series.fires),
            levels=("district",),
        ),
        _write(
            folder / "council-asb-to-2024-03.csv",
            source="council",
            measures={"asb_council_incidents": series.council_asb},
            levels=("district",),
        ),
    ]


def _write(path: Path, *, source: str, measures: Mapping[str, Drawn], levels: Sequence[str]) -> Path:
    names = dict(zip(wards()["ward_code"], wards()["ward_name"], strict=True))
    names |= dict(zip(districts()["district_code"], districts()["district_name"], strict=True))
    parts = [
        _rows(number, drawn, measure, levels) for number, (measure, drawn) in enumerate(measures.items())
    ]
    areas = sorted({code for _, codes, _, _ in parts for code in codes})
    where = {code: number for number, code in enumerate(areas)}
    area = np.concatenate(
        [np.repeat([where[code] for code in codes], len(MONTHS)) for _, codes, _, _ in parts]
    )
    parents = sorted({parent for _, _, parents, _ in parts for parent in parents})
    by_code = dict(pair for _, codes, above, _ in parts for pair in zip(codes, above, strict=True))
    parent = np.array([parents.index(by_code[code]) for code in areas])[area]
    values = np.concatenate([counts.ravel() for _, _, _, counts in parts])
    size = [counts.size for _, _, _, counts in parts]
    period = np.tile(np.arange(len(MONTHS)), len(values) // len(MONTHS))
    nothing = np.zeros(len(values), dtype=np.int64)
    table = pa.table(
        {
            "period": text_of(period, [str(month) for month in MONTHS]),
            "area": text_of(area, [names[code] for code in areas]),
            "area_code": text_of(area, areas),
            "area_parent": text_of(parent, [names.get(code, "") for code in parents]),
            "measure": text_of(np.repeat([number for number, *_ in parts], size), list(measures)),
            "value": pa.array(values),
            "source": text_of(nothing, [source]),
            "extracted": text_of(nothing, [EXTRACTED]),
        }
    )
    write_table(path, table)
    return path


def _rows(
    number: int, drawn: Drawn, measure: str, levels: Sequence[str]
) -> tuple[int, list[str], list[str], Counts]:
    """Area codes, their parents ('' for a district) and counts (areas, months) of one measure."""
    counts, rows = drawn.of(measure), drawn.rows
    codes: list[str] = []
    parents: list[str] = []
    found: list[Counts] = []
    if "ward" in levels:
        codes += [str(code) for code in rows.ward[rows.placed]]
        parents += [str(code) for code in rows.district[rows.placed]]
        found.append(counts[rows.placed])
    if "district" in levels:
        for code in np.unique(rows.district):
            codes.append(str(code))
            parents.append("")
            found.append(counts[rows.of(str(code))].sum(axis=0, keepdims=True))
    return number, codes, parents, np.concatenate(found)


def text_of(codes: NDArray[np.int64], words: Sequence[str]) -> pa.Array:
    """A column of words from their positions."""
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(list(words))).cast("string")


def write_table(path: Path, table: pa.Table) -> None:
    """As CSV in UTF-8, with a plain header line and quotation marks only where a cell needs them."""
    with path.open("wb") as file:
        file.write((",".join(table.column_names) + "\n").encode())
        pa_csv.write_csv(
            table, file, write_options=pa_csv.WriteOptions(include_header=False, quoting_style="needed")
        )
