"""Two areas side by side: totals, rates, changes, months, offences and wards, and what differs by test."""

from __future__ import annotations

from typing import Any

from dashboard.area_lines import AreaLine, AreaLines
from dashboard.axis_marks import axis_marks
from dashboard.figures.pair_lines import PairPoint, build_pair_lines
from dashboard.figures.rate_dots import axis_to
from dashboard.pair import Pair, PairSide, beside_choices, pair_of
from dashboard.pair_mix import MixRow, mix_overlaps
from dashboard.pair_words import pair_rows, pair_sentences, pair_title
from dashboard.periods import span_words
from dashboard.question import Question, ask
from dashboard.ranked import ranked_areas
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.statistics.change import usual_words
from dashboard.views.rates import why_no_rates
from dashboard.views.view import Column, Table, View
from dashboard.wording import capitalised, number, printed

_HEADINGS = {
    "district": "Districts",
    "partnership": "Partnerships of several districts",
    "county": "Counties and forces",
    "force": "Counties and forces",
    "custom": "Custom areas",
}


def build_beside(reference: Reference, selection: Selection) -> View:
    """The view `beside`."""
    question = ask(reference, selection)
    pair = pair_of(question)
    if pair is None:
        return View(
            name="beside",
            title=f"{question.area_name} beside another area",
            table=Table(_columns(question), ()),
            empty=question.absent() or why_no_rates(question, ranked_areas(question)),
            extra={"options": [], "rows": [], "sentences": [], "mix": [], "heads": [], "note": ""},
            **question.described(),
        )
    title = pair_title(pair)
    window, compare = pair.ranked.released.window, pair.ranked.released.compare
    drawn = pair.lines if pair.lines is not None and len(pair.lines.lines) == 2 else None
    return View(
        name="beside",
        title=title,
        caption=f"{question.measure.label} {pair.ranked.per_words}"
        + (f"; lines: {_lengths(drawn)}" if drawn else "; no months drawn"),
        alt=f"{title}. Two lines of rates, {_span(drawn)}." if drawn else title,
        figure=_figure(question, drawn) if drawn else None,
        table=_table(pair),
        extra={
            "options": _options(question, pair),
            "heads": [pair.first.name, pair.second.name],
            "rows": pair_rows(pair),
            "sentences": pair_sentences(pair),
            "mix": _mix(pair),
            "note": _note(question, pair),
        },
        **question.described(
            window=window, compare=compare, caveats=[*pair.ranked.released.caveats, *_caveats(pair)]
        ),
    )


def _lengths(lines: AreaLines) -> str:
    return "months made equally long" if lines.unit == "month" else f"a month, a point a {lines.unit}"


def _span(lines: AreaLines) -> str:
    return span_words(lines.window.first, lines.window.last)


def _options(question: Question, pair: Pair) -> list[tuple[str, str, str, bool]]:
    """(heading, code, name, whether chosen) of every area that can stand beside the first."""
    found = []
    for code in beside_choices(question, pair.ranked):
        area = question.reference.areas[code]
        if code != pair.first.code:
            found.append((_HEADINGS.get(area.level, area.level), code, area.name, code == pair.second.code))
    order = list(dict.fromkeys(_HEADINGS.values()))
    return sorted(found, key=lambda item: (order.index(item[0]), item[2]))


def _figure(question: Question, lines: AreaLines) -> dict[str, Any]:
    measure = question.measure
    return build_pair_lines(
        months=list(lines.window.months),
        lines=[(line.name, _points(question, lines, line)) for line in lines.lines],
        marks=axis_marks(question, lines.window.months, area=lines.lines[0].code),
        axis=f"A month per {measure.rate_per:,} {measure.rate_of}",
    )


def _points(question: Question, lines: AreaLines, line: AreaLine) -> list[PairPoint]:
    first = lines.window.first.index
    noun = question.measure.noun
    return [
        PairPoint(
            at=point.middle - first,
            value=point.rate,
            words=f"{span_words(point.first, point.last)}<br>{number(point.rate, 2)} a month "
            f"({number(point.amount.value)} {noun})",
        )
        for point in line.points
    ]


