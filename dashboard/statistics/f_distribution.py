"""The tail of the F distribution, without the half second that importing scipy takes of a start."""

from __future__ import annotations

import math

_STEPS = 500
_TINY = 1e-300
_CLOSE = 1e-15


def f_tail(value: float, *, above: float, below: float) -> float:
    """How often an F variable with `above` and `below` degrees of freedom exceeds a value.

    The regularised incomplete beta function I_x(below/2, above/2) at x = below / (below + above·value), by
    its continued fraction (Abramowitz and Stegun 1964, 26.5.8 and 26.6.2), evaluated by Lentz's method.
    """
    if value <= 0:
        return 1.0
    x = below / (below + above * value)
    # A value too small for the sum to see leaves no logarithm to take.
    if x == 1:
        return 1.0
    return _incomplete_beta(x, below / 2, above / 2)


def _incomplete_beta(x: float, a: float, b: float) -> float:
    # The fraction converges fast on this side of the distribution's middle; the other is one minus it.
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(1 - x, b, a)
    front = a * math.log(x) + b * math.log1p(-x) + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    return math.exp(front) * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    result, top, bottom = _TINY, _TINY, 0.0
    for step in range(_STEPS):
        m = step // 2
        if step == 0:
            term = 1.0
        elif step % 2:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        bottom = 1 / _away_from_zero(1 + term * bottom)
        top = _away_from_zero(1 + term / top)
        result *= top * bottom
        if step and abs(top * bottom - 1) < _CLOSE:
            break
    return result


def _away_from_zero(number: float) -> float:
    return number if abs(number) > _TINY else _TINY
