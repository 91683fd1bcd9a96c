"""Numbers as they are printed: each stands for every value that rounds to it, never for one value alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from dashboard.wording import number
from data.sources.claim_rows import number_text


@dataclass(frozen=True)
class Range:
    """Every value from `low` to `high`, both included: papers round a half either way."""

    low: Fraction
    high: Fraction

    @classmethod
    def exactly(cls, value: Fraction | int) -> Range:
        """One value."""
        return cls(Fraction(value), Fraction(value))

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Range) -> Range:
        return Range(self.low - other.high, self.high - other.low)

    def scaled(self, factor: Fraction | int) -> Range:
        """Times a number of either sign."""
        ends = (self.low * factor, self.high * factor)
        return Range(min(ends), max(ends))

    def meets(self, other: Range) -> bool:
        """Whether a value lies in both."""
        return self.low <= other.high and other.low <= self.high

    def within(self, other: Range) -> Range | None:
        """The values of both; None where there are none."""
        return Range(max(self.low, other.low), min(self.high, other.high)) if self.meets(other) else None

    def __contains__(self, value: object) -> bool:
        return isinstance(value, (int, Fraction)) and self.low <= value <= self.high

    @property
    def wholes(self) -> range:
        """The whole numbers in it."""
        return range(ceil(self.low), floor(self.high) + 1)

    @property
    def is_one(self) -> bool:
        """Whether it is a single value."""
        return self.low == self.high


@dataclass(frozen=True)
class Printed:
    """A number with as many decimals as it is printed with."""

    value: Fraction
    decimals: int

    @classmethod
    def of(cls, text: str) -> Printed | None:
        """From a cell; None for a blank one. Raises ValueError for what is no number."""
        if not text:
            return None
        plain = number_text(text)
        return cls(Fraction(plain), len(plain.partition(".")[2]))

    @property
    def unit(self) -> Fraction:
        """One in its last printed place: 0.1 of 3.8."""
        return Fraction(1, 10**self.decimals)

    @property
    def rounded(self) -> Range:
        """What may have been rounded to it: 3.75 to 3.85 of 3.8."""
        return Range(self.value - self.unit / 2, self.value + self.unit / 2)

    @property
    def exact(self) -> Range:
        """Itself alone, as a count is."""
        return Range.exactly(self.value)

    @property
    def about(self) -> Range:
        """What 'around 111,000' may be: half of the last digit that is not a zero, either way."""
        if self.decimals or not self.value:
            return self.rounded
        size = 1
        while self.value % (size * 10) == 0:
            size *= 10
        return Range(self.value - Fraction(size, 2), self.value + Fraction(size, 2))

    @property
    def text(self) -> str:
        """As the screen prints it: '−3.8', '11,311'."""
        return words(self.value, self.decimals)

    @property
    def is_whole(self) -> bool:
        """Whether it may be a count."""
        return self.value.denominator == 1

    def gives(self, value: Fraction) -> bool:
        """Whether a value is printed so."""
        return value in self.rounded


def change_percent(now: Range, before: Range) -> Range:
    """The change in percent of `before`. Raises ZeroDivisionError where that may be 0."""
    if before.low <= 0 <= before.high:
        raise ZeroDivisionError("a change from zero has no percentage")
    corners = [100 * (n - b) / b for n in (now.low, now.high) for b in (before.low, before.high)]
    return Range(min(corners), max(corners))


def percent_counts(share: Range, base: int) -> range:
    """The whole counts that are such a percentage of a whole base."""
    return share.scaled(Fraction(base, 100)).wholes


def nearest(wanted: Fraction, values: Iterable[Fraction]) -> Fraction:
    """The value nearest to the one wanted."""
    return min(values, key=lambda value: (abs(value - wanted), value))


def rounded_to(value: Fraction, decimals: int) -> Fraction:
    """Rounded as papers do, a half away from zero."""
    scaled = abs(value) * 10**decimals
    whole = floor(scaled + Fraction(1, 2))
    return Fraction(whole if value >= 0 else -whole, 10**decimals)


def words(value: Fraction | int, decimals: int = 0) -> str:
    """'−23.3', '1,054': an exact value without the decimals it does not have."""
    exact = Fraction(value)
    kept = rounded_to(exact, decimals)
    while decimals and kept == exact and (kept * 10 ** (decimals - 1)).denominator == 1:
        decimals -= 1
    return number(float(kept), decimals)


def span_of_wholes(found: range) -> str:
    """'72', '153 to 155'."""
    first, last = found[0], found[-1]
    return number(first) if first == last else f"{number(first)} to {number(last)}"


def cell(value: Fraction, decimals: int) -> int | float:
    """A number for a table's cell."""
    kept = rounded_to(value, decimals)
    return int(kept) if kept.denominator == 1 else float(kept)


def sums(ranges: Iterable[Range]) -> Range:
    """The sum of ranges."""
    total = Range.exactly(0)
    for item in ranges:
        total += item
    return total
