"""What may be shown: counts with a status, the period they are for, and what to say beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.periods import Window
from data.month import Month

Status = Literal["shown", "zero", "hidden", "not_supplied", "partial"]


@dataclass(frozen=True)
class Amount:
    """A count, or why there is none: `value` is None where hidden or not supplied."""

    status: Status
    value: int | None

    @property
    def whole(self) -> bool:
        """Whether it may be compared, ranked and rated: neither hidden, partial nor missing."""
        return self.status in ("shown", "zero")


HIDDEN = Amount("hidden", None)
NOT_SUPPLIED = Amount("not_supplied", None)


@dataclass(frozen=True)
class Cell:
    """One area's counts: `now` in the window, `before` one for each window compared with.

    For wards `district` is theirs and `ward` is None for what lies in the district but in none of its wards.
    """

    code: str
    now: Amount
    before: tuple[Amount, ...] = ()
    district: str | None = None
    ward: str | None = None

    @property
    def value(self) -> int | None:
        """The count in the window."""
        return self.now.value

    @property
    def status(self) -> Status:
        """Of the window's count."""
        return self.now.status

    @property
    def previous(self) -> float | None:
        """The mean of the windows compared with; None as soon as one of them may not be compared."""
        return mean_of(self.before)


@dataclass(frozen=True)
class Released:
    """Counts of areas. `window` and `compare` are the periods they are really for.

    `fixed`: from the fixed tables, so that `window` may differ from the one asked for; `caveats` then say
    so in words. `marking` is the protective marking of the deployment.
    """

    window: Window
    compare: tuple[Window, ...]
    cells: tuple[Cell, ...]
    caveats: tuple[str, ...]
    marking: str
    fixed: bool = False


@dataclass(frozen=True)
class Stretch:
    """A run of months and its count: one month, or a quarter or year where single months are not shown."""

    first: Month
    last: Month
    amount: Amount


@dataclass(frozen=True)
class ReleasedMonths:
    """One area's months, or the longer stretches that stand for them, in order, without gaps or overlaps."""

    stretches: tuple[Stretch, ...]
    unit: Literal["month", "quarter", "year"]
    caveats: tuple[str, ...]
    marking: str
    fixed: bool = False


@dataclass(frozen=True)
class ReleasedWardMonths:
    """An amount for each of `months` by ward code; by the code of what is unplaced in a district as well.

    `fixed`: there are none, since wards of the series are shown by year.
    """

    months: tuple[Month, ...]
    wards: Mapping[str, tuple[Amount, ...]]
    caveats: tuple[str, ...]
    fixed: bool = False


@dataclass(frozen=True)
class ReleasedTotal:
    """One area's count in one period."""

    window: Window
    amount: Amount
    caveats: tuple[str, ...]
    marking: str
    fixed: bool = False


@dataclass(frozen=True)
class ReleasedPlace:
    """The LSOA (`kind` 'lsoa') or publisher's place name ('place') with most rows in a ward."""

    district: str
    ward: str | None
    kind: str
    name: str
    value: int


@dataclass(frozen=True)
class ReleasedSpot:
    """Rows of a ward at one place of one LSOA, in the publisher's words; None where it gives none."""

    lsoa: str | None
    place: str | None
    value: int


@dataclass(frozen=True)
class ReleasedObservation:
    """A number as its source published it, with its own period. Values are None where hidden."""

    measure: str
    source: str
    area: str
    first: Month
    last: Month
    breakdown: str | None
    category: str | None
    value: float | None
    numerator: float | None
    denominator: float | None
    status: str
    note: str | None


def mean_of(amounts: Sequence[Amount]) -> float | None:
    """The mean count, or None when there is none or one of them may not be compared."""
    if not amounts or any(not amount.whole for amount in amounts):
        return None
    return sum(amount.value or 0 for amount in amounts) / len(amounts)
