"""What a store's series give for a published figure: each source by itself, by the one door numbers have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dashboard.claims.figure import COUNTS, LEVELS, Figure, Span
from dashboard.claims.printed import Range, change_percent, words
from dashboard.disclosure import released_total
from dashboard.observed import observed_in
from dashboard.periods import Window
from dashboard.records import Series
from dashboard.reference import Reference
from dashboard.released import Amount

# The store's own copy of what papers print is no second opinion on it.
PAPERS: Final = "published_papers"


@dataclass(frozen=True)
class Held:
    """A figure beside one series: what the series gives, or why it gives nothing."""

    source: str
    series: str
    value: Fraction | None
    agrees: bool = False
    why: str = ""


def held_against(figure: Figure, *, code: str, reference: Reference) -> Iterator[Held]:
    """Every series of the figure's measure that can be asked for its area and period."""
    if figure.topic or figure.span is None or figure.span.length < 1 or figure.range is None:
        return
    for (measure, source), series in reference.series.items():
        if measure != figure.measure or source == PAPERS:
            continue
        if series.months:
            yield from _counted(figure, series, code=code, reference=reference)
        else:
            yield from _published(figure, series, code=code, reference=reference)


def count_of(reference: Reference, *, series: Series, code: str, span: Span) -> Amount:
    """The count of a period as this deployment's audience may see it; not supplied in another period."""
    window = Window("range", span.first, span.last)
    found = released_total(reference, series=series, area=code, window=window)
    same = (found.window.first, found.window.last) == (span.first, span.last)
    return found.amount if same else Amount("not_supplied", None)


def series_words(reference: Reference, *, measure: str, source: str, code: str, span: Span) -> str:
    """'Violent crime, Kent Police extract, Ashford (E07000105), Mar 2022 to Feb 2023'."""
    catalogue = reference.catalogue
    return (
        f"{catalogue.measures[measure].label}, {catalogue.sources[source].short}, "
        f"{reference.name(code)} ({code}), {span.words}"
    )


def _counted(figure: Figure, series: Series, *, code: str, reference: Reference) -> Iterator[Held]:
    span, before = figure.span, figure.before
    change = figure.statistic in ("change_pct", "change_n")
    if span is None or not (figure.statistic in COUNTS or change):
        return
    if change and (before is None or before.length != span.length):
        return
    about = series_words(reference, measure=series.measure, source=series.source, code=code, span=span)
    spans = (span, before) if change and before is not None else (span,)
    amounts = [count_of(reference, series=series, code=code, span=item) for item in spans]
    counts = [Fraction(amount.value) for amount in amounts if amount.whole and amount.value is not None]
    if len(counts) < len(spans):
        why = next(amount.status for amount in amounts if not amount.whole).replace("_", " ")
        yield Held(series.source, about, None, why=why)
        return
    yield _compared(figure, counts, source=series.source, about=about)


def _compared(figure: Figure, counts: list[Fraction], *, source: str, about: str) -> Held:
    printed = figure.printed
    if figure.range is None or printed is None:
        return Held(source, about, None)
    if figure.statistic == "change_pct":
        now, before = (Range.exactly(count) for count in counts)
        if not counts[1]:
            return Held(source, about, None, why="a count of zero before")
        found = change_percent(now, before)
        about = f"{about}: {words(counts[0])} against {words(counts[1])}"
    elif figure.statistic == "change_n":
        found = Range.exactly(counts[0] - counts[1])
        about = f"{about}: {words(counts[0])} against {words(counts[1])}"
    else:
        found = Range.exactly(counts[0])
    return Held(source, about, found.low, agrees=found.meets(figure.range))


def _published(figure: Figure, series: Series, *, code: str, reference: Reference) -> Iterator[Held]:
    """A number of another publisher for the very same period, without a breakdown."""
    if figure.statistic not in LEVELS or figure.span is None or figure.range is None:
        return
    for item in observed_in(reference, [code], measures=[series.measure]):
        if item.source != series.source or item.breakdown or item.value is None:
            continue
        if (item.first, item.last) != (figure.span.first, figure.span.last):
            continue
        about = series_words(
            reference, measure=series.measure, source=series.source, code=code, span=figure.span
        )
        value = Fraction(str(item.value))
        yield Held(series.source, about, value, agrees=value in figure.range)
