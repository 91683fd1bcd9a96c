"""The rows of a store's small tables as values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.month import Month

_HEADINGS = {
    "county": "Counties and forces",
    "force": "Counties and forces",
    "partnership": "Partnerships of several districts",
    "district": "Districts",
    "custom": "Custom areas",
}


@dataclass(frozen=True)
class Area:
    """One area. `parent` is the code of what it lies in, where there is one."""

    code: str
    name: str
    level: str
    parent: str | None
    vintage: int | None
    kind: str | None = None

    @property
    def heading(self) -> str:
        """What it is listed under: custom areas by their kind."""
        kind = f": {self.kind}" if self.level == "custom" and self.kind else ""
        return f"{_HEADINGS.get(self.level, self.level)}{kind}"


@dataclass(frozen=True)
class Series:
    """A measure from a source, as this version holds it. From `provisional_from` on it may still change."""

    series_id: int
    measure: str
    source: str
    unit: str
    combine: str
    months: bool
    ward_level: bool
    demonstration: bool
    first_month: Month | None
    last_month: Month | None
    last_complete: Month | None
    provisional_from: Month | None = None


@dataclass(frozen=True)
class Population:
    """Who lives in an area in a year. `basis` is 'Census 2021' or the like."""

    year: int
    residents: int | None
    households: int | None
    basis: str


@dataclass(frozen=True)
class Layer:
    """One GeoJSON layer and its bounds, in the layer's own coordinates."""

    form: str
    level: str
    scope: str
    digest: str
    vintage: int | None
    schematic: bool
    west: float
    south: float
    east: float
    north: float

    @property
    def url(self) -> str:
        """Where it is served."""
        return f"/geo/{self.digest}.json"

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        return self.west, self.south, self.east, self.north


def rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Each row as a dictionary; quick enough for a few thousand rows.

    A column at a time: row by row, columns of text take more than twice as long.
    """
    columns = list(frame.columns)
    return (
        dict(zip(columns, row, strict=True))
        for row in zip(*(frame[column].tolist() for column in columns), strict=True)
    )


def areas_from_frame(frame: pd.DataFrame) -> Iterator[Area]:
    """Every area."""
    for row in rows(frame):
        yield Area(
            code=row["code"],
            name=row["name"],
            level=row["level"],
            parent=_text(row["parent"]),
            vintage=_whole(row["vintage"]),
            kind=_text(row["kind"]),
        )


def members_from_frame(frame: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Member codes by group code."""
    groups: dict[str, list[str]] = {}
    for row in rows(frame):
        groups.setdefault(row["group_code"], []).append(row["member_code"])
    return {code: tuple(members) for code, members in groups.items()}


def series_from_frame(frame: pd.DataFrame) -> Iterator[Series]:
    """Every series."""
    for row in rows(frame):
        yield Series(
            series_id=int(row["series_id"]),
            measure=row["measure"],
            source=row["source"],
            unit=row["unit"],
            combine=row["combine"],
            months=bool(row["months"]),
            ward_level=bool(row["ward_level"]),
            demonstration=bool(row["demonstration"]),
            first_month=month_of(row["first_month"]),
            last_month=month_of(row["last_month"]),
            last_complete=month_of(row["last_complete"]),
            provisional_from=month_of(row["provisional_from"]),
        )


def populations_from_frame(frame: pd.DataFrame) -> dict[str, tuple[Population, ...]]:
    """Populations by area, earliest year first."""
    years: dict[str, list[Population]] = {}
    for row in rows(frame):
        years.setdefault(row["area_code"], []).append(
            Population(int(row["year"]), _whole(row["residents"]), _whole(row["households"]), row["basis"])
        )
    return {code: tuple(sorted(items, key=lambda item: item.year)) for code, items in years.items()}


def layers_from_frame(frame: pd.DataFrame) -> Iterator[Layer]:
    """Every layer."""
    for row in rows(frame):
        yield Layer(
            form=row["form"],
            level=row["level"],
            scope=row["scope"],
            digest=row["digest"],
            vintage=_whole(row["vintage"]),
            schematic=bool(row["schematic"]),
            west=float(row["west"]),
            south=float(row["south"]),
            east=float(row["east"]),
            north=float(row["north"]),
        )


def coverage_from_frame(frame: pd.DataFrame) -> dict[tuple[str, str], dict[Month, str]]:
    """Status by month, by source and area code."""
    covered: dict[tuple[str, str], dict[Month, str]] = {}
    for row in rows(frame):
        month = month_of(row["month"])
        if month is not None:
            covered.setdefault((row["source"], row["area_code"]), {})[month] = row["status"]
    return covered


def extracted_from_frame(frame: pd.DataFrame) -> dict[str, str]:
    """The latest day of extraction that the files of a source state."""
    latest: dict[str, str] = {}
    for row in rows(frame):
        source, text = _text(row["source"]), _text(row["extracted"])
        if source and text:
            latest[source] = max(text, latest.get(source, ""))
    return latest


def month_of(value: object) -> Month | None:
    """The month of a day as pandas or DuckDB gives it; None for no day."""
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return None
    if isinstance(value, dt.date):  # a pandas Timestamp is one
        return Month.of(value)
    raise TypeError(f"not a day: {value!r}")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _whole(value: Any) -> int | None:
    return None if value is None or pd.isna(value) else int(value)
