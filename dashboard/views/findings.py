"""Findings in sentences, and month, year to date and 12 months side by side."""

from __future__ import annotations

from typing import Any, Literal

from dashboard.amounts import Compared, compared
from dashboard.district_facts import DistrictFacts, district_facts
from dashboard.month_facts import MonthFacts, month_facts
from dashboard.periods import Window, month_words, resolve_window
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.sentences import Sentence, month_sentence, total_sentences, ward_sentences
from dashboard.standings import Standing, population_of
from dashboard.statistics.rates import rank_values, rate
from dashboard.views.view import Column, Table, View
from dashboard.ward_facts import UNPLACED, WardFacts, ward_facts
from dashboard.wording import capitalised, change_words, count, number, printed, share_percent

_SPANS: tuple[tuple[Literal["1m", "fytd", "12m"], str], ...] = (
    ("1m", "Month"),
    ("fytd", "Year to date"),
    ("12m", "12 months"),
)
_NAMED = 3


def build_findings(reference: Reference, selection: Selection) -> View:
    """The view `findings`."""
    question = ask(reference, selection)
    if question.series is None:
        return View(
            name="findings",
            title="Findings",
            table=Table(_columns(question, decimals=0), ()),
            empty=question.absent(),
            extra={"sentences": [], "spans": {"heads": [], "rows": []}},
            **question.described(),
        )
    plain = _unfocused(selection)
    whole = compared(question, area=question.area, window=question.window, comparison=question.comparison)
    districts = district_facts(reference, plain)
    months = month_facts(reference, plain)
    wards = ward_facts(reference, plain, month=False)
    spans = [(label, _span(question, kind)) for kind, label in _SPANS]
    sentences: list[Sentence] = [
        *total_sentences(question, whole, districts),
        month_sentence(question, months),
        *ward_sentences(question, wards),
    ]
    said = [[part for part in sentence if part[0]] for sentence in sentences if sentence]
    return View(
        name="findings",
        title="Findings",
        caption=f"{question.measure.label} in {question.area_name}, {whole.window.words}",
        alt=" ".join("".join(words for words, _ in sentence) for sentence in said),
        table=_table(question, whole, districts, months, wards, spans),
        extra={"sentences": said, "spans": _side_by_side(question, spans)},
        **question.described(window=whole.window, compare=whole.compare, caveats=whole.caveats),
    )


def _unfocused(selection: Selection) -> Selection:
    """Findings are about the area and its whole period, whatever is in focus."""
    return Selection(**{**vars(selection), "ward": None, "month": None})


def _span(question: Question, kind: Literal["1m", "fytd", "12m"]) -> Compared:
    window = resolve_window(kind=kind, to=question.selection.to)
    return compared(question, area=question.area, window=window, comparison=question.compared(window))


def _side_by_side(question: Question, spans: list[tuple[str, Compared]]) -> dict[str, Any]:
    to = question.selection.to
    heads = [""]
    for (kind, _), (label, span) in zip(_SPANS, spans, strict=True):
        asked = resolve_window(kind=kind, to=to)
        if span.window.months != asked.months:
            # Small numbers have periods of their own.
            heads.append(span.window.words)
        else:
            heads.append(f"{label} to {month_words(to)}" if kind == "12m" else f"{label}: {asked.words}")
    compared_with = [span for _, span in spans]
    rows = [
        [capitalised(question.measure.noun), *(_value_words(span) for span in compared_with)],
        ["Before", *(count(span.previous) for span in compared_with)],
        ["Change", *(change_words(span.change, span.change_pct) for span in compared_with)],
        ["Usual variation", *(_usual_words(span) for span in compared_with)],
    ]
    return {"heads": heads, "rows": rows}


def _value_words(span: Compared) -> str:
    if span.value is None:
        return span.now.status.replace("_", " ")
    return number(span.value) + (" (partial)" if span.now.status == "partial" else "")


def _usual_words(span: Compared) -> str:
    return span.usual_words or "–"


def _columns(question: Question, *, decimals: int) -> tuple[Column, ...]:
    kind: Literal["decimal", "integer"] = "decimal" if decimals else "integer"
    return (
        Column("finding", "Finding"),
        Column("subject", "What"),
        Column("value", capitalised(question.measure.noun), "integer"),
        Column("previous", "Before", kind, decimals),
        Column("change", "Change", kind, decimals),
        Column("change_pct", "Change, %", "percent", 1),
        Column("rate", f"Per {question.measure.rate_per:,} {question.measure.rate_of}", "decimal", 1),
        Column("rank", "Rank", "integer"),
        Column("share", "Share", "percent", 1),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status"),
        Column("usual_variation", "Usual variation"),
    )


def _table(
    question: Question,
    whole: Compared,
    districts: DistrictFacts | None,
    months: MonthFacts | None,
    wards: WardFacts | None,
    spans: list[tuple[str, Compared]],
) -> Table:
    decimals = 1 if question.selection.compare == "3y" else 0
    people = population_of(question, question.area, window=whole.window)
    per = question.measure.rate_per
    rows = [
        _row(question, "total", question.area_name, whole, rate(whole.value, people, per=per), None, None)
    ]
    if districts is not None:
        rows += [
            _row(question, "comparator", row.name, row, row.rate, None, None)
            for row in districts.comparators
            if row.code != question.area
        ]
    rows += [
        _row(question, label.lower(), span.window.words, span, None, None, None) for label, span in spans
    ]
    rows += _month_rows(question, months)
    if wards is not None:
        rows += _ward_rows(question, wards)
    return Table(_columns(question, decimals=decimals), tuple(rows))


def _month_rows(question: Question, facts: MonthFacts | None) -> list[tuple[Any, ...]]:
    if facts is None or facts.peaks is None:
        return []
    bars = {bar.first: bar for bar in facts.bars}
    values = [bar.now.value if bar.now.whole else None for bar in facts.bars]
    total = None if None in values else sum(value or 0 for value in values)
    ranks = dict(zip(bars, rank_values(values), strict=True))
    rows = []
    for finding, months in (("highest month", facts.peaks.highest), ("lowest month", facts.peaks.lowest)):
        for month in months:
            bar = bars[month]
            single = Window("1m", month, month)
            item = Compared(single, (), bar.now, (), bar.usual)
            rank = ranks[month]
            share = share_percent(bar.now.value, total)
            position = rank.position if rank else None
            rows.append(_row(question, finding, str(month), item, None, position, share))
    return rows


def _ward_rows(question: Question, facts: WardFacts) -> list[tuple[Any, ...]]:
    rows = []
    for show in ("count", "rate"):
        for item in [row for row in facts.ordered(show) if row.whole][:_NAMED]:
            rank = item.ranks[show]
            name = f"highest {facts.level} by {show}"
            rows.append(
                _row(question, name, item.name, item, item.rate, rank.position if rank else None, item.share)
            )
    return rows + [
        _row(
            question,
            UNPLACED.lower(),
            question.reference.name(row.district or ""),
            row,
            None,
            None,
            row.share,
        )
        for row in facts.unplaced_rows
    ]


def _row(
    question: Question,
    finding: str,
    subject: str,
    item: Compared | Standing,
    per_head: float | None,
    rank: int | None,
    share: float | None,
) -> tuple[Any, ...]:
    return (
        finding,
        subject,
        item.value,
        printed(item.previous),
        printed(item.change),
        printed(item.change_pct),
        printed(per_head),
        rank,
        printed(share),
        question.measure.unit,
        item.status,
        item.usual_words,
    )
