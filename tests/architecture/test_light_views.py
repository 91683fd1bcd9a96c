"""What serving may not pull in: each of these alone would take much of the two seconds a start may take."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "geopandas",
    "mapclassify",
    "scipy",
    "statsmodels",
    "esda",
    "sklearn",
    "shapely",
    "openpyxl",
    "plotly",
)


def test_views_import_nothing_heavy() -> None:
    """Classes and list verdicts are worked out with numpy; scipy and mapclassify are the tests' oracles."""
    code = f"import sys, dashboard.views.registry; print([m for m in {HEAVY!r} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_statistics_import_nothing_heavy() -> None:
    """Every module of the statistics, also those that no view asks for."""
    code = (
        "import importlib, pkgutil, sys, dashboard.statistics as room; "
        "names = [m.name for m in pkgutil.iter_modules(room.__path__, room.__name__ + '.')]; "
        "[importlib.import_module(name) for name in names]; "
        f"print([m for m in {(*HEAVY, 'pandas', 'duckdb')!r} if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
