"""One frozen object for everything a view shows: screen, CSV, copy, export and test read the same one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, overload

Cell = str | int | float | None
ColumnKind = Literal["text", "code", "integer", "decimal", "percent", "month", "status"]


@dataclass(frozen=True)
class Column:
    """A column of a table. `key` heads it in CSV, `label` on screen; `decimals` is how it is printed."""

    key: str
    label: str
    kind: ColumnKind = "text"
    decimals: int = 0
    csv_only: bool = False


class Later(Sequence[tuple[Cell, ...]]):
    """Rows that are made when somebody asks for them: a page shows a country's chart, and not its table."""

    def __init__(self, make: Callable[[], Iterable[tuple[Cell, ...]]]) -> None:
        self._make = make

    @cached_property
    def _rows(self) -> tuple[tuple[Cell, ...], ...]:
        return tuple(self._make())

    @overload
    def __getitem__(self, place: int) -> tuple[Cell, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[tuple[Cell, ...], ...]: ...
    def __getitem__(self, place: int | slice) -> Any:
        return self._rows[place]

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._rows == tuple(other)

    def __hash__(self) -> int:
        return hash(self._rows)


@dataclass(frozen=True)
class Table:
    """Plain values only: DataFrames stop before this. Each row has one cell a column.

    `shown`: so many rows stand on screen, where they are more than anybody reads there; the CSV has them all.
    """

    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    note: str = ""
    shown: int | None = None

    def __post_init__(self) -> None:
        rows, width = self.rows, len(self.columns)
        if isinstance(rows, Later):
            object.__setattr__(self, "rows", Later(lambda: _checked(rows, width)))
        else:
            _checked(rows, width)

    def records(self) -> list[dict[str, Cell]]:
        """Rows as dictionaries by column key."""
        keys = [column.key for column in self.columns]
        return [dict(zip(keys, row, strict=True)) for row in self.rows]


def _checked(rows: Sequence[tuple[Cell, ...]], width: int) -> Sequence[tuple[Cell, ...]]:
    for row in rows:
        if len(row) != width:
            raise ValueError(f"a row of {len(row)} cells under {width} columns: {row!r}")
    return rows


@dataclass(frozen=True)
class View:
    """What one chart, its table and its CSV say.

    Either `empty` gives the reason why there is nothing to show and what to do, or the rest holds.
    `title` states a finding only where it holds. `basis` is against what; `geography` names the area in
    full; `extracted` is ISO; `store_version` is the version the numbers are from. `figure` is a plain Plotly
    dict. `copied` is the table to open and to paste, where the rows of the CSV are another. `extra` holds
    what the page lays out beside it (legend classes, gauges, sentences), as plain values. `failed`: it is
    empty because something went wrong.
    """

    name: str
    title: str
    table: Table
    caption: str = ""
    alt: str = ""
    figure: Mapping[str, Any] | None = None
    period: str = ""
    basis: str = ""
    measure: str = ""
    definition: str = ""
    source: str = ""
    geography: str = ""
    extracted: str = ""
    store_version: str = ""
    marking: str = "OFFICIAL"
    demonstration: bool = False
    caveats: Sequence[str] = ()
    empty: str = ""
    failed: bool = False
    copied: Table | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
