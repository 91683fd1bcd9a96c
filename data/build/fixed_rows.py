"""Rows of table fixed_cell from arrays of counts and of what is hidden."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.build.fixed_periods import Span
from data.build.suppression import Counts, Mask
from data.sensitivity import HIDDEN, ROUNDING, SHOWN, THRESHOLDS, ZERO
from data.settings import Audience

COLUMNS = (
    "audience",
    "series_id",
    "form",
    "level",
    "area_code",
    "parent",
    "period_start",
    "period_end",
    "status",
    "value",
)


def rows_of(
    series_id: int,
    audience: Audience,
    form: str,
    spans: Sequence[Span],
    *,
    codes: Sequence[str],
    levels: Sequence[str],
    parents: Sequence[str | None],
    values: Counts,
    hidden: Mask,
) -> pd.DataFrame:
    """One row for every code and span. `values` and `hidden` are [code, span]."""
    base = ROUNDING[audience]
    # A small count is only ever shown where it is free anyway; rounded, it might pass for a zero.
    small = values <= THRESHOLDS[audience]
    rounded = np.where(small, values, (values + base // 2) // base * base)
    many, mask = len(spans), hidden.ravel()
    return pd.DataFrame(
        {
            "audience": str(audience),
            "series_id": series_id,
            "form": form,
            "level": np.repeat(np.array(levels, dtype=object), many),
            "area_code": np.repeat(np.array(codes, dtype=object), many),
            "parent": np.repeat(np.array(parents, dtype=object), many),
            "period_start": [first.first_day for first, _ in spans] * len(codes),
            "period_end": [last.last_day for _, last in spans] * len(codes),
            "status": np.where(mask, HIDDEN, np.where(values.ravel() == 0, ZERO, SHOWN)),
            "value": pd.array(rounded.ravel(), dtype="Int64"),
        },
        columns=list(COLUMNS),
    ).assign(value=lambda frame: frame["value"].mask(mask))
