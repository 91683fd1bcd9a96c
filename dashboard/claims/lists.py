"""Two lists given together: the same target, baseline or actual value stands in both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dashboard.claims.claims import Claims, Indicator
from dashboard.claims.figure import COUNTS, SHARES, Figure
from dashboard.claims.finding import Finding, Verdict
from dashboard.claims.printed import Printed, cell

CHECK: Final = "other list"
_SEE: Final = re.compile(r"\bsee [\w.]+ (\w+)")
# Where an indicator's numbers stand in its row, and the column of their period.
_VALUES: Final = (("baseline_value", "baseline_period"), ("actual_value", "actual_period"))


def check_lists(claims: Claims) -> Iterator[Finding]:
    """Figures against the indicators they belong to."""
    by_id = {indicator.id: indicator for indicator in claims.indicators}
    for figure in claims.figures:
        named = _SEE.search(figure.note)
        if figure.statistic == "target" and named and named[1] in by_id:
            yield from _target(figure, by_id[named[1]])
    for indicator in claims.indicators:
        for column, period in _VALUES:
            yield from _value(indicator, column, period, claims)


def _target(figure: Figure, indicator: Indicator) -> Iterator[Finding]:
    change = figure.topic.startswith("change_pct")
    number = indicator.number("target_change_pct" if change else "target_value")
    if number is None or figure.printed is None:
        return
    if number.rounded.meets(figure.printed.rounded):
        yield Finding(figure.row, Verdict.AGREES, f"{indicator.id} has the same target.", check=CHECK)
        yield Finding(indicator.row, Verdict.AGREES, f"{figure.id} has the same target.", check=CHECK)
        return
    yield from _two(figure, indicator, figure.printed, number)


def _value(indicator: Indicator, column: str, period: str, claims: Claims) -> Iterator[Finding]:
    number, span = indicator.number(column), indicator.months(period)
    if number is None or span is None:
        return
    for figure in claims.figures.about(indicator.paper, indicator.area, indicator.measure):
        if figure.span != span or figure.topic or figure.printed is None or figure.range is None:
            continue
        if figure.statistic not in COUNTS | SHARES:
            continue
        if figure.range.meets(number.rounded):
            yield Finding(indicator.row, Verdict.AGREES, f"{figure.id} has the same value.", check=CHECK)
        else:
            yield from _two(figure, indicator, figure.printed, number)


def _two(figure: Figure, indicator: Indicator, printed: Printed, number: Printed) -> Iterator[Finding]:
    decimals = max(printed.decimals, number.decimals)
    here, there = printed.text, number.text
    for row, own, other, where in (
        (figure.row, printed, number, f"{indicator.id} has {there}, not {here}."),
        (indicator.row, number, printed, f"{figure.id} has {here}, not {there}."),
    ):
        yield Finding(
            row,
            Verdict.CONTRADICTS,
            where,
            cell(other.value, other.decimals),
            cell(own.value - other.value, decimals),
            check=CHECK,
        )
