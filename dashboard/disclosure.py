"""The one door numbers leave by: every count a view ranks, colours, prints or exports has come through here.

A series that may be shown freely is queried as asked. One that is sensitive at a level is read from the fixed
tables the build made for the audience (docs/decisions), in the fixed period nearest to the one asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from dashboard.counts import (
    free_level_counts,
    free_mix,
    free_months,
    free_part_counts,
    free_ward_counts,
    free_ward_months,
)
from dashboard.fixed_counts import fixed_area_counts, fixed_ward_counts
from dashboard.fixed_periods import apart, area_windows, fixed_windows, ward_windows, within
from dashboard.known_amounts import Found, amounts_of, state_in, state_of, states_of
from dashboard.periods import Window, single_months
from dashboard.place_counts import free_part_places, free_top_places, free_ward_places
from dashboard.records import Series
from dashboard.recut import counted_again_words
from dashboard.reference import MISSING, Reference
from dashboard.released import (
    HIDDEN,
    Amount,
    Cell,
    Released,
    ReleasedMonths,
    ReleasedPlace,
    ReleasedSpot,
    ReleasedTotal,
    ReleasedWardMonths,
    Stretch,
)
from dashboard.small_number_words import SHORTEST, fixed_words, hiding_words
from data.month import Month
from data.sensitivity import (
    AREA_QUARTER,
    THRESHOLDS,
    WARD_YEAR,
    shown_on_fixed_tables,
    unplaced_code,
)
from data.settings import Audience


def marking(reference: Reference) -> str:
    """The protective marking of the deployment."""
    return "OFFICIAL-SENSITIVE" if reference.settings.audience is Audience.RESTRICTED else "OFFICIAL"


def fixed_at(reference: Reference, *, series: Series, level: str) -> bool:
    """Whether this deployment's audience sees a series at a level on the fixed tables only."""
    if reference.settings.audience not in THRESHOLDS:
        return False
    return shown_on_fixed_tables(
        reference.catalogue, measure=series.measure, source=series.source, level=level
    )


def level_of(reference: Reference, code: str) -> str:
    """The level whose rules an area goes by: a custom area made of wards goes by theirs."""
    level = reference.areas[code].level
    return (
        reference.structure(("level", code), lambda: _made_of(reference, code))
        if level == "custom"
        else level
    )


def _made_of(reference: Reference, code: str) -> str:
    members = [reference.areas[m].level for m in reference.members.get(code, ()) if m in reference.areas]
    own = reference.custom.get(code)
    of_districts = bool(members) and set(members) == {"district"} and not (own and own.cut)
    return "custom" if of_districts else "ward"


def released_wards(
    reference: Reference,
    *,
    series: Series,
    districts: Sequence[str],
    window: Window,
    compare: Sequence[Window] = (),
    part_of: str | None = None,
) -> Released:
    """A cell for every ward of the districts, and one for what lies in none of a district's wards.

    One statement; one more for every further pair of windows to compare with. `part_of` is a custom area
    made of LSOAs: the cells are then what it holds of each ward, and what it may hold besides in a district.
    """
    fixed = fixed_at(reference, series=series, level="ward")
    windows = (window, *compare)
    if fixed:
        windows = ward_windows(reference, series, windows)
    if part_of is not None:
        # No fixed table has parts of wards: there they are hidden.
        found: Found = {} if fixed else free_part_counts(reference, series, part_of, windows)
    else:
        read = fixed_ward_counts if fixed else free_ward_counts
        found = read(reference, series, districts, windows)
    cells = []
    for district in districts:
        states = [
            state_of(reference, series, part_of or district, item) if series.ward_level else MISSING
            for item in windows
        ]
        for ward in (*reference.wards(district), None):
            code = ward or unplaced_code(district)
            now, *before = amounts_of(reference, series, code, found, windows, states, fixed=fixed)
            cells.append(Cell(code, now, tuple(before), district, ward))
    return _released(reference, series, windows, cells, asked=window, fixed=fixed)


def released_areas(
    reference: Reference,
    *,
    series: Series,
    level: str,
    window: Window,
    compare: Sequence[Window] = (),
    among: Sequence[str] | None = None,
) -> Released:
    """A cell for every area of a level (district and above) in the store. Statements as `released_wards`.

    `among`: of these areas of the level alone.
    """
    codes = reference.of_level(level) if among is None else tuple(among)
    windows = (window, *compare)
    # The list, the map and the findings of a country ask for the same 300 districts.
    return reference.recall(
        ("released areas", series.series_id, level, windows, codes),
        lambda: _released_areas(reference, series, level, codes, windows),
    )


