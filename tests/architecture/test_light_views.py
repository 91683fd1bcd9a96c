"""What the views may not pull in: each of these alone would take much of the two seconds a start may take."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("geopandas", "mapclassify", "scipy", "sklearn", "shapely", "openpyxl", "plotly")


def test_views_import_nothing_heavy() -> None:
    """Classes and list verdicts are worked out with numpy; scipy and mapclassify are the tests' oracles."""
    code = f"import sys, dashboard.views.registry; print([m for m in {HEAVY!r} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
