"""How far numbers were from those they were checked against: `pytest -p tests.differences -n 0 ...`.

A pytest plugin. Every `pytest.approx` of the run is listened to; what it lets pass is told at the end, by
test: how many pairs of numbers, and the largest difference, absolute and in percent of the expected number.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import pytest

_APPROX = pytest.approx
_running = ""
_seen: dict[str, list[tuple[float, float]]] = defaultdict(list)


class Heard:
    """What `pytest.approx` gives, and the differences it is asked about."""

    # Comparisons with an array come here, not to the array.
    __array_ufunc__ = None
    __array_priority__ = 100

    def __init__(self, expected: Any, **tolerances: Any) -> None:
        self.expected, self.approx = expected, _APPROX(expected, **tolerances)

    def __eq__(self, actual: object) -> bool:
        close = bool(self.approx == actual)
        if close:
            _seen[_running] += _differences(actual, self.expected)
        return close

    def __hash__(self) -> int:
        return id(self)

    def __repr__(self) -> str:
        return repr(self.approx)


def _differences(actual: Any, expected: Any) -> list[tuple[float, float]]:
    if isinstance(expected, dict):
        actual, expected = [actual[key] for key in expected], list(expected.values())
    here, there = (np.atleast_1d(np.asarray(side, dtype=float)).ravel() for side in (actual, expected))
    gaps = np.abs(here - there)
    shares = np.divide(gaps, np.abs(there), out=np.zeros_like(gaps), where=there != 0)
    return list(zip(gaps.tolist(), (100 * shares).tolist(), strict=True))


def pytest_configure() -> None:
    """Listen."""
    pytest.approx = Heard


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Whose numbers they are."""
    global _running
    _running = f"{item.path.stem}: {getattr(item, 'originalname', None) or item.name}"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """A line a test."""
    terminalreporter.section("largest differences seen")
    for name, found in _seen.items():
        gap, share = (max(values) for values in zip(*found, strict=True))
        terminalreporter.write_line(f"{name} | {len(found)} pairs | {gap:.3g} | {share:.3g}%")
