"""A finding in words: each number in it knows its value, what it is of, and the page it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dashboard.wording import count, number, percent, printed, signed_count, signed_percent

_MANY = 10


@dataclass(frozen=True)
class Link:
    """A page and its address: `query` without defaults, for the screen; `full` with every key, for paper."""

    page: str
    query: str
    full: str

    @property
    def href(self) -> str:
        """For a link on screen."""
        return f"{self.page}?{self.query}"


@dataclass(frozen=True)
class Part:
    """Some words of a statement. With a `value` they print that number: `what` says of what, `unit` in what.

    `of` is what a percentage is of, or the people that a rate is per. `period` and `source` are its own
    where they are not the page's.
    """

    words: str
    link: Link | None = None
    value: float | int | None = None
    what: str = ""
    unit: str = ""
    of: float | int | None = None
    period: str = ""
    source: str = ""


@dataclass(frozen=True)
class Statement:
    """One sentence or two that stand together, under a heading."""

    heading: str
    parts: tuple[Part, ...]

    @property
    def words(self) -> str:
        """As it reads."""
        return "".join(part.words for part in self.parts)

    @property
    def numbers(self) -> tuple[Part, ...]:
        """Its parts that print a number."""
        return tuple(part for part in self.parts if part.value is not None)


@dataclass
class Writer:
    """Puts a statement together: words, then numbers with what they are."""

    heading: str
    parts: list[Part] = field(default_factory=list)

    def say(self, words: str) -> Writer:
        """Words without a number of their own."""
        if words:
            self.parts.append(Part(words))
        return self

    def lead(self, words: str, link: Link) -> Writer:
        """Words that lead somewhere; one link for those that stand together."""
        last = self.parts[-1] if self.parts else None
        if last is not None and last.link == link and last.value is None:
            self.parts[-1] = Part(last.words + words, link)
        else:
            self.parts.append(Part(words, link))
        return self

    def count(
        self, value: float, link: Link, *, what: str, noun: str = "", unit: str = "count", period: str = ""
    ) -> Writer:
        """'11,311', or '11,311 crimes' with a noun."""
        words = f"{count(value)} {noun}".strip()
        self.parts.append(Part(words, link, printed(value), what, unit, None, period))
        return self

    def change(
        self,
        difference: float,
        share: float | None,
        base: float | None,
        link: Link,
        *,
        what: str,
        period: str = "",
    ) -> Writer:
        """'−452 (−3.8% of 11,763)'; the count alone where the base is too small for a percentage."""
        value = printed(difference)
        self.parts.append(
            Part(signed_count(difference), link, value, f"{what}, change", "count", None, period)
        )
        if share is None or base is None:
            return self
        self.say(" (")
        return self._percent(signed_percent(share), share, base, link, what=f"{what}, change").say(")")

    def share(self, value: float, of: float, link: Link, *, what: str) -> Writer:
        """'20.2% of 11,311'."""
        return self._percent(percent(value), value, of, link, what=f"{what}, share")

    def signed_share(self, value: float, of: float, link: Link, *, what: str) -> Writer:
        """'−3.8% of 11,763'."""
        return self._percent(signed_percent(value), value, of, link, what=what)

    def _percent(self, words: str, value: float, of: float, link: Link, *, what: str) -> Writer:
        self.parts.append(Part(f"{words} of {count(of)}", link, printed(value), what, "percent", printed(of)))
        return self

    def rate(self, value: float, link: Link, *, what: str, unit: str, of: float | None = None) -> Writer:
        """'85.2'."""
        self.parts.append(Part(number(value, 1), link, printed(value), what, unit, of))
        return self

    def daily(self, value: float, link: Link, *, what: str) -> Writer:
        """'34.4', '0.27': what a day has; under ten with a decimal more, or months look alike."""
        decimals = 1 if value >= _MANY else 2
        self.parts.append(Part(number(value, decimals), link, printed(value, decimals), what, "a day"))
        return self

    def listed(self, place: int, of: int) -> Writer:
        """What stands before the item at a place of a list: nothing, a comma, or 'and'."""
        return self.say("" if place == 0 else " and " if place == of - 1 else ", ")

    def done(self) -> list[Statement]:
        """The statement; none where nothing was said. The stop at its end is no part of a link."""
        last = self.parts[-1] if self.parts else None
        if last is not None and last.link is not None and last.words.endswith("."):
            self.parts[-1:] = [replace(last, words=last.words[:-1]), Part(".")]
        return [Statement(self.heading, tuple(self.parts))] if self.parts else []


def plain(statements: Sequence[Statement]) -> str:
    """All of them as one run of text."""
    return " ".join(statement.words for statement in statements)
