"""Findings in sentences. A part is (words, address): numbers lead to the page they come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.adjusted import Adjusted, adjusted_change
from dashboard.amounts import Compared
from dashboard.assessment.movement import LARGER, WITHIN
from dashboard.change_places import change_place
from dashboard.district_facts import DistrictFacts
from dashboard.month_facts import MonthFacts
from dashboard.periods import Window, span_words
from dashboard.question import Question
from dashboard.standings import Standing, population_of
from dashboard.views.districts import change_rank_words
from dashboard.views.months import per_day_words
from dashboard.ward_facts import WardFacts
from dashboard.ward_picture import shown_words
from dashboard.ward_words import VISITED, is_busy
from dashboard.wording import (
    MOST_NAMED,
    change_words,
    count,
    direction_words,
    joined,
    month_name,
    number,
    percent,
    printed,
    share_percent,
    signed_count,
    signed_percent,
)
from data.month import Month

Part = tuple[str, str | None]
Sentence = list[Part]
_NAMED = 3


def total_sentences(question: Question, whole: Compared, districts: DistrictFacts | None) -> list[Sentence]:
    """The total and its change, then the comparators, named in full."""
    label, area = question.measure.label, question.area_name
    here = question.address()
    if whole.value is None:
        why = "hidden: a small number" if whole.now.status == "hidden" else "not supplied"
        return [[(f"{label} in {area}, {whole.window.words}: {why}.", None)]]
    if whole.adjusted is not None:
        return [_adjusted_sentence(question, whole), _adjusted_comparators(question, whole, districts)]
    if whole.change is None or whole.previous is None:
        partial = " so far (partial)" if whole.now.status == "partial" else ""
        reason = question.basis(whole.compare, window=whole.window)
        if whole.compare:
            reason = "No comparison: the period before is hidden, partial or not supplied."
        told = f". {reason}" if question.comparison.kind != "none" else "."
        return [
            [
                (f"{label} in {area}, {whole.window.words}{partial}: ", None),
                (number(whole.value), here),
                (told, None),
            ]
        ]
    sentence = _change_sentence(question, whole)
    beside = _comparators(question, districts)
    return [sentence, beside] if beside else [sentence]


def _change_sentence(question: Question, whole: Compared) -> Sentence:
    """The verb is the test's: what is within usual variation neither rose nor fell."""
    start = f"{question.measure.label} in {question.area_name}"
    before: Part = (count(whole.previous), _earlier(question, whole.compare))
    now: Part = (number(whole.value), question.address())
    if not _is_beyond(whole):
        words = change_words(whole.change, whole.change_pct)
        verb = f"was {WITHIN}" if whole.change else "did not change"
        return [(f"{start} {verb}: ", None), now, (" against ", None), before, (f", {words}.", None)]
    return [
        (f"{start} {_change_verb(whole)}, from ", None),
        before,
        (" to ", None),
        now,
        (f" ({signed_count(whole.change)}): {LARGER}.", None),
    ]


def _adjusted_sentence(question: Question, whole: Compared) -> Sentence:
    """A change across a break of recording, by the figures adjusted for it, with whose adjustment it is."""
    found = whole.adjusted
    if found is None:
        return []
    begun = f"{question.measure.label} in {question.area_name}, {whole.window.words}: "
    return [
        (begun, None),
        (number(whole.value), question.address()),
        (f" as recorded. {found.across}: adjusted for it, the figure {_change_verb(found)}, ", None),
        (f"from {number(found.before, 1)} to {number(found.now, 1)} ", None),
        (f"({signed_count(printed(found.change))}){f': {LARGER}' if _is_beyond(found) else ''}.", None),
        (f" {' '.join(found.releases)}" if found.releases else "", None),
    ]


def _adjusted_comparators(question: Question, whole: Compared, districts: DistrictFacts | None) -> Sentence:
    parts: Sentence = []
    for row in districts.comparators if districts is not None else ():
        if row.code == question.area:
            continue
        found = adjusted_change(question, area=row.code, window=whole.window, compare=whole.compare)
        if found is not None:
            words = f"{'; ' if parts else ''}{row.name}, adjusted, {_change_verb(found)}"
            parts.append((words, question.address(area=row.code)))
    return [*parts, (".", None)] if parts else []


