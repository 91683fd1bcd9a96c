"""One intervention opened: place and elsewhere by month, before and after, and what papers print."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from dashboard.axis_marks import event_marks
from dashboard.effect_words import (
    CAUTION,
    SHAPES,
    VERDICTS,
    beside_words,
    counts_words,
    elsewhere_words,
    interval_words,
    period_words,
    phase_words,
    places_beside,
    published_beside,
    ratio_words,
    verdict_words,
)
from dashboard.figures.before_after import Line, build_before_after
from dashboard.figures.marks import Mark
from dashboard.intervention_claims import published_of, published_words
from dashboard.intervention_effects import MOST_AFTER, Judged, Reading, judged_in
from dashboard.intervention_ground import Counted, Counts
from dashboard.intervention_months import YEAR
from dashboard.periods import Window, month_words, run_words, span_words
from dashboard.question import ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.interventions import label_of, source_words
from dashboard.views.view import Column, Table, View
from dashboard.wording import capitalised, lowered, number
from data.month import Month

NAME: Final = "intervention"
_COLUMNS: Final = (
    Column("month", "Month", "month"),
    Column("phase", "When"),
    Column("place", "Place", "integer"),
    Column("elsewhere", "Elsewhere", "integer"),
    Column("beside", "Next to it", "integer"),
    Column("status", "Status", "status", csv_only=True),
)
# The chart's months: two years before it began, and as long after it ended as is judged.
_BEFORE: Final = 24
# The axis of the ratio goes from a quarter to four times, on the scale of logarithms.
_WIDEST: Final = math.log(4)


def build_intervention(reference: Reference, selection: Selection) -> View:
    """The view `intervention`; empty until one is open. `extra["about"]` is what stands beside the chart."""
    judged = opened(reference, selection)
    question = ask(reference, selection)
    if judged is None:
        return View(
            name=NAME,
            title="No intervention is open",
            table=Table(_COLUMNS, ()),
            empty="Open an intervention of the list to see its months.",
            extra={"about": None},
            **question.described(compare=()),
        )
    label = label_of(reference, judged)
    months = _months(judged)
    figure = _figure(reference, judged, months)
    title = _title(judged, label)
    readings = judged.readings
    return View(
        name=NAME,
        title=title,
        caption=_caption(judged),
        alt=f"{title}. Lines by month of {judged.item.area} and of {elsewhere_words(judged)}, "
        f"with a band for the months in which it ran ({period_words(judged.item)}).",
        figure=figure,
        table=Table(_COLUMNS, tuple(_row(judged, month) for month in months) if figure else ()),
        period=span_words(months[0], months[-1]) if months else "",
        basis="against the same calendar months before it began",
        measure=label,
        definition=reference.catalogue.measures[judged.measure].definition,
        source=source_words(judged),
        geography=f"{judged.item.area}, against {elsewhere_words(judged)}",
        extracted=reference.extracted.get(judged.counted.series.source, "") if judged.counted else "",
        marking=question.described()["marking"],
        demonstration=judged.item.made_up or bool(judged.counted and judged.counted.series.demonstration),
        caveats=tuple(
            dict.fromkeys((*judged.labels, *(label for one in readings for label in one.labels), CAUTION))
        ),
        extra={"about": {**_about(reference, judged), "drawn": bool(figure)}},
    )


def opened(reference: Reference, selection: Selection) -> Judged | None:
    """The open intervention with the selection's measure, where it is one of its own, else with its first."""
    found = [judged for judged in judged_in(reference, selection) if judged.item.id == selection.intervention]
    return next((one for one in found if one.measure == selection.measure), found[0] if found else None)


def _title(judged: Judged, label: str) -> str:
    """Its name, and the verdict of each phase with its counts."""
    head = f"{judged.item.name}, {lowered(label)}"
    if not judged.readings:
        return f"{head}: {judged.refused.removesuffix('.')}"
    return f"{head}: {'; '.join(_told(judged, one) for one in judged.readings)}"


def _told(judged: Judged, reading: Reading) -> str:
    """'fell more than elsewhere after it ended', 'too early so far (can be read from Apr 2024)'."""
    words = f"{VERDICTS[reading.verdict]} {phase_words(judged.item, reading.phase)}"
    if reading.verdict == "early" and reading.readable is not None:
        return f"{words} (can be read from {month_words(reading.readable)})"
    unusual = reading.exceptional and reading.verdict in ("fell", "rose")
    return f"{words} (exceptional months are among those compared)" if unusual else words


def _caption(judged: Judged) -> str:
    item = judged.item
    scale = "100: each one’s mean month of the year before it began" if judged.counted else ""
    return " · ".join(filter(None, (item.area, period_words(item), item.kind, item.note, scale)))


def _months(judged: Judged) -> tuple[Month, ...]:
    if judged.counted is None or not judged.counted.place:
        return ()
    held = sorted(judged.counted.place)
    item = judged.item
    first = max(held[0], item.first_month - _BEFORE)
    last = held[-1] if item.last_month is None else min(held[-1], item.last_month + MOST_AFTER)
    return tuple(first.until(last)) if first <= last else ()


