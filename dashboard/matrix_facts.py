"""The measures of a theme in every district and group: which stand side by side, and how each of them is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.among_peers import asked_of_peers, by_level, groups_beside, peers_of
from dashboard.levels_ahead import read_ahead
from dashboard.observed import observed_in
from dashboard.periods import Window
from dashboard.question import Question
from dashboard.ranked import Ranked, RankedArea, ranked_among
from dashboard.records import Area, Series
from dashboard.reference import Reference
from dashboard.released import ReleasedObservation
from dashboard.vocabulary import CRIME, LEAD, SUMMARY
from data.catalogue import Measure
from data.month import Month

# A measure that one area alone has compares nothing.
_LEAST_AREAS = 2


@dataclass(frozen=True)
class Published:
    """A measure that comes as its source published it: one value an area, all of the same months."""

    window: Window
    source: str
    values: Mapping[str, ReleasedObservation]


@dataclass(frozen=True)
class MatrixColumn:
    """A measure of the matrix: ranked where it comes by month, else as published; never both."""

    measure: Measure
    ranked: Ranked | None
    published: Published | None
    source: str

    def row(self, code: str) -> RankedArea | None:
        """An area's row of a ranked measure."""
        return self.ranked.of(code) if self.ranked is not None else None

    def value(self, code: str) -> ReleasedObservation | None:
        """An area's published value."""
        return self.published.values.get(code) if self.published is not None else None

    def held(self, codes: Sequence[str]) -> int:
        """How many of the areas have anything of it."""
        rows = [self.row(code) for code in codes]
        counted = sum(row is not None and row.standing.status != "not_supplied" for row in rows)
        return counted or len(self.published.values if self.published else ())


@dataclass(frozen=True)
class Matrix:
    """`districts` are the peers by name, `beside` what is not ranked. `theme` says which measures these are.

    No columns are `single`, which one area alone has, `elsewhere`, which another source than the page's
    holds, `elsewhen`, which come in other months only, and `absent`, of which there are no figures.
    """

    question: Question
    peers: Area
    theme: str
    columns: tuple[MatrixColumn, ...]
    districts: tuple[str, ...]
    beside: tuple[str, ...]
    single: tuple[Measure, ...]
    absent: tuple[Measure, ...]
    elsewhen: tuple[Measure, ...]
    elsewhere: tuple[Measure, ...]

    @property
    def ranked(self) -> tuple[Ranked, ...]:
        """The columns that are ranked."""
        return tuple(column.ranked for column in self.columns if column.ranked is not None)


def matrix_of(question: Question) -> Matrix | None:
    """The matrix of a page; None where no county or force holds the area, so that there are no peers."""
    peers = peers_of(question)
    if peers is None:
        return None
    selection = question.selection
    key = ("matrix", peers.code, selection.measure, selection.source, selection.priority, selection.plan)
    asked = (*key, selection.period, selection.compare)
    found = question.reference.recall(asked, lambda: _matrix(question, peers))
    # The same for every area that has these peers, but the page is this one's.
    return replace(found, question=question)


def _matrix(question: Question, peers: Area) -> Matrix:
    reference = question.reference
    theme, measures, elsewhere = _measures(question, peers)
    asked = [asked_of_peers(question, peers, measure.id) for measure in measures]
    groups = groups_beside(reference, peers)
    around = reference.districts(reference.groups(peers.code)[-1].code)
    codes = (*around, *(area.code for area in groups))
    _read_ahead(reference, asked, {"district": around, **by_level(groups)})
    published = _published(question, codes, [item.measure.id for item in asked if item.series is None])
    columns: list[MatrixColumn] = []
    single: list[Measure] = []
    absent: list[Measure] = []
    elsewhen: list[Measure] = []
    for item in asked:
        column = MatrixColumn(
            item.measure, ranked_among(item, peers), published.get(item.measure.id), item.source_short
        )
        held = column.held(codes)
        if held >= _LEAST_AREAS:
            columns.append(column)
        else:
            (single if held else absent if item.series is None else elsewhen).append(item.measure)
    inside = reference.districts(peers.code)
    return Matrix(
        question=question,
        peers=peers,
        theme=theme,
        columns=tuple(columns),
        districts=inside,
        beside=tuple(code for code in codes if code not in inside),
        single=tuple(single),
        absent=tuple(absent),
        elsewhen=tuple(elsewhen),
        elsewhere=elsewhere,
    )


def _measures(question: Question, peers: Area) -> tuple[str, tuple[Measure, ...], tuple[Measure, ...]]:
    """What the matrix is about in words, its measures, and those of the theme that another source holds.

    All crime stands before the top lines, as in the list of measures. The page's own measure is always one of
    them: the first where the theme has it not.
    """
    plan, priority = question.plan, question.selection.priority
    catalogue = question.reference.catalogue.measures
    if plan is None or priority == CRIME:
        # All crime and its types from one source: from two, the same crimes would stand there twice.
        offered = question.vocabulary.measures(peers.code, None, CRIME)
        source = question.selection.source
        held = [item for item in offered if (item.id, source) in question.reference.series]
        own = _with(question.measure, held)
        return "all crime and crime types", own, tuple(item for item in offered if item not in own)
    wanted = [LEAD] if priority == SUMMARY else []
    wanted += [
        item.measure
        for item in plan.indicators
        if (item.top_line if priority == SUMMARY else priority in item.priorities)
    ]
    summary = "all crime and top-line indicators"
    label = next((item.label for item in plan.priorities if item.id == priority), summary)
    return f"{plan.label}: {label}", _with(question.measure, [catalogue[name] for name in wanted]), ()


def _with(own: Measure, measures: Sequence[Measure]) -> tuple[Measure, ...]:
    found = {measure.id: measure for measure in measures}
    return tuple(found.values()) if own.id in found else (own, *found.values())


def _read_ahead(reference: Reference, asked: Sequence[Question], levels: Mapping[str, Sequence[str]]) -> None:
    """The counts of all that are compared with the same months, in one statement a pair of windows."""
    together: defaultdict[tuple[Window, ...], list[Series]] = defaultdict(list)
    for item in asked:
        if item.series:
            together[item.window, *item.comparison.windows].append(item.series)
    for windows, series in together.items():
        read_ahead(reference, series, levels, windows)


def _published(question: Question, codes: Sequence[str], measures: Sequence[str]) -> Mapping[str, Published]:
    """Of each measure the latest period up to the page's last month that most of the areas have."""
    if not measures:
        return {}
    found: defaultdict[tuple[str, str, Month, Month], dict[str, ReleasedObservation]] = defaultdict(dict)
    for item in observed_in(question.reference, codes, measures=measures):
        if item.category is None and item.last <= question.selection.to:
            found[item.measure, item.source, item.first, item.last][item.area] = item
    best: dict[str, tuple[str, str, Month, Month]] = {}
    for key, values in found.items():
        if key[0] not in best or (len(values), key[3]) > (len(found[best[key[0]]]), best[key[0]][3]):
            best[key[0]] = key
    return {
        measure: Published(Window("range", first, last), source, found[measure, source, first, last])
        for measure, (_, source, first, last) in best.items()
    }
