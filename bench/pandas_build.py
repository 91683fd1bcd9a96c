"""The build as a plain pandas and geopandas script would do it: read, place by point, count, write."""

from __future__ import annotations

import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd


def main(world: Path, target: Path) -> None:
    """Write the ward x month x type counts and the placed rows of the world's police files as Parquet."""
    rows = pd.concat(pd.read_csv(path) for path in sorted(world.glob("police/*/*.csv")))
    wards = gpd.read_file(world / "wards.geojson")
    points = gpd.points_from_xy(rows["Longitude"], rows["Latitude"])
    placed = gpd.sjoin(
        gpd.GeoDataFrame(rows, geometry=points, crs=wards.crs), wards, how="left", predicate="within"
    )
    keys = ["WD25CD", "LAD25CD", "Month", "Crime type"]
    counts = placed.groupby(keys, dropna=False).size().reset_index(name="value")
    counts.to_parquet(target / "counts.parquet")
    placed.drop(columns="geometry").to_parquet(target / "rows.parquet")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
