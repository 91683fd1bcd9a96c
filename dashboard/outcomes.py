"""What became of crimes: groups of last outcomes, in all, by type, by month and by area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dashboard.disclosure import fixed_at, level_of
from dashboard.periods import Window
from dashboard.question import Question
from dashboard.records import Series
from dashboard.wording import share_percent
from data import observed_queries
from data.catalogue import OutcomeGroup, Outcomes
from data.catalogue.recording import NO_OUTCOME
from data.month import Month

# From this share still open on, in percent, the rates of a month are not final whatever its age.
OPEN_SHARE = 10.0
Counts = Mapping[str, int]
_NONE: Counts = {}


@dataclass(frozen=True)
class OutcomeRow:
    """The crimes of one area, type or month by outcome group: `now` in the window, `before` in the other one.

    `by` is 'all', 'type', 'month' or 'area'. `before` is None without a comparison. `recent`: too recent for
    its rates to be final.
    """

    by: str
    code: str
    name: str
    now: Counts
    before: Counts | None = None
    recent: bool = False

    @cached_property
    def base(self) -> int:
        """Every crime in the window."""
        return sum(self.now.values())

    @cached_property
    def base_before(self) -> int:
        """Every crime in the window before."""
        return sum((self.before or _NONE).values())

    def share(self, group: str) -> float | None:
        """A group in percent of the base; None under a base of 50."""
        return share_percent(self.now.get(group, 0), self.base)

    def share_before(self, group: str) -> float | None:
        """The same for the window before."""
        return None if self.before is None else share_percent(self.before.get(group, 0), self.base_before)

    def points(self, group: str) -> float | None:
        """The change in percentage points."""
        now, before = self.share(group), self.share_before(group)
        return None if now is None or before is None else now - before


@dataclass(frozen=True)
class OutcomeFacts:
    """The outcomes of a selection. `groups` are those that occur, in the catalogue's order."""

    outcomes: Outcomes
    groups: tuple[OutcomeGroup, ...]
    window: Window
    compare: Window | None
    rows: tuple[OutcomeRow, ...]

    @property
    def whole(self) -> OutcomeRow:
        """Every crime of the area in the window."""
        return self.rows[0]

    def by(self, kind: str) -> tuple[OutcomeRow, ...]:
        """The rows of a kind."""
        return tuple(row for row in self.rows if row.by == kind)

    def open_share(self, row: OutcomeRow) -> float | None:
        """What may still change, in percent; None under a base of 50."""
        count = sum(row.now.get(group.id, 0) for group in self.outcomes.groups if group.open)
        return share_percent(count, row.base)


def outcome_facts(question: Question, *, areas: bool = False) -> OutcomeFacts | None:
    """The outcomes of a question's area, or of the ward in focus; None where the store has none of it.

    `areas`: those of every area in it as well, which many districts have rows for, and only a table shows.
    """
    series, outcomes = question.series, question.reference.catalogue.outcomes.get(question.selection.source)
    if series is None or outcomes is None or not _may_be_shown(question, series):
        return None
    compare = question.comparison.windows[0] if len(question.comparison.windows) == 1 else None
    months = Window("range", question.charted.first, question.window.last)
    windows = [question.window, *([compare] if compare else [])]
    found, charted = _read(question, series, windows, months, areas=areas)
    now = found[_span(question.window)]
    if not set(now.get(("all", ""), _NONE)) - {NO_OUTCOME}:
        return None
    earlier = found[_span(compare)] if compare else None

    def row(by: str, code: str, name: str) -> OutcomeRow:
        before = None if earlier is None else earlier.get((by, code), _NONE)
        return OutcomeRow(by, code, name, now[by, code], before)

    measures = question.reference.catalogue.measures
    types = [row("type", code, measures[code].label) for code in _codes(now, "type")]
    names = question.reference.names(_codes(now, "area"))
    parts = [row("area", code, name if code else "Not placed in a ward") for code, name in names.items()]
    by_month = [OutcomeRow("month", str(month), str(month), charted[month]) for month in sorted(charted)]
    cells = (*charted.values(), *(cell for counts in found.values() for cell in counts.values()))
    occurring = {group for cell in cells for group in cell}
    facts = OutcomeFacts(
        outcomes=outcomes,
        groups=tuple(g for g in outcomes.groups if g.id in occurring),
        window=question.window,
        compare=compare,
        rows=(
            row("all", "", question.reference.name(question.selection.ward or question.area)),
            *(sorted(types, key=lambda item: (-item.base, item.name)) if len(types) > 1 else ()),
            *by_month,
            *(() if question.selection.ward else sorted(parts, key=lambda item: (not item.code, item.name))),
        ),
    )
    return _with_recent(facts, series)


