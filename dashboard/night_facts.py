"""How many fall in the night-time economy of a plan: now and before, by month, and by its hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.amounts import usual_change
from dashboard.hour_peaks import above_the_rest, like_the_highest
from dashboard.nights import Nights
from dashboard.observed_hours import HourMonth
from dashboard.question import Question
from dashboard.released import Amount
from dashboard.statistics.change import Change, compare_counts
from dashboard.week import HOURS, WEEK
from dashboard.week_hours import WeekCounts, WeekHours, week_hours
from dashboard.wording import LEAST_BASE, percent_change, share_percent
from data.catalogue import DAY_HOUR, NOT_DOMESTIC
from data.month import Month


@dataclass(frozen=True)
class NightHour:
    """An hour of the clock, over the nights of the plan: `before` is the mean of the periods compared with.

    `worst`: the plan calls it one of the worst. `found`: it is one of those that stand out from the other
    hours of these nights and cannot be told apart from the highest.
    """

    hour: int
    count: int
    before: float | None
    worst: bool
    found: bool


@dataclass(frozen=True, eq=False)
class NightFacts:
    """What a plan's nights hold of a question's counts.

    `busier` sets them against the rest of the week, for the hours of each. `by_month` has the months of all
    periods, empty where the source gives none.
    """

    question: Question
    nights: Nights
    hours: WeekHours
    now: WeekCounts
    inside: int
    previous: float | None
    previous_share: float | None
    usual: Change | None
    busier: Change
    by_hour: tuple[NightHour, ...]
    by_month: Mapping[Month, HourMonth]

    @property
    def share(self) -> float | None:
        """Percent of those with a time; None under a base of 50."""
        return share_percent(self.inside, self.now.timed)

    @property
    def change(self) -> float | None:
        """The difference in counts."""
        return None if self.previous is None else self.inside - self.previous

    @property
    def change_pct(self) -> float | None:
        """In percent of the count before; None under a base of 50."""
        return percent_change(self.inside, self.previous)

    @property
    def week_share(self) -> float:
        """Percent of the week's hours that the nights are."""
        return 100 * len(self.nights.held) / WEEK


def night_hours(question: Question) -> WeekHours:
    """The hours that nights are judged by: without domestic abuse where the source says which it is."""
    return week_hours(question, preferred=(NOT_DOMESTIC, DAY_HOUR))


def night_facts(question: Question, nights: Nights) -> NightFacts | None:
    """None where the question has no hours: `night_hours` says why."""
    hours = night_hours(question)
    now = hours.now
    if now is None:
        return None
    held = nights.held
    inside = _inside(now, held)
    earlier = [_inside(week, held) for week in hours.before]
    times = _times(now, held)
    return NightFacts(
        question=question,
        nights=nights,
        hours=hours,
        now=now,
        inside=inside,
        previous=sum(earlier) / len(earlier) if earlier else None,
        previous_share=share_percent(sum(earlier), sum(week.timed for week in hours.before))
        if earlier
        else None,
        usual=usual_change(
            now=_amount(inside),
            before=[_amount(count) for count in earlier],
            window=now.window,
            compare=[week.window for week in hours.before],
            phi=_phi(hours),
        ),
        busier=compare_counts(inside, now.timed - inside, _phi(hours), times, 24 * now.window.days - times),
        by_hour=_by_hour(hours, nights, now),
        by_month={} if now.published else hours.months,
    )


def _phi(hours: WeekHours) -> float:
    question = hours.question
    return question.reference.phi(series=hours.series, level=question.level) if hours.series else 1.0


def _amount(count: int) -> Amount:
    return Amount("shown" if count else "zero", count)


def _inside(week: WeekCounts, held: frozenset[int]) -> int:
    return sum(week.clock[number] for number in held)


def _times(week: WeekCounts, held: frozenset[int]) -> int:
    """How many hours of the period lie in the nights."""
    return sum(week.times[number // HOURS] for number in held)


def _by_hour(hours: WeekHours, nights: Nights, now: WeekCounts) -> tuple[NightHour, ...]:
    numbers = {hour: [n for n in nights.held if n % HOURS == hour] for hour in nights.hours}
    counts = [sum(now.clock[n] for n in numbers[hour]) for hour in nights.hours]
    times = [sum(now.times[n // HOURS] for n in numbers[hour]) for hour in nights.hours]
    phi = _phi(hours)
    found: tuple[bool, ...] = (False,) * len(counts)
    if sum(counts) >= LEAST_BASE and len(counts) > 1:
        found = like_the_highest(counts, times, above_the_rest(counts, times, phi=phi), phi=phi)
    return tuple(
        NightHour(
            hour=hour,
            count=counts[place],
            before=sum(week.clock[n] for week in hours.before for n in numbers[hour]) / len(hours.before)
            if hours.before
            else None,
            worst=hour in nights.worst,
            found=found[place],
        )
        for place, hour in enumerate(nights.hours)
    )
