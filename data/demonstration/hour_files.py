"""Violence by day and hour as a tidy series file of the force: the same offences as in its extract."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.catalogue.week import DAY_HOUR, DAY_STARTS, NOT_DOMESTIC, UNKNOWN, Day
from data.demonstration.constraints import PAPER_DISTRICT
from data.demonstration.extract_files import EXTRACTED, text_of, write_table
from data.demonstration.facts import MONTHS, districts
from data.demonstration.fitting import Counts, Values
from data.demonstration.series import Series
from data.month import Month

MEASURE: Final = "violence_with_injury"
# Three years: what the papers compare, and the last 12 months with the year before.
FIRST: Final = Month(2021, 4)
_TIMED: Final = 0.93
# Of the offences with a time: what happens on nights out, at home, and else.
_NIGHTS, _HOME, _ELSE = 0.30, 0.33, 0.37
# By the day a night begins on, Monday first, and by its hours from 20:00: the plan of 2008 has Thursday to
# Sunday, 20:00 to 04:00, and 01:00 to 03:00 as the worst.
_NIGHT_DAYS: Final = (0.3, 0.3, 0.5, 1.2, 3.6, 4.4, 1.3)
_NIGHT_HOURS: Final = (0.6, 0.8, 1.2, 1.7, 2.6, 4.4, 3.9, 1.6)
_NIGHT_FROM: Final = 20
# From 06:00 on.
_HOME_HOURS: Final = (1, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 6, 7, 8, 9, 9, 9, 8, 6, 4, 3, 2, 1, 1)
_ELSE_HOURS: Final = (1, 2, 4, 4, 5, 6, 7, 6, 7, 10, 9, 8, 8, 7, 6, 5, 4, 3, 2, 1, 1, 1, 0.5, 0.5)
_ELSE_DAYS: Final = (1, 1, 1, 1.05, 1.15, 1.05, 0.9)
_HOME_DAYS: Final = (1, 0.95, 0.95, 1, 1.1, 1.25, 1.2)


def write_hours(path: Path, series: Series, *, rng: np.random.Generator) -> Path:
    """Hours of the week by district and month, and for the papers' district also without domestic abuse."""
    start = FIRST.index - MONTHS[0].index
    counts, rows = series.crime.of(MEASURE), series.crime.rows
    codes = [str(code) for code in districts()["district_code"]]
    totals = np.stack([counts[rows.of(code), start:].sum(axis=0) for code in codes])
    timed = rng.binomial(totals, _TIMED)
    home = rng.binomial(timed, _HOME)
    others = _drawn(timed - home, _NIGHTS * _nights() + _ELSE * _week(_ELSE_DAYS, _ELSE_HOURS), rng)
    every = others + _drawn(home, _week(_HOME_DAYS, _HOME_HOURS), rng)
    unknown = totals - timed
    here = [codes.index(PAPER_DISTRICT)]
    parts = [
        (DAY_HOUR, codes, np.concatenate([every, unknown[..., None]], axis=2)),
        (
            NOT_DOMESTIC,
            [PAPER_DISTRICT],
            np.concatenate(
                [others[here], rng.binomial(unknown[here], 1 - _HOME)[..., None]],
                axis=2,
            ),
        ),
    ]
    write_table(path, pa.concat_tables(_table(*part) for part in parts))
    return path


def _drawn(totals: Counts, weights: Values, rng: np.random.Generator) -> Counts:
    """Totals (areas, months) spread over the hours of the week by the clock: (areas, months, 168)."""
    clock = np.roll(weights.ravel(), DAY_STARTS)
    drawn: Counts = rng.multinomial(totals, clock / clock.sum())
    return drawn


def _week(days: tuple[float, ...], hours: tuple[float, ...]) -> Values:
    """Shares of the days and hours of a week, days from 06:00."""
    found = np.outer(days, hours).astype(float)
    shares: Values = found / found.sum()
    return shares


def _nights() -> Values:
    hours = [0.0] * 24
    begin = _NIGHT_FROM - DAY_STARTS
    hours[begin : begin + len(_NIGHT_HOURS)] = _NIGHT_HOURS
    return _week(_NIGHT_DAYS, tuple(hours))


def _table(breakdown: str, codes: list[str], counts: Counts) -> pa.Table:
    """A row for each hour in which there is something, and for each area and month that has no time."""
    names = dict(zip(districts()["district_code"], districts()["district_name"], strict=True))
    keep = counts > 0
    keep[..., -1] = True
    area, month, hour = np.nonzero(keep)
    nothing: NDArray[np.int64] = np.zeros(len(area), dtype=np.int64)
    hours = [f"{day.label[:3]} {hour:02d}" for day in Day for hour in range(24)]
    return pa.table(
        {
            "period": text_of(month, [str(item) for item in FIRST.until(MONTHS[-1])]),
            "area": text_of(area, [names[code] for code in codes]),
            "area_code": text_of(area, codes),
            "measure": text_of(nothing, [MEASURE]),
            "value": pa.array(counts[keep]),
            "breakdown": text_of(nothing, [breakdown]),
            "category": text_of(hour, [*hours, UNKNOWN]),
            "source": text_of(nothing, ["force_extract"]),
            "extracted": text_of(nothing, [EXTRACTED]),
        }
    )
