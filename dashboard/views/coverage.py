"""Which months each source covers: complete, partial or missing, a calendar of financial years."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from typing import Any

from dashboard.disclosure import marking
from dashboard.periods import FINANCIAL_YEAR_ENDS, financial_year_start, span_words
from dashboard.question import ask
from dashboard.reference import MISSING, PARTIAL, Reference
from dashboard.selection import Selection
from dashboard.views.view import Column, Table, View
from dashboard.wording import joined, number
from data.month import Month

# Only the state: how many rows a month holds would, for a source of small numbers, give some of them away.
_COLUMNS = (
    Column("source", "Source"),
    Column("area_code", "Code", "code", csv_only=True),
    Column("area_name", "Area"),
    Column("month", "Month", "month"),
    Column("status", "Status", "status"),
)
Months = Mapping[Month, str]


def build_coverage(reference: Reference, selection: Selection) -> View:
    """The view `coverage`: every source in the districts of the area and the forces they belong to."""
    question = ask(reference, selection)
    area = selection.area
    codes = {area, *reference.districts(area), *reference.forces(area)}
    covered = {key: months for key, months in reference.coverage.items() if key[1] in codes and months}
    about: dict[str, Any] = {
        "name": "coverage",
        "geography": question.geography(),
        "source": "the files of the store",
        "marking": marking(reference),
        "table": Table(_COLUMNS, tuple(_rows(reference, covered))),
    }
    if not covered:
        return View(
            title="Coverage",
            empty=f"No source covers {question.area_name} yet. Add files: csp build PATH.",
            **about,
        )
    months = [month for item in covered.values() for month in item]
    return View(
        title=_title(reference, covered),
        caption="Complete, partial or missing, by source and month: a gap is never a zero",
        alt=f"A calendar of months. {_title(reference, covered)}. The table holds every month.",
        period=span_words(min(months), max(months)),
        extra={"calendar": _calendar(reference, covered)},
        demonstration=any(item.demonstration for item in reference.series.values()),
        **about,
    )


def _rows(reference: Reference, covered: Mapping[tuple[str, str], Months]) -> list[tuple[Any, ...]]:
    return [
        (_short(reference, source), code, reference.name(code), str(month), status)
        for (source, code), months in covered.items()
        for month, status in months.items()
    ]


def _title(reference: Reference, covered: Mapping[tuple[str, str], Months]) -> str:
    """Which sources have gaps between their first and last month."""
    gaps = []
    for source in dict.fromkeys(source for source, _ in covered):
        states = [
            {code: months.get(month) for (name, code), months in covered.items() if name == source}
            for month in sorted(
                {m for (name, _), months in covered.items() if name == source for m in months}
            )
        ]
        partial = sum(PARTIAL in state.values() for state in states)
        missing = sum(MISSING in state.values() for state in states)
        words = [f"{count} {word}" for count, word in ((partial, "partial"), (missing, "missing")) if count]
        if words:
            gaps.append(f"{_short(reference, source)} has {joined(words)}")
    if not gaps:
        return "Every source is complete from its first month to its last"
    return f"Months with gaps: {'; '.join(gaps)}"


def _calendar(reference: Reference, covered: Mapping[tuple[str, str], Months]) -> dict[str, Any]:
    """{"months": twelve names, "rows": [(source, areas and year, [state, ...]), ...]}.

    Areas that have the same states share their rows. A month before the first or after the last that a
    source has is blank.
    """
    shared: dict[tuple[str, tuple[tuple[Month, str], ...]], list[str]] = {}
    for (source, code), months in covered.items():
        shared.setdefault((source, tuple(sorted(months.items()))), []).append(code)
    lines = []
    for (source, items), codes in shared.items():
        months = dict(items)
        names = reference.name(codes[0]) if len(codes) == 1 else f"{number(len(codes))} districts"
        year = financial_year_start(min(months))
        while year <= max(months):
            label = f"{_short(reference, source)}, {names}, {year.year}/{(year.year + 1) % 100:02d}"
            lines.append((label, [months.get(year + step, "") for step in range(12)]))
            year = year + 12
    heads = [calendar.month_abbr[(FINANCIAL_YEAR_ENDS + step) % 12 + 1] for step in range(12)]
    return {"months": heads, "rows": lines}


def _short(reference: Reference, source: str) -> str:
    known = reference.catalogue.sources.get(source)
    return known.short if known else source
