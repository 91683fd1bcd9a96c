"""The records of a table in text: which lines belong together, and a line that is too long to be one."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, TextIO

# No record of a real file comes near it. One that is longer is no text, or has lost its line ends.
LONGEST_LINE: Final = 2**20
_LONGEST_RECORD: Final = 100
_SHOWN: Final = 1000


class Overlong(str):
    """The beginning of a line that is too long to be one."""

    __slots__ = ()


def bounded_lines(given: TextIO) -> Iterator[str]:
    """The lines of a text with their ends; of one that is longer than any line is, the beginning alone."""
    while line := given.readline(LONGEST_LINE):
        if len(line) < LONGEST_LINE or line.endswith("\n"):
            yield line
            continue
        yield Overlong(line[:_SHOWN])
        while (line := given.readline(LONGEST_LINE)) and not line.endswith("\n"):
            pass


def records(lines: Iterable[str], *, delimiter: str = ",", width: int = 0) -> Iterator[tuple[list[str], str]]:
    """(cells, text) of every record of `lines`, which keep their ends; a blank line is one of no cells.

    A quotation mark may hold line breaks, but one left open may not swallow the rows after it: lines belong
    together only where that gives `width` cells (0: as many as the first record of several has) and none of
    them is a row by itself. A line whose quotation mark stays open is a record of one cell.
    """
    source, back = iter(lines), deque[str]()
    while (line := _next_line(source, back)) is not None:
        if isinstance(line, Overlong):
            yield [line], line
            continue
        taken = [line]
        cells = joined(taken, delimiter=delimiter, width=width)
        while cells is None and len(taken) < _LONGEST_RECORD:
            more = _next_line(source, back)
            if more is None or isinstance(more, Overlong):
                back.extendleft([more] if more is not None else [])
                break
            taken.append(more)
            cells = joined(taken, delimiter=delimiter, width=width)
            if cells is None and width > 2 and _is_row(more, delimiter=delimiter, width=width):
                break
        if cells is None:
            back.extendleft(reversed(taken[1:]))
            del taken[1:]
        text = "".join(taken).rstrip("\r\n")
        width = width or (len(cells) if cells and len(cells) > 1 else 0)
        yield [text] if cells is None else cells, text


def _is_row(line: str, *, delimiter: str, width: int) -> bool:
    return len(_whole_record([line], delimiter=delimiter) or ()) == width


def _next_line(source: Iterator[str], back: deque[str]) -> str | None:
    return back.popleft() if back else next(source, None)


def joined(lines: list[str], *, delimiter: str, width: int) -> list[str] | None:
    """The cells of lines that make one record together; None where they do not."""
    if len(lines) == 1 and '"' not in lines[0]:
        return lines[0].rstrip("\r\n").split(delimiter) if lines[0].strip() else []
    cells = _whole_record(lines, delimiter=delimiter)
    if len(lines) == 1 or cells is None:
        return cells
    ends = (line.replace('"', "").count(delimiter) + 1 for line in (lines[0], lines[-1]))
    # Two rows with a stray quotation mark each look like one with a line break: rather set two aside.
    return None if len(cells) != (width or len(cells)) or (width > 2 and set(ends) == {width}) else cells


def _whole_record(lines: list[str], *, delimiter: str) -> list[str] | None:
    """The cells of lines that end where their one record does; None where a quotation mark stays open."""
    reader = csv.reader(chain(lines, [""]), delimiter=delimiter)
    try:
        cells = next(reader, [])
    except csv.Error:
        return None
    return cells if reader.line_num == len(lines) else None
