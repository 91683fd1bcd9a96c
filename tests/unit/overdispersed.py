"""Counts that vary more than Poisson, for trials of what is said of them."""

from __future__ import annotations

import numpy as np


def draw_overdispersed(
    mean: float | np.ndarray, phi: float, size: int | tuple[int, ...], seed: int
) -> np.ndarray:
    """Counts with variance φ × mean: Poisson, or negative binomial with that variance."""
    source = np.random.default_rng(seed)
    if phi == 1:
        return source.poisson(mean, size)
    return source.negative_binomial(np.asarray(mean) / (phi - 1), 1 / phi, size)