def _released_areas(
    reference: Reference, series: Series, level: str, codes: Sequence[str], windows: tuple[Window, ...]
) -> Released:
    fixed = fixed_at(reference, series=series, level=level)
    window = windows[0]
    if fixed:
        windows = area_windows(reference, series, windows)
        found = fixed_area_counts(reference, series, codes, windows)
    else:
        found = free_level_counts(reference, series, level, codes, windows)
    cells = []
    # Districts of a force mostly have the same months: their windows are looked at once.
    seen: dict[int, tuple[Mapping[Month, str], list[str]]] = {}
    for code in codes:
        if (
            level == "custom"
            and not fixed
            and fixed_at(reference, series=series, level=level_of(reference, code))
        ):
            # A custom area made of wards, whose months would give away its wards'.
            cells.append(Cell(code, HIDDEN, (HIDDEN,) * len(windows[1:])))
            continue
        known = reference.statuses_of(series=series, code=code)
        if id(known) not in seen:
            seen[id(known)] = known, [state_in(known, item) for item in windows]
        states = seen[id(known)][1]
        now, *before = amounts_of(reference, series, code, found, windows, states, fixed=fixed)
        cells.append(Cell(code, now, tuple(before)))
    return _released(reference, series, windows, cells, asked=window, fixed=fixed)


def released_total(reference: Reference, *, series: Series, area: str, window: Window) -> ReleasedTotal:
    """One area's count in a window. A ward is read with its district."""
    here = reference.areas[area]
    fixed = fixed_at(reference, series=series, level=level_of(reference, area))
    found: Found
    if here.level == "ward":
        districts = [here.parent] if here.parent else []
        window_used = ward_windows(reference, series, (window,))[0] if fixed else window
        read = fixed_ward_counts if fixed else free_ward_counts
        found = read(reference, series, districts, (window_used,))
    elif fixed:
        window_used = area_windows(reference, series, (window,))[0]
        found = fixed_area_counts(reference, series, [area], (window_used,))
    else:
        window_used = window
        months = free_months(reference, series, area, window.first, window.last)
        found = {(area, window.first, window.last): sum(months.values())}
    state = state_of(reference, series, here.parent or area if here.level == "ward" else area, window_used)
    (amount,) = amounts_of(reference, series, area, found, (window_used,), [state], fixed=fixed)
    return ReleasedTotal(
        window=window_used,
        amount=amount,
        caveats=(
            *(fixed_words(reference, window_used, asked=window) if fixed else ()),
            *counted_again_words(reference, series=series, codes=[area], windows=(window_used,)),
        ),
        marking=marking(reference),
        fixed=fixed,
    )


def released_months(
    reference: Reference, *, series: Series, area: str, first: Month, last: Month
) -> ReleasedMonths:
    """One area's months from `first` to `last`; for a series sensitive there, the quarters that lie in them.

    Wards of a sensitive series give the fixed years that lie in them, the latest first where two overlap.
    """
    level = level_of(reference, area)
    fixed = fixed_at(reference, series=series, level=level)
    is_ward = reference.areas[area].level == "ward"
    holder = reference.areas[area].parent or area if is_ward else area
    if not fixed:
        months = free_months(reference, series, area, first, last)
        found: Found = {(area, month, month): value for month, value in months.items()}
        windows = single_months(first, last)
    elif level == "ward":
        windows = apart(within(fixed_windows(reference, series=series, form=WARD_YEAR), first, last))
        found = fixed_ward_counts(reference, series, [holder], windows) if is_ward and windows else {}
    else:
        windows = within(fixed_windows(reference, series=series, form=AREA_QUARTER), first, last)
        found = fixed_area_counts(reference, series, [area], windows) if windows else {}
    states = states_of(reference, series, holder, windows)
    amounts = amounts_of(reference, series, area, found, windows, states, fixed=fixed)
    unit: Literal["month", "quarter", "year"] = (
        "month" if not fixed else "year" if level == "ward" else "quarter"
    )
    caveats = (SHORTEST[unit], *hiding_words(reference)) if fixed else ()
    caveats += counted_again_words(reference, series=series, codes=[area], windows=windows)
    return ReleasedMonths(
        stretches=tuple(
            Stretch(window.first, window.last, amount)
            for window, amount in zip(windows, amounts, strict=True)
        ),
        unit=unit,
        caveats=caveats,
        marking=marking(reference),
        fixed=fixed,
    )


