"""A count on its way through a plan's year: where it stands, where it should be, where it will end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dashboard.periods import Window
from dashboard.targets.expected import Expected, expect
from dashboard.targets.kinds import Aim
from dashboard.targets.projection import Needed, Projection, needed, project, recovery
from dashboard.targets.season import Season
from data.month import Month


@dataclass(frozen=True)
class PathPoint:
    """One month of a plan's year; every number is of the year up to its end.

    `actual` is None where not held; where only quarters are shown, every number but a quarter's last month's
    is. `expected`, `low` and `high` are the way to the target; `projected` and its interval begin where the
    actual ends.
    """

    month: Month
    actual: float | None = None
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    projected: float | None = None
    projected_low: float | None = None
    projected_high: float | None = None


@dataclass(frozen=True)
class Course:
    """A plan's year in `steps`: months, or quarters where only those are shown.

    `amounts` are the counts of the steps so far, without a gap from the first on, `counted` their count where
    it is published too: sums of rounded quarters are no rounded year. `season` is None where no
    earlier year tells it, `aim` where the year has no target that can be worked out. `phi` is the dispersion.
    """

    year: Window
    steps: tuple[Window, ...]
    amounts: tuple[float, ...]
    season: Season | None
    aim: Aim | None
    phi: float
    counted: float | None = None

    @property
    def done(self) -> int:
        """Steps so far."""
        return len(self.amounts)

    @property
    def to_date(self) -> float:
        """Their count."""
        return sum(self.amounts) if self.counted is None else self.counted

    @property
    def months_left(self) -> int:
        """Months of the year after the last step."""
        return sum(step.length for step in self.steps[self.done :])

    @property
    def expected(self) -> Expected | None:
        """The way to the target by now."""
        if self.season is None or self.aim is None or not self.done:
            return None
        return expect(self.aim, season=self.season, done=self.done)

    @cached_property
    def projection(self) -> Projection | None:
        """The year's end, if its rest goes as the year so far."""
        return self._projected(len(self.steps))

    @property
    def reach(self) -> tuple[float, float] | None:
        """What the year may still come to at the target's own pace."""
        if self.season is None or self.aim is None or not self.done:
            return None
        return recovery(self.to_date, season=self.season, done=self.done, phi=self.phi, aim=self.aim)

    @property
    def needed(self) -> Needed | None:
        """What each month left may or has to add."""
        return None if self.aim is None else needed(self.to_date, aim=self.aim, months_left=self.months_left)

    @property
    def path(self) -> tuple[PathPoint, ...]:
        """Every month of the year; numbers at the end of each step."""
        ends = {step.last: number for number, step in enumerate(self.steps, start=1)}
        return tuple(
            self._point(month, ends[month]) if month in ends else PathPoint(month)
            for month in self.year.months
        )

    def _point(self, month: Month, step: int) -> PathPoint:
        way = expect(self.aim, season=self.season, done=step) if self.aim and self.season else None
        ahead = self._projected(step) if step >= self.done else None
        return PathPoint(
            month=month,
            actual=self._actual(step),
            expected=way.value if way else None,
            low=way.low if way else None,
            high=way.high if way else None,
            projected=ahead.value if ahead else None,
            projected_low=ahead.low if ahead else None,
            projected_high=ahead.high if ahead else None,
        )

    def _actual(self, step: int) -> float | None:
        if step == self.done:
            return self.to_date
        return sum(self.amounts[:step]) if step < self.done else None

    def _projected(self, until: int) -> Projection | None:
        if not self.done:
            return None
        if self.done == until:
            met = None if self.aim is None else float(self.aim.met_by(self.to_date))
            return Projection(self.to_date, self.to_date, self.to_date, met)
        if self.season is None:
            return None
        whole = until == len(self.steps)
        return project(
            self.to_date,
            season=self.season,
            done=self.done,
            until=until,
            phi=self.phi,
            aim=self.aim if whole else None,
        )