def mean_sentence(question: Question, spans: Iterable[Compared]) -> Sentence:
    """What rare events come to a year over several years, which is how their level is read."""
    parts = []
    for span in spans:
        if span.per_year is None:
            continue
        people = population_of(question, question.area, window=span.window)
        per = question.rate(span.value, people, window=span.window)
        rated = f", {number(per, 1)} per {question.per_words(span.window)}" if per is not None else ""
        parts.append(
            f"{span.window.words} {number(span.value)}, a mean of {number(span.per_year, 1)} a year{rated}"
        )
    return [(f"Over several years: {'; '.join(parts)}.", None)] if parts else []


def _is_beyond(item: Compared | Standing | Adjusted) -> bool:
    return item.usual is not None and item.usual.beyond_usual


def _change_verb(item: Compared | Standing | Adjusted) -> str:
    """'fell 3.8%', 'was within usual variation (+7.0%)', 'did not change'."""
    change = item.change or 0.0
    if not change:
        return "did not change"
    if not _is_beyond(item):
        by = signed_count(printed(change)) if item.change_pct is None else signed_percent(item.change_pct)
        return f"was {WITHIN} ({by})"
    share = f" {percent(abs(item.change_pct))}" if item.change_pct is not None else ""
    return f"{direction_words(change)}{share}"


def _earlier(question: Question, compare: Sequence[Window]) -> str | None:
    """The address of the period before: only where it is one run of months of the same kind."""
    if len(compare) != 1:
        return None
    window = compare[0]
    return question.address(window="range", start=str(window.first), to=str(window.last))


def _comparators(question: Question, districts: DistrictFacts | None) -> Sentence:
    if districts is None:
        return []
    own = districts.row_of(question.area)
    rows = [row for row in districts.beside if row.code != question.area and row.change is not None]
    named, others = rows, ""
    if len(rows) > MOST_NAMED:
        beyond = sorted(filter(_is_beyond, rows), key=lambda row: -abs(row.change_pct or 0.0))
        named, others = beyond[:MOST_NAMED], _others(len(rows), len(beyond))
    parts: Sentence = []
    for row in named:
        if parts:
            parts.append(("; ", None))
        parts.append((f"{row.name} {_change_verb(row)}", question.address(area=row.code)))
    if others:
        parts.append((f"; {others}" if parts else f"{others[0].upper()}{others[1:]}", None))
    if not parts:
        return []
    place = _place_of_change(districts, own) if own is not None else ""
    return [*parts, (f"; {question.area_name}{place}." if place else ".", None)]


def _others(areas: int, beyond: int) -> str:
    """Of more areas than are named, what is said of the rest: 'the other 38 were within usual variation'."""
    more = max(0, beyond - MOST_NAMED)
    said = [f"{number(more)} more changed by more than that"] if more else []
    within = areas - beyond
    if within:
        said.append(f"{'the other' if beyond else 'all'} {number(within)} were {WITHIN}")
    return "; ".join(said)


def _place_of_change(districts: DistrictFacts, own: Standing) -> str:
    """' had the joint 3rd largest fall of 12'; of a change within usual variation, where it stands."""
    if _is_beyond(own):
        rank = change_rank_words(districts, own)
        return f" had the {rank}" if rank else ""
    place = change_place(districts, own)
    return f"’s change was the {place}" if place else ""


def month_sentence(question: Question, facts: MonthFacts | None) -> Sentence:
    """Highest months by count, the lowest, and the per-day answer where it differs."""
    if facts is None or facts.peaks is None or not any(bar.now.value for bar in facts.bars):
        return []
    peaks, span = facts.peaks, facts.window.months
    head = "Highest month: " if len(peaks.highest) == 1 else "Highest months: "
    known = [bar.first for bar in facts.bars if bar.now.whole]
    if known != list(question.window.months):
        head = f"Over {span_words(known[0], known[-1])}, {head[0].lower()}{head[1:]}"
    parts: Sentence = [(head, None)]
    parts += _months(question, facts, peaks.highest)
    parts.append(("; lowest " if peaks.standing_out else "; no single peak. Lowest: ", None))
    parts += _months(question, facts, peaks.lowest[:_NAMED])
    per_day = per_day_words(peaks, span=span)
    parts.append((f" ({per_day})." if per_day else ".", None))
    return parts


def _months(question: Question, facts: MonthFacts, months: Sequence[Month]) -> Sentence:
    twice = facts.window.length > 12
    parts: Sentence = []
    for month in months:
        name = f"{month_name(month)} {month.year}" if twice else month_name(month)
        parts.append((f"{', ' if parts else ''}{name} ", None))
        parts.append((number(facts.value(month)), question.address(month=str(month))))
    return parts


