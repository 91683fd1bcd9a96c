"""Mutations of a table, as cells: what a person, a spreadsheet or an export does to it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Grid = list[list[str]]
Change = Callable[[Grid, random.Random, int], Grid]
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")


def _cells(
    rows: Grid, draw: random.Random, top: int, change: Callable[[str], str], *, share: float = 0.3
) -> Grid:
    """Change some of the cells below the header."""
    return [
        row if at < top else [change(cell) if cell and draw.random() < share else cell for cell in row]
        for at, row in enumerate(rows)
    ]


def _numbers(rows: Grid, draw: random.Random, top: int, change: Callable[[str], str]) -> Grid:
    return _cells(rows, draw, top, lambda cell: change(cell) if _NUMBER.fullmatch(cell) else cell)


def _column(rows: Grid, draw: random.Random) -> int:
    return draw.randrange(max(map(len, rows)))


def drop_column(rows: Grid, draw: random.Random, top: int) -> Grid:
    at = _column(rows, draw)
    return [row[:at] + row[at + 1 :] for row in rows]


def double_column(rows: Grid, draw: random.Random, top: int) -> Grid:
    at, to = _column(rows, draw), _column(rows, draw)
    return [row[:to] + row[at : at + 1] + row[to:] for row in rows]


def rename_column(rows: Grid, draw: random.Random, top: int) -> Grid:
    new = draw.choice(("", " ", "value", "Area", "code", "E05000001", "\u200b", "=A1", "x" * 300, "2024"))
    head = list(rows[top - 1])
    head[draw.randrange(len(head))] = new
    return [*rows[: top - 1], head, *rows[top:]]


def shuffle_columns(rows: Grid, draw: random.Random, top: int) -> Grid:
    order = list(range(max(map(len, rows))))
    draw.shuffle(order)
    return [[row[at] for at in order if at < len(row)] for row in rows]


def restyle_header(rows: Grid, draw: random.Random, top: int) -> Grid:
    style = draw.choice(
        (
            str.upper,
            str.title,
            lambda text: f"  {text} ",
            lambda text: text.replace("_", " "),
            lambda text: f"\u00a0{text}",
        )
    )
    return [*rows[: top - 1], [style(cell) for cell in rows[top - 1]], *rows[top:]]


def shuffle_rows(rows: Grid, draw: random.Random, top: int) -> Grid:
    body = rows[top:]
    draw.shuffle(body)
    return [*rows[:top], *body]


def double_rows(rows: Grid, draw: random.Random, top: int) -> Grid:
    return [*rows[:top], *(row for row in rows[top:] for _ in range(draw.choice((1, 1, 2, 3))))]


def blank_rows(rows: Grid, draw: random.Random, top: int) -> Grid:
    found = list(rows[:top])
    for row in rows[top:]:
        found += [[], row] if draw.random() < 0.2 else [row]
    return found


def header_again(rows: Grid, draw: random.Random, top: int) -> Grid:
    at = draw.randint(top, len(rows))
    return [*rows[:at], rows[top - 1], *rows[at:]]


def only_header(rows: Grid, draw: random.Random, top: int) -> Grid:
    return rows[: draw.randint(0, top)]


def title_above(rows: Grid, draw: random.Random, top: int) -> Grid:
    return [["Recorded crime, Kent"], [], *rows]


def notes_below(rows: Grid, draw: random.Random, top: int) -> Grid:
    return [*rows, [], ["Source: force extract"], ["Note: figures may change, see guidance"]]


def short_rows(rows: Grid, draw: random.Random, top: int) -> Grid:
    return [
        row if at < top or draw.random() < 0.8 else row[: draw.randint(1, len(row))]
        for at, row in enumerate(rows)
    ]


def long_rows(rows: Grid, draw: random.Random, top: int) -> Grid:
    return [row if at < top or draw.random() < 0.8 else [*row, "more"] for at, row in enumerate(rows)]


def trailing_commas(rows: Grid, draw: random.Random, top: int) -> Grid:
    return [[*row, "", ""] for row in rows]


def numbers_as_words(rows: Grid, draw: random.Random, top: int) -> Grid:
    words = (
        "twelve",
        "n/a",
        "-",
        "..",
        "[x]",
        "[c]",
        "*",
        "TBC",
        "approx 5",
        "5 (est.)",
        "#N/A",
        "#REF!",
        "none",
        "½",
    )
    return _numbers(rows, draw, top, lambda _: draw.choice(words))


def numbers_restyled(rows: Grid, draw: random.Random, top: int) -> Grid:
    styles: tuple[Callable[[str], str], ...] = (
        lambda text: f"{text},5",
        lambda text: f"{text}.0",
        lambda text: f" {text} ",
        lambda text: f"£{text}",
        lambda text: f"{text}%",
        lambda text: f"({text})",
        lambda text: text.replace("1", "١"),
        lambda text: f"0{text}",
        lambda text: f"{text}\u00a0000",
        lambda text: f"'{text}",
        lambda text: f"{text}e0",
        lambda text: text[:1] + "_" + text[1:],
    )
    return _numbers(rows, draw, top, lambda text: draw.choice(styles)(text))


def numbers_extreme(rows: Grid, draw: random.Random, top: int) -> Grid:
    values = (
        "1e308",
        "9" * 40,
        "-1",
        "nan",
        "inf",
        "-inf",
        "1e-320",
        "9223372036854775808",
        "0x1F",
        "1.5",
        "-0",
        "2147483648",
    )
    return _numbers(rows, draw, top, lambda _: draw.choice(values))


def dates_swapped(rows: Grid, draw: random.Random, top: int) -> Grid:
    forms = (
        r"\2-\1",
        r"01/\2/\1",
        r"\2/01/\1",
        r"\1\2",
        r"\1/\2",
        r"\1-\2-01T00:00:00Z",
        r"\1-\2-31",
        r"\2",
        r"\1.\2",
    )
    return _cells(rows, draw, top, lambda cell: _MONTH.sub(draw.choice(forms), cell))


def dates_wrong(rows: Grid, draw: random.Random, top: int) -> Grid:
    wrong = (
        "2099-01",
        "0000-00",
        "2024-13",
        "1899-12",
        "10000-01",
        "45292",
        "Feb-30",
        "2024-02 to 2023-01",
        "Q5 2023",
        "99999999-01",
    )
    return _cells(rows, draw, top, lambda cell: draw.choice(wrong) if _MONTH.search(cell) else cell)


def codes_damaged(rows: Grid, draw: random.Random, top: int) -> Grid:
    changes: tuple[Callable[[str], str], ...] = (
        str.lower,
        lambda t: t[:-1],
        lambda t: f"{t} ",
        lambda t: "E0" + t[2:],
        lambda t: "",
        lambda t: t.replace("0", "O"),
    )
    return _cells(rows, draw, top, lambda t: draw.choice(changes)(t) if re.fullmatch(r"[EW]\d{8}", t) else t)


def cells_emptied(rows: Grid, draw: random.Random, top: int) -> Grid:
    return _cells(rows, draw, top, lambda _: draw.choice(("", " ", "\u00a0")))


def formulas(rows: Grid, draw: random.Random, top: int) -> Grid:
    words = ("=1+1", "@SUM(A1)", "+44 1622", "-", "=cmd|' /C calc'!A0", "＝1", '=HYPERLINK("http://x")')
    return _cells(rows, draw, top, lambda _: draw.choice(words), share=0.1)


def strange_letters(rows: Grid, draw: random.Random, top: int) -> Grid:
    words = (
        "🚓",
        "\u202eevil",
        "Tŷ-du",
        "\x07\x1b[31m",
        "a\x00b",
        "\ufeff",
        "ﬁ",
        "İ",
        "x" * 5000,
        "<script>alert(1)</script>",
        "[bold]",
        "{0}%s",
    )
    return _cells(rows, draw, top, lambda cell: draw.choice(words), share=0.1)


def long_cell(rows: Grid, draw: random.Random, top: int) -> Grid:
    return _cells(
        rows,
        draw,
        top,
        lambda cell: "y" * draw.choice((70_000, 140_000, 1_100_000)),
        share=1 / (8 * len(rows)),
    )


def line_breaks(rows: Grid, draw: random.Random, top: int) -> Grid:
    return _cells(rows, draw, top, lambda cell: f"{cell}\nand more", share=0.05)


def same(rows: Grid, draw: random.Random, top: int) -> Grid:
    return rows


CHANGES: dict[str, tuple[Change, ...]] = {
    "none": (same,),
    "columns": (drop_column, double_column, rename_column, shuffle_columns, restyle_header, trailing_commas),
    "rows": (
        shuffle_rows,
        double_rows,
        blank_rows,
        header_again,
        only_header,
        title_above,
        notes_below,
        short_rows,
        long_rows,
    ),
    "numbers": (numbers_as_words, numbers_restyled, numbers_extreme),
    "dates": (dates_swapped, dates_wrong),
    "cells": (codes_damaged, cells_emptied, formulas, strange_letters, long_cell, line_breaks),
}
