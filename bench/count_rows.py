"""What the build is measured against: DuckDB counting all twelve columns, as text, of the same files."""

from __future__ import annotations

import sys

import duckdb

COLUMNS = (
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
    "Crime type",
    "Last outcome category",
    "Context",
)


def main(files: str, threads: int) -> None:
    """Print the twelve counts of the CSV files named by a glob."""
    connection = duckdb.connect(config={"threads": threads})
    rows = connection.read_csv(
        files, header=True, columns=dict.fromkeys(COLUMNS, "VARCHAR"), auto_detect=False, delimiter=","
    )
    print(rows.aggregate(", ".join(f'count("{name}")' for name in COLUMNS)).fetchone())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
