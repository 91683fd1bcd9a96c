"""The ranks the paper prints, as bounds on the areas and months it does not name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from data.demonstration.constraints import (
    CLEARLY,
    COUNTY,
    HALF_PRINTED,
    INFINITY,
    Bound,
    Span,
    Term,
    area_of,
    change_between,
    members,
    spans_of,
)
from data.demonstration.facts import Figure, position, wards

_NUMBERS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_RANK: Final = re.compile(r"(joint )?(?:(\d)(?:st|nd|rd|th) )?(?:largest|highest|peak|lowest)")
_ONLY: Final = re.compile(r"one of only (\w+)")
_FALLS: Final = re.compile(r"decrease|reduction")

# The count of a measure in an area over a span, as first drawn.
Drawn = Callable[[str, str, Span], float]


@dataclass(frozen=True)
class Rank:
    """The k-th place a figure holds from one end of the list."""

    place: int
    joint: bool
    lowest: bool


def rank_of(text: str) -> Rank | None:
    """Read '2nd highest month', 'lowest ward' or 'joint 3rd largest decrease'; None for other words."""
    found = _RANK.search(text)
    if found is None:
        return None
    return Rank(
        place=int(found[2] or 1),
        joint=found[1] is not None,
        lowest="lowest" in text or bool(_FALLS.search(text)),
    )


def rank_bounds(figures: Iterable[Figure], *, drawn: Drawn) -> list[Bound]:
    """Bounds for every rank that the figures print."""
    listed: dict[tuple[str, str, Span], list[Figure]] = defaultdict(list)
    bounds: list[Bound] = []
    for figure in figures:
        if figure.rank:
            listed[figure.statistic, figure.measure, spans_of(figure)[0]].append(figure)
    for (statistic, measure, span), group in listed.items():
        if statistic == "month_total":
            bounds += _among_months(measure, span, group)
        elif statistic == "ward_total":
            bounds += _among_wards(measure, span, group)
        elif statistic == "change_pct":
            bounds += _among_districts(measure, group, drawn)
        else:
            bounds += _among_years(measure, span, group)
    return bounds


def _ends(group: list[Figure]) -> tuple[float, float, str]:
    """The least and the most that anything unlisted may have: between the low list and the high one."""
    low, high = -INFINITY, INFINITY
    for figure in group:
        rank = rank_of(figure.rank)
        if rank is None:
            continue
        if rank.lowest:
            low = max(low, figure.number + 1)
        else:
            high = min(high, figure.number - 1)
    return low, high, group[0].id


def _among_months(measure: str, span: Span, group: list[Figure]) -> list[Bound]:
    low, high, figure = _ends(group)
    named = {position(item.subject) for item in group}
    return [
        Bound((Term(measure, area_of(group[0]), Span(month, month)),), low, high, "month", figure)
        for month in range(span.first, span.last + 1)
        if month not in named
    ]


def _among_wards(measure: str, span: Span, group: list[Figure]) -> list[Bound]:
    low, high, figure = _ends(group)
    named = {area_of(item) for item in group}
    frame = wards()
    district = frame.loc[frame["ward_code"].isin(named), "district_code"].iloc[0]
    others = frame.loc[(frame["district_code"] == district) & ~frame["ward_code"].isin(named), "ward_code"]
    return [Bound((Term(measure, str(code), span),), low, high, "ward", figure) for code in others]


def _among_years(measure: str, span: Span, group: list[Figure]) -> list[Bound]:
    """The same twelve months of the years before it, as far as the demonstration goes back."""
    low, high, figure = _ends(group)
    area = area_of(group[0])
    bounds = []
    before = span.earlier(12)
    while before.first >= 0:
        bounds.append(Bound((Term(measure, area, before),), low, high, "district", figure))
        before = before.earlier(12)
    return bounds


def _among_districts(measure: str, group: list[Figure], drawn: Drawn) -> list[Bound]:
    """The printed place: the districts that were drawn furthest out lie beyond it, and no others."""
    span, before = spans_of(group[0])
    listed = {area_of(item) for item in group}
    falling = any(_FALLS.search(item.rank) for item in group)
    sign = -1.0 if falling else 1.0

    def outward(code: str) -> float:
        return sign * drawn(measure, code, span) / max(drawn(measure, code, before), 1.0)

    others = sorted((code for code in members(COUNTY) if code not in listed), key=outward, reverse=True)
    bounds: list[Bound] = []
    ranked = [(rank, item) for item in group if (rank := rank_of(item.rank)) is not None]
    limit = INFINITY
    beyond = 0
    if ranked:
        rank, last = max(ranked, key=lambda pair: pair[0].place)
        beyond, limit = rank.place - len(ranked), abs(last.number)
        for code in others[:beyond]:
            bounds += _outward(measure, code, span, before, sign, limit + CLEARLY, INFINITY, last.id)
        if rank.joint:
            equal = others[beyond]
            near = (limit - HALF_PRINTED, limit + HALF_PRINTED)
            bounds += _outward(measure, equal, span, before, sign, *near, last.id)
            beyond += 1
    only = next((found for item in group if (found := _ONLY.search(item.rank))), None)
    alike = _NUMBERS[only[1]] - len(listed) if only else len(others)
    for place, code in enumerate(others[beyond:], beyond):
        if place < alike:
            least = CLEARLY if only else -INFINITY
            bounds += _outward(measure, code, span, before, sign, least, limit - CLEARLY, group[0].id)
        else:
            bounds += _outward(measure, code, span, before, sign, -INFINITY, -CLEARLY, group[0].id)
    return bounds


def _outward(
    measure: str, code: str, span: Span, before: Span, sign: float, least: float, most: float, figure: str
) -> list[Bound]:
    low, high = (least, most) if sign > 0 else (-most, -least)
    return change_between(measure, code, span, before, low=low, high=high, figure=figure)
