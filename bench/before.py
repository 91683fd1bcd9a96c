"""This run beside the last one written down: which ratio or figure got worse, and by how much."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

# The machine's mood moves seconds by more than this; ratios of one run seldom.
WORSE: float = 0.15
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
# How many of what was measured, and of what it was made, is no part of the name.
_COUNTS = re.compile(r"\d[\d,]*")


@dataclass(frozen=True)
class Row:
    """A line of the table: what was measured, what is asked ('≤ 2', '≥ 3', 'told'), what was found."""

    what: str
    asked: str
    found: str


def read_rows(page: str, *, heading: str) -> dict[str, Row]:
    """The rows under a heading of docs/benchmarks.md, by what was measured, without its counts."""
    rows = {}
    for line in page.partition(f"## {heading}\n")[2].partition("\n## ")[0].splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 4 and cells[0] not in ("what", "---"):
            rows[_name(cells[0])] = Row(*cells[:3])
    return rows


def got_worse(now: Sequence[Row], before: Mapping[str, Row]) -> Iterator[str]:
    """A sentence for each figure that moved away from what is asked by more than 15%."""
    for row in now:
        earlier = before.get(_name(row.what))
        sense = {"≤": 1, "<": 1, "≥": -1}.get(row.asked[:1])
        if earlier is None or sense is None:
            continue
        there, here = _first(earlier.found), _first(row.found)
        if there is None or here is None or there == 0:
            continue
        share = sense * (here - there) / abs(there)
        if share > WORSE:
            yield f"{row.what}: {earlier.found} before, {row.found} now ({100 * share:.0f}% worse)."


def _name(what: str) -> str:
    return _COUNTS.sub("#", what)


def _first(found: str) -> float | None:
    """The number a cell begins with; of 'median 10.7 KB, most 14.8 KB' the one that is held to a limit."""
    text = found.split("most", 1)[-1] if found.startswith("median") else found
    number = _NUMBER.search(text)
    return float(number[0].replace(",", "")) if number else None