def released_ward_months(
    reference: Reference,
    *,
    series: Series,
    districts: Sequence[str],
    first: Month,
    last: Month,
    part_of: str | None = None,
) -> ReleasedWardMonths:
    """Every month from `first` to `last` of every ward of the districts, as `released_wards` has its cells.

    One statement. None at all of a series that is sensitive at ward level: its wards have years only.
    """
    if fixed_at(reference, series=series, level="ward"):
        return ReleasedWardMonths((), {}, (SHORTEST["year"],), fixed=True)
    found = free_ward_months(reference, series, districts, first, last, part_of=part_of)
    windows = single_months(first, last)
    wards: dict[str, tuple[Amount, ...]] = {}
    for district in districts:
        states = states_of(reference, series, part_of or district, windows)
        for code in (*reference.wards(district), unplaced_code(district)):
            wards[code] = tuple(amounts_of(reference, series, code, found, windows, states, fixed=False))
    again = counted_again_words(reference, series=series, codes=list(wards), windows=windows)
    return ReleasedWardMonths(tuple(first.until(last)), wards, again)


def released_places(
    reference: Reference,
    *,
    series: Series,
    districts: Sequence[str],
    window: Window,
    part_of: str | None = None,
) -> tuple[ReleasedPlace, ...]:
    """The LSOA and the named place with most rows in every ward, or in a custom area's part of it.

    None at all for a sensitive series.
    """
    if fixed_at(reference, series=series, level="ward"):
        return ()
    if part_of is None:
        top = dict(free_top_places(reference, series, districts, window))
    else:
        top = {}
        found = free_part_places(reference, series, districts, window, part_of=part_of)
        for (district, ward, kind, name), value in found.items():
            here = district, ward, kind
            # Of two with as many rows, the first by name.
            if here not in top or (-value, name) < (-top[here][1], top[here][0]):
                top[here] = name, value
    return tuple(ReleasedPlace(*here, name, value) for here, (name, value) in top.items())


def released_mix(
    reference: Reference, *, series: Sequence[Series], ward: str, window: Window
) -> Mapping[int, tuple[Amount, Amount]]:
    """By series the counts of a ward and of its district, in one statement: of those shown freely alone."""
    free = [item for item in series if not fixed_at(reference, series=item, level="ward")]
    district = reference.areas[ward].parent or ward
    counts = free_mix(reference, free, ward, window) if free else {}
    found: dict[int, tuple[Amount, Amount]] = {}
    for item in free:
        state = state_of(reference, item, district, window)
        values = counts.get(item.series_id, (0, 0))
        pair = []
        for code, value in zip((ward, district), values, strict=True):
            at = {(code, window.first, window.last): value}
            pair += amounts_of(reference, item, code, at, (window,), [state], fixed=False)
        found[item.series_id] = pair[0], pair[1]
    return found


def released_ward_places(
    reference: Reference, *, series: Series, ward: str, window: Window, part_of: str | None = None
) -> tuple[ReleasedSpot, ...]:
    """Every place of a ward, or of a custom area's part of it; together they are its count.

    None at all for a sensitive series.
    """
    if fixed_at(reference, series=series, level="ward"):
        return ()
    found = free_ward_places(reference, series, ward, window, part_of=part_of)
    return tuple(ReleasedSpot(lsoa, place, value) for (lsoa, place), value in found.items())


def _released(
    reference: Reference,
    series: Series,
    windows: tuple[Window, ...],
    cells: Sequence[Cell],
    *,
    asked: Window,
    fixed: bool,
) -> Released:
    again = counted_again_words(reference, series=series, codes=[c.code for c in cells], windows=windows)
    return Released(
        window=windows[0],
        compare=windows[1:],
        cells=tuple(cells),
        caveats=(*(fixed_words(reference, windows[0], asked=asked) if fixed else ()), *again),
        marking=marking(reference),
        fixed=fixed,
    )
