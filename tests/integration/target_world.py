"""A small county made for targets: what each district counted is known, and so what its status must be."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from data.month import Month
from tests.integration.small_files import ASHFORD, CANTERBURY, DISTRICTS, MEDWAY

DARTFORD, DOVER, GRAVESHAM, MAIDSTONE = "E07000107", "E07000108", "E07000109", "E07000110"
SEVENOAKS, FOLKESTONE, SWALE, THANET = "E07000111", "E07000112", "E07000113", "E07000114"
TONBRIDGE, TUNBRIDGE = "E07000115", "E07000116"

FIRST, LAST = Month(2018, 4), Month(2024, 3)
PLAN_FIRST = Month(2023, 4)
# April to March of a usual year: 1,155, most of them in summer.
SHAPE = (100, 104, 108, 112, 108, 100, 96, 92, 84, 80, 80, 91)
# What became of burglary in the plan's year, and how large the district is.
BECAME = {
    ASHFORD: (0.99, 1),
    CANTERBURY: (1.01, 1),
    DARTFORD: (1.07, 1),
    DOVER: (1.13, 1),
    GRAVESHAM: (0.87, 1),
    MAIDSTONE: (0.99, 100),
    SEVENOAKS: (1.01, 100),
    FOLKESTONE: (0.99, 1),
    SWALE: (1.12, 1),
    THANET: (1.12, 100),
    TONBRIDGE: (1.0, 1),
    TUNBRIDGE: (1.0, 1),
    MEDWAY: (0.99, 1),
}
GAP = Month(2023, 7)
# Council work and hate crime: so many a month, the same in every month.
WORK = {ASHFORD: 4, CANTERBURY: 10, DARTFORD: 1}
HATE = {ASHFORD: 20, CANTERBURY: 6, DARTFORD: 25, DOVER: 1, GRAVESHAM: 9}

Row = tuple[object, ...]
HEAD = ("period", "area", "measure", "value", "numerator", "denominator", "status", "source")


def counts() -> dict[tuple[str, str, Month], int]:
    """Monthly counts of the force by measure, district and month, without the month that is missing."""
    draw = np.random.default_rng(4)
    found: dict[tuple[str, str, Month], int] = {}
    for month in FIRST.until(LAST):
        usual = SHAPE[(month.month - 4) % 12]
        for district, (factor, size) in BECAME.items():
            if (district, month) == (MEDWAY, GAP):
                continue
            now = factor if month >= PLAN_FIRST else 1.0
            found["burglary", district, month] = round(usual * size * now)
            found["shoplifting", district, month] = int(draw.poisson(usual * 0.4))
        found["stalking_and_harassment", ASHFORD, month] = usual
        found["vehicle_crime", DOVER, month] = round(usual * (0.7 if month >= PLAN_FIRST else 1.0))
        found["robbery", TUNBRIDGE, month] = int(month in (Month(2023, 5), Month(2023, 8), Month(2023, 9)))
        for district, value in HATE.items():
            found["hate_crime", district, month] = value
    return found


# What papers print: measure, district, period, value, n.
PRINTED: tuple[tuple[str, str, str, float, int | None], ...] = (
    ("da_repeat_victims_pct", ASHFORD, "2011-10 to 2012-09", 24.0, None),
    ("da_repeat_victims_pct", CANTERBURY, "2011-10 to 2012-09", 24.5, None),
    ("da_repeat_victims_pct", DARTFORD, "2011-10 to 2012-09", 21.9, None),
    ("da_repeat_victims_pct", DOVER, "2011-10 to 2012-09", 21.5, 800),
    ("da_repeat_victims_pct", GRAVESHAM, "2010-04 to 2011-03", 21.0, None),
    ("da_repeat_victims_pct", SWALE, "2010-04 to 2011-03", 23.0, None),
    ("da_repeat_victims_pct", THANET, "2008-04 to 2009-03", 21.0, None),
    ("asb_reporters_satisfied_pct", ASHFORD, "2011-10 to 2012-09", 82.8, None),
    ("asb_reporters_satisfied_pct", CANTERBURY, "2011-10 to 2012-09", 78.0, None),
    ("asb_reporters_satisfied_pct", DARTFORD, "2011-10 to 2012-09", 75.0, None),
    ("asb_reporters_satisfied_pct", DOVER, "2013-04 to 2014-03", 82.8, None),
    ("asb_reporters_satisfied_pct", GRAVESHAM, "2011-10 to 2012-09", 98.0, None),
    ("asb_reporters_satisfied_pct", SWALE, "2011-10 to 2012-09", 100.0, None),
    ("marac_repeat_pct", ASHFORD, "2011-10 to 2012-09", 21.2, None),
    ("marac_repeat_pct", CANTERBURY, "2011-10 to 2012-09", 30.0, None),
    ("marac_repeat_pct", DARTFORD, "2011-10 to 2012-09", 45.0, None),
    ("community_protection_notices", ASHFORD, "2012-04 to 2013-03", 2, None),
    ("community_protection_notices", CANTERBURY, "2012-04 to 2013-03", 3, None),
    ("community_protection_notices", DARTFORD, "2012-04 to 2012-06", 3, None),
    ("ksi_casualties", TONBRIDGE, "2011-04 to 2012-03", 50, None),
    ("drug_treatment_completions", ASHFORD, "2011-04 to 2012-03", 887, None),
    ("drug_treatment_completions", CANTERBURY, "2011-04 to 2012-03", 1000, None),
    ("drug_treatment_completions", DARTFORD, "2011-04 to 2012-03", 780, None),
)
SURVEYED: tuple[tuple[str, float, int | None], ...] = (
    (ASHFORD, 43.0, 1000),
    (CANTERBURY, 38.0, 1000),
    (DARTFORD, 46.4, None),
    (DOVER, 49.0, 1000),
    (GRAVESHAM, 43.0, None),
)


def write_series(path: Path) -> Path:
    """One tidy file of all of it."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEAD)
        writer.writerows(_rows())
    return path


def _rows() -> Iterator[Row]:
    for (measure, district, month), value in counts().items():
        partial = (district, month) == (FOLKESTONE, GAP)
        status = "partial" if partial else ""
        yield (month, DISTRICTS[district], measure, value, "", "", status, "force_extract")
    for month in PLAN_FIRST.until(LAST):
        for district, value in WORK.items():
            yield (month, DISTRICTS[district], "asb_council_incidents", value, "", "", "", "council")
    for measure, district, period, value, n in PRINTED:
        yield _printed(measure, district, period, value, n, "published_papers")
    for district, value, n in SURVEYED:
        measure = "residents_want_community_safety_improved"
        yield _printed(measure, district, "2023-01 to 2023-12", value, n, "residents_survey")


def _printed(measure: str, district: str, period: str, value: float, n: int | None, source: str) -> Row:
    numerator = "" if n is None else round(value * n / 100)
    return (period, DISTRICTS[district], measure, value, numerator, n or "", "", source)
