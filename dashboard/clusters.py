"""Clusters of high wards, county-wide: which there are, since when, and why in words.

Gi* of rates (dashboard/statistics/gi_star.py) over every ward of the widest county or force around the page's
area, so that a filter does not change the answer, and twice: over the 12 months that end with the page's last
month, and over the 12 before them. A measure whose wards have no rate for so short a time is judged over the
months it needs; where the store holds fewer months, over the longest run of at least six that most districts
have. Sensitive series are judged over the fixed years they are shown for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from dashboard.cluster_words import ClusterWords, Course
from dashboard.comparisons import mark_labels
from dashboard.disclosure import fixed_at, released_wards
from dashboard.neighbours import neighbours_of
from dashboard.periods import Window, month_words, resolve_window
from dashboard.question import Question, marks_of
from dashboard.records import Series
from dashboard.reference import COMPLETE, Reference
from dashboard.released import Released
from dashboard.statistics.gi_star import Cluster, course, gi_star
from dashboard.statistics.rates import rate
from dashboard.wording import number
from data.catalogue import Measure
from data.month import Month

ORDER: Final[tuple[Course, ...]] = ("new", "continuing", "cluster", "fading", "not unusual")
YEAR: Final = 12
# Fewer months say too little of a place, and lean to their season.
LEAST_MONTHS: Final = 6
# More hidden wards than this would leave the low end of the county out.
MOST_HIDDEN: Final = 0.25
# Of fewer, a ward with its neighbours is too large a part of all for anything to lie together in.
LEAST_WARDS: Final = 30


@dataclass(frozen=True)
class WardCluster:
    """A ward among its neighbours, now and in the window before; None where it was not tested.

    `words` is how this answer's wards are spoken of.
    """

    code: str
    name: str
    course: Course
    now: Cluster | None
    before: Cluster | None
    words: ClusterWords

    @property
    def reason(self) -> str:
        """What `course` rests on, as the end of a sentence that begins with its name."""
        return self.words.reason(self.code, self.course, self.now, self.before)

    @property
    def brief(self) -> str:
        """The same beside a heading that names the months and the mean of all wards."""
        return self.words.brief(self.code, self.course, self.now, self.before)

    @property
    def called(self) -> bool:
        """Whether it is in a cluster of high wards now."""
        return self.now is not None and self.now.kind == "high"


@dataclass(frozen=True, eq=False)
class Clusters:
    """Every tested ward of a county or force. `windows` are the periods really judged, the latest first.

    `refused` says why nothing was tested; `lacking` are the districts without figures. `caveats` go under
    whatever shows a cluster.
    """

    area: str
    area_name: str
    windows: tuple[Window, ...] = ()
    wards: Mapping[str, WardCluster] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    refused: str = ""

    def of(self, code: str) -> WardCluster | None:
        """A ward's; None where it was not tested."""
        return self.wards.get(code)

    @cached_property
    def listed(self) -> tuple[WardCluster, ...]:
        """All that are or were in a cluster: new, continuing, fading; in each the highest first."""
        found = [ward for ward in self.wards.values() if ward.course != "not unusual"]
        return tuple(sorted(found, key=lambda ward: (ORDER.index(ward.course), -_strength(ward), ward.name)))

    def within(self, codes: Sequence[str]) -> tuple[WardCluster, ...]:
        """Those of `listed` among some wards."""
        wanted = set(codes)
        return tuple(ward for ward in self.listed if ward.code in wanted)

    @cached_property
    def closest(self) -> WardCluster | None:
        """Where there is no cluster: the ward that with its neighbours comes nearest to one."""
        high = [w for w in self.wards.values() if w.now is not None and w.now.z > 0 and not w.called]
        return min(high, key=lambda ward: (ward.now.p if ward.now else 1.0, -_strength(ward)), default=None)


def ward_clusters(question: Question) -> Clusters | None:
    """The clusters of a question's series around its area, one answer for all areas of a county or force.

    None without a series, or where it has no ward figures. The window of the page does not matter, only its
    last month.
    """
    series = question.series
    if series is None or not series.ward_level:
        return None
    reference, to = question.reference, question.selection.to
    groups = reference.groups(question.area)
    if not groups:
        return Clusters(
            question.area,
            question.area_name,
            refused=f"No clusters: no county or force of the store holds all of {question.area_name}, and "
            "clusters are told against a whole county.",
        )
    wide = groups[-1].code
    return reference.recall(
        ("clusters", series.series_id, wide, to), lambda: _ward_clusters(reference, series, wide, to)
    )


