"""Findings in sentences, and month, year to date and 12 months side by side."""

from __future__ import annotations

from typing import Any, Literal

from dashboard.amounts import Compared, compared
from dashboard.disclosure import level_of
from dashboard.district_facts import DistrictFacts, district_facts
from dashboard.month_facts import MonthFacts, month_facts
from dashboard.periods import ROLLING, Window, WindowKind, month_words, resolve_window
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.sentences import Sentence, mean_sentence, month_sentence, total_sentences, ward_sentences
from dashboard.spans import SPAN_NAMES, span_kinds
from dashboard.standings import Standing, has_rates, population_of
from dashboard.statistics.rates import rank_values
from dashboard.views.view import Column, Table, View
from dashboard.ward_facts import UNPLACED, WardFacts, ward_facts
from dashboard.wording import capitalised, change_words, count, number, printed, share_percent

_NAMED = 3
# A run of a year or more is named by its last month alone.
_LEAST_ROLLING = 12
Spans = dict[WindowKind, Compared]


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
    spans = _spans(question)
    sentences: list[Sentence] = [
        *total_sentences(question, whole, districts),
        mean_sentence(question, spans.values()),
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
        **question.described(
            window=whole.window,
            compare=whole.compare,
            caveats=[
                *whole.caveats,
                *(wards.released.caveats if wards else ()),
                *_span_notes(question, spans),
            ],
        ),
    )


def _unfocused(selection: Selection) -> Selection:
    """Findings are about the area and its whole period, whatever is in focus."""
    return Selection(**{**vars(selection), "ward": None, "month": None})


def _spans(question: Question) -> Spans:
    """Each length of time that ends with the chosen month; several years only where they are all there."""
    spans = {}
    for kind in span_kinds(question.measure):
        window = resolve_window(kind=kind, to=question.selection.to)
        span = compared(question, area=question.area, window=window, comparison=question.compared(window))
        if window.years == 1 or span.now.whole:
            spans[kind] = span
    return spans


def _span_notes(question: Question, spans: Spans) -> list[str]:
    """What must be known of the changes of several years: they reach further back than the page's own."""
    several = [
        resolve_window(kind=k, to=question.selection.to) for k, s in spans.items() if s.window.years > 1
    ]
    return list(dict.fromkeys(note for window in several for note in question.compared(window).labels))


def _side_by_side(question: Question, spans: Spans) -> dict[str, Any]:
    to = question.selection.to
    heads = [""]
    for kind, span in spans.items():
        asked = resolve_window(kind=kind, to=to)
        if span.window.months != asked.months:
            # Small numbers have periods of their own.
            heads.append(span.window.words)
        elif asked.length >= _LEAST_ROLLING and kind in ROLLING:
            heads.append(f"{SPAN_NAMES[kind]} to {month_words(to)}")
        else:
            heads.append(f"{SPAN_NAMES[kind]}: {asked.words}")
    rows = [
        [capitalised(question.measure.noun), *(_value_words(span) for span in spans.values())],
        ["Mean a year", *(number(span.per_year, 1) for span in spans.values())],
        _rates_row(question, spans),
        ["Before", *(_before_words(span) for span in spans.values())],
        ["Change", *(_change_words(span) for span in spans.values())],
        ["Usual variation", *(_usual_words(span) for span in spans.values())],
        ["Recording", *(question.provisional_words(span.window) for span in spans.values())],
    ]
    # Rows of nothing but dashes say nothing; the change and what it is judged by always stand.
    optional = ("Mean a year", "Recording", rows[2][0])
    kept = [row for row in rows if row[0] not in optional or any(cell.strip("–") for cell in row[1:])]
    return {"heads": heads, "rows": kept}


def _rates_row(question: Question, spans: Spans) -> list[str]:
    rates = [
        (_rate_of(question, span), " a year" if span.window.years > 1 else "") for span in spans.values()
    ]
    measure = question.measure
    cells = [number(found, 1) + (words if found is not None else "") for found, words in rates]
    return [f"Per {measure.rate_per:,} {measure.rate_of}", *cells]


def _rate_of(question: Question, span: Compared) -> float | None:
    """The rate of a span that is whole; of several years the mean a year."""
    level = level_of(question.reference, question.area)
    if not span.now.whole or not has_rates(question, level=level, window=span.window):
        return None
    people = population_of(question, question.area, window=span.window)
    return question.rate(span.value, people, window=span.window)


def _value_words(span: Compared) -> str:
    if span.value is None:
        return span.now.status.replace("_", " ")
    return number(span.value) + (" (partial)" if span.now.status == "partial" else "")


def _before_words(span: Compared) -> str:
    return f"{number(span.adjusted.before, 1)}, adjusted" if span.adjusted else count(span.previous)


def _change_words(span: Compared) -> str:
    if span.adjusted is None:
        return change_words(span.change, span.change_pct)
    return f"{change_words(printed(span.adjusted.change), span.adjusted.change_pct)}, adjusted"


def _usual_words(span: Compared) -> str:
    return (span.adjusted.usual.words if span.adjusted else span.usual_words) or "–"


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
    spans: Spans,
) -> Table:
    decimals = 1 if question.selection.compare == "3y" else 0
    rows = [
        _row(question, "total", question.area_name, whole, _rate_of(question, whole), None, None),
        *_adjusted_row(question, "total", question.area_name, whole),
    ]
    if districts is not None:
        rows += [
            _row(question, "comparator", row.name, row, row.rate, None, None)
            for row in districts.beside
            if row.code != question.area
        ]
    for kind, span in spans.items():
        name, when = SPAN_NAMES[kind].lower(), span.window.words
        rows.append(_row(question, name, when, span, _rate_of(question, span), None, None))
        if span.per_year is not None:
            rows.append(_mean_row(question, f"{name}, mean a year", when, span))
        rows += _adjusted_row(question, name, when, span)
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


def _mean_row(question: Question, finding: str, subject: str, span: Compared) -> tuple[Any, ...]:
    return (
        *(finding, subject, printed(span.per_year), None, None, None, printed(_rate_of(question, span))),
        *(None, None, question.measure.unit, question.state(span.status, span.window), ""),
    )


def _adjusted_row(question: Question, finding: str, subject: str, span: Compared) -> list[tuple[Any, ...]]:
    """Adjusted figures, where the change is by them."""
    found = span.adjusted
    if found is None:
        return []
    numbers = (found.now, found.before, found.change, found.change_pct)
    return [
        (
            *(f"{finding}, adjusted", subject, *(printed(number) for number in numbers), None, None, None),
            *(question.measure.unit, question.state(span.status, span.window), found.usual.words),
        )
    ]


def _row(
    question: Question,
    finding: str,
    subject: str,
    item: Compared | Standing,
    per_head: float | None,
    rank: int | None,
    share: float | None,
    *,
    within: Window | None = None,
) -> tuple[Any, ...]:
    window = item.window if isinstance(item, Compared) else within or question.window
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
        question.state(item.status, window),
        item.usual_words,
    )
