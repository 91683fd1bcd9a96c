"""Months in which a ward's figures came for the wards of another year: by best fit, or not known at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.periods import Window, span_words
from dashboard.records import Series, month_of, rows
from dashboard.reference import MISSING, PARTIAL, Reference
from dashboard.wording import joined, number
from data import queries
from data.month import Month

_NAMED = 4


@dataclass(frozen=True)
class Counted:
    """A run of months of a ward counted again. `error`: the share of its residents counted amiss."""

    year: int
    first: Month
    last: Month
    error: float | None
    supplied: bool

    def within(self, windows: Sequence[Window]) -> bool:
        """Whether any of the windows has a month of it."""
        return any(self.first <= window.last and window.first <= self.last for window in windows)


def counted_again(reference: Reference, *, series: Series, code: str) -> tuple[Counted, ...]:
    """What is not exact in a ward, or in the wards of a custom area; nothing for districts and above."""
    table = _table(reference)
    if not table:
        return ()
    wards = [code]
    if code in reference.areas and reference.areas[code].level == "custom":
        wards += reference.members.get(code, ())
    return tuple(item for ward in wards for item in table.get((series.series_id, ward), ()))


def known_states(
    reference: Reference, series: Series, code: str, windows: Sequence[Window], states: Sequence[str]
) -> list[str]:
    """The state of each window (complete, partial, missing), worse where months of a ward are not known."""
    lost = [item for item in counted_again(reference, series=series, code=code) if not item.supplied]
    if not lost:
        return list(states)
    found = []
    for window, state in zip(windows, states, strict=True):
        gone = sum(any(item.first <= month <= item.last for item in lost) for month in window.months)
        if gone and state != MISSING:
            found.append(MISSING if gone == len(window.months) else PARTIAL)
        else:
            found.append(state)
    return found


def counted_again_words(
    reference: Reference, *, series: Series, codes: Sequence[str], windows: Sequence[Window]
) -> tuple[str, ...]:
    """What to say beside numbers of these wards in these windows, a sentence or two a span."""
    if not _table(reference):
        return ()
    spans: dict[tuple[int, Month, Month], dict[str, Counted]] = {}
    for code in codes:
        for item in counted_again(reference, series=series, code=code):
            if item.within(windows):
                spans.setdefault((item.year, item.first, item.last), {})[code] = item
    return tuple(
        " ".join(_sentences(reference, year, first, last, found))
        for (year, first, last), found in sorted(spans.items())
    )


def _sentences(
    reference: Reference, year: int, first: Month, last: Month, found: Mapping[str, Counted]
) -> Iterator[str]:
    names = reference.names(found)
    yield (
        f"{span_words(first, last)}: figures came for the wards of {year} and are counted again by those of "
        f"{reference.meta['ward_vintage']}."
    )
    fitted = {code: item.error for code, item in found.items() if item.supplied and item.error}
    if fitted:
        worst = max(fitted, key=lambda code: (fitted[code], code))
        ordered = sorted(fitted, key=lambda code: (-fitted[code], names[code]))
        yield (
            f"By best fit, with up to {number(100 * fitted[worst])}% of a ward's residents counted amiss: "
            f"{_listed([f'{names[code]} ({number(100 * fitted[code])}%)' for code in ordered])}."
        )
    lost = sorted(names[code] for code, item in found.items() if not item.supplied)
    if lost:
        yield f"Not known for {_listed(lost)}: there the figures stay in the district."


def _listed(names: Sequence[str]) -> str:
    if len(names) <= _NAMED:
        return joined(names)
    return f"{', '.join(names[: _NAMED - 1])} and {number(len(names) - _NAMED + 1)} others"


def _table(reference: Reference) -> Mapping[tuple[int, str], tuple[Counted, ...]]:
    return reference.structure(("counted again",), lambda: _read(reference))


def _read(reference: Reference) -> dict[tuple[int, str], tuple[Counted, ...]]:
    found: dict[tuple[int, str], list[Counted]] = {}
    for row in rows(queries.get_recut_wards(reference.snapshot)):
        first, last = month_of(row["first_month"]), month_of(row["last_month"])
        if first is not None and last is not None:
            error = None if row["error"] is None or row["error"] != row["error"] else float(row["error"])
            found.setdefault((int(row["series_id"]), str(row["ward_code"])), []).append(
                Counted(int(row["year"]), first, last, error, bool(row["supplied"]))
            )
    return {key: tuple(items) for key, items in found.items()}
