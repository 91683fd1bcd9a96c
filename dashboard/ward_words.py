"""What the ward map says in words: its title (a finding only where it holds), caption, caveats."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.periods import gap_words
from dashboard.standings import Standing, denominator, has_rates, population_of
from dashboard.statistics.rates import share
from dashboard.ward_facts import WardFacts
from dashboard.ward_picture import Picture, shown_value, shown_words
from dashboard.wording import LEAST_BASE, capitalised, change_words, joined, number, portion

# A ward with this many times its area's rate is more often a centre that people come to than a risky home.
BUSY = 2.0
VISITED = "where many come and few live, a rate of residents describes volume, not risk"


def title(facts: WardFacts, show: str) -> str:
    words = _change_title(facts) if show == "change" else _highest_title(facts, show)
    return f"{capitalised(facts.among)}: {words}" if facts.among else words


def _highest_title(facts: WardFacts, show: str) -> str:
    noun, area = facts.question.measure.noun, facts.question.area_name
    rows, apart = facts.leaders(show)
    if not rows:
        return _nothing_title(facts, noun, show)
    names = joined([row.name for row in rows])
    if show == "rate":
        unit = f" per {facts.question.per_words(facts.released.window)}"
        top = f"{_span_words(rows, show)}{unit}"
        return f"{names} had the highest rate: {top}" if apart else f"No single highest rate: {names}, {top}"
    if apart and len(rows) == 1:
        part = share(rows[0].value, facts.total) if (facts.total or 0) >= LEAST_BASE else None
        of_area = f", {portion(part)} of those in {area}" if part is not None else ""
        return f"{names} had most: {number(rows[0].value)} {noun}{of_area}"
    span = f"{_span_words(rows, show)} {noun}"
    return f"{names} were highest: {span}" if apart else f"No single highest: {names}, {span}"


def _span_words(rows: Sequence[Standing], show: str) -> str:
    values = [shown_words(row, show) for row in rows]
    return values[0] if values[0] == values[-1] else f"{values[-1]} to {values[0]}"


def _nothing_title(facts: WardFacts, noun: str, show: str) -> str:
    if any(row.status == "hidden" for row in facts.rows):
        return "Every count is hidden: small numbers"
    if all(row.status == "not_supplied" for row in facts.rows):
        return f"Not supplied for {facts.released.window.words}"
    if show == "rate" and any(row.value for row in facts.rows):
        return f"No rates of {noun}: {_no_rates(facts)}"
    if any(row.value for row in facts.rows):
        return f"Not ranked: {gap_words(facts.released.window, facts.question.status)}"
    return f"No {noun} in {facts.released.window.words}"


def _no_rates(facts: WardFacts) -> str:
    question = facts.question
    if not has_rates(question, level=facts.level, window=facts.released.window):
        return f"a ward has too few for one under {question.measure.ward_rate_months} months"
    return f"the store counts no {question.measure.rate_of} here (load a population file: csp build PATH)"


def _change_title(facts: WardFacts) -> str:
    if not facts.released.compare:
        return "No comparison to show a change from"
    risen = facts.risen()
    if risen:
        rest = f", and {len(risen) - 1} more" if len(risen) > 1 else ""
        words = change_words(risen[0].change, risen[0].change_pct)
        return f"{risen[0].name} rose most beyond usual variation: {words}{rest}"
    fallen = [row for row in facts.rows if row.beyond]
    if fallen:
        most = min(fallen, key=lambda row: row.usual.verdict_z if row.usual else 0.0)
        words = change_words(most.change, most.change_pct)
        return f"None rose beyond usual variation; {most.name} fell most: {words}"
    return f"Every {facts.level} is within usual variation"


def caption(facts: WardFacts, show: str, period: str) -> str:
    question = facts.question
    what = {"count": "count", "rate": "rate", "change": "change in count"}[show]
    if show == "rate":
        people = denominator(question, [row.code for row in facts.rows], window=facts.released.window)
        known = people if has_rates(question, level=facts.level, window=facts.released.window) else None
        what = f"rate {known.words}" if known else "no rates"
    parts = [f"{question.measure.label} by {facts.level}, {what}", period, question.source_short]
    if facts.unplaced:
        parts.append(f"{number(facts.unplaced)} {unplaced_words(facts)}")
    return " · ".join(parts)


def unplaced_words(facts: WardFacts) -> str:
    return "not placed in a ward" if facts.level == "ward" else "not placed in a district"


def alt(facts: WardFacts, show: str, title: str) -> str:
    ordered = [row for row in facts.ordered(show) if row.whole and shown_value(row, show) is not None]
    if not ordered:
        return f"Map of {facts.question.area_name}. {title}."
    ends = (
        f"From {ordered[-1].name} ({shown_words(ordered[-1], show)}) to {ordered[0].name} "
        f"({shown_words(ordered[0], show)}), over {len(facts.rows)} {facts.level}s."
    )
    return f"Map of {facts.question.area_name}. {title}. {ends} The table holds every number."


def caveats(facts: WardFacts, picture: Picture | None = None) -> list[str]:
    """What to say under the wards’ numbers, and under their map where there is one."""
    notes = list(facts.released.caveats)
    if picture and picture.note:
        notes.append(picture.note)
    notes += custom_notes(facts)
    if picture and picture.schematic:
        notes.append("The map is schematic: cells around ward centres, until real boundaries are loaded.")
    if any(row.rate is not None for row in facts.rows):
        notes.append("In town and shopping centres a rate of residents describes volume, not risk.")
    if facts.level == "ward" and facts.places.note:
        notes.append(facts.places.note)
    if facts.released.compare and facts.rows and facts.question.series is not None:
        phi = facts.question.reference.phi(series=facts.question.series, level=facts.level)
        notes.append(
            f"Usual variation: φ = {number(phi, 2)} for {facts.level}s, "
            "false discoveries held at 5% over the list."
        )
    return notes


def custom_notes(facts: WardFacts) -> list[str]:
    """What a reader must know of a custom area's wards."""
    question = facts.question
    own = question.reference.custom.get(question.area)
    if own is None:
        return []
    notes = [facts.beside] if facts.beside else []
    if own.cut:
        notes.append(
            f"{question.area_name} is made of {len(own.lsoas)} LSOAs: of each ward only what lies inside is "
            "counted, and the map shows whole wards."
        )
    if own.changed:
        counted = "" if own.cut else " A ward's own count is for all the months shown."
        notes.append(f"Members joined or left, so {question.area_name} itself has no rate.{counted}")
    return notes


def is_busy(facts: WardFacts, row: Standing) -> bool:
    """Whether a rate is so far above the area's that it describes visitors more than residents."""
    question = facts.question
    people = population_of(question, question.area, window=facts.released.window)
    usual = question.rate(facts.total, people, window=facts.released.window)
    return usual is not None and row.rate is not None and row.rate >= BUSY * usual
