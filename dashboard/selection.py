"""What a page is about, read from its address and written back to it. The address is the only state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, urlencode

from dashboard.address import KEYS, STAMPS, Cells, MapForm, Reading, Show, quoted
from dashboard.comparisons import CompareKind
from dashboard.periods import Window, WindowKind, resolve_window
from dashboard.vocabulary import Vocabulary
from data.month import Month

# What goes from the address when a control is used, by the control (assets/address.js goes by it too): keys
# that were about what was shown before. The last month and the months of a range are always about the same.
FORGETS: Mapping[str, tuple[str, ...]] = {
    "area": ("month", "ward", "plan", "indicator", "intervention"),
    "plan": ("indicator",),
    **dict.fromkeys(("measure", "source", "to", "window", "start"), ("month",)),
}


@dataclass(frozen=True)
class Selection:
    """One page's choices, all of them known to the vocabulary it was read with.

    `plan` is None in an area without one. `start` is only set with the window 'range'. `ward` is the ward
    in focus, `month` the month the map shows instead of the whole window, `indicator` the one that is open.
    `strand`, `lead`, `grade` and `progress` narrow the actions of the plan,
    `verdict` the published figures that were checked. `clusters` marks clusters of high wards on the map,
    `beside` is a second area to compare with. `cells` is what a matrix shows of each measure,
    `sort` the column it is sorted by, `intervention` the one that is open.
    """

    area: str
    plan: str | None
    priority: str
    measure: str
    source: str
    to: Month
    window: WindowKind
    start: Month | None
    compare: CompareKind
    map: MapForm
    show: Show
    ward: str | None = None
    month: Month | None = None
    indicator: str | None = None
    strand: str | None = None
    lead: str | None = None
    grade: str | None = None
    progress: str | None = None
    verdict: str | None = None
    clusters: Literal["on"] | None = None
    beside: str | None = None
    cells: Cells | None = None
    sort: str | None = None
    intervention: str | None = None

    @classmethod
    def from_query(cls, query: str, vocabulary: Vocabulary) -> Parsed:
        """Read a query string. Never raises: what it cannot be gives a notice and the default."""
        return parse(query, vocabulary)

    @property
    def period(self) -> Window:
        """The months it is about."""
        return resolve_window(kind=self.window, to=self.to, start=self.start)

    def to_query(
        self,
        vocabulary: Vocabulary,
        *,
        full: bool = False,
        version: str | None = None,
        asof: dt.date | None = None,
    ) -> str:
        """The address of this page, without '?'. Defaults are left out unless `full`; stamps go last."""
        pairs = self._pairs() if full else dict(self.needed(vocabulary))
        if full and version:
            pairs["version"] = version
        if full and asof:
            pairs["asof"] = asof.isoformat()
        return urlencode(pairs)

    def changed(self, vocabulary: Vocabulary, **changes: str | None) -> Selection:
        """The page after someone used a control; `from` is spelt `start` here.

        What the address left to the defaults follows the change; what no longer fits falls back quietly.
        A new area has no ward in focus.
        """
        return _read(vocabulary, self.edited(vocabulary, **changes))

    def edited(self, vocabulary: Vocabulary, **changes: str | None) -> dict[str, str]:
        """The pairs of the address of `changed`, perhaps with some that could be left out."""
        return self._edited(dict(self.needed(vocabulary)), changes)

    def edited_whole(self, **changes: str | None) -> dict[str, str]:
        """The same with every pair, so that it means the same where the defaults are others."""
        return self._edited(self._pairs(), changes)

    def _edited(self, pairs: dict[str, str], changes: Mapping[str, str | None]) -> dict[str, str]:
        if changes.get("window") == "range" and "start" not in changes:
            changes = {**changes, "start": str(self.period.first)}
        for name in changes:
            for key in FORGETS.get(name, ()):
                pairs.pop(key, None)
        for name, value in changes.items():
            key = "from" if name == "start" else name
            if value is None:
                pairs.pop(key, None)
            else:
                pairs[key] = value
        if pairs.get("window", self.window) != "range":
            pairs.pop("from", None)
        return pairs

    def needed(self, vocabulary: Vocabulary) -> Mapping[str, str]:
        """The pairs without which the same page would not come back."""
        return vocabulary.reference.recall(("needed", self), lambda: self._needed(vocabulary))

    def _pairs(self) -> dict[str, str]:
        values = (
            self.area,
            self.plan,
            self.priority,
            self.measure,
            self.source,
            str(self.to),
            self.window,
            None if self.start is None else str(self.start),
            self.compare,
            self.map,
            self.show,
            self.ward,
            None if self.month is None else str(self.month),
            self.indicator,
            self.strand,
            self.lead,
            self.grade,
            self.progress,
            self.verdict,
            self.clusters,
            self.beside,
            self.cells,
            self.sort,
            self.intervention,
        )
        return {key: value for key, value in zip(KEYS, values, strict=True) if value}

    def _needed(self, vocabulary: Vocabulary) -> dict[str, str]:
        pairs = self._pairs()
        if self.start is not None:
            period = ("to", "window", "from")
            shorter = {key: value for key, value in pairs.items() if key not in period}
            if _read(vocabulary, shorter) == self:
                pairs = shorter
        for key in KEYS:
            shorter = {name: value for name, value in pairs.items() if name != key}
            if key in pairs and _read(vocabulary, shorter) == self:
                pairs = shorter
        return pairs


@dataclass(frozen=True)
class Parsed:
    """A selection with what had to be said about its address, and the stamps the address carries."""

    selection: Selection
    notices: tuple[str, ...] = ()
    version: str | None = None
    asof: str | None = None


def parse(query: str, vocabulary: Vocabulary) -> Parsed:
    """Read a query string, with or without its '?'."""
    given: dict[str, str] = {}
    notices: list[str] = []
    for key, value in parse_qsl(query.removeprefix("?"), keep_blank_values=True):
        if key not in (*KEYS, *STAMPS):
            notices.append(f"The link has a part that means nothing here and is left out: {quoted(key)}.")
        elif key in given and given[key] != value:
            notices.append(f"The link names “{key}” twice; the last one is used.")
            given[key] = value
        elif value:
            given[key] = value
    if "asof" in given and _day_of(given["asof"]) is None:
        notices.append(f"The link’s day {quoted(given['asof'])} is no date: what is overdue is as of today.")
    reading = Reading(vocabulary, given)
    selection = Selection(**reading.read())
    return Parsed(
        selection=selection,
        notices=tuple(dict.fromkeys(notices + reading.notices)),
        version=given.get("version"),
        asof=given.get("asof"),
    )


def day_in(query: str, *, today: dt.date) -> dt.date:
    """The day an address was copied on, for what depends on the day; today where it names none before it."""
    copied = _day_of(dict(parse_qsl(query.removeprefix("?"))).get("asof", ""))
    return today if copied is None else min(copied, today)


def _day_of(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def version_in(query: str) -> str | None:
    """The store version an address asks for, read before there is a vocabulary to read the rest with."""
    return dict(parse_qsl(query.removeprefix("?"))).get("version")


def _read(vocabulary: Vocabulary, pairs: Mapping[str, str]) -> Selection:
    return Selection(**Reading(vocabulary, pairs).read())
