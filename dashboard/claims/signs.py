"""Signs that disagree with their words: a 'decrease of −3.8%' is an increase, to whoever reads the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dashboard.claims.claims import Claims
from dashboard.claims.figure import CHANGES, Figure
from dashboard.claims.finding import Finding, Verdict
from dashboard.claims.printed import words

CHECK: Final = "signs"
_DOWN: Final = r"decreases?|reductions?|falls?|drops?|declines?"
_UP: Final = r"increases?|rises?|growth"
_NEGATIVE: Final = re.compile(rf"\b({_DOWN}|{_UP}) of ([-−]\d[\d,.]*%?)", re.I)
_BOTH: Final = re.compile(rf"\b(?:(?:{_DOWN}) (?:{_UP})|(?:{_UP}) (?:{_DOWN}))\b[^;'’]*", re.I)
_OWN_WORDS: Final = re.compile(rf"published as (?:an? )?({_DOWN}|{_UP})\b", re.I)
_RANKED: Final = re.compile(
    rf"^(?:joint )?(?:(?:\d+(?:st|nd|rd|th)|second|third|fourth|fifth) )?(?:largest|greatest|biggest) "
    rf"(?:\w+ )?({_DOWN}|{_UP})\b|one of only [^;]* with an? ({_DOWN}|{_UP})\b",
    re.I,
)


def check_signs(claims: Claims) -> Iterator[Finding]:
    """Of every change, whether its sign and the words beside it say the same."""
    for figure in claims.figures:
        if figure.statistic in CHANGES:
            yield from _of_change(figure)


def _of_change(figure: Figure) -> Iterator[Finding]:
    said = f"{figure.note}; {figure.rank}"
    negative = _NEGATIVE.search(said)
    if negative:
        yield _wrong(
            figure,
            f"Printed as ‘{negative[0].rstrip('.,')}’: the word and the sign cancel out, and it "
            "says the opposite of what is meant.",
        )
    both = _BOTH.search(said)
    if both:
        yield _wrong(figure, f"Printed as ‘{both[0].strip()}’: it cannot be both.")
    if negative or both or figure.printed is None:
        return
    for found in (_OWN_WORDS.search(figure.note), _RANKED.search(figure.rank)):
        if found is None:
            continue
        word = next(group for group in found.groups() if group)
        down = re.fullmatch(_DOWN, word, re.I) is not None
        value = figure.printed.value
        if (value > 0) if down else (value < 0):
            yield _wrong(
                figure, f"{words(value, figure.printed.decimals)} is called {_article(word)} {word.lower()}."
            )


def _article(word: str) -> str:
    return "an" if word[0].lower() in "aeiou" else "a"


def _wrong(figure: Figure, reason: str) -> Finding:
    return Finding(figure.row, Verdict.CONTRADICTS, reason, check=CHECK)