def ward_sentences(question: Question, facts: WardFacts | None) -> list[Sentence]:
    """Highest by count, with where they mostly are, the lowest; highest by rate; what is in none of them."""
    if facts is None:
        return []
    found = [_by_count(question, facts), _by_rate(question, facts), _beyond(question, facts)]
    return [sentence for sentence in [*found, _unplaced(facts)] if sentence]


def _by_count(question: Question, facts: WardFacts) -> Sentence:
    known = [row for row in facts.ordered("count") if row.whole]
    top = [row for row in known if row.value][:_NAMED]
    if not top:
        return []
    parts: Sentence = [(f"{_when(question, facts)}ighest by count{_among(facts)}: ", None)]
    for row in top:
        parts.append((f"{'; ' if len(parts) > 1 else ''}{row.name} ", None))
        parts.append((shown_words(row, "count"), _focus(question, facts, row)))
        parts.append((_beside(facts, row), None))
    _, apart = facts.leaders("count")
    if not apart:
        parts.append(("; none stands out", None))
    lowest = [row for row in known if row.value == known[-1].value]
    if len(known) > len(top) and len(lowest) <= _NAMED:
        parts.append((f". Lowest: {joined([row.name for row in lowest])} ", None))
        parts.append((number(lowest[0].value), _focus(question, facts, lowest[0])))
    return [*parts, (".", None)]


def _among(facts: WardFacts) -> str:
    return f", {facts.among}" if facts.among else ""


def _when(question: Question, facts: WardFacts) -> str:
    """'H', or 'Over Apr 2022 to Mar 2023, h' where wards are shown for another period than the total."""
    shown = facts.released.window
    if (shown.first, shown.last) == (question.window.first, question.window.last):
        return "H"
    return f"Over {shown.words}, h"


def _beside(facts: WardFacts, row: Standing) -> str:
    words = []
    if row.change:
        words.append(f"{'up' if row.change > 0 else 'down'} from {count(row.previous)}, {row.usual_words}")
    places = facts.places.mostly.get(row.code)
    if places:
        words.append(f"mostly at {places}")
    return f" ({'; '.join(words)})" if words else ""


def _by_rate(question: Question, facts: WardFacts) -> Sentence:
    rated = [row for row in facts.ordered("rate") if row.whole and row.rate]
    if not rated:
        return []
    per = question.per_words(facts.released.window)
    parts: Sentence = [(f"{_when(question, facts)}ighest per {per}{_among(facts)}: ", None)]
    for row in rated[:_NAMED]:
        parts.append((f"{', ' if len(parts) > 1 else ''}{row.name} ", None))
        parts.append((number(row.rate, 1), _focus(question, facts, row)))
    note = f" ({VISITED})." if is_busy(facts, rated[0]) else "."
    return [*parts, (note, None)]


def _beyond(question: Question, facts: WardFacts) -> Sentence:
    if not facts.released.compare:
        return []
    parts: Sentence = []
    risen = facts.risen()
    fallen = [row for row in facts.rows if row.beyond and row.change is not None and row.change < 0]
    for verb, rows in (("rose", risen), ("fell", sorted(fallen, key=lambda row: row.change or 0.0))):
        if not rows:
            continue
        parts.append((f"{'; ' if parts else 'Beyond usual variation: '}", None))
        for place, row in enumerate(rows[:_NAMED]):
            parts.append((f"{', ' if place else ''}{row.name} {verb} by ", None))
            parts.append((count(abs(row.change or 0.0)), _focus(question, facts, row)))
        if len(rows) > _NAMED:
            parts.append((f" and {len(rows) - _NAMED} more", None))
    if not parts:
        return [(f"No {facts.level} changed beyond usual variation.", None)]
    return [*parts, (".", None)]


def _focus(question: Question, facts: WardFacts, row: Standing) -> str:
    return question.address(ward=row.code) if facts.level == "ward" else question.address(area=row.code)


def _unplaced(facts: WardFacts) -> Sentence:
    where = "in a ward" if facts.level == "ward" else "in a district"
    if facts.question.area in facts.question.reference.custom and facts.level == "ward":
        return [(facts.beside, None)] if facts.beside else []
    if any(row.status == "hidden" for row in facts.unplaced_rows):
        return [(f"What could not be placed {where} is hidden: a small number.", None)]
    if facts.unplaced is None:
        return []
    if not facts.unplaced:
        return [(f"All of it is placed {where}.", None)]
    part = share_percent(facts.unplaced, facts.total)
    share = f" ({percent(part)})" if part is not None else ""
    return [(f"{number(facts.unplaced)}{share} could not be placed {where}.", None)]
