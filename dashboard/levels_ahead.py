"""Areas of several levels read in few statements, before each level is asked for on its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.counts import read_levels_ahead
from dashboard.disclosure import fixed_at
from dashboard.fixed_counts import read_fixed_ahead
from dashboard.fixed_periods import area_windows
from dashboard.periods import Window
from dashboard.records import Series
from dashboard.reference import Reference


def read_ahead(
    reference: Reference,
    series: Sequence[Series],
    levels: Mapping[str, Sequence[str]],
    windows: Sequence[Window],
) -> None:
    """Read the areas of each of `levels` for `released_areas` of these windows.

    Series that are free at every level take one statement together for a pair of windows; one that is not
    takes one statement of its own for all it has on the fixed tables.
    """
    free = []
    for item in series:
        fixed = [codes for level, codes in levels.items() if fixed_at(reference, series=item, level=level)]
        if fixed:
            read_fixed_ahead(reference, item, fixed, area_windows(reference, item, tuple(windows)))
        else:
            free.append(item)
    read_levels_ahead(reference, free, levels, windows)