def _mix(pair: Pair) -> list[dict[str, Any]]:
    """A part's two rates as bars on one scale, in words, and the verdict."""
    axis = axis_to(max((max(row.first.rate, row.second.rate) for row in pair.mix), default=0.0))
    return [
        {
            "name": row.label,
            "measure": row.measure,
            "sizes": [axis.at(row.first.rate), axis.at(row.second.rate)],
            "words": [_part(row.first.rate), _part(row.second.rate)],
            "verdict": _verdict(row),
        }
        for row in pair.mix
    ]


def _part(rate: float) -> str:
    return number(rate, 1 if rate >= 1 else 2)


def _verdict(row: MixRow) -> str:
    if not row.beyond:
        return ""
    return "higher, beyond usual" if row.first.rate > row.second.rate else "lower, beyond usual"


def _note(question: Question, pair: Pair) -> str:
    if not pair.mix:
        return ""
    first, second = pair.first.name, pair.second.name
    note = f"Rates of each kind, the largest difference first: {first} against {second}."
    return f"{note} Some kinds lie within others, so they make no total." if mix_overlaps(question) else note


def _caveats(pair: Pair) -> list[str]:
    notes = []
    if pair.ratio is not None:
        notes.append(
            f"Differences of rates by test, φ = {number(pair.ratio.phi, 2)}; of more than five offences with "
            "false discoveries held at 5%."
        )
    lacking = [side.name for side in (pair.first, pair.second) if side.wards is None]
    if len(lacking) == 1:
        notes.append(f"{lacking[0]}: wards not added up (hidden, or its edge runs through wards).")
    return notes


def _columns(question: Question) -> tuple[Column, ...]:
    measure = question.measure
    return (
        Column("area_code", "Code", "code", csv_only=True),
        Column("area_name", "Area"),
        Column("part", "Of which"),
        Column("value", capitalised(measure.noun), "integer"),
        Column("previous", "Before", "decimal", 1),
        Column("change", "Change", "decimal", 1),
        Column("change_pct", "Change, %", "percent", 1),
        Column("rate", f"Per {measure.rate_per:,} {measure.rate_of}", "decimal", 2),
        Column("rank", "Rank", "integer"),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status"),
        Column("rate_low", "95% from", "decimal", 1),
        Column("rate_high", "to", "decimal", 1),
        Column("wards_with_half", "Wards with half", "integer"),
        Column("wards", "of", "integer"),
        Column("difference", "Against the other"),
    )


def _table(pair: Pair) -> Table:
    sides = (pair.first, pair.second)
    verdict = usual_words(beyond=pair.ratio.beyond_usual) if pair.ratio is not None else ""
    rows = [_side_row(pair, side, verdict) for side in sides]
    for row in pair.mix:
        words = usual_words(beyond=row.beyond)
        for side, part in zip(sides, (row.first, row.second), strict=True):
            rows.append(
                (
                    *(side.code, side.name, row.label, part.value, None, None, None),
                    *(printed(part.rate, 2), None, pair.question.measure.unit),
                    *("shown" if part.value else "zero", None, None, None, None, words),
                )
            )
    return Table(_columns(pair.question), tuple(rows))


def _side_row(pair: Pair, side: PairSide, verdict: str) -> tuple[Any, ...]:
    standing, row = side.row.standing, side.row
    held = side.wards.held if side.wards is not None else None
    return (
        side.code,
        side.name,
        "",
        standing.value,
        printed(standing.previous),
        printed(standing.change),
        printed(standing.change_pct),
        printed(row.rate, 2),
        row.ranked.rank.position if row.ranked else None,
        pair.question.measure.unit,
        pair.question.state(standing.status, pair.ranked.released.window),
        printed(row.interval.low) if row.interval else None,
        printed(row.interval.high) if row.interval else None,
        held.holding if held else None,
        held.places if held else None,
        verdict,
    )
