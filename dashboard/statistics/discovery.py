"""Which of many tests to call, so that few of the calls are wrong."""

from __future__ import annotations

from collections.abc import Sequence

FALSE_DISCOVERY_RATE = 0.05


def discoveries(p_values: Sequence[float], *, rate: float = FALSE_DISCOVERY_RATE) -> tuple[bool, ...]:
    """Which tests to call with the false discovery rate held at `rate`, in the order given.

    Benjamini and Hochberg (1995, Journal of the Royal Statistical Society B 57:289-300): with the p-values in
    ascending order, the largest k with p_k ≤ rate·k/n is found, and the first k are called.
    """
    cut = -1.0
    for place, p in enumerate(sorted(p_values), start=1):
        if p <= rate * place / len(p_values):
            cut = p
    return tuple(p <= cut for p in p_values)
