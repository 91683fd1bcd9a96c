"""Beside Kent in both its forms, and where it stands among those it is ranked with."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.assessment.statement import Statement, Writer
from dashboard.assessment.subject import COMPARE, HOTSPOTS, Subject
from dashboard.district_facts import DistrictFacts
from dashboard.standings import Standing
from dashboard.statistics.rates import Rank, ordinal, rank_values
from dashboard.wording import direction_words, share_percent

HEADING = "Compared"
# Fewer than this many areas have no order worth a word.
_LEAST_RANKED = 3


def beside_statements(subject: Subject) -> list[Statement]:
    """County and force, the rates, and the ranks."""
    facts = subject.districts
    if facts is None:
        return []
    rows = [row for row in facts.beside if row.code != subject.code]
    if subject.is_ward:
        rows = [*(row for row in facts.rows if row.code == subject.question.area), *rows]
    return [
        *_changes(subject, rows),
        *_rates(subject, rows),
        *_rank_of_change(subject, facts),
        *_how_many(subject, facts),
        *_among_wards(subject),
    ]


def kinded(subject: Subject, code: str) -> str:
    """'Kent and Medway (police force area, 13 districts)': both forms of a county are told apart."""
    area = subject.reference.areas[code]
    districts = len(subject.reference.districts(code))
    if area.level == "force":
        return f"{area.name} (the police force area, {districts} districts)"
    if area.level in ("county", "partnership") and districts > 1:
        return f"{area.name} ({districts} districts)"
    return area.name


def _changes(subject: Subject, rows: Sequence[Standing]) -> list[Statement]:
    """A sentence each: what it changed by, judged on its own."""
    found: list[Statement] = []
    for row in rows:
        told = Writer(HEADING).say(kinded(subject, row.code))
        link = subject.link_to(COMPARE, row.code)
        if row.value is None or not row.whole:
            continue
        if row.change is None or row.previous is None:
            found += told.say(": ").count(row.value, link, what=row.name).say(".").done()
            continue
        beyond = row.usual is not None and row.usual.beyond_usual
        if beyond:
            told.say(f" {direction_words(row.change)} from ")
            told.count(row.previous, link, what=f"{row.name}, before").say(" to ")
            told.count(row.value, link, what=row.name)
        else:
            told.say(" did not change: " if row.change == 0 else " was within usual variation: ")
            told.count(row.value, link, what=row.name).say(" against ")
            told.count(row.previous, link, what=f"{row.name}, before")
        if row.change:
            told.say(", ").change(row.change, row.change_pct, row.previous, link, what=row.name)
        found += told.say(": larger than usual variation." if beyond else ".").done()
    return found


def _rates(subject: Subject, rows: Sequence[Standing]) -> list[Statement]:
    """'Per 1,000 residents: Kent excluding Medway 83.0, Kent and Medway 88.1.'"""
    rated = [row for row in rows if row.rate is not None]
    facts = subject.districts
    if not rated or facts is None:
        return []
    unit = f"per {subject.question.per_words(facts.released.window)}"
    told = Writer(HEADING).say(f"{unit[0].upper()}{unit[1:]}: ")
    for place, row in enumerate(rated):
        told.say(", " if place else "").say(f"{row.name} ")
        link = subject.link_to(COMPARE, row.code)
        told.rate(row.rate or 0.0, link, what=row.name, unit=unit, of=row.population)
    return told.say(".").done()


def _rank_of_change(subject: Subject, facts: DistrictFacts) -> list[Statement]:
    """'Its change, −3.8% of 11,763, was the joint 3rd lowest of 12 in Kent excluding Medway.'"""
    own = next((row for row in facts.rows if row.code == subject.code), None)
    if own is None or facts.peers is None or own.change_pct is None or own.previous is None:
        return []
    lowest = own.change_pct < 0
    rank = facts.rank_of(own.code, facts.peers.code, by="change_pct", lowest_first=lowest)
    if rank is None or rank.of < _LEAST_RANKED:
        return []
    link = subject.link(COMPARE)
    told = Writer(HEADING).say("Its change, ")
    told.signed_share(own.change_pct, own.previous, link, what=f"{own.name}, change").say(", was the ")
    told.lead(_place(rank, "lowest" if lowest else "highest"), link)
    return told.say(f" among the districts of {facts.peers.name}.").done()


def _place(rank: Rank, end: str) -> str:
    """'joint 3rd lowest of 12', 'highest of 12'."""
    place = "" if rank.position == 1 else f"{ordinal(rank.position)} "
    return f"{'joint ' if rank.joint else ''}{place}{end} of {rank.of}"


def _how_many(subject: Subject, facts: DistrictFacts) -> list[Statement]:
    """How many of the districts had fewer and more, and for how many that is beyond usual variation."""
    if facts.peers is None:
        return []
    members = set(subject.reference.districts(facts.peers.code))
    rows = [row for row in facts.rows if row.code in members and row.change is not None]
    if len(rows) < _LEAST_RANKED:
        return []
    link = subject.link_to(COMPARE, facts.peers.code)
    told = Writer(HEADING).say("Of the ")
    told.count(len(rows), link, what=f"districts compared in {facts.peers.name}", unit="district").say(
        " districts "
    )
    for place, (words, sign) in enumerate((("fewer", -1), ("more", 1))):
        moved = [row for row in rows if (row.change or 0.0) * sign > 0]
        told.say(" and " if place else "")
        told.count(len(moved), link, what=f"districts with {words}", unit="district").say(
            f" had {words} than before ("
        )
        beyond = sum(bool(row.beyond) for row in moved)
        told.count(beyond, link, what=f"districts with {words} beyond usual variation", unit="district")
        told.say(" beyond usual variation)")
    return told.say(".").done()


def _among_wards(subject: Subject) -> list[Statement]:
    """Where the ward in focus stands among its area's wards."""
    facts = subject.wards
    if not subject.is_ward or facts is None:
        return []
    rows = [row for row in facts.rows if row.whole]
    own = next((row for row in rows if row.code == subject.code), None)
    if own is None or len(rows) < _LEAST_RANKED:
        return []
    link = subject.link(HOTSPOTS)
    told = Writer(HEADING).say(f"Of the wards of {subject.question.area_name} it was ")
    by_count = rank_values([float(row.value or 0) for row in rows])[rows.index(own)]
    if by_count is None:
        return []
    told.lead(f"{_place(by_count, 'highest')} by count", link)
    share = share_percent(own.value, facts.total)
    if share is not None and facts.total is not None:
        told.say(" (").share(share, facts.total, link, what=own.name).say(")")
    return told.say(".").done()