def _ward_clusters(reference: Reference, series: Series, wide: str, to: Month) -> Clusters:
    measure = reference.catalogue.measures[series.measure]
    name = reference.name(wide)
    kinds, beside = neighbours_of(reference)
    if not beside:
        return Clusters(wide, name, refused="No clusters: the store does not know which wards adjoin.")
    window = _window(reference, series, measure, wide, to)
    if isinstance(window, str):
        return Clusters(wide, name, refused=f"No clusters: {window}")
    held = released_wards(
        reference,
        series=series,
        districts=reference.districts(wide),
        window=window,
        compare=(window.earlier(window.length),),
    )
    if refused := _unfit(held, measure):
        return Clusters(wide, name, windows=(held.window,), refused=f"No clusters: {refused}")
    windows = (held.window, *held.compare[:1])
    rates = [_rates(reference, measure, held, windows, place) for place in range(len(windows))]
    now, *rest = [gi_star(found, beside) if _enough(found) else {} for found in rates]
    before = rest[0] if rest else {}
    if not now:
        why = f"fewer than {LEAST_WARDS} wards of {name} have a rate for {held.window.words}."
        return Clusters(wide, name, windows=(held.window,), refused=f"No clusters: {why}")
    if not before:
        windows = windows[:1]
    words = ClusterWords(measure, name, windows, tested=len(now), kinds=kinds)
    names = reference.names(now)
    wards = {code: _judged(words, code, names[code], now[code], before.get(code)) for code in now}
    lacking = _lacking(reference, held)
    return Clusters(
        area=wide,
        area_name=name,
        windows=windows,
        wards=wards,
        lacking=lacking,
        caveats=(
            *words.caveats(wards=len(rates[0]), lacking=lacking),
            *mark_labels(windows[0], windows[1:], marks_of(reference, measure=measure.id, area=wide)),
            *held.caveats,
        ),
    )


def _window(reference: Reference, series: Series, measure: Measure, wide: str, to: Month) -> Window | str:
    """The months to judge, or why there are none: long enough for a rate, and held by most districts."""
    length = max(YEAR, measure.ward_rate_months)
    if fixed_at(reference, series=series, level="ward"):
        short = length > YEAR
        return f"{_too_few(measure)}." if short else resolve_window(kind="12m", to=to)
    districts = reference.districts(wide)
    runs = [_run(reference, series, district, to) for district in districts]
    # Half of the districts hold at least so many months up to the last one.
    held = sorted(runs, reverse=True)[(len(runs) - 1) // 2] if runs else 0
    if held >= length:
        return Window("range", to - (length - 1), to)
    if length > YEAR:
        return f"{_too_few(measure)}, and the store does not hold {length} complete months up to " + (
            f"{month_words(to)} for most districts."
        )
    if held >= LEAST_MONTHS:
        return Window("range", to - (held - 1), to)
    with_any = sum(run >= LEAST_MONTHS for run in runs)
    return (
        f"they are told against a whole county, and only {with_any} of the {len(runs)} districts of "
        f"{reference.name(wide)} have at least {LEAST_MONTHS} complete months up to {month_words(to)}."
    )


def _too_few(measure: Measure) -> str:
    return f"a ward has too few for a rate under {measure.ward_rate_months} months"


def _run(reference: Reference, series: Series, district: str, to: Month) -> int:
    """How many complete months end with the last one."""
    known = reference.statuses_of(series=series, code=district)
    length = 0
    while known.get(to - length) == COMPLETE:
        length += 1
    return length


def _unfit(held: Released, measure: Measure) -> str:
    """Why released figures cannot be judged; '' where they can."""
    if held.fixed and held.window.length < measure.ward_rate_months:
        return f"{_too_few(measure)}."
    known = [cell for cell in held.cells if cell.ward is not None and cell.status != "not_supplied"]
    hidden = sum(cell.status == "hidden" for cell in known)
    if known and hidden > MOST_HIDDEN * len(known):
        return f"{number(hidden)} of {number(len(known))} ward counts are hidden, and the low ones with them."
    return ""


def _rates(
    reference: Reference, measure: Measure, held: Released, windows: Sequence[Window], place: int
) -> dict[str, float | None]:
    """Ward rates of one of the windows; None where there is no whole count or nobody is counted."""
    window = windows[place]
    found: dict[str, float | None] = {}
    for cell in held.cells:
        if cell.ward is None:
            continue
        amount = (cell.now, *cell.before)[place]
        people = reference.population(cell.ward, window=window)
        counted = None
        if people is not None:
            counted = people.households if measure.rate_of == "households" else people.residents
        value = amount.value if amount.whole else None
        found[cell.ward] = rate(value, counted, per=measure.rate_per / window.years)
    return found


def _enough(rates: Mapping[str, float | None]) -> bool:
    return sum(rate is not None for rate in rates.values()) >= LEAST_WARDS


def _lacking(reference: Reference, held: Released) -> tuple[str, ...]:
    """The districts of which no ward has a figure."""
    has = Counter(cell.district for cell in held.cells if cell.ward is not None and cell.now.whole)
    every = dict.fromkeys(cell.district for cell in held.cells if cell.district is not None)
    return tuple(reference.name(code) for code in every if code is not None and not has[code])


def _judged(words: ClusterWords, code: str, name: str, now: Cluster, before: Cluster | None) -> WardCluster:
    high = now.kind == "high"
    was = before is not None and before.kind == "high"
    found: Course = "cluster" if high and before is None else course([was, high])
    return WardCluster(code, name, found, now, before, words)


def _strength(ward: WardCluster) -> float:
    return ward.now.around if ward.now is not None else 0.0
