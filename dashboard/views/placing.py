"""How rows found their ward, with the sums: wards + unplaced = district; districts + the rest = rows read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.disclosure import marking
from dashboard.periods import span_words
from dashboard.question import ask
from dashboard.records import month_of, rows
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.statistics.rates import share
from dashboard.views.view import Column, Table, View
from dashboard.wording import number, printed
from data import queries
from data.month import Month

METHODS: Mapping[str, str] = {
    "lsoa": "in a ward by LSOA",
    "lsoa_2011": "in a ward by 2011 LSOA, all of whose successors lie in that ward",
    "split_point": "in a ward by the point, among those its LSOA can mean (split, or known by district)",
    "split_nearest": "in the nearest of the wards its LSOA can mean",
    "point": "in a ward by the point, without an LSOA",
    "point_nearest": "in the nearest ward of the district stated, from a point just outside it",
    "district_only": "in a district, in none of its wards",
    "no_location": "without a location",
    "outside": "outside every known district",
    "no_collision": "waiting for their collision file",
    "replaced": "replaced by a later file",
}
_NO_WARD, _NO_DISTRICT = "district_only", ("no_location", "outside")
# Rows that count nowhere, whatever place they may have.
_UNCOUNTED = ("no_collision", "replaced")
# Of a source with several files, the rows that are placed: casualties, through their collisions.
_PLACED_KINDS = ("police_uk", "stats19_casualties")
_COLUMNS = (
    Column("source", "Source"),
    Column("area_code", "Code", "code", csv_only=True),
    Column("area_name", "Area"),
    Column("method", "Method", "code", csv_only=True),
    Column("line", "Rows"),
    Column("value", "Count", "integer"),
    Column("share", "Share", "percent", 1),
    Column("unit", "Unit", csv_only=True),
    Column("status", "Status", "status", csv_only=True),
)


@dataclass(frozen=True)
class Placed:
    """One source's rows by method, and by district in a ward or not; `read` and `aside` are of its files."""

    source: str
    methods: Mapping[str, int]
    wards: Mapping[str, int]
    unplaced: Mapping[str, int]
    months: tuple[Month, Month]
    read: int
    aside: int

    @property
    def districts(self) -> int:
        """Rows in a known district."""
        return sum(self.wards.values()) + sum(self.unplaced.values())

    @property
    def loaded(self) -> int:
        """Rows with any method."""
        return sum(self.methods.values())


def build_placing(reference: Reference, selection: Selection) -> View:
    """The view `placing`: of the whole store by source, and the districts of the area one by one."""
    question = ask(reference, selection)
    found = reference.recall("placed", lambda: tuple(_placed(reference)))
    about: dict[str, Any] = {
        "name": "placing",
        "geography": f"the whole store, and the districts of {question.geography()}",
        "marking": marking(reference),
        "table": Table(
            _COLUMNS, tuple(row for item in found for row in _rows(reference, item, selection.area))
        ),
    }
    if not found:
        return View(
            title="How wards were found",
            empty="No source of this store has rows to place: its numbers came by ward and district already.",
            **about,
        )
    sources = [reference.catalogue.sources[item.source].label for item in found]
    months = [month for item in found for month in item.months]
    return View(
        title="; ".join(_sum_words(reference, item, named=len(found) > 1) for item in found),
        caption="Wards come from the LSOA first, from the point where there is none",
        alt="A table of how rows found their ward, by source, with the sums of every district.",
        period=span_words(min(months), max(months)),
        source=", ".join(sources),
        demonstration=any(
            item.demonstration
            for item in reference.series.values()
            if item.source in {f.source for f in found}
        ),
        caveats=tuple(caveat for item in found for caveat in _disagreement(reference, item)),
        **about,
    )


