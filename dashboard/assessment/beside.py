"""Beside Kent in both its forms, and where it stands among those it is ranked with."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.assessment.movement import Count, tell_movement
from dashboard.assessment.statement import Statement, Writer
from dashboard.assessment.subject import COMPARE, HOTSPOTS, OVERVIEW, Subject
from dashboard.change_places import LEAST_RANKED, change_place, place_words
from dashboard.district_facts import DistrictFacts
from dashboard.ranked import ranked_areas
from dashboard.standings import Standing
from dashboard.statistics.ranking import rank_rates
from dashboard.statistics.rates import rank_values
from dashboard.ward_facts import WardFacts
from dashboard.wording import capitalised, counted, share_percent

HEADING = "Compared"
_OPEN = "the brackets hold the ranks that chance leaves open"


def beside_statements(subject: Subject) -> list[Statement]:
    """County and force, the rates, and the ranks."""
    facts = subject.districts
    if facts is None:
        return []
    rows = [row for row in facts.beside if row.code != subject.code]
    if subject.is_ward:
        rows = [*(row for row in facts.rows if row.code == subject.question.area), *rows]
    return [
        *_changes(subject, facts, rows),
        *_nowhere(subject, facts),
        *_rates(subject, facts, rows),
        *_rank_of_rate(subject),
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


def _periods(subject: Subject, facts: DistrictFacts) -> tuple[str, str]:
    """The months the districts are shown for and compared with, where they are not the subject's own."""
    shown, own = facts.released, subject.whole
    if (shown.window.first, shown.window.last) == (own.window.first, own.window.last):
        return "", ""
    return shown.window.words, ", ".join(window.words for window in shown.compare)


def _changes(subject: Subject, facts: DistrictFacts, rows: Sequence[Standing]) -> list[Statement]:
    """A sentence each: what it changed by, judged on its own."""
    found: list[Statement] = []
    when, then = _periods(subject, facts)
    for row in rows:
        told = Writer(HEADING).say(kinded(subject, row.code))
        link = subject.link_to(COMPARE, row.code)
        if row.value is None or not row.whole:
            continue
        if row.change is None or row.previous is None:
            found += (
                told.say(" came to ")
                .count(row.value, link, what=row.name)
                .say(f" ({when})" if when else "")
                .say(".")
                .done()
            )
            continue
        tell_movement(
            told,
            now=Count(row.value, link, row.name, when=when),
            before=Count(row.previous, link, f"{row.name}, before", when=then),
            percent=row.change_pct,
            beyond=row.usual is not None and row.usual.beyond_usual,
            rounded=subject.is_rounded("district"),
        )
        found += told.done()
    return found


def _nowhere(subject: Subject, facts: DistrictFacts) -> list[Statement]:
    """What the force has without a district: some of it may be the area's own."""
    reference = subject.reference
    if facts.released.fixed:
        # Rounded, and small by nature: what hidden numbers leave is not for telling.
        return []
    force = next((r for r in facts.comparators if reference.areas[r.code].level == "force"), None)
    rows = [row for row in facts.rows if force is not None and row.code in reference.districts(force.code)]
    if force is None or not force.whole or force.value is None or not all(row.whole for row in rows):
        return []
    lost = force.value - sum(row.value or 0 for row in rows)
    if lost <= 0:
        return []
    link = subject.link_to(OVERVIEW, force.code)
    told = Writer(HEADING).say(f"Of those in {force.name}, ")
    told.count(
        lost,
        link,
        what=f"{force.name}, in no district",
        noun=counted(lost, subject.question.measure.noun).partition(" ")[2],
    )
    share = share_percent(lost, force.value)
    if share is not None:
        told.say(" (").share(share, force.value, link, what=f"{force.name}, in no district").say(")")
    who = "" if subject.code == force.code else f": some may be {subject.name}’s"
    return told.say(f" {'is' if lost == 1 else 'are'} placed in no district{who}.").done()


def _rates(subject: Subject, facts: DistrictFacts, rows: Sequence[Standing]) -> list[Statement]:
    """'Per 1,000 residents: Ashford 85.2, Kent excluding Medway 98.5 and Kent and Medway 101.2.'"""
    own = [row for row in (*facts.rows, *facts.comparators) if row.code == subject.code]
    rated = [row for row in (*own, *rows) if row.rate is not None]
    if not any(row.code != subject.code for row in rated):
        return []
    unit = f"per {subject.question.per_words(facts.released.window)}"
    told = Writer(HEADING).say(f"{capitalised(unit)}: ")
    for place, row in enumerate(rated):
        told.listed(place, len(rated)).say(f"{row.name} ")
        link = subject.link_to(COMPARE, row.code)
        told.rate(row.rate or 0.0, link, what=row.name, unit=unit, of=row.population)
    return told.say(".").done()


