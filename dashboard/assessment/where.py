"""Which wards were high and low, by count and by rate, and where in them."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.assessment.inside import inside_statements, mostly
from dashboard.assessment.statement import Link, Statement, Writer
from dashboard.assessment.subject import HOTSPOTS, OVERVIEW, Subject
from dashboard.concentrated import concentration_of
from dashboard.standings import Standing
from dashboard.ward_facts import WardFacts
from dashboard.ward_words import VISITED, is_busy
from dashboard.wording import capitalised, number, share_percent

HEADING = "Where"
_NAMED = 3
_LOWEST = 2
_MOST_LISTED = 4
# The Office for National Statistics marks rates of fewer as unreliable.
_FEW = 20
_OF_FEW = "A rate of fewer than 20 moves much by chance."


def where_statements(subject: Subject) -> list[Statement]:
    """Highest and lowest wards by count and by rate, those that changed, what is in none of them.

    Of the ward in focus, its places.
    """
    if subject.is_ward:
        return inside_statements(subject)
    facts = subject.wards
    if facts is None:
        return []
    known = [row for row in facts.ordered("count") if row.whole]
    return [
        *_by_count(subject, facts, known),
        *_by_rate(subject, facts),
        *_beyond(subject, facts),
        *_concentration(subject),
        *_unplaced(subject, facts),
    ]


def ward_link(subject: Subject, code: str) -> Link:
    """A ward on the page of hotspots; a district on its own Overview."""
    return subject.link_to(HOTSPOTS if subject.reference.areas[code].level == "ward" else OVERVIEW, code)


def _by_count(subject: Subject, facts: WardFacts, known: Sequence[Standing]) -> list[Statement]:
    """The highest with share, change and places; the lowest."""
    top = [row for row in known if row.value][:_NAMED]
    if not top:
        return []
    told = Writer(HEADING).say(_over(subject, facts, f"By count{_among(facts)}, "))
    for place, row in enumerate(top):
        told.say("; then " if place else "")
        _placed(told, subject, facts, row, first=place == 0)
    equals = sum(row.value == top[-1].value for row in known if row not in top)
    if equals and not subject.is_rounded(facts.level):
        told.say("; ").count(
            equals, subject.link(HOTSPOTS), what=f"further {facts.level}s with as many", unit=facts.level
        )
        told.say(f" more {'has' if equals == 1 else 'have'} as many as {top[-1].name}")
    if len(top) > 1 and not facts.leaders("count")[1]:
        told.say("; none of these stands out")
    found = told.say(".").done()
    lowest = [row for row in known if row.value == known[-1].value]
    if len(known) == len(lowest):
        return found
    above = [row for row in reversed(known) if row not in (*lowest, *top)]
    return found + _lowest(subject, facts, [row for row in lowest if row not in top], above)


def _placed(told: Writer, subject: Subject, facts: WardFacts, row: Standing, *, first: bool) -> None:
    """'Victoria was highest with 2,284 (20.2% of 11,311), up from 1,970 by more than usual ...'."""
    link = ward_link(subject, row.code)
    rank = row.ranks["count"]
    joint = "joint " if rank is not None and rank.joint else ""
    told.say(f"{row.name} {f'was {joint}highest ' if first else ''}with ").count(
        row.value or 0, link, what=row.name
    )
    own = subject.reference.custom.get(subject.code)
    # Of an area that grew a ward's own months are more than the area's share of them.
    if row.share is not None and facts.total is not None and not (own and own.changed):
        told.say(" (").share(row.share, facts.total, link, what=row.name).say(")")
    if row.change == 0 and not subject.is_rounded(facts.level):
        told.say(", as many as before")
    elif row.change is not None and row.previous is not None:
        told.say(f", {'up' if row.change > 0 else 'down'} from " if row.beyond else ", against ")
        told.count(row.previous, link, what=f"{row.name}, before")
        told.say(" by more than usual variation" if row.beyond else " before, within usual variation")
    if facts.level == "ward":
        mostly(told, subject, row.code, facts.released.window, link)


def _lowest(
    subject: Subject, facts: WardFacts, lowest: Sequence[Standing], above: Sequence[Standing]
) -> list[Statement]:
    if not lowest:
        return []
    told = Writer(HEADING)
    every = subject.link(HOTSPOTS)
    if len(lowest) > _MOST_LISTED:
        told.count(len(lowest), every, what=f"{facts.level}s with the fewest", unit=facts.level)
        if not lowest[0].value:
            return told.say(f" {facts.level}s had none.").done()
        told.say(f" {facts.level}s had the fewest, ").count(lowest[0].value, every, what="the fewest")
        return told.say(" each.").done()
    told.say("Lowest: " if len(lowest) == 1 else f"Joint lowest: {'; '.join(row.name for row in lowest)}: ")
    if len(lowest) > 1:
        told.count(lowest[0].value or 0, ward_link(subject, lowest[0].code), what=lowest[0].name)
        return told.say(" each.").done()
    second = [row for row in above if row.value == above[0].value]
    for place, row in enumerate([*lowest, *(second if len(second) == 1 else [])]):
        told.say(", then " if place else "").say(f"{row.name} ")
        told.count(row.value or 0, ward_link(subject, row.code), what=row.name)
    return told.say(".").done()


def _among(facts: WardFacts) -> str:
    """', of the 7 wards that can be compared' where others are partial, hidden or not there."""
    known = sum(row.whole for row in facts.rows)
    if known == len(facts.rows):
        return ""
    many = f"one {facts.level}" if known == 1 else f"{number(known)} {facts.level}s"
    return f", of the {many} that can be compared"


def _over(subject: Subject, facts: WardFacts, words: str) -> str:
    """'Over Apr 2022 to Mar 2023, highest ...' where wards are shown for another period than the total."""
    shown, own = facts.released.window, subject.question.window
    if (shown.first, shown.last) == (own.first, own.last):
        return words
    return f"Over {shown.words}, {words[:1].lower()}{words[1:]}"


def _by_rate(subject: Subject, facts: WardFacts) -> list[Statement]:
    rated = [row for row in facts.ordered("rate") if row.whole and row.rate is not None]
    if len(rated) < 2 or not rated[0].rate:
        return []
    unit = f"per {subject.question.per_words(facts.released.window)}"
    told = Writer(HEADING).say(_over(subject, facts, f"Highest {unit}, with the count{_among(facts)}: "))
    named = [row for row in rated if row.rate][:_NAMED]
    for place, row in enumerate(named):
        # Some wards have a comma in their name.
        told.say("; " if place else "")
        _rated(told, subject, row, unit)
    if len(rated) > _NAMED and number(rated[-1].rate, 1) != number(rated[-2].rate, 1):
        told.say("; lowest ")
        _rated(told, subject, rated[-1], unit)
    told.say(".")
    if any((row.value or 0) < _FEW for row in named):
        told.say(f" {_OF_FEW}")
    return told.say(f" {capitalised(VISITED)}." if is_busy(facts, rated[0]) else "").done()


def _rated(told: Writer, subject: Subject, row: Standing, unit: str) -> None:
    told.say(f"{row.name} ")
    link = ward_link(subject, row.code)
    told.rate(row.rate or 0.0, link, what=row.name, unit=unit, of=row.population)
    told.say(" (").count(row.value or 0, link, what=row.name).say(")")


def _beyond(subject: Subject, facts: WardFacts) -> list[Statement]:
    """What rose and fell by more than usual variation, over the whole list."""
    judged = [row for row in facts.rows if row.beyond is not None]
    if not judged:
        return []
    told = Writer(HEADING)
    moved = [row for row in judged if row.beyond]
    if not moved:
        return told.say(f"No {facts.level} changed by more than usual variation.").done()
    risen = facts.risen()
    fallen = sorted(
        (row for row in moved if row not in risen), key=lambda row: row.usual.verdict_z if row.usual else 0.0
    )
    for verb, rows in (("Rose", risen), ("Fell", fallen)):
        if not rows:
            continue
        told.say(f"{'. ' if told.parts else ''}{verb} by more than usual variation: ")
        for place, row in enumerate(rows[:_NAMED]):
            told.say("; " if place else "").say(f"{row.name} ")
            told.change(
                row.change or 0.0, row.change_pct, row.previous, ward_link(subject, row.code), what=row.name
            )
        if len(rows) > _NAMED:
            told.say(" and ")
            told.count(
                len(rows) - _NAMED, subject.link(HOTSPOTS), what=f"further {facts.level}s", unit=facts.level
            )
            told.say(" more")
    return told.say(".").done()


def _concentration(subject: Subject) -> list[Statement]:
    """How few wards hold half, and whether that moved."""
    found = concentration_of(subject.question)
    if found is None or found.now is None:
        return []
    return Writer(HEADING).lead(found.sentence, subject.link(HOTSPOTS)).done()


def _unplaced(subject: Subject, facts: WardFacts) -> list[Statement]:
    where = f"in a {facts.level}"
    told = Writer(HEADING)
    link = subject.link(HOTSPOTS)
    if facts.question.area in subject.reference.custom and facts.level == "ward":
        return told.lead(facts.beside, link).done() if facts.beside else []
    if any(row.status == "hidden" for row in facts.unplaced_rows):
        return told.say(f"What could not be placed {where} is hidden: a small number.").done()
    if facts.unplaced is None:
        return []
    if not facts.unplaced:
        return told.say(f"All of it is placed {where}.").done() if facts.total else []
    told.say(_over(subject, facts, ""))
    words = subject.counted(facts.unplaced).partition(" ")[2]
    told.count(facts.unplaced, link, what=f"not placed {where}", noun=words)
    part = share_percent(facts.unplaced, facts.total)
    if part is not None and facts.total is not None:
        told.say(" (").share(part, facts.total, link, what=f"not placed {where}").say(")")
    return told.say(f" could not be placed {where}.").done()
