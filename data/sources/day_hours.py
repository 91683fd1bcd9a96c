"""Categories of a breakdown by day and hour, as a file writes them."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from data.catalogue.models import Catalogue, Combine
from data.catalogue.week import read_day_hour

HOUR_REMEDY: Final = (
    "write the day and the hour of the clock: 'Sat 01' is 01:00 to 01:59 on Saturday; 'Sat not known' or "
    "'not known' is what has no time."
)
_ADDED: Final = (Combine.ADDITIVE, Combine.FLAG)


def counts_to_add(catalogue: Catalogue) -> list[str]:
    """The measures that may come by day and hour: counts that are summed."""
    return [
        name
        for name, measure in catalogue.measures.items()
        if measure.unit == "count" and measure.combine in _ADDED
    ]


def read_hours(categories: pd.Series[Any]) -> tuple[pd.Series[Any], dict[str, str]]:
    """Each category as the store writes it, and of those that are no hour of the week the reason."""
    meant: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for text in categories.unique():
        try:
            meant[text] = read_day_hour(text)
        except ValueError as error:
            meant[text] = text
            wrong[text] = str(error)
    return categories.map(meant), wrong