def _rank_of_rate(subject: Subject) -> list[Statement]:
    """'By rate Ashford was 8th highest (6th to 10th) of 12 in Kent excluding Medway; ...'."""
    found = ranked_areas(subject.question)
    own = found.of(subject.code) if found is not None else None
    if found is None or own is None or not own.words:
        return []
    told = Writer(HEADING).say(f"By rate {subject.name} was ").lead(own.words, subject.link(COMPARE))
    return told.say(f" in {found.peers.name}; {_OPEN}.").done()


def _rank_of_change(subject: Subject, facts: DistrictFacts) -> list[Statement]:
    """'Its change, −3.8% of 11,763, was the joint 3rd lowest of 12 in Kent excluding Medway.'"""
    own = facts.row_of(subject.code)
    place = change_place(facts, own) if own is not None else ""
    if not place or own is None or own.change_pct is None or own.previous is None or facts.peers is None:
        return []
    link = subject.link(COMPARE)
    told = Writer(HEADING).say("Its change, ")
    told.signed_share(own.change_pct, own.previous, link, what=f"{own.name}, change").say(", was the ")
    told.lead(place, link).say(f" in {facts.peers.name}")
    alone = subject.whole.usual is not None and subject.whole.usual.beyond_usual
    if alone and own.beyond is False:
        told.say("; judged together with theirs it is within usual variation")
    return told.say(".").done()


def _how_many(subject: Subject, facts: DistrictFacts) -> list[Statement]:
    """How many of the districts had fewer and more, and for how many that is beyond usual variation."""
    if facts.peers is None or subject.is_ward:
        return []
    members = set(subject.reference.districts(facts.peers.code))
    rows = [row for row in facts.rows if row.code in members and row.change is not None]
    if len(rows) < LEAST_RANKED:
        return []
    link = subject.link_to(COMPARE, facts.peers.code)
    where = facts.peers.name
    told = Writer(HEADING).say("Of the ")
    told.count(len(rows), link, what=f"districts of {where} compared", unit="district")
    told.say(" districts, " if len(rows) == len(members) else " districts that can be compared, ")
    for place, (words, sign) in enumerate((("fewer", -1), ("more", 1))):
        moved = [row for row in rows if (row.change or 0.0) * sign > 0]
        told.say(" and " if place else "")
        told.count(len(moved), link, what=f"districts with {words}", unit="district")
        told.say(f" had {words} than before")
        if moved:
            beyond = sum(bool(row.beyond) for row in moved)
            what = f"districts with {words} by more than usual variation"
            told.say(" (")
            if beyond:
                told.count(beyond, link, what=what, unit="district")
            else:
                told.lead("none", link)
            told.say(" by more than usual variation)")
    return told.say(".").done()


def _among_wards(subject: Subject) -> list[Statement]:
    """Where the ward in focus stands among its area's wards."""
    facts = subject.wards
    if not subject.is_ward or facts is None:
        return []
    rows = [row for row in facts.rows if row.whole]
    own = next((row for row in rows if row.code == subject.code), None)
    if own is None or len(rows) < LEAST_RANKED:
        return []
    link = subject.link(HOTSPOTS)
    by_count = rank_values([float(row.value or 0) for row in rows])[rows.index(own)]
    if by_count is None:
        return []
    told = Writer(HEADING).say(f"Of the wards of {subject.question.area_name} {subject.name} was ")
    told.lead(f"{place_words(by_count, 'highest', members=len(rows))} by count", link)
    share = share_percent(own.value, facts.total)
    if share is not None and facts.total is not None:
        told.say(" (").share(share, facts.total, link, what=own.name).say(")")
    ranked = _ranked_ward(subject, facts, rows, own)
    if ranked:
        told.say(" and ").lead(f"{ranked} by rate", link).say(f"; {_OPEN}")
    return told.say(".").done()


def _ranked_ward(subject: Subject, facts: WardFacts, rows: Sequence[Standing], own: Standing) -> str:
    """'2nd highest (1st-3rd) of 39' by rate, with the ranks that chance leaves open."""
    series = subject.question.series
    if own.rate is None or series is None:
        return ""
    phi = subject.reference.phi(series=series, level="ward")
    per = subject.question.measure.rate_per / facts.released.window.years
    rated = [row for row in rows if row.rate is not None]
    found = rank_rates([row.value for row in rated], [row.population for row in rated], phi=phi, per=per)
    ranked = found[rated.index(own)]
    return ranked.words if ranked is not None and len(rated) >= LEAST_RANKED else ""