def _figure(reference: Reference, judged: Judged, months: Sequence[Month]) -> dict[str, Any] | None:
    counted, item = judged.counted, judged.item
    if counted is None or not months:
        return None
    year = tuple((item.first_month - YEAR).until(item.first_month - 1))
    place = _line(counted.place, months, year, item.area)
    elsewhere = _line(counted.elsewhere, months, year, f"rest of<br>{counted.ground.whole_name}")
    if place is None or elsewhere is None:
        return None
    end = item.last_month or max(months[-1], item.first_month)
    bands = [
        Mark(mark.first, mark.last, mark.label, mark.kind)
        for mark in counted.marks
        if mark.first <= months[-1] and mark.last >= months[0]
    ]
    # What else happened there, but not what else was done: the chart is about one intervention.
    bands += event_marks(reference, Window("range", months[0], months[-1]), area=item.places[0])
    bands.append(Mark(item.first_month, end, capitalised(item.kind), "intervention"))
    return build_before_after(
        months=months,
        place=place,
        elsewhere=elsewhere,
        beside=_line(counted.beside, months, year, "next to it"),
        marks=bands,
    )


def _line(counts: Counts, months: Sequence[Month], year: Sequence[Month], name: str) -> Line | None:
    """None where the months it would be scaled by are not there, or are nothing."""
    before = [value for month in year if (value := counts.get(month)) is not None]
    mean = sum(before) / len(before) if len(before) == len(year) else 0
    return Line(name, [counts.get(month) for month in months], mean) if mean else None


def _row(judged: Judged, month: Month) -> tuple[Any, ...]:
    counted = judged.counted
    known: list[int | None] = [None, None, None]
    if counted is not None:
        known = [counts.get(month) for counts in (counted.place, counted.elsewhere, counted.beside)]
    status = "shown" if None not in known[:2] else "not_supplied"
    return (str(month), _phase(judged, month), *known, status)


def _phase(judged: Judged, month: Month) -> str:
    item = judged.item
    if month < item.first_month:
        return "before"
    return phase_words(item, "during" if item.touches(month) else "after")


def _about(reference: Reference, judged: Judged) -> dict[str, Any]:
    """What stands beside the chart: a block a phase, then what papers print, as plain values."""
    printed_of = published_of(reference, judged.item)
    return {
        "id": judged.item.id,
        "refused": judged.refused,
        "place": judged.item.area,
        "elsewhere": elsewhere_words(judged),
        "phases": [_block(judged, judged.counted, one) for one in judged.readings if judged.counted],
        "labels": list(judged.labels),
        "published": list(published_words(printed_of)),
        "beside": published_beside(
            judged,
            label=label_of(reference, judged),
            values=[each.value for each in printed_of if each.measure == judged.measure],
        ),
        "caution": f"{CAUTION}.",
    }


def _block(judged: Judged, counted: Counted, reading: Reading) -> dict[str, Any]:
    effect = reading.effect
    ground = counted.ground
    phis = counted.phi(ground.place), counted.phi(ground.whole, less=True)
    rows: list[tuple[str, str]] = []
    if effect is not None:
        rows = [
            (judged.item.area, counts_words(reading.before, reading.after)),
            (
                capitalised(elsewhere_words(judged)),
                counts_words(reading.elsewhere_before, reading.elsewhere_after),
            ),
            (
                "Times the change elsewhere (95% interval)",
                f"{number(effect.ratio, 2)} ({interval_words(reading)})",
            ),
        ]
        if reading.beside is not None:
            rows.insert(
                2,
                (
                    places_beside(judged).removesuffix(","),
                    counts_words(reading.beside.before, reading.beside.after),
                ),
            )
    return {
        "phase": capitalised(phase_words(judged.item, reading.phase)),
        "verdict": reading.verdict or "refused",
        "shape": SHAPES[reading.verdict],
        "words": capitalised(verdict_words(reading)),
        "months": f"{run_words(reading.months)} against {run_words(reading.base)}" if effect else "",
        "rows": rows,
        "ratio": ratio_words(reading),
        "bar": _bar(reading),
        "phi": f"φ {number(phis[0], 1)} here, {number(phis[1], 1)} elsewhere" if effect else "",
        "beside": beside_words(judged, reading),
        "labels": list(reading.labels),
    }


def _bar(reading: Reading) -> dict[str, float] | None:
    """Where the ratio and its interval lie on an axis from a quarter to four times, in percent; 50 is as
    elsewhere."""
    if reading.effect is None or reading.effect.interval.high is None:
        return None

    def at(value: float) -> float:
        place = 50 * (1 + math.log(value) / _WIDEST)
        return round(min(100.0, max(0.0, place)), 1)

    interval = reading.effect.interval
    return {
        "low": at(interval.low),
        "value": at(reading.effect.ratio),
        "high": at(reading.effect.interval.high),
    }
