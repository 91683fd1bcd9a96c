"""Targets that do not follow from their baselines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Final

from dashboard.claims.claims import Claims, Indicator
from dashboard.claims.finding import Finding, Verdict
from dashboard.claims.printed import Printed, cell, rounded_to, words
from data.sources.claim_rows import ClaimRow

CHECK: Final = "target from baseline"
NAMES_CHECK: Final = "two values"
# Numbers that publishers give their indicators: 'NI 195', 'PSA 23'.
_NUMBERED: Final = re.compile(r"\b(NI|PSA|PI|BVPI) ?0*(\d+)((?:\([ivx]+\))?)")


def check_targets(claims: Claims) -> Iterator[Finding]:
    """Every target against its baseline, its percentage, its direction and its kind."""
    for indicator in claims.indicators:
        yield from _follows(indicator)
        yield from _whole(indicator)
        yield from _kind(indicator)
        yield from _direction(indicator)
    yield from _numbers(claims.indicators)


def _follows(indicator: Indicator) -> Iterator[Finding]:
    """A percentage is stated, not rounded; the level may be rounded as usual or to where it is met."""
    base, target = indicator.number("baseline_value"), indicator.number("target_value")
    percent = indicator.number("target_change_pct")
    if base is None or target is None or percent is None:
        return
    exact = base.value * (1 + percent.value / 100)
    said = f"{percent.text}% on {base.text}"
    if _agrees(exact, base=base, target=target, percent=percent):
        yield Finding(
            indicator.row,
            Verdict.AGREES,
            f"{said} gives {words(exact, target.decimals + 2)}.",
            cell(exact, target.decimals + 2),
            check=CHECK,
        )
        return
    implied = 100 * (target.value - base.value) / base.value if base.value else Fraction(0)
    met = ceil(exact) if indicator.wants > 0 else floor(exact)
    fit = f", so {words(met)}" if indicator.is_count and exact.denominator != 1 else ""
    yield Finding(
        indicator.row,
        Verdict.CONTRADICTS,
        f"{said} gives {words(exact, target.decimals + 2)}{fit}; the target {target.text} is "
        f"{words(implied, percent.decimals + 1)}%.",
        cell(exact, target.decimals + 2),
        cell(target.value - exact, target.decimals + 2),
        check=CHECK,
    )


def _agrees(exact: Fraction, *, base: Printed, target: Printed, percent: Printed) -> bool:
    """Whether the level is the percentage's: rounded as usual, or the other way and printing the same.

    A level a whole unit away is another target.
    """
    if abs(target.value - exact) >= target.unit:
        return target.value == exact
    if target.value == rounded_to(exact, target.decimals):
        return True
    return bool(base.value) and percent.gives(100 * (target.value - base.value) / base.value)


def _whole(indicator: Indicator) -> Iterator[Finding]:
    for column, what in (("target_value", "The target"), ("baseline_value", "The baseline")):
        number = indicator.number(column)
        if number is not None and indicator.is_count and not number.is_whole:
            met = ceil(number.value) if indicator.wants >= 0 else floor(number.value)
            yield _wrong(
                indicator.row,
                f"{what} {number.text} is no number of things: it takes {words(met)} to meet it.",
            )


def _kind(indicator: Indicator) -> Iterator[Finding]:
    base, target = indicator.number("baseline_value"), indicator.number("target_value")
    if (
        indicator.row["target_kind"] == "maintain"
        and base
        and target
        and not base.rounded.meets(target.rounded)
    ):
        yield _wrong(
            indicator.row,
            f"It is to be maintained, but the target {target.text} is not the baseline {base.text}.",
            recomputed=cell(base.value, base.decimals),
            difference=cell(target.value - base.value, max(base.decimals, target.decimals)),
        )


def _direction(indicator: Indicator) -> Iterator[Finding]:
    percent = indicator.number("target_change_pct")
    base, target = indicator.number("baseline_value"), indicator.number("target_value")
    way = "less" if indicator.wants < 0 else "more"
    if percent is not None and percent.value * indicator.wants < 0:
        yield _wrong(indicator.row, f"{percent.text}% goes the wrong way: {way} is better.")
    if base and target and (target.value - base.value) * indicator.wants < 0:
        yield _wrong(
            indicator.row,
            f"From {base.text} to {target.text} goes the wrong way: {way} is better.",
        )


def _numbers(indicators: Sequence[Indicator]) -> Iterator[Finding]:
    """One measure under two numbers of the same publisher's list."""
    named: dict[tuple[str, str], dict[tuple[str, str], list[Indicator]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for indicator in indicators:
        printed = _NUMBERED.search(indicator.row["indicator"])
        if printed:
            named[indicator.measure, printed[1]][printed[2], printed[3]].append(indicator)
    for (measure, publisher), numbers in named.items():
        if len(numbers) < 2:
            continue
        for (number, part), found in numbers.items():
            others = [
                f"{publisher} {other}{of} ({', '.join(item.id for item in items)})"
                for (other, of), items in numbers.items()
                if (other, of) != (number, part)
            ]
            for indicator in found:
                yield Finding(
                    indicator.row,
                    Verdict.CONTRADICTS,
                    f"{publisher} {number}{part} here, and {' and '.join(others)} for the same measure, "
                    f"{measure.replace('_', ' ')}.",
                    check=NAMES_CHECK,
                )


def _wrong(
    row: ClaimRow,
    reason: str,
    *,
    recomputed: int | float | None = None,
    difference: int | float | None = None,
) -> Finding:
    return Finding(row, Verdict.CONTRADICTS, reason, recomputed, difference, check=CHECK)
