"""What sensitive series may show, decided once at build: table fixed_cell."""

from __future__ import annotations

import pandas as pd

from data.catalogue import Catalogue


def build_fixed_cells(
    *,
    series: pd.DataFrame,
    ward_month: pd.DataFrame,
    area_month: pd.DataFrame,
    areas: pd.DataFrame,
    memberships: pd.DataFrame,
    catalogue: Catalogue,
) -> pd.DataFrame:
    """The rows of table fixed_cell for every sensitive series and each audience that numbers are hidden from.

    The frames have the columns of the store's tables series, ward_month, area_month, area and membership;
    series that are sensitive at no level are passed over. Columns returned: audience, series_id, form
    ('ward_year', 'area_quarter', 'area_year'), level ('ward', 'unplaced', 'district', ...), area_code, parent,
    period_start, period_end (last day), status (shown, zero, hidden), value (Int64; NA where hidden).
    """
    raise NotImplementedError
