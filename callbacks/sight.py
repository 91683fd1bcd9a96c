"""What every callback looks at: the store version published now, and the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from dashboard.reference import Reference


@dataclass(frozen=True)
class Sight:
    """`reference` gives the version published now (cheap; raises CspError without one), `today` the date."""

    reference: Callable[[], Reference]
    today: Callable[[], dt.date]
