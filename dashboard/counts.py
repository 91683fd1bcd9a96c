"""Read counts of wards and areas that may be shown freely. Only dashboard/disclosure.py may call these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from dashboard.known_amounts import Found
from dashboard.periods import Window, single_months
from dashboard.records import Series
from dashboard.reference import Reference
from data import count_queries
from data.month import Month
from data.sensitivity import unplaced_code


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
    totals = count_queries.get_ward_totals(
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
    for row in count_queries.get_area_totals(
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
    for row in count_queries.get_ward_months(
        reference.snapshot, series_id=series.series_id, districts=list(districts), start=first, end=last
    ):
        yield row["ward_code"] or unplaced_code(row["district_code"]), known[row["month"]], row["value"]


def _months_beside(
    reference: Reference, series: Series, area: str, first: Month, last: Month
) -> dict[Month, int]:
    """An area's months, read together with those of the county and force it is set beside."""
    codes = list(dict.fromkeys((area, *(group.code for group in reference.groups(area)))))
    months = count_queries.get_area_months(
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
    months = count_queries.get_area_months(
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
    months = count_queries.get_area_months(
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
    months = count_queries.get_part_months(
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
        for row in count_queries.get_ward_mix(
            reference.snapshot,
            series_ids=[item.series_id for item in series],
            district=reference.areas[ward].parent or "",
            ward=ward,
            start=window.first,
            end=window.last,
        )
    }


def _pairs(windows: Sequence[Window]) -> list[tuple[Window, Window]]:
    """Two windows a statement; an odd last one is asked for twice."""
    return [(windows[i], windows[min(i + 1, len(windows) - 1)]) for i in range(0, len(windows), 2)]
