"""What a series' months say in words: the season, the peaks of the latest year, what cannot be told apart."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from itertools import pairwise

from dashboard.month_run import MonthRun
from dashboard.peak_run import usual_counts
from dashboard.periods import month_words, span_words
from dashboard.statistics.month_profile import MonthProfile, ProfileMonth
from dashboard.statistics.peaks import Peaks
from dashboard.statistics.season import FEWEST_COUNTED, FEWEST_MONTHS
from dashboard.wording import joined, month_name, number
from dashboard.year_lines import YearLines
from data.month import Month

_MOST_NAMED = 6


def season_title(run: MonthRun, lines: YearLines) -> str:
    """The finding of the years: a season only where one is evident."""
    season, profile = run.season, run.profile
    if season is not None and season.evident:
        if profile is not None and profile.standing_out:
            names = joined([calendar.month_name[month] for month in profile.standing_out])
            verb = "is" if len(profile.standing_out) == 1 else "are"
            return f"{names} {verb} high year after year: {_top_words(profile, profile.standing_out)}"
        return "There is a season, but no month can be told apart as the highest"
    if season is not None:
        return "No seasonal peak: no month is high year after year beyond usual variation"
    if is_rare(run):
        return "Too rare to rank months: fewer than five a month on average"
    return f"{peak_title(lines)}; {too_few_words(run)}"


def peak_title(lines: YearLines) -> str:
    """'July and May were highest (1,033 and 1,021), no single peak', or that there is too little to say."""
    if lines.peaks is None or not lines.lines:
        return f"Too few {lines.unit}s known to name the highest"
    year, peaks = lines.lines[-1], lines.peaks
    counts = dict(zip(year.firsts, year.counts, strict=True))
    values = [number(counts[month]) for month in peaks.highest]
    verb = "was" if len(values) == 1 else "were"
    names = joined([month_name(month) for month in peaks.highest])
    none = "" if peaks.standing_out else ", no single peak"
    return f"{names} {verb} highest ({joined(values)}){none}"


def too_few_words(run: MonthRun) -> str:
    """Why no season can be told: 'too few months to tell a season: 10 of at least 24'."""
    usual = usual_counts(run)
    if len(usual) < FEWEST_MONTHS:
        return f"too few months to tell a season: {number(len(usual))} of at least {FEWEST_MONTHS}"
    if sum(count for _, count in usual) / len(usual) < FEWEST_COUNTED:
        return "too rare to tell a season: fewer than five a month"
    seen = {number: sum(month.month == number for month, _ in usual) for number in range(1, 13)}
    once = [calendar.month_name[month] for month, times in seen.items() if times < 2]
    if once:
        return f"no season can be told: {joined(once)} known in fewer than two years"
    return "no season can be told from these months"


def peak_sentences(lines: YearLines) -> list[str]:
    """Highest and lowest of the latest year by count and per day, and which cannot be told apart."""
    if lines.peaks is None or not lines.lines:
        return []
    if is_rare(lines.run):
        return [_rare_words(lines)]
    year, peaks = lines.lines[-1], lines.peaks
    counts = dict(zip(year.firsts, year.counts, strict=True))
    listed = joined([f"{month_words(m)} ({number(counts[m])})" for m in peaks.highest])
    words = f"{span_words(year.first, year.last)}: highest by count {listed}"
    if not peaks.standing_out:
        words += f"; no single peak, {_tied_words(peaks)}"
    gaps = [month for month in year.firsts if counts[month] is None]
    sentences = [words]
    low = joined([month_words(m) for m in peaks.lowest])
    sentences.append(f"Lowest by count {low} ({number(counts[peaks.lowest[0]])}){_daily_words(peaks)}")
    if gaps:
        sentences.append(f"Not known whole, so not ranked: {_names(gaps)}")
    return sentences


def is_rare(run: MonthRun) -> bool:
    """Whether a month has fewer than five on average: then months are not ranked."""
    usual = [count for _, count in usual_counts(run)]
    return bool(usual) and sum(usual) / len(usual) < FEWEST_COUNTED


def _rare_words(lines: YearLines) -> str:
    """What can be said of few: 'Apr 2023 to Mar 2024: 7 in all, at most 2 a month'."""
    year = lines.lines[-1]
    known = [count for count in year.counts if count is not None]
    whole = "" if len(known) == len(year.counts) else f" in the {number(len(known))} months known whole"
    return (
        f"{span_words(year.first, year.last)}: {number(sum(known))} in all{whole}, "
        f"at most {number(max(known))} a month; fewer than five a month on average, so months are not ranked"
    )


def _tied_words(peaks: Peaks) -> str:
    others = [month for month in peaks.tied if month != peaks.highest[0]]
    if not others:
        return "though the highest differs from the next by more than usual variation"
    if len(others) <= _MOST_NAMED:
        return f"{_names(others)} cannot be told apart from {month_words(peaks.highest[0])}"
    return f"{number(len(others))} other months cannot be told apart from {month_words(peaks.highest[0])}"


def _names(months: Sequence[Month]) -> str:
    return joined([month_words(month) for month in months])


def _daily_words(peaks: Peaks) -> str:
    """Where the fair answer differs: '; per day the highest are ..., the lowest ...'."""
    parts = []
    if peaks.highest != peaks.busiest:
        several = "are" if len(peaks.busiest) > 1 else "is"
        parts.append(f"the highest {several} {_names(peaks.busiest)}")
    if set(peaks.lowest) != set(peaks.quietest):
        parts.append(f"the lowest {_names(peaks.quietest)}")
    return f"; per day {', '.join(parts)}" if parts else "; per day the same"


def profile_sentences(run: MonthRun, lines: YearLines) -> list[str]:
    """How often which month was among the three highest, and which years do not count."""
    profile = run.profile
    if is_rare(run):
        return []
    if profile is None:
        return [f"No year can be looked at for its top three: {too_few_words(run)}"]
    if len(profile.years) == 1:
        return [
            f"One usual year only, {span_words(*profile.years[0])}: "
            "whether its peaks come back cannot be told"
        ]
    words = f"{_top_words(profile, [month.number for month in profile.highest], named=True)}, per day"
    return [words, *left_out_sentences(profile, lines)]


def left_out_sentences(profile: MonthProfile, lines: YearLines) -> list[str]:
    """Which years are not looked at, and why."""
    looked = {first for first, _ in profile.years}
    words = []
    for year in lines.lines:
        if year.first in looked:
            continue
        why = f", {year.exceptional}" if year.exceptional else ", not known whole"
        words.append(f"{year.label}{why}")
    return [f"Not looked at for this: {'; '.join(words)}"] if words else []


def _top_words(profile: MonthProfile, numbers: Sequence[int], *, named: bool = False) -> str:
    """'in the top three in 4 of 5 and 3 of 5 years'; `named`: 'April 2 of 3 years, March 1 of 2'."""
    months = [profile.months[place - 1] for place in numbers]
    if named:
        first, *rest = months
        parts = [f"{_name(first)} was {first.words}"]
        parts += [f"{_name(month)} in {month.top} of {month.years}" for month in rest]
        return ", ".join(parts)
    shares = [f"{month.top} of {month.years}" for month in months]
    return f"in the top three in {joined(shares)} years"


def _name(month: ProfileMonth) -> str:
    return calendar.month_name[month.number]


def season_words_ahead(run: MonthRun) -> str:
    """What of the season is in a look ahead."""
    if run.season is None or not run.season.evident:
        return "No season is evident: what there may be of one is drawn in, so that months differ little"
    return "The season is in it, drawn in by what of it may be chance"


def unknown_years(lines: YearLines) -> list[str]:
    """Years between those shown of which nothing is known."""
    words = []
    for before, after in pairwise(lines.lines):
        missing = (after.first.index - before.first.index) // 12 - 1
        if missing:
            years = "year" if missing == 1 else f"{number(missing)} years"
            words.append(f"Nothing is known of the {years} between {before.label} and {after.label}")
    return words
