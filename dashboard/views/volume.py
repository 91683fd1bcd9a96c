"""Change against volume: a large percentage on few is seen beside a small one on many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal

from dashboard.among_peers import peers_of, why_no_peers
from dashboard.figures.volume import BandPoint, Moved, build_volume
from dashboard.question import Question, ask
from dashboard.ranked import Ranked, ranked_areas
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.standings import Standing
from dashboard.statistics.change import Band, percent_interval, usual_band
from dashboard.statistics.intervals import Interval
from dashboard.views.view import Column, Table, View
from dashboard.wording import (
    LEAST_BASE,
    capitalised,
    change_words,
    count,
    joined,
    number,
    possessive,
    printed,
    signed_percent,
)

_STEPS: Final = 40
_NAMED: Final = 4


def build_volume_view(reference: Reference, selection: Selection) -> View:
    """The view `volume`."""
    question = ask(reference, selection)
    ranked = ranked_areas(question)
    rows = [row.standing for row in ranked.districts if row.standing.usual is not None] if ranked else []
    if ranked is None or not rows:
        return View(
            name="volume",
            title=f"{question.measure.label}: change against volume",
            table=Table(_columns(question, decimals=0), ()),
            empty=question.absent() or _why_none(question, ranked),
            **question.described(),
        )
    in_percent = all((row.previous or 0) >= LEAST_BASE for row in rows)
    title = _title(rows)
    return View(
        name="volume",
        title=title,
        caption=_caption(question, in_percent=in_percent),
        alt=f"{title}. " + " ".join(f"{row.name} {number(row.value)}, {_change(row)}." for row in rows),
        figure=_figure(question, ranked, rows, in_percent=in_percent),
        table=_table(question, ranked),
        **question.described(
            window=ranked.released.window,
            compare=ranked.released.compare,
            caveats=[*ranked.released.caveats, *_caveats(ranked, rows)],
        ),
    )


def _why_none(question: Question, ranked: Ranked | None) -> str:
    if peers_of(question) is None:
        return why_no_peers(question)
    if ranked is None or not ranked.rows:
        return "The store has no districts: build it with boundaries or lookups."
    if not ranked.released.compare:
        return question.basis(ranked.released.compare, window=ranked.released.window)
    return (
        "No district can be compared: its counts are hidden, partial or not supplied in one of the periods."
    )


def _title(rows: Sequence[Standing]) -> str:
    """Only changes beyond usual variation are called a rise or a fall; of more than five by the list."""
    beyond = sorted((row for row in rows if row.beyond), key=lambda row: -abs(row.change or 0.0))
    if not beyond:
        none = f"None of {len(rows)} districts changed beyond usual variation"
        largest = max(rows, key=lambda row: abs(row.change_pct or 0.0))
        if largest.change_pct is None:
            return none
        largest_words = f"{possessive(largest.name)} {signed_percent(largest.change_pct)}"
        return f"{none}: the largest, {largest_words}, is within it"
    named = [f"{row.name} {_change(row)}" for row in beyond[:_NAMED]]
    more = [f"{len(beyond) - _NAMED} more"] if len(beyond) > _NAMED else []
    return f"Beyond usual variation: {joined([*named, *more])}, of {len(rows)} districts"


def _change(row: Standing) -> str:
    return change_words(row.change, row.change_pct)


def _caption(question: Question, *, in_percent: bool) -> str:
    what = "change in percent" if in_percent else "change in counts (some bases are under 50)"
    return (
        f"{question.measure.label}: {what} against the count now; inside the band a change is usual for "
        "one district"
    )


def _caveats(ranked: Ranked, rows: Sequence[Standing]) -> list[str]:
    usual = rows[0].usual
    notes = []
    if usual is not None:
        notes.append(
            f"Usual variation: φ = {number(usual.phi, 2)} for districts, false discoveries held at 5% over "
            f"{len(rows)} districts: one may lie outside the band and not be called."
        )
    lacking = [row.name for row in ranked.districts if row.standing.usual is None]
    if lacking:
        notes.append(f"Not drawn, hidden, partial or not supplied: {joined(lacking)}.")
    return notes


def _figure(
    question: Question, ranked: Ranked, rows: Sequence[Standing], *, in_percent: bool
) -> dict[str, Any]:
    own = set(question.reference.districts(question.area))
    emphasised = not own >= {row.code for row in ranked.rows}
    most = max(row.value or 0 for row in rows)
    # Closer steps at the left, where the band bends.
    steps = [max(1.0, 1.08 * most * (i / _STEPS) ** 2) for i in range(1, _STEPS + 1)]
    phi = rows[0].usual.phi if rows[0].usual is not None else 1.0
    return build_volume(
        points=[
            Moved(
                volume=row.value or 0,
                change=(row.change_pct if in_percent else row.change) or 0.0,
                name=row.name,
                words=f"<b>{row.name}</b><br>{number(row.value)} now, {count(row.previous)} before<br>"
                f"{_change(row)}<br>{row.usual_words}",
                named=bool(row.beyond) or (row.code in own and emphasised),
                own=row.code in own and emphasised,
                beyond=bool(row.beyond),
            )
            for row in rows
        ],
        band=[_band_point(ranked, now, phi=phi, in_percent=in_percent) for now in steps],
        across=f"{capitalised(question.measure.noun)}, {ranked.released.window.words}",
        axis="Change" if in_percent else "Change, counts",
        percent=in_percent,
    )


def _band_point(ranked: Ranked, now: float, *, phi: float, in_percent: bool) -> BandPoint:
    """The changes a district with so many now may have within usual variation.

    The test is the same read from either side, so these are the counts before that it would not tell apart
    from this one, each as the mean of the periods compared with.
    """
    window, compare = ranked.released.window, ranked.released.compare
    days = sum(item.days for item in compare)
    same = len(compare) == 1 and days == window.days
    before: Band = usual_band(now, phi) if same else usual_band(now, phi, days, window.days)
    low, high = before.low / len(compare), before.high / len(compare)
    if not in_percent:
        return BandPoint(now, now - high, now - low)
    return BandPoint(now, 100 * (now / high - 1), 100 * (now / low - 1) if low > 0 else None)


def _interval(ranked: Ranked, row: Standing) -> Interval | None:
    """The changes in percent that the counts do not speak against; None under a base of 50."""
    window, compare = ranked.released.window, ranked.released.compare
    if row.usual is None or row.change_pct is None or row.value is None or row.previous is None:
        return None
    days = sum(item.days for item in compare)
    if len(compare) == 1 and days == window.days:
        return percent_interval(row.value, row.usual.before, row.usual.phi)
    return percent_interval(row.value, row.usual.before, row.usual.phi, window.days, days)


def _columns(question: Question, *, decimals: int) -> tuple[Column, ...]:
    kind: Literal["decimal", "integer"] = "decimal" if decimals else "integer"
    return (
        Column("district_code", "Code", "code", csv_only=True),
        Column("district_name", "District"),
        Column("value", capitalised(question.measure.noun), "integer"),
        Column("previous", "Before", kind, decimals),
        Column("change", "Change", kind, decimals),
        Column("change_pct", "Change, %", "percent", 1),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status"),
        Column("change_from", "Change per day, 95% from", "percent", 1),
        Column("change_to", "to", "percent", 1),
        Column("usual_variation", "Usual variation"),
    )


def _table(question: Question, ranked: Ranked) -> Table:
    decimals = 1 if len(ranked.released.compare) > 1 else 0
    found = [row.standing for row in ranked.districts]
    whole = all(row.change_pct is not None for row in found if row.change is not None)

    def order(row: Standing) -> tuple[bool, float, str]:
        change = row.change_pct if whole else row.change
        return change is None, -(change or 0.0), row.name

    ordered = sorted(found, key=order)
    rows = []
    for row in ordered:
        interval = _interval(ranked, row)
        rows.append(
            (
                row.code,
                row.name,
                row.value,
                printed(row.previous),
                printed(row.change),
                printed(row.change_pct),
                question.measure.unit,
                question.state(row.status, ranked.released.window),
                printed(interval.low) if interval else None,
                printed(interval.high) if interval else None,
                row.usual_words,
            )
        )
    return Table(_columns(question, decimals=decimals), tuple(rows))
