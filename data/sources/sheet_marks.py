"""What a cell of figures holds: a number, a mark in place of one, or neither."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from data.sources.figure_text import LARGEST
from data.sources.sheet import Broken, Cell, Percent
from data.sources.tidy_series import HIDDEN

Meaning = Literal["hidden", "not supplied", "zero", "provisional", "revised"]
# What a mark means where neither the sheet nor its sidecar says: the publishers' common symbols. A dash was
# once 'nil' and is now mostly 'none given', so it is never taken for a zero unless the sheet says so.
_USUAL: Final[Mapping[str, Meaning]] = (
    dict[str, Meaning]()
    | dict.fromkeys(HIDDEN, "hidden")
    | dict.fromkeys(
        ("-", "--", "..", "...", ".", ":", "n/a", "na", "n.a.", "x", "[x]", "z", "[z]"), "not supplied"
    )
    | dict.fromkeys(
        ("not available", "not known", "no data", "not supplied", "not applicable"), "not supplied"
    )
    | dict.fromkeys(("[p]", "(p)", "p"), "provisional")
    | dict.fromkeys(("[r]", "(r)", "r"), "revised")
)
_NUMBER: Final = re.compile(r"£?[+-]?£?(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)?(?:\.\d*)?(?<=[\d.])")
_SMALL: Final = re.compile(
    r"(?:<|<=|≤|fewer than|less than|under|up to) ?\d+|\d{1,2} ?(?:-|to) ?\d{1,2}|\[low\]", re.IGNORECASE
)
_SUFFIX: Final = re.compile(r"(.*[\d.%])\s*(\[[a-z]\]|\([a-z]\)|[^\d\s.,%)]{1,2}|[a-z])", re.IGNORECASE)
_NOTE_NUMBER: Final = re.compile(r"\s*(?:\[(?:note|n) ?\d+\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)$", re.IGNORECASE)
_MARK: Final = r"""['"‘“(]?(?P<mark>\[[a-z]\]|\*|-{1,2}|–|—|\.{2,3}|…|:|\#|n/a|[cpxz])['"’”)]?"""
_HEAD: Final = r"^(?:\W?(?:notes?|key|symbols?|legend)\b\W*)?(?:an? )?"
# "'-' denotes nil"; "[c] suppressed"; "figures below 5 are shown as *".
_EXPLAINED: Final = (
    re.compile(
        rf"{_HEAD}{_MARK}\s*(?:=|:|means|denotes|indicates|represents|stands for|is|are|used for|where)\s*"
        r"(?P<what>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_HEAD}{_MARK}[\s–-]+(?P<what>(?:nil|zero|not (?:available|applicable|supplied)|provisional|"
        r"revised|suppressed|confidential|"
        r"(?:(?:figures?|numbers?|counts?|values?) )?(?:fewer than|less than|below|under) \d).*)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<what>.+) (?:shown|marked|replaced|indicated|denoted|represented|displayed) (?:as|by|with) "
        rf"(?:an? )?{_MARK}\W*$",
        re.IGNORECASE,
    ),
)
_WORDS: Final[tuple[tuple[Meaning, str], ...]] = (
    (
        "hidden",
        r"suppress|disclos|confidential|(?:fewer than|less than|below|under) \d|small number|withheld|redact|"
        r"hidden|\b1 ?(?:-|to) ?\d",
    ),
    (
        "not supplied",
        r"not (?:yet )?(?:available|applicable|supplied|known|recorded|collected|provided|reported)|missing|"
        r"no (?:data|figure|return)|unavailable|unknown",
    ),
    ("zero", r"\bnil\b|\bzero\b|\bnone\b|no (?:incidents|offences|crimes|reports|cases)"),
    ("provisional", r"provisional"),
    ("revised", r"revised"),
)


@dataclass(frozen=True)
class Reading:
    """`value` is NaN where there is none; `percent`: it is written with %. Either `fault` is empty, or the
    cell is set aside for that reason. `mark` is what stands in place of a number, or after it."""

    value: float = math.nan
    meaning: Meaning | None = None
    mark: str = ""
    percent: bool = False
    fault: str = ""
    remedy: str = ""


def is_figure(cell: Cell) -> bool:
    """Whether a cell looks like one of a table's figures: a number, a known mark, or a broken cell."""
    if isinstance(cell, str):
        return bool(cell) and not read_cell(cell, {}).fault
    return not isinstance(cell, dt.date | dt.time | dt.timedelta)


def is_number(cell: Cell) -> bool:
    """Whether it holds a number."""
    return is_figure(cell) and not isinstance(cell, Broken) and not math.isnan(read_cell(cell, {}).value)


def read_cell(cell: Cell, own: Mapping[str, Meaning]) -> Reading:
    """Read a cell that is not blank. `own` says what marks mean in this sheet."""
    if isinstance(cell, Broken):
        return Reading(fault=cell.reason, remedy=cell.remedy)
    if isinstance(cell, Percent):
        return Reading(value=round(cell.share * 100, 10), percent=True)
    if isinstance(cell, bool):
        return _not_a_number()
    if isinstance(cell, int | float):
        return Reading(value=float(cell)) if abs(cell) <= LARGEST else _not_a_number()
    if isinstance(cell, str):
        return _read_text(cell, tuple(own.items()))
    return Reading(
        fault="the cell is a date, not a number",
        remedy="write the number; Excel turns text like '1-4' into a date.",
    )


def meanings_in(notes: Iterable[str]) -> dict[str, Meaning]:
    """What a sheet's own notes say of marks: "'-' denotes nil", "[c] = suppressed, fewer than 5"."""
    found: dict[str, Meaning] = {}
    for note in notes:
        for part in re.split(r"[;\n]|(?<=[a-z\d])[.,] (?=\W?[\[*.:#–-])", note):
            explained = next((hit for form in _EXPLAINED if (hit := form.match(part.strip(" .")))), None)
            if explained is None:
                continue
            meaning = next(
                (name for name, words in _WORDS if re.search(words, explained["what"], re.I)), None
            )
            if meaning is not None:
                found.setdefault(_plain(explained["mark"]), meaning)
    return found


@lru_cache(2**15)
def _read_text(text: str, said: tuple[tuple[str, Meaning], ...]) -> Reading:
    own = dict(said)
    plain = _plain(text)
    meaning = own.get(plain) or _USUAL.get(plain)
    if meaning in ("hidden", "not supplied"):
        return Reading(meaning=meaning, mark=text)
    if meaning == "zero":
        return Reading(value=0.0, meaning=meaning, mark=text)
    bare = _NOTE_NUMBER.sub("", text.replace("−", "-").strip())
    number = _number(bare)
    if number is not None:
        return Reading(value=number, percent=bare.endswith("%"))
    if _SMALL.fullmatch(_plain(bare)):
        return Reading(meaning="hidden", mark=text)
    marked = _SUFFIX.fullmatch(bare)
    number = _number(marked[1]) if marked else None
    if marked and number is not None:
        after = _plain(marked[2])
        meaning = own.get(after) or _USUAL.get(after)
        if meaning in ("provisional", "revised"):
            return Reading(value=number, percent=marked[1].endswith("%"), meaning=meaning, mark=marked[2])
        return Reading(
            fault=f"the number carries the mark {marked[2]!r}, which the sheet does not explain",
            remedy=f"say so in the sidecar, 'marks: {{\"{after}\": provisional}}', or take it out.",
        )
    return _not_a_number()


def _not_a_number() -> Reading:
    return Reading(
        fault="the cell is not a number",
        remedy="write the number alone; what a mark means may be said in the sidecar, as "
        "'marks: {\"#\": hidden}' (or not supplied, or zero).",
    )


def _number(text: str) -> float | None:
    plain = text.removesuffix("%").strip()
    if not _NUMBER.fullmatch(plain) or not re.search(r"\d", plain):
        return None
    number = float(re.sub(r"[£, ]", "", plain))
    return number if number <= LARGEST else None


def _plain(text: str) -> str:
    tidy = re.sub("[–—−]", "-", " ".join(text.split())).replace("…", "...").lower()
    return tidy if len(tidy) == 1 else tidy.strip("'\"‘’“”")
