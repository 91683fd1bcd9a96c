"""How deprived the wards of an area are, by the releases of the indices the store holds, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from dashboard.deprived import MOST, OVERALL, ByArea, Deprived, deprivation, releases
from dashboard.disclosure import marking
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.statistics.rates import round_half_up
from dashboard.views.view import Cell, Column, Table, View
from dashboard.wording import joined, number

NO_FILE = (
    "No deprivation is in this store. It comes from the Indices of Deprivation by LSOA (MHCLG), with the "
    "residents of each LSOA and the lookup of LSOAs to wards: csp build PATH."
)
DEFINITION = (
    "Averages of the scores and of the ranks of a ward’s LSOAs, weighted by residents; the share of its "
    "residents in the fifth of LSOAs that is most deprived in England; and which fifth of the store’s wards "
    "it is in, 1 the most deprived."
)
SOURCE = "MHCLG, English Indices of Deprivation"
_Tables = Mapping[tuple[int, str], ByArea]


def build_deprivation(reference: Reference, selection: Selection) -> View:
    """The view `deprivation`."""
    question = ask(reference, selection)
    wards = reference.wards(selection.area)
    tables = deprivation(reference, [*wards, selection.area])
    years = releases(tables)
    about: dict[str, Any] = {
        "name": "deprivation",
        "measure": "Index of multiple deprivation",
        "definition": DEFINITION,
        "geography": question.geography(),
        "marking": marking(reference),
    }
    if not years:
        return View(
            title=f"No deprivation for {question.area_name}",
            table=Table(_columns((), ()), ()),
            empty=NO_FILE,
            **about,
        )
    domains = sorted({domain for _, domain in tables if domain != OVERALL})
    return View(
        title=_title(question, tables[years[0], OVERALL], wards),
        caption=_caption(tables, years),
        alt="A table of the wards, the most deprived first, with their fifth and averages in each release.",
        table=Table(
            _columns(years, domains, unscored=_unscored(tables, years)),
            tuple(_rows(question, tables, years, domains, wards)),
        ),
        period=_listed(years),
        basis=f"fifths among the {number(_ranked_wards(tables, years[0]))} wards of this store",
        source=f"{SOURCE} {_listed(years)}",
        caveats=tuple(caveats(tables, years)),
        **about,
    )


def _rounded(value: float | None, decimals: int) -> float | int | None:
    if value is None:
        return None
    found = round_half_up(value, decimals)
    return found if decimals else int(found)


# A column for each release: what heads it, and its value.
_HEADS: Final[tuple[tuple[Column, Callable[[Deprived], Cell]], ...]] = (
    (Column("fifth", "Fifth", "integer"), lambda item: item.fifth),
    (Column("average_rank", "Rank", "integer"), lambda item: _rounded(item.rank, 0)),
    (Column("average_score", "Score", "decimal", 1), lambda item: _rounded(item.score, 1)),
    (
        Column("share_most_deprived", "Residents in England’s most deprived fifth", "percent", 1),
        lambda item: _rounded(item.share, 1),
    ),
    (Column("lsoas", "LSOAs", "integer", csv_only=True), lambda item: item.lsoas),
    (Column("lsoa_vintage", "LSOAs of", csv_only=True), lambda item: str(item.vintage or "")),
    (Column("residents", "Residents", "integer", csv_only=True), lambda item: item.residents),
)


def _columns(
    years: Sequence[int], domains: Sequence[str], *, unscored: Sequence[int] = ()
) -> tuple[Column, ...]:
    columns = [
        Column("ward_code", "Code", "code", csv_only=True),
        Column("ward_name", "Ward"),
        Column("district_name", "District", csv_only=True),
    ]
    # The releases side by side under each head.
    for column, _ in _HEADS:
        columns += [
            replace(
                column,
                key=f"{column.key}_{year}",
                label=f"{column.label}, {year}",
                csv_only=column.csv_only or (column.key == "average_score" and year in unscored),
            )
            for year in years
        ]
    columns += [
        Column(f"{domain}_rank_{year}", f"{domain.capitalize()}, {year}", "integer", csv_only=True)
        for domain in domains
        for year in years
    ]
    return tuple(columns)


def _rows(
    question: Question, tables: _Tables, years: Sequence[int], domains: Sequence[str], wards: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """The wards, the most deprived in the latest release first; the area itself where it has a figure."""
    reference, latest = question.reference, tables[years[0], OVERALL]
    names = reference.names(wards)

    def depth(code: str) -> tuple[bool, float, float, str]:
        item = latest.get(code)
        if item is None:
            return True, 0.0, 0.0, names[code]
        return False, -(item.score or 0.0), item.rank or 0.0, names[code]

    listed = [(code, names[code]) for code in sorted(wards, key=depth)]
    if any(question.area in tables[year, OVERALL] for year in years):
        listed.append((question.area, f"{question.area_name}, all"))
    for code, name in listed:
        area = reference.areas[code]
        district = reference.name(area.parent) if area.level == "ward" and area.parent else ""
        cells: list[Any] = [code, name, district]
        found = [tables[year, OVERALL].get(code) for year in years]
        cells += [value(item) if item else None for _, value in _HEADS for item in found]
        for domain in domains:
            ranks = [tables.get((year, domain), {}).get(code) for year in years]
            cells += [_rounded(item.rank if item else None, 0) for item in ranks]
        yield tuple(cells)


def _title(question: Question, latest: ByArea, wards: Sequence[str]) -> str:
    """'Ashford: 3 of 39 wards are in the most deprived fifth of this store’s 279'."""
    ranked = [latest[code] for code in wards if code in latest and latest[code].fifth is not None]
    if not ranked:
        return f"Deprivation of the wards of {question.area_name}"
    most = sum(item.fifth == MOST for item in ranked)
    are = "is" if most == 1 else "are"
    return (
        f"{question.area_name}: {most} of {len(ranked)} wards {are} in the most deprived fifth of this "
        f"store’s {number(ranked[0].fifth_of)} ({ranked[0].release})"
    )


def _caption(tables: _Tables, years: Sequence[int]) -> str:
    parts = []
    for year in years:
        item = next(iter(tables[year, OVERALL].values()))
        ranked = f", {number(item.ranked)} in England" if item.ranked else ""
        parts.append(f"{year} on LSOAs of {item.vintage}{ranked}")
    return f"Index of multiple deprivation: {'; '.join(parts)}; rank 1 is the most deprived"


def _ranked_wards(tables: _Tables, year: int) -> int:
    return max((item.fifth_of or 0 for item in tables[year, OVERALL].values()), default=0)


def caveats(tables: _Tables, years: Sequence[int]) -> Iterator[str]:
    """What to say beside any figure made of wards' deprivation."""
    yield "Fifths are among the wards of this store, not among those of England"
    bases = sorted({item.basis for year in years for item in tables[year, OVERALL].values()})
    yield f"LSOAs are weighted by residents ({joined(bases)})"
    unscored = _unscored(tables, years)
    if unscored:
        scored = [year for year in years if year not in unscored]
        others = f", those of {_listed(scored)} by average score" if scored else ""
        yield f"{_listed(unscored)} came without scores: its wards are ordered by average rank{others}"
    if len(years) > 1:
        yield "Releases rank areas against one another: a move between them is no change in deprivation"


def _unscored(tables: _Tables, years: Sequence[int]) -> list[int]:
    """The releases that came as ranks alone."""
    return [year for year in years if all(item.score is None for item in tables[year, OVERALL].values())]


def _listed(years: Sequence[int]) -> str:
    return joined([str(year) for year in sorted(years)])
