"""What the plain pages show, read from the store's own file and drawn with Plotly as its guides do it.

Each peer's page imports this in its own environment: DuckDB, pandas and Plotly are all it needs.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go

MEASURES = {
    "All crime": "all_crime",
    "Violence": "violence_against_the_person",
    "Criminal damage": "criminal_damage",
}
SOURCE = "force_extract"
LAST, FIRST, BEFORE = "2024-03-01", "2023-04-01", "2022-04-01"

DISTRICTS = "SELECT a.name, a.code FROM area AS a WHERE a.level = 'district' ORDER BY a.name"
LAYER = """
SELECT l.digest FROM layer AS l WHERE l.form = 'geographic' AND l.level = 'ward' AND l.scope = $area
"""
WARDS = """
SELECT a.code, a.name, coalesce(sum(w.value) FILTER (w.month >= $first), 0) AS now,
    coalesce(sum(w.value) FILTER (w.month < $first), 0) AS before, any_value(p.residents) AS residents
FROM area AS a
LEFT JOIN (
    SELECT m.ward_code, m.month, m.value FROM ward_month AS m
    INNER JOIN series AS s ON s.series_id = m.series_id
    WHERE s.measure = $measure AND s.source = $source AND m.month BETWEEN $before AND $last
) AS w ON w.ward_code = a.code
LEFT JOIN population AS p ON p.area_code = a.code
WHERE a.level = 'ward' AND a.parent = $area
GROUP BY a.code, a.name ORDER BY now DESC
"""
MONTHS = """
SELECT m.month, m.value FROM area_month AS m
INNER JOIN series AS s ON s.series_id = m.series_id
WHERE s.measure = $measure AND s.source = $source AND m.area_code = $area
    AND m.month BETWEEN $before AND $last
ORDER BY m.month
"""


class Store:
    """A store's published version, opened once."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)
        self._connection = duckdb.connect(str((self.folder / "current").resolve()), read_only=True)

    def ask(self, statement: str, **given: str) -> pd.DataFrame:
        """A statement's rows."""
        return self._connection.cursor().execute(statement, given or None).df()

    @property
    def districts(self) -> dict[str, str]:
        """Code by name."""
        found = self.ask(DISTRICTS)
        return dict(zip(found["name"], found["code"], strict=True))

    @lru_cache(maxsize=64)  # noqa: B019
    def layer(self, area: str) -> dict[str, Any]:
        """The wards of a district as GeoJSON."""
        digest = self.ask(LAYER, area=area)["digest"][0]
        found = json.loads((self.folder / "geo" / f"{digest}.json").read_text(encoding="utf-8"))
        return dict(found)


def page(
    store: Store, *, district: str, measure: str, tall: int | None = 430, low: int | None = 140
) -> tuple[go.Figure, go.Figure, go.Figure, pd.DataFrame]:
    """Ward map, months, gauge and ward table of a district (its name) and a measure (its label).

    `tall` and `low` are heights in pixels of map and months and of the gauge, None where the page sets them.
    """
    area = store.districts[district]
    asked = {"area": area, "measure": MEASURES[measure], "source": SOURCE, "before": BEFORE, "last": LAST}
    wards = store.ask(WARDS, first=FIRST, **asked)
    months = store.ask(MONTHS, **asked)
    wards["rate"] = (1000 * wards["now"] / wards["residents"]).round(1)
    wards["change"] = (100 * (wards["now"] - wards["before"]) / wards["before"]).round(1)
    ward_map = px.choropleth(
        wards,
        geojson=store.layer(area),
        locations="code",
        featureidkey="id",
        color="now",
        hover_name="name",
        hover_data=["rate", "change"],
        color_continuous_scale=["#EAF2FA", "#6BACE6", "#2073BC", "#12436D"],
    )
    ward_map.update_geos(fitbounds="locations", visible=False)
    ward_map.update_layout(height=tall, margin={"l": 0, "r": 0, "t": 10, "b": 0})
    now = months[months["month"] >= FIRST]
    earlier = months[months["month"] < FIRST]
    bars = go.Figure(
        [
            go.Bar(x=now["month"], y=now["value"], name="12 months", marker_color="#12436D"),
            go.Scatter(
                x=now["month"], y=earlier["value"].to_numpy(), name="year before", line_color="#F46A25"
            ),
        ]
    )
    bars.update_layout(height=tall, margin={"l": 40, "r": 10, "t": 10, "b": 30})
    total, base = int(now["value"].sum()), int(earlier["value"].sum())
    gauge = go.Figure(
        go.Indicator(
            mode="number+delta+gauge",
            value=total,
            delta={"reference": base, "relative": True},
            gauge={
                "shape": "bullet",
                "threshold": {"value": 0.98 * base},
                "axis": {"range": [0, 1.3 * base]},
            },
        )
    )
    gauge.update_layout(height=low, margin={"l": 40, "r": 20, "t": 20, "b": 30})
    table = wards[["name", "now", "before", "rate", "change"]]
    return ward_map, bars, gauge, table
