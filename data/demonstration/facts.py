"""The published facts behind the demonstration: the wards of Kent and Medway, and the papers' figures."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pandas as pd

from data.month import Month

FOLDER: Final = Path(__file__).parent / "facts"
FIRST: Final = Month(2019, 4)
LAST: Final = Month(2024, 3)
MONTHS: Final = tuple(FIRST.until(LAST))
FORCE: Final = "E23000032"
PAPER: Final = "001 "


@dataclass(frozen=True)
class Figure:
    """One row of figures.csv, as text; empty cells are ''."""

    id: str
    source: str
    section: str
    area: str
    area_type: str
    measure: str
    unit: str
    start: str
    end: str
    statistic: str
    subject: str
    value: str
    before_start: str
    before_end: str
    before_value: str
    area_value: str
    rank: str
    note: str

    @property
    def number(self) -> float:
        """The value as a number. Raises ValueError where the paper prints none."""
        return float(self.value)


@cache
def figures() -> tuple[Figure, ...]:
    """Every published figure."""
    with (FOLDER / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return tuple(Figure(*row) for row in rows)


@cache
def paper_figures() -> tuple[Figure, ...]:
    """The figures of the paper the demonstration is fitted to."""
    return tuple(figure for figure in figures() if figure.source.startswith(PAPER))


@cache
def wards() -> pd.DataFrame:
    """The 279 wards in the order of districts and codes, with the columns of kent_wards.csv."""
    frame = pd.read_csv(FOLDER / "kent_wards.csv")
    return frame.sort_values(["district_code", "ward_code"], ignore_index=True)


@cache
def districts() -> pd.DataFrame:
    """The 13 districts: district_code, district_name, partnership_code, partnership_name, residents_2021."""
    keys = ["district_code", "district_name", "partnership_code", "partnership_name"]
    return wards().groupby(keys, as_index=False)[["residents_2021"]].sum()


def position(month: Month | str) -> int:
    """A month's place in the demonstration's span, from 0; outside it the number is negative or too large."""
    wanted = Month.parse(month) if isinstance(month, str) else month
    return wanted.index - FIRST.index


def plain(name: str) -> str:
    """A ward's name without the ways in which papers spell it differently."""
    return " ".join(name.lower().replace("&", " and ").split())


def ward_code(name: str, *, district: str) -> str | None:
    """The code of a ward by the name a paper gives it, None when no ward of the district has it."""
    frame: Any = wards()
    here = frame[frame["district_code"] == district]
    codes = here.loc[here["ward_name"].map(plain) == plain(name), "ward_code"]
    return str(codes.iloc[0]) if len(codes) == 1 else None


def district_code(name: str) -> str | None:
    """The code of a district by its name."""
    frame = districts()
    codes = dict(zip(frame["district_name"].map(plain), frame["district_code"], strict=True))
    return codes.get(plain(name))
