"""The map of the hotspots page: the wards of an area, with clusters of high wards when they are asked for."""

from __future__ import annotations

from dataclasses import replace

from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import View
from dashboard.views.wards import build_wards


def build_hotspots(reference: Reference, selection: Selection) -> View:
    """The view `hotspots`."""
    return replace(build_wards(reference, selection), name="hotspots")
