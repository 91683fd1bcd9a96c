"""The matrix as tables: a row an area and measure for CSV, a row an area for a paper."""

from __future__ import annotations

from typing import Final

from dashboard.address import Cells
from dashboard.matrix_facts import Matrix, MatrixColumn
from dashboard.matrix_words import published_rate
from dashboard.ranked import Ranked
from dashboard.views.matrix_screen import MatrixScreen
from dashboard.views.view import Cell, Column, Table
from dashboard.wording import printed

COLUMNS: Final = (
    Column("area_code", "Code", "code"),
    Column("area", "Area"),
    Column("level", "Level"),
    Column("measure_id", "Measure’s id", "code"),
    Column("measure", "Measure"),
    Column("value", "Count or published value", "decimal", 1),
    Column("previous", "Before", "decimal", 1),
    Column("change", "Change", "decimal", 1),
    Column("change_pct", "Change, %", "percent", 1),
    Column("rate", "Rate", "decimal", 1),
    Column("rank", "Rank by rate", "integer"),
    Column("unit", "Unit"),
    Column("status", "Status", "status"),
    Column("rate_per", "Rate per"),
    Column("population", "Residents or households", "integer"),
    Column("rate_low", "Rate, low (95%)", "decimal", 1),
    Column("rate_high", "Rate, high (95%)", "decimal", 1),
    Column("rank_of", "Of", "integer"),
    Column("rank_first", "Rank, from (95%)", "integer"),
    Column("rank_last", "Rank, to (95%)", "integer"),
    Column("rank_words", "Rank in words"),
    Column("peers", "Ranked within"),
    Column("usual_variation", "Usual variation"),
    Column("z", "z", "decimal", 2),
    Column("phi", "φ", "decimal", 2),
    Column("n", "n", "integer"),
    Column("period", "Period"),
    Column("compared_with", "Compared with"),
    Column("source", "Source"),
    Column("definition", "Definition"),
)


def build_rows(screen: MatrixScreen) -> tuple[tuple[Cell, ...], ...]:
    """A row an area and measure: areas as sorted, then what stands beside them."""
    matrix = screen.matrix
    return tuple(
        _ranked_row(matrix, column.ranked, code) if column.ranked else _published_row(matrix, column, code)
        for code in screen.codes
        for column in matrix.columns
    )


def _ranked_row(matrix: Matrix, ranked: Ranked, code: str) -> tuple[Cell, ...]:
    question, measure, released = ranked.question, ranked.measure, ranked.released
    area = question.reference.areas[code]
    row = ranked.of(code)
    standing = row.standing if row is not None else None
    place = row.ranked if row is not None else None
    interval = row.interval if row is not None else None
    return (
        *(code, area.name, area.level, measure.id, measure.label),
        standing.value if standing else None,
        printed(standing.previous) if standing else None,
        printed(standing.change) if standing else None,
        printed(standing.change_pct) if standing else None,
        printed(standing.rate) if standing else None,
        place.rank.position if place else None,
        measure.unit,
        question.state(standing.status, released.window) if standing else "not_supplied",
        question.per_words(released.window),
        standing.population if standing else None,
        printed(interval.low) if interval else None,
        printed(interval.high) if interval else None,
        place.rank.of if place else None,
        place.first if place else None,
        place.last if place else None,
        row.words if row else "",
        matrix.peers.name if place else "",
        standing.usual_words if standing else "",
        _two(standing.usual.z) if standing and standing.usual else None,
        _two(ranked.phi),
        None,
        released.window.words,
        ", ".join(item.words for item in released.compare),
        question.source_words(),
        measure.definition,
    )


def _two(value: float) -> float:
    return round(value, 2)


def _published_row(matrix: Matrix, column: MatrixColumn, code: str) -> tuple[Cell, ...]:
    area = matrix.question.reference.areas[code]
    item, published, measure = column.value(code), column.published, column.measure
    per_head = published_rate(matrix.question, column, code)
    status = "not_supplied" if item is None else "hidden" if item.value is None else "published"
    source = matrix.question.reference.catalogue.sources[published.source].label if published else ""
    return (
        *(code, area.name, area.level, measure.id, measure.label),
        printed(item.value) if item else None,
        *(None, None, None),
        printed(per_head),
        None,
        measure.unit,
        status,
        f"{measure.rate_per:,} {measure.rate_of}" if per_head is not None else "",
        *(None, None, None, None, None, None, "", "", "", None, None),
        int(item.denominator) if item is not None and item.denominator is not None else None,
        published.window.words if published else "",
        "",
        source,
        measure.definition,
    )


def build_copied(screen: MatrixScreen, *, note: str) -> Table:
    """A row an area, a column a measure: what is on the screen, in the order it stands there."""
    name = screen.matrix.question.reference.name
    heads = [Column(column.measure.id, _head(column, screen.cells)) for column in screen.matrix.columns]
    rows = tuple((name(code), *(cell.text for cell in screen.row(code))) for code in screen.codes)
    return Table((Column("area", "Area"), *heads), rows, note=note)


def _head(column: MatrixColumn, cells: Cells) -> str:
    if column.ranked is None:
        return f"{column.measure.label}, as published"
    per = f"per {column.measure.rate_per:,} {column.measure.rate_of}"
    words = {
        "all": f"{per}, rank; count, change",
        "rate": f"{per} (rank)",
        "count": "count",
        "change": "change",
        "rank": "rank (95% range)",
    }
    return f"{column.measure.label}, {words[cells]}"
