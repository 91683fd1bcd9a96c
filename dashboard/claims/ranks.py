"""Ranks that the listed values do not give, and months that are not the largest or fill no total."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.claims.claims import Claims
from dashboard.claims.figure import SHARES, Figure, Figures
from dashboard.claims.finding import Finding, Verdict
from dashboard.claims.printed import words

CHECK: Final = "rank"
MONTHS_CHECK: Final = "months of a total"
_ORDINALS: Final = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_HIGH: Final = r"highest|largest|most|busiest|peak|biggest"
_LOW: Final = r"lowest|smallest|fewest|quietest|least"
_CLAUSE: Final = re.compile(
    rf"^(?P<joint>joint )?(?:(?P<number>\d+)(?:st|nd|rd|th) ?|(?P<word>{'|'.join(_ORDINALS)}) )?"
    rf"(?P<way>{_HIGH}|{_LOW})?(?P<rest>.*)$",
    re.I,
)
_OF: Final = re.compile(r"^of (\d+)\b")
# Ranks among what the list does not hold: other years, other places, rates.
_ELSEWHERE: Final = re.compile(
    r"^among\b|\b(?:only|next to|previous|last|years?|per [\d,]+|in the uk|by area|nationally|increase in)\b",
    re.I,
)
_OF_TOPICS: Final = re.compile(
    r"\b(?:requested|common|type|category|cohort|age|agency|service|reason)\b", re.I
)
_FALL: Final = re.compile(r"\b(?:decrease|reduction|fall|drop|improvement)s?\b", re.I)


@dataclass(frozen=True)
class Rank:
    """'2nd lowest ward': place 2 from below. `way` is 1 where the largest is first, −1 where the least is."""

    place: int
    way: int
    joint: bool
    of: int | None
    rest: str


def check_ranks(claims: Claims) -> Iterator[Finding]:
    """Every rank against the values of its peers, and months against the total of their period."""
    figures = claims.figures
    ranked = [(figure, rank) for figure in figures for rank in ranks_of(figure)]
    for figure, rank in ranked:
        yield from _own_number(figure, rank)
        if figure.range is not None and figure.statistic != "rank":
            yield from _among_peers(figure, rank, _peers(figure, rank, figures), ranked)
    months: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.statistic == "month_total" and figure.month and figure.range and figure.is_count:
            months[figure.paper, figure.area, figure.measure, figure.period].append(figure)
    for found in months.values():
        yield from _fill_the_total(found, figures)


def ranks_of(figure: Figure) -> list[Rank]:
    """The ranks that are said of a figure and can be held against a list."""
    found = []
    for clause in figure.rank.split(";"):
        rank = _read(clause.strip(), change=figure.statistic.startswith("change"))
        if rank is not None:
            found.append(rank)
    return found


def _read(clause: str, *, change: bool) -> Rank | None:
    match = _CLAUSE.match(clause)
    if match is None or not clause or _ELSEWHERE.search(clause):
        return None
    number, word, way, rest = match["number"], match["word"], match["way"], match["rest"].strip()
    of = _OF.match(rest)
    if way is None and of is None:
        return None
    place = int(number) if number else _ORDINALS.get((word or "").lower(), 1)
    up = 0 if way is None else 1 if re.fullmatch(_HIGH, way, re.I) else -1
    if change and _FALL.search(rest):
        up = -up
    return Rank(place, up, bool(match["joint"]), int(of[1]) if of else None, rest)


def _own_number(figure: Figure, rank: Rank) -> Iterator[Finding]:
    if rank.of is not None and rank.place > rank.of:
        yield _wrong(figure, f"There is no place {rank.place} among {rank.of}.")
    printed = figure.printed
    if figure.statistic == "rank" and printed is not None and printed.value != rank.place:
        yield _wrong(figure, f"The rank is {words(printed.value)}, and the words beside it say {rank.place}.")


def _peers(figure: Figure, rank: Rank, figures: Figures) -> list[Figure]:
    """The rows a figure is ranked among: months of its period, or areas, or topics."""
    found = [
        other
        for other in figures.measured(figure.paper, figure.measure)
        if other is not figure
        and other.range is not None
        and (other.statistic, other.unit) == (figure.statistic, figure.unit)
    ]
    if figure.statistic == "month_total":
        return [o for o in found if (o.area, o.period, o.topic) == (figure.area, figure.period, figure.topic)]
    kind = _OF_TOPICS.search(rank.rest)
    if kind is not None:
        # Percentages of one measure are of one kind; of counts, only those ranked by the same word: the ages
        # of a caseload are not among its offences.
        return [
            o
            for o in found
            if (o.area, o.span, o.section) == (figure.area, figure.span, figure.section)
            and o.topic not in ("", figure.topic)
            and (o.statistic in SHARES or kind[0].lower() in o.rank.lower())
        ]
    return [
        o
        for o in found
        if (o.topic, o.area_type) == (figure.topic, figure.area_type)
        and o.area != figure.area
        and (o.span == figure.span or (o.span and figure.span and figure.span.holds(o.span)))
    ]


def _among_peers(
    figure: Figure, rank: Rank, peers: Sequence[Figure], ranked: Sequence[tuple[Figure, Rank]]
) -> Iterator[Finding]:
    if rank.way == 0 or not peers:
        return
    ahead = [peer for peer in peers if _beats(peer, figure, rank.way)]
    if len(ahead) > rank.place - 1:
        names = ", ".join(f"{peer.id}: {_said(peer)}" for peer in ahead[:5])
        yield _wrong(
            figure,
            f"Called {figure.rank.split(';')[0]}, but {len(ahead)} listed "
            f"{'value stands' if len(ahead) == 1 else 'values stand'} before {_said(figure)} ({names}).",
        )
        return
    for other, place in ranked:
        if (
            other in peers
            and place.way == rank.way
            and place.place > rank.place
            and _beats(other, figure, rank.way)
        ):
            yield _wrong(
                figure, f"Ranked before {other.id}, which has {_said(other)} to its {_said(figure)}."
            )
            return
    yield Finding(figure.row, Verdict.AGREES, "The listed values give its rank.", check=CHECK)


def _beats(one: Figure, other: Figure, way: int) -> bool:
    if one.range is None or other.range is None or one.printed is None or other.printed is None:
        return False
    return (one.printed.value - other.printed.value) * way > 0


def _fill_the_total(found: Sequence[Figure], figures: Figures) -> Iterator[Finding]:
    """The months not listed make the rest of the total, and none lies beyond those ranked."""
    first = found[0]
    period = first.period
    if period is None or period.length < len(found):
        return
    totals = [t for t in figures.levels(first, span=period, topic=first.topic) if t.is_count and t.range]
    if not totals or totals[0].range is None:
        return
    total = totals[0]
    listed = {figure.month: figure for figure in found}
    missing = period.length - len(listed)
    rest = totals[0].range.low - sum(int(f.printed.value) for f in listed.values() if f.printed)
    top = _edge(found, way=1)
    bottom = _edge(found, way=-1)
    most = None if top is None or top.printed is None else int(top.printed.value)
    least = 0 if bottom is None or bottom.printed is None else int(bottom.printed.value)
    if missing == 0:
        return
    if rest < missing * least:
        culprit, why = (bottom or total), f"at least {words(least)} each" if bottom else "nothing below zero"
    elif most is not None and rest > missing * most:
        culprit, why = (top or total), f"at most {words(most)} each"
    else:
        for figure in listed.values():
            yield Finding(figure.row, Verdict.AGREES, f"It fits the total {total.id}.", check=MONTHS_CHECK)
        return
    yield Finding(
        culprit.row,
        Verdict.CONTRADICTS,
        f"With {_said(total)} in all ({total.id}), the {missing} months that are not listed make "
        f"{words(rest)}: that cannot be {why}, as the months ranked say.",
        check=MONTHS_CHECK,
    )


def _edge(found: Sequence[Figure], *, way: int) -> Figure | None:
    """Of the months ranked from one end without a gap, the last: no other month lies beyond it."""
    placed = [(rank.place, figure) for figure in found for rank in ranks_of(figure) if rank.way == way]
    placed.sort(key=lambda item: (item[0], -way * _value(item[1])))
    edge = None
    for at, (place, figure) in enumerate(placed, 1):
        if place > at:
            break
        edge = figure
    return edge


def _value(figure: Figure) -> float:
    return float(figure.printed.value) if figure.printed is not None else 0.0


def _said(figure: Figure) -> str:
    return "nothing" if figure.printed is None else figure.printed.text


def _wrong(figure: Figure, reason: str) -> Finding:
    return Finding(figure.row, Verdict.CONTRADICTS, reason, check=CHECK)
