"""What there is to say of the ward in focus in a line each: count, rate, rank, cluster, deprivation."""

from __future__ import annotations

from dashboard.clusters import ward_clusters
from dashboard.deprived import LEAST, MOST, OVERALL, deprivation, releases
from dashboard.standings import RATE_DECIMALS
from dashboard.statistics.intervals import Interval
from dashboard.statistics.rates import Rank, ordinal
from dashboard.ward_focus import WardFocus
from dashboard.ward_standing import WardStanding, ward_standing
from dashboard.ward_words import VISITED
from dashboard.wording import capitalised, number, percent

_FIFTHS = {
    MOST: "the most deprived",
    2: "the second most deprived",
    3: "the middle",
    4: "the second least deprived",
    LEAST: "the least deprived",
}
# What stands before the words; the words.
Line = tuple[str, str]


def profile_lines(focus: WardFocus) -> tuple[Line, ...]:
    """The lines of a ward, those that can be said."""
    standing = ward_standing(focus)
    lines = [
        *(_counted(focus, standing) if standing is not None else []),
        *_cluster(focus),
        *_deprivation(focus),
    ]
    return tuple(lines)


def _counted(focus: WardFocus, standing: WardStanding) -> list[Line]:
    now = standing.now
    lines = [(now.window.words, _count_words(focus, standing))]
    if now.rate is not None:
        lines.append(("Rate", _rate_words(focus, standing)))
    elif standing.rare and now.amount.whole:
        months = focus.question.measure.ward_rate_months
        lines.append(("Rate", f"None, and no rank: a ward has too few for one under {months} months."))
    rank = rank_words(standing)
    if rank and (now.rate is not None or focus.part or not standing.rare):
        lines.append(("Rank", rank))
    return lines


def _count_words(focus: WardFocus, standing: WardStanding) -> str:
    now, noun = standing.now, focus.question.measure.noun
    if now.amount.value is None:
        return "hidden: a small number" if now.amount.status == "hidden" else "not supplied"
    if now.amount.value == 1 and now.district.value is not None:
        return f"1 of the {number(now.district.value)} {noun} in {focus.district_name}"
    partial = " so far (partial)" if now.amount.status == "partial" else ""
    words = f"{number(now.amount.value)} {noun}{partial}"
    if now.share is not None:
        words += f", {percent(now.share)} of the {number(now.district.value)} in {focus.district_name}"
    return words


def _rate_words(focus: WardFocus, standing: WardStanding) -> str:
    """'145.2 per 1,000 residents (Census 2021), 137.3 to 153.4; Ashford 57.5; Kent 64.1'."""
    now = standing.now
    per = standing.per.words if standing.per is not None else ""
    words = f"{number(now.rate, RATE_DECIMALS)} {per}{interval_words(now.interval)}"
    peers = focus.peers.name if focus.peers is not None else ""
    beside = [
        f"{name} {number(rate, RATE_DECIMALS)}"
        for name, rate in zip((focus.district_name, peers), now.rates[1:], strict=True)
        if rate is not None
    ]
    words = "; ".join([words, *beside])
    if standing.beside is not None:
        words += f". The difference from the rest of {focus.district_name} is {standing.beside.words}"
    return f"{words}. {capitalised(VISITED)}." if standing.busy else words


def interval_words(interval: Interval | None) -> str:
    """', 137.3 to 153.4', or '' without one."""
    if interval is None or interval.high is None:
        return ""
    return f", {number(interval.low, RATE_DECIMALS)} to {number(interval.high, RATE_DECIMALS)}"


def rank_words(standing: WardStanding) -> str:
    """'1st of 39 by count and by rate in Ashford; by count 4th of 266 in Kent excluding Medway'."""
    focus, now = standing.focus, standing.now
    if focus.part:
        return "None: a part of a ward is not ranked among wards."
    by_count, by_rate = now.ranks
    if by_count is None:
        return ""
    words = f"{_both(standing, by_count, by_rate)} in {focus.district_name}"
    ranked = standing.ranked
    if ranked is not None and by_rate is not None and ranked.first != ranked.last:
        words += f" (by rate {ordinal(ranked.first)} to {ordinal(ranked.last)}, as far as chance can tell)"
    among_count, among_rate = now.peer_ranks
    if focus.peers is None or among_count is None:
        return words
    return f"{words}; {_both(standing, among_count, among_rate)} in {focus.peers.name}"


def _both(standing: WardStanding, by_count: Rank, by_rate: Rank | None) -> str:
    """'1st of 39 by count, 2nd of 39 by rate'."""
    if by_rate is None:
        return f"{standing.words_of(by_count)} by count"
    if by_rate == by_count:
        return f"{standing.words_of(by_count)} by count and by rate"
    return f"{standing.words_of(by_count)} by count, {standing.words_of(by_rate)} by rate"


def _cluster(focus: WardFocus) -> list[Line]:
    clusters = ward_clusters(focus.question)
    if clusters is None:
        return []
    if clusters.refused:
        return [("Cluster", clusters.refused)]
    found = clusters.of(focus.code)
    if found is None:
        return [("Cluster", f"Not told: {focus.name} has no rate for {clusters.windows[0].words}.")]
    label = "Cluster" if found.course == "cluster" else f"Cluster: {found.course}"
    whole = "The whole ward: " if focus.part else ""
    return [(label, f"{whole}{found.reason if whole else capitalised(found.reason)}.")]


def _deprivation(focus: WardFocus) -> list[Line]:
    """The ward in the latest release; said of the whole ward, which is all the indices know."""
    table = deprivation(focus.question.reference, [focus.code])
    years = releases(table)
    item = table[years[0], OVERALL].get(focus.code) if years else None
    if item is None:
        return []
    parts = []
    if item.fifth is not None and item.fifth_of:
        parts.append(f"In {_FIFTHS[item.fifth]} fifth of the store’s {number(item.fifth_of)} wards")
    if item.share is not None:
        part = percent(item.share, 0) if item.share else "none"
        parts.append(
            f"{part} of its {number(item.residents)} residents live in LSOAs of England’s most deprived fifth"
        )
    whole = " (the whole ward)" if focus.part else ""
    return [(f"Deprivation {item.release}", f"{'; '.join(parts)}{whole}.")] if parts else []
