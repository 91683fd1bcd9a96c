"""Read counts from the store, free or from a fixed table. Only dashboard/disclosure.py may call these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from dashboard.fixed_periods import QUARTER_MONTHS
from dashboard.periods import Window, single_months
from dashboard.records import Series
from dashboard.reference import Reference
from data import queries
from data.month import Month
from data.sensitivity import AREA_QUARTER, AREA_YEAR, HIDDEN, WARD_YEAR, unplaced_code

# Counts by area and first and last month; None where the fixed table hides one.
Found = Mapping[tuple[str, Month, Month], int | None]
# What the fixed tables have of an area above the wards.
_AREA_FORMS = AREA_YEAR, AREA_QUARTER


def free_ward_counts(
    reference: Reference, series: Series, districts: Sequence[str], windows: Sequence[Window]
) -> Found:
    found: dict[tuple[str, Month, Month], int | None] = {}
    for pair in _pairs(windows):
        key = ("ward totals", series.series_id, tuple(districts), pair)
        read = partial(_ward_totals, reference, series, districts, pair)
        found.update(reference.recall(key, read))
    return found


def _ward_totals(
    reference: Reference, series: Series, districts: Sequence[str], pair: tuple[Window, Window]
) -> Found:
    totals = queries.get_ward_totals(
        reference.snapshot,
        series_id=series.series_id,
        districts=list(districts),
        start=pair[0].first,
        end=pair[0].last,
        before_start=pair[1].first,
        before_end=pair[1].last,
    )
    found: dict[tuple[str, Month, Month], int | None] = {}
    for row in totals:
        code = row["ward_code"] or unplaced_code(row["district_code"])
        found[code, pair[0].first, pair[0].last] = row["value"]
        found[code, pair[1].first, pair[1].last] = row["previous"]
    return found


def free_level_counts(
    reference: Reference, series: Series, level: str, codes: Sequence[str], windows: Sequence[Window]
) -> Found:
    """Of the areas `codes` of a level."""
    found: dict[tuple[str, Month, Month], int | None] = {}
    for pair in _pairs(windows):

        def read(pair: tuple[Window, Window] = pair) -> Found:
            return _level_totals(reference, [series.series_id], {level: codes}, pair)[series.series_id, level]

        found.update(reference.recall(_level_key(series.series_id, level, codes, pair), read))
    return found


def _level_key(
    series_id: int, level: str, codes: Sequence[str], pair: tuple[Window, Window]
) -> tuple[object, ...]:
    months = [month for window in pair for month in (window.first, window.last)]
    return ("level totals", series_id, level, tuple(codes), *months)


def _level_totals(
    reference: Reference,
    series_ids: Sequence[int],
    levels: Mapping[str, Sequence[str]],
    pair: tuple[Window, Window],
) -> dict[tuple[int, str], dict[tuple[str, Month, Month], int | None]]:
    now, before = pair
    found: dict[tuple[int, str], dict[tuple[str, Month, Month], int | None]] = {
        (number, level): {} for number in series_ids for level in levels
    }
    whole = all(len(codes) == len(reference.of_level(level)) for level, codes in levels.items())
    for row in queries.get_area_totals(
        reference.snapshot,
        series_ids=list(series_ids),
        levels=list(levels),
        area_codes=None if whole else [code for codes in levels.values() for code in codes],
        start=now.first,
        end=now.last,
        before_start=before.first,
        before_end=before.last,
    ):
        counts = found[row["series_id"], row["level"]]
        counts[row["area_code"], now.first, now.last] = row["value"]
        counts[row["area_code"], before.first, before.last] = row["previous"]
    return found


def read_levels_ahead(
    reference: Reference,
    series: Sequence[Series],
    levels: Mapping[str, Sequence[str]],
    windows: Sequence[Window],
) -> None:
    """Read areas by level for several series in few statements, for `free_level_counts` of each.

    Gives nothing back, so anybody may call it: the numbers still leave by dashboard/disclosure.py.
    """
    for pair in _pairs(windows):
        numbers = [
            item.series_id
            for item in series
            if any(
                _level_key(item.series_id, level, codes, pair) not in reference.recall
                for level, codes in levels.items()
            )
        ]
        found = _level_totals(reference, numbers, levels, pair) if numbers else {}
        for (number, level), counts in found.items():
            reference.recall(_level_key(number, level, levels[level], pair), partial(_itself, counts))


def _itself(counts: Found) -> Found:
    return counts


def free_months(
    reference: Reference, series: Series, area: str, first: Month, last: Month
) -> dict[Month, int]:
    """Counts by month of an area or a ward; months without rows are absent."""
    here = reference.areas[area]
    if here.level == "ward":
        by_ward = reference.recall(
            ("ward months", series.series_id, here.parent, first, last),
            lambda: _ward_months(reference, series, here.parent, first, last),
        )
        return by_ward.get(area, {})
    return reference.recall(
        ("free months", series.series_id, area, first, last),
        lambda: _months_beside(reference, series, area, first, last),
    )


def _ward_months(
    reference: Reference, series: Series, district: str | None, first: Month, last: Month
) -> dict[str, dict[Month, int]]:
    """Every ward of a district: whoever asks for one asks for its neighbours next."""
    found: dict[str, dict[Month, int]] = {}
    for code, month, value in _ward_rows(reference, series, [district] if district else [], first, last):
        found.setdefault(code, {})[month] = value
    return found


def _ward_rows(
    reference: Reference, series: Series, districts: Sequence[str], first: Month, last: Month
) -> Iterator[tuple[str, Month, int]]:
    """Ward (or what is in none of a district's), month and count."""
    known = {month.first_day: month for month in first.until(last)}
    for row in queries.get_ward_months(
        reference.snapshot, series_id=series.series_id, districts=list(districts), start=first, end=last
    ):
        yield row["ward_code"] or unplaced_code(row["district_code"]), known[row["month"]], row["value"]


def _months_beside(
    reference: Reference, series: Series, area: str, first: Month, last: Month
) -> dict[Month, int]:
    """An area's months, read together with those of the county and force it is set beside."""
    codes = list(dict.fromkeys((area, *(group.code for group in reference.groups(area)))))
    months = queries.get_area_months(
        reference.snapshot, series_ids=[series.series_id], area_codes=codes, start=first, end=last
    )
    found: dict[str, dict[Month, int]] = {code: {} for code in codes}
    for row in months:
        found[row["area_code"]][Month.of(row["month"])] = row["value"]
    for code in codes:
        if code != area:
            reference.recall(
                ("free months", series.series_id, code, first, last), partial(found.__getitem__, code)
            )
    return found[area]


def read_months_ahead(
    reference: Reference, series: Sequence[Series], area: str, first: Month, last: Month
) -> None:
    """Read one area's months of several series in one statement, for `free_months` of the same months.

    Gives nothing back, so anybody may call it: the numbers still leave by dashboard/disclosure.py.
    """
    numbers = [
        item.series_id
        for item in series
        if ("free months", item.series_id, area, first, last) not in reference.recall
    ]
    if not numbers:
        return
    months = queries.get_area_months(
        reference.snapshot, series_ids=numbers, area_codes=[area], start=first, end=last
    )
    found: dict[int, dict[Month, int]] = {number: {} for number in numbers}
    known = {month.first_day: month for month in first.until(last)}
    for row in months:
        found[row["series_id"]][known[row["month"]]] = row["value"]
    for number in numbers:
        reference.recall(("free months", number, area, first, last), partial(found.__getitem__, number))


def read_areas_ahead(
    reference: Reference, series: Series, areas: Sequence[str], first: Month, last: Month
) -> None:
    """Read one series in several areas in one statement, for `free_months` of the same months."""
    areas = [
        area for area in areas if ("free months", series.series_id, area, first, last) not in reference.recall
    ]
    if not areas:
        return
    months = queries.get_area_months(
        reference.snapshot, series_ids=[series.series_id], area_codes=areas, start=first, end=last
    )
    found: dict[str, dict[Month, int]] = {area: {} for area in areas}
    for row in months:
        found[row["area_code"]][Month.of(row["month"])] = row["value"]
    for area in areas:
        reference.recall(
            ("free months", series.series_id, area, first, last), partial(found.__getitem__, area)
        )


def free_ward_months(
    reference: Reference,
    series: Series,
    districts: Sequence[str],
    first: Month,
    last: Month,
    *,
    part_of: str | None = None,
) -> Found:
    """Counts of wards by month, and of what lies in none of a district's wards. `part_of` as in
    `free_part_counts`."""
    if part_of is not None:
        return free_part_counts(reference, series, part_of, single_months(first, last))
    rows = _ward_rows(reference, series, districts, first, last)
    return {(code, month, month): value for code, month, value in rows}


def free_part_counts(reference: Reference, series: Series, area: str, windows: Sequence[Window]) -> Found:
    """What a custom area holds of each ward; as unplaced in a district, what it may hold besides."""
    months = queries.get_part_months(
        reference.snapshot,
        series_id=series.series_id,
        area=area,
        start=min(window.first for window in windows),
        end=max(window.last for window in windows),
    )
    found: dict[tuple[str, Month, Month], int | None] = {}
    for row in months:
        placed = row["ward_code"] if row["inside"] else None
        code = placed or unplaced_code(row["district_code"])
        for window in windows:
            if Month.of(row["month"]) in window:
                key = code, window.first, window.last
                found[key] = (found.get(key) or 0) + row["value"]
    return found


def free_mix(
    reference: Reference, series: Sequence[Series], ward: str, window: Window
) -> Mapping[int, tuple[int, int]]:
    """What each series holds of a ward and of its whole district; series without a row are absent."""
    return {
        row["series_id"]: (row["value"], row["whole"])
        for row in queries.get_ward_mix(
            reference.snapshot,
            series_ids=[item.series_id for item in series],
            district=reference.areas[ward].parent or "",
            ward=ward,
            start=window.first,
            end=window.last,
        )
    }


def free_top_places(
    reference: Reference, series: Series, districts: Sequence[str], window: Window
) -> Mapping[tuple[str, str | None, str], tuple[str, int]]:
    """By district, ward (None: unplaced) and kind ('lsoa' or 'place') the top name, and its count."""
    return {
        (row["district_code"], row["ward_code"], row["kind"]): (row["name"], row["value"])
        for row in queries.get_top_places(
            reference.snapshot,
            series_id=series.series_id,
            districts=list(districts),
            start=window.first,
            end=window.last,
        )
    }


def free_part_places(
    reference: Reference, series: Series, districts: Sequence[str], window: Window, *, part_of: str
) -> Mapping[tuple[str, str | None, str, str], int]:
    """Of a custom area's part of each ward the counts by district, ward, kind of place and its name."""
    own = reference.custom[part_of]
    found: dict[tuple[str, str | None, str, str], int] = {}
    for row in queries.get_places(
        reference.snapshot,
        series_id=series.series_id,
        districts=list(districts),
        start=window.first,
        end=window.last,
    ):
        held = own.holds(district=row["district_code"], ward=row["ward_code"], lsoa=row["lsoa"])
        for kind in ("lsoa", "place") if held else ():
            if row[kind] is not None:
                key = row["district_code"], row["ward_code"], kind, row[kind]
                found[key] = found.get(key, 0) + row["value"]
    return found


def free_ward_places(
    reference: Reference, series: Series, ward: str, window: Window, *, part_of: str | None = None
) -> Mapping[tuple[str | None, str | None], int]:
    """Counts in one ward by LSOA and place as the publisher names it. `part_of` as in `free_part_places`."""
    own = reference.custom[part_of] if part_of else None
    district = reference.areas[ward].parent or ""
    return {
        (row["lsoa"], row["place"]): row["value"]
        for row in queries.get_ward_places(
            reference.snapshot,
            series_id=series.series_id,
            district=district,
            ward=ward,
            start=window.first,
            end=window.last,
        )
        if own is None or own.holds(district=district, ward=ward, lsoa=row["lsoa"])
    }


def fixed_ward_counts(
    reference: Reference, series: Series, districts: Sequence[str], windows: Sequence[Window]
) -> Found:
    codes = [code for district in districts for code in (*reference.wards(district), unplaced_code(district))]
    return _fixed_cells(reference, series, (WARD_YEAR,), codes, windows)


def fixed_area_counts(
    reference: Reference, series: Series, codes: Sequence[str], windows: Sequence[Window]
) -> Found:
    """From the years where a window is one, else from its quarters, hidden as soon as one of them is."""
    cells = _fixed_area_cells(reference, series, codes, windows)
    found: dict[tuple[str, Month, Month], int | None] = {}
    for window in windows:
        for code in codes:
            whole = (code, window.first, window.last)
            parts = [
                cells.get((code, first, first + (QUARTER_MONTHS - 1)))
                for first in (window.first + step for step in range(0, window.length, QUARTER_MONTHS))
            ]
            known = [part for part in parts if part is not None]
            quarterly = window.length % QUARTER_MONTHS == 0
            summed = sum(known) if quarterly and len(known) == len(parts) else None
            found[whole] = cells.get(whole, summed)
    return found


def _fixed_area_cells(
    reference: Reference, series: Series, codes: Sequence[str], windows: Sequence[Window]
) -> Found:
    """One area's are read whole, once: a plan asks for its years and quarters one after the other."""
    key = _fixed_key(series, codes, windows)
    first, last = series.first_month, series.last_month
    if len(codes) > 1 or first is None or last is None or key in reference.recall:
        return reference.recall(key, lambda: _fixed_cells(reference, series, _AREA_FORMS, codes, windows))
    whole = Window("range", first, last)
    return reference.recall(
        ("fixed cells", series.series_id, *codes),
        lambda: _fixed_cells(reference, series, _AREA_FORMS, codes, [whole]),
    )


def _fixed_key(series: Series, codes: Sequence[str], windows: Sequence[Window]) -> tuple[object, ...]:
    first, last = min(window.first for window in windows), max(window.last for window in windows)
    return ("fixed cells between", series.series_id, tuple(codes), first, last)


def read_fixed_ahead(
    reference: Reference, series: Series, lists: Sequence[Sequence[str]], windows: Sequence[Window]
) -> None:
    """Read several lists of areas in one statement, for `fixed_area_counts` of each and these windows.

    Gives nothing back, so anybody may call it: the numbers still leave by dashboard/disclosure.py.
    """
    keys = [_fixed_key(series, codes, windows) for codes in lists]
    if all(key in reference.recall for key in keys):
        return
    codes = [code for codes in lists for code in codes]
    found = _fixed_cells(reference, series, _AREA_FORMS, codes, windows)
    for key in keys:
        reference.recall(key, partial(_itself, found))


def _fixed_cells(
    reference: Reference,
    series: Series,
    forms: Sequence[str],
    codes: Sequence[str],
    windows: Sequence[Window],
) -> Found:
    cells = queries.get_fixed_cells(
        reference.snapshot,
        audience=reference.settings.audience,
        series_id=series.series_id,
        forms=list(forms),
        area_codes=list(codes),
        start=min(window.first for window in windows),
        end=max(window.last for window in windows),
    )
    return {
        (row["area_code"], Month.of(row["period_start"]), Month.of(row["period_end"])): (
            None if row["status"] == HIDDEN else row["value"]
        )
        for row in cells
    }


def _pairs(windows: Sequence[Window]) -> list[tuple[Window, Window]]:
    """Two windows a statement; an odd last one is asked for twice."""
    return [(windows[i], windows[min(i + 1, len(windows) - 1)]) for i in range(0, len(windows), 2)]