def _placed(reference: Reference) -> Iterator[Placed]:
    by_source: dict[str, list[dict[str, Any]]] = {}
    for row in rows(queries.get_placement(reference.snapshot)):
        by_source.setdefault(row["source"], []).append(row)
    files = list(rows(queries.get_files(reference.snapshot)))
    for source, placements in by_source.items():
        methods, wards, unplaced = Counter[str](), Counter[str](), Counter[str]()
        months = [
            month
            for row in placements
            for key in ("first_month", "last_month")
            if (month := month_of(row[key])) is not None
        ]
        for row in placements:
            count = int(row["rows"])
            methods[row["method"]] += count
            if row["method"] not in (*_NO_DISTRICT, *_UNCOUNTED):
                (unplaced if row["method"] == _NO_WARD else wards)[row["district_code"]] += count
        own = [
            file
            for file in files
            if file["source"] == source and file["kind"] in _PLACED_KINDS and not file["superseded"]
        ]
        yield Placed(
            source=source,
            methods=methods,
            wards=wards,
            unplaced=unplaced,
            months=(min(months), max(months)),
            read=sum(int(file["rows_read"]) for file in own),
            aside=sum(int(file["rows_set_aside"]) for file in own),
        )


def _rows(reference: Reference, item: Placed, area: str) -> Iterator[tuple[Any, ...]]:
    source = reference.catalogue.sources[item.source].short

    def line(code: str, name: str, method: str, words: str, value: int, whole: int) -> tuple[Any, ...]:
        return (source, code, name, method, words, value, printed(share(value, whole)), "rows", "shown")

    every = [
        method for method in (*METHODS, *sorted(set(item.methods) - set(METHODS))) if item.methods.get(method)
    ]
    for method in every:
        words = METHODS.get(method, method)
        yield line("", "Whole store", method, words, item.methods[method], item.loaded)
    yield line("", "Whole store", "", "in a known district", item.districts, item.loaded)
    for method in _NO_DISTRICT:
        if not item.methods.get(method):
            yield line("", "Whole store", method, METHODS[method], 0, item.loaded)
    words = "loaded: districts + without location + outside"
    if any(item.methods.get(method) for method in _UNCOUNTED):
        words = "loaded: districts + without location + outside + waiting + replaced"
    yield line("", "Whole store", "", words, item.loaded, item.loaded)
    yield line("", "Whole store", "", "set aside", item.aside, item.read)
    yield line("", "Whole store", "", "read: loaded + set aside", item.read, item.read)
    for district in reference.districts(area):
        name = reference.name(district)
        wards, unplaced = item.wards.get(district, 0), item.unplaced.get(district, 0)
        whole = wards + unplaced
        yield line(district, name, "", "in its wards", wards, whole)
        yield line(district, name, _NO_WARD, "in none of its wards", unplaced, whole)
        yield line(district, name, "", "district: wards + unplaced", whole, whole)


def _sum_words(reference: Reference, item: Placed, *, named: bool) -> str:
    """'151,376 rows read: 149,519 in a district, 1,813 without a location, 44 outside'."""
    parts = [f"{number(item.districts)} in a district"]
    parts.append(f"{number(item.methods.get('no_location', 0))} without a location")
    parts.append(f"{number(item.methods.get('outside', 0))} outside")
    parts += [
        f"{number(item.methods[method])} {METHODS[method]}"
        for method in _UNCOUNTED
        if item.methods.get(method)
    ]
    if item.aside:
        parts.append(f"{number(item.aside)} set aside")
    source = f"{reference.catalogue.sources[item.source].short}, " if named else ""
    return f"{source}{number(item.read)} rows read: {', '.join(parts)}"


def _disagreement(reference: Reference, item: Placed) -> Iterator[str]:
    """A store that does not add up is said to be so, not made to."""
    if item.loaded + item.aside != item.read:
        source = reference.catalogue.sources[item.source].short
        yield (
            f"{source}: {number(item.loaded)} rows placed and {number(item.aside)} set aside are not the "
            f"{number(item.read)} read. Run csp check."
        )
