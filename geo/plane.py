"""Degrees as a plane in which a unit is the same length both ways: good for a county, not a continent."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def shrink_at(latitude: NDArray[np.float64]) -> float:
    """How much shorter a degree of longitude is than one of latitude, at the middle of these latitudes."""
    return float(np.cos(np.radians((latitude.min() + latitude.max()) / 2)))


def flatten(longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points (n, 2) in degrees of latitude: x eastward, y northward."""
    return np.column_stack([longitude * shrink_at(latitude), latitude])
