"""The months an intervention's phase is set against, from when it can be read, and what to say of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboard.comparisons import Mark
from dashboard.intervention_ground import Counted, Counts
from dashboard.periods import run_words, span_words
from dashboard.statistics.before_after import Counted as Count
from dashboard.statistics.before_after import would_show
from dashboard.wording import joined
from data.month import Month

YEAR: Final = 12
# Same months of up to so many years before are tried until none of them is exceptional.
YEARS_BEFORE: Final = 3


def held_months(counted: Counted) -> dict[Month, bool]:
    """By month, whether place and elsewhere are both whole."""
    return {
        month: value is not None and counted.elsewhere.get(month) is not None
        for month, value in counted.place.items()
    }


def base_months(months: Sequence[Month], *, begun: Month, years: int) -> tuple[Month, ...]:
    """The same calendar months in the year before it began, or so many years earlier, each once."""
    found = set()
    for month in months:
        back = max(1, -(-(month.index - begun.index + 1) // YEAR)) + years
        found.add(month - back * YEAR)
    return tuple(sorted(found))


def year_before(counted: Counted, months: Sequence[Month], *, begun: Month) -> int | None:
    """How many years earlier than the latest its base is: the first that is complete and not exceptional.

    Where there is none, the latest complete one; None where none is complete.
    """
    held = held_months(counted)
    whole = []
    for years in range(YEARS_BEFORE):
        base = base_months(months, begun=begun, years=years)
        if all(held.get(month) for month in base):
            if not counted.exceptional.intersection(base):
                return years
            whole.append(years)
    return whole[0] if whole else None


def readable_month(counted: Counted, *, first: Month, longest: int, begun: Month, years: int) -> Month | None:
    """The month at whose end a relative fall of a quarter would show, as far as the phase goes."""
    ground = counted.ground
    phis = counted.phi(ground.place), counted.phi(ground.whole, less=True)
    for length in range(1, longest + 1):
        base = base_months(tuple(first.until(first + (length - 1))), begun=begun, years=years)
        sums = [total_of(known, base) for known in (counted.place, counted.elsewhere)]
        if sums[0] is None or sums[1] is None:
            return None
        place, elsewhere = Count(sums[0], 0, phis[0]), Count(sums[1], 0, phis[1])
        if would_show(place, elsewhere, share=length / len(base)):
            return first + (length - 1)
    return None


def total_of(known: Counts, months: Sequence[Month]) -> int | None:
    """The sum of some months; None where one is not whole."""
    values = [known.get(month) for month in months]
    whole = [value for value in values if value is not None]
    return sum(whole) if len(whole) == len(values) else None


def mark_labels(counted: Counted, base: Sequence[Month], months: Sequence[Month]) -> tuple[str, ...]:
    """Exceptional months on either side, and breaks between them: both are shared with elsewhere."""
    labels = []
    for mark in counted.marks:
        if mark.kind == "exceptional":
            touched = [month for month in (*base, *months) if mark.first <= month <= mark.last]
            if touched:
                were = "was" if len(touched) == 1 else "were"
                labels.append(
                    f"{run_words(touched)} {were} exceptional ({mark.label}): the comparison holds only if "
                    "they were so for the place as for elsewhere."
                )
        elif lies_between(mark, base, months):
            labels.append(
                f"Recording changed in between ({mark.label}, {span_words(mark.first, mark.last)}), here and "
                "elsewhere alike."
            )
    return tuple(labels)


def passed_over(counted: Counted, months: Sequence[Month], begun: Month, years: int) -> tuple[str, ...]:
    """Why the year before it began is not what its months are set against, where it is not."""
    if not years:
        return ()
    latest = base_months(months, begun=begun, years=0)
    unusual = exceptional_words(counted, latest)
    why = f"exceptional ({unusual})" if unusual else "not complete"
    return (f"{run_words(latest)} is not what it is set against: {why}.",)


def exceptional_words(counted: Counted, months: Sequence[Month]) -> str:
    """What made any of these months exceptional; '' where nothing did."""
    return joined(
        [
            mark.label
            for mark in counted.marks
            if mark.kind == "exceptional" and any(mark.first <= month <= mark.last for month in months)
        ]
    )


def lies_between(mark: Mark, base: Sequence[Month], months: Sequence[Month]) -> bool:
    """Whether a break lies between the months before and the last one after."""
    return mark.crossed(earliest=base[0], last=months[-1])