def _may_be_shown(question: Question, series: Series) -> bool:
    """Not where the audience sees fixed tables only, nor for an area that is no sum of wards all the time."""
    reference = question.reference
    own = reference.custom.get(question.area)
    levels = {"ward", level_of(reference, question.area)}
    fixed = any(fixed_at(reference, series=series, level=level) for level in levels)
    return not fixed and not (own is not None and (own.cut or own.limited))


# By kind of row and code.
Found = Mapping[tuple[str, str], Counts]
Span = tuple[dt.date, dt.date]


def _span(window: Window) -> Span:
    return window.first.first_day, window.last.first_day


def _read(
    question: Question, series: Series, windows: Sequence[Window], months: Window, *, areas: bool
) -> tuple[Mapping[Span, Found], Mapping[Month, Counts]]:
    """The counts of each window, and those of each of the months: with the wards, districts if `areas`."""
    reference, area = question.reference, question.area
    ward = question.selection.ward
    made_of_wards = reference.areas[area].level == "custom" and level_of(reference, area) == "ward"
    wards = [ward] if ward else list(reference.wards(area)) if made_of_wards else None
    by_ward = not question.vocabulary.by_districts(area)
    spans = sorted({(window.first, window.last) for window in windows})
    added_up = wards is None and not by_ward
    listed = areas or not added_up
    key = ("outcomes", series.series_id, area, ward, tuple(spans), months.first, months.last, listed)

    def read() -> list[dict[str, Any]]:
        asked: dict[str, Any] = {
            "series_id": series.series_id,
            "districts": list(reference.districts(area)) if listed else [],
            "starts": [first for first, _ in spans],
            "ends": [last for _, last in spans],
            "first": months.first,
            "last": months.last,
        }
        if added_up:
            return observed_queries.get_area_outcomes(reference.snapshot, area=area, **asked)
        return observed_queries.get_outcome_counts(reference.snapshot, wards=wards, by_ward=by_ward, **asked)

    measures = {item.series_id: item.measure for item in reference.series.values()}
    found: dict[Span, dict[tuple[str, str], dict[str, int]]] = {_span(window): {} for window in windows}
    charted: dict[Month, dict[str, int]] = {}
    for item in reference.recall(key, read):
        if item["month"] is not None:
            cell = charted.setdefault(Month.of(item["month"]), {})
        else:
            cell = found[item["start"], item["finish"]].setdefault(_what(item, measures), {})
        cell[item["outcome"]] = item["value"]
    return found, charted


def _what(item: Mapping[str, Any], measures: Mapping[int, str]) -> tuple[str, str]:
    """What a row of a window is by, and of what: a type's measure, an area's code."""
    if item["part_id"] is not None:
        return "type", measures[item["part_id"]]
    if item["area_code"] is not None:
        return "area", item["area_code"]
    return "all", ""


def _codes(found: Found, by: str) -> list[str]:
    return [code for kind, code in found if kind == by]


def _with_recent(facts: OutcomeFacts, series: Series) -> OutcomeFacts:
    """Mark the months that are younger than outcomes take, or still open in good part."""
    last = series.last_month or facts.window.last
    rows = []
    for row in facts.rows:
        if row.by == "month":
            young = last.index - Month.parse(row.code).index < facts.outcomes.lag_months
            recent = young or (facts.open_share(row) or 0.0) >= OPEN_SHARE
            row = OutcomeRow(row.by, row.code, row.name, row.now, row.before, recent)
        rows.append(row)
    return OutcomeFacts(facts.outcomes, facts.groups, facts.window, facts.compare, tuple(rows))
