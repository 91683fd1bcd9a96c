"""The map of a list of areas: its layer, classes, labels and hover words, as a figure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dashboard.disclosure import released_areas, released_wards
from dashboard.figures.colours import DIVERGING, OTHERS, SEQUENTIAL
from dashboard.figures.ward_map import Classes, Label, State, build_legend, build_ward_map
from dashboard.periods import FINANCIAL_YEAR_ENDS, Window
from dashboard.question import Question
from dashboard.records import Layer
from dashboard.released import Cell, Released
from dashboard.standings import RATE_DECIMALS, Standing, population_of
from dashboard.statistics.classes import Classes as PoolClasses
from dashboard.statistics.classes import build_change_classes, build_classes
from dashboard.statistics.rates import round_half_up
from dashboard.wording import number, signed_count
from data import queries

Level = Literal["ward", "district"]
_FORMS: dict[str, Literal["hexagon", "geographic"]] = {"hex": "hexagon", "geo": "geographic"}
# On real boundaries the labels of more areas than this cover one another.
_NAMED_ON_MAP = 5
# A force has no more districts than this: each is named where it can be. Of a country's the highest are.
_DISTRICTS_NAMED = 40
# How many of the nearest areas, itself among them, a map of a few shows around each.
_NEAR = 6


@dataclass(frozen=True)
class Picture:
    """A figure with its legend; `figure` is None and `note` says why where there is no layer."""

    figure: dict[str, Any] | None
    legend: list[tuple[str, str]]
    note: str = ""
    schematic: bool = False


def draw(question: Question, *, standing: Sequence[Standing], released: Released, level: Level) -> Picture:
    """The map of what the selection shows (count, rate or change), in its form."""
    show = question.selection.show
    values = [_rounded(shown_value(row, show), show) for row in standing]
    states = [_state(row, value) for row, value in zip(standing, values, strict=True)]
    classes = _classes(question, released=released, level=level)
    legend = build_legend(classes=classes, states=states)
    form = _FORMS[question.selection.map]
    layer = layer_of(question, form=form, level=level)
    if layer is None:
        return Picture(
            None, legend, "No map: the store has no boundaries for this area. Add them with csp build PATH."
        )
    scope = layer.scope
    outline = question.reference.layers.get((form, "district", scope)) if level == "ward" else None
    others = _others(question, layer, standing)
    own_edges = bool(others) and outline is not None
    figure = build_ward_map(
        form=form,
        layer_url=layer.url,
        locations=[row.code for row in standing],
        values=values,
        states=states,
        texts=[hover_words(question, row, window=released.window) for row in standing],
        others=others,
        classes=classes,
        bounds=_view(question, layer, standing) if others and form == "geographic" else layer.bounds,
        labels=_labels(question, layer, standing, values),
        outline_url=layer.url if own_edges else outline.url if outline else "",
        outlines=[row.code for row in standing]
        if own_edges
        else question.reference.districts(scope)
        if outline
        else (),
        selected=question.selection.ward,
        click="ward" if level == "ward" else "area",
    )
    if others:
        legend.append((OTHERS, "outside the area"))
    return Picture(figure, legend, schematic=layer.schematic and form == "geographic")


def _view(
    question: Question, layer: Layer, standing: Sequence[Standing]
) -> tuple[float, float, float, float]:
    """The part of a layer around some of its areas: on every side as far as their neighbours."""
    points = label_points(question, layer, layer.level)
    own = [points[row.code] for row in standing if row.code in points]
    if not own:
        return layer.bounds
    away = max(sorted(math.dist(here, there) for there in points.values())[:_NEAR][-1] for here in own)
    xs, ys = zip(*own, strict=True)
    west, south, east, north = layer.bounds
    return (
        max(west, min(xs) - 2 * away),
        max(south, min(ys) - away),
        min(east, max(xs) + 2 * away),
        min(north, max(ys) + away),
    )


def _others(question: Question, layer: Layer, standing: Sequence[Standing]) -> list[str]:
    """The areas of the layer that a custom area has no part of: drawn pale, so that its own can be found."""
    if question.area not in question.reference.custom:
        return []
    own = {row.code for row in standing}
    return sorted(code for code in label_points(question, layer, layer.level) if code not in own)


def shown_value(row: Standing, show: str) -> float | None:
    """The number a map or a list shows of an area."""
    return {"count": row.value, "rate": row.rate, "change": row.change}[show]


def shown_words(row: Standing, show: str) -> str:
    """The same as it is printed, or the word for what there is instead."""
    if row.status in ("hidden", "not_supplied"):
        return row.status.replace("_", " ")
    if show == "rate":
        return number(row.rate, RATE_DECIMALS)
    return signed_count(row.change) if show == "change" else number(row.value)


def hover_words(question: Question, row: Standing, *, window: Window) -> str:
    """Count, rate, change and rank, a line each; the name above them comes from the layer."""
    if row.status in ("hidden", "not_supplied"):
        return shown_words(row, "count")
    rank = row.ranks.get(question.selection.show)
    place = f", {rank.words}" if rank else ""
    lines = [f"{number(row.value)} {question.measure.noun}{place}"]
    if row.status == "partial":
        lines[0] += " (partial)"
    if row.rate is not None:
        lines.append(f"{number(row.rate, RATE_DECIMALS)} per {question.per_words(window)}")
    if row.change is not None:
        lines.append(row.change_words)
    return "<br>".join(lines)


def _rounded(value: float | None, show: str) -> float | None:
    return None if value is None else round_half_up(value, RATE_DECIMALS if show == "rate" else 0)


def _state(row: Standing, value: float | None) -> State:
    if row.status == "hidden":
        return "hidden"
    if value is None or row.status == "not_supplied":
        return "not_supplied"
    return "zero" if value == 0 else "shown"


def _scope(question: Question, *, form: str, level: str) -> str:
    """The area whose layer holds the areas: itself, the one district of a custom area, else its county."""
    reference, area = question.reference, question.area
    wanted = [area, *reference.districts(area)[:1], *(group.code for group in reference.groups(area))]
    if len(reference.districts(area)) > 1:
        del wanted[1]
    return next((code for code in wanted if (form, level, code) in reference.layers), area)


def layer_of(question: Question, *, form: str, level: str) -> Layer | None:
    """The layer that holds the areas of a level in the question's area; None where the store has none."""
    return question.reference.layers.get((form, level, _scope(question, form=form, level=level)))


def _labels(
    question: Question, layer: Layer, standing: Sequence[Standing], values: Sequence[float | None]
) -> list[Label]:
    show = question.selection.show
    several = len(question.reference.districts(question.area)) > 1
    if several and layer.level == "ward":
        points = label_points(question, layer, "district")
        return [Label("", *points[code], question.reference.name(code)) for code in points]
    points = label_points(question, layer, layer.level)
    placed = [row for row in standing if row.code in points]
    if layer.form == "hexagon":
        return [Label(row.code, *points[row.code], row.name, shown_words(row, show)) for row in placed]
    known = [
        (value, row) for value, row in zip(values, standing, strict=True) if value and row.code in points
    ]
    named = len(known) if several and len(known) <= _DISTRICTS_NAMED else _NAMED_ON_MAP
    top = sorted(known, key=lambda pair: -abs(pair[0]))[:named]
    return [Label("", *points[row.code], row.name) for _, row in top]


def label_points(question: Question, layer: Layer, level: str) -> dict[str, tuple[float, float]]:
    """The middle of every area of a level in a layer's ground, in its coordinates, by code."""
    reference = question.reference

    def read() -> dict[str, tuple[float, float]]:
        found = queries.get_layer_points(reference.snapshot, form=layer.form, level=level, scope=layer.scope)
        return {row["area_code"]: (row["x"], row["y"]) for row in found}

    return reference.structure(("points", layer.form, level, layer.scope), read)


def _classes(question: Question, *, released: Released, level: Level) -> Classes:
    """Classes of a series, level and window length in an area, whichever months are shown."""
    reference, series, show = question.reference, question.series, question.selection.show
    if series is None:
        return Classes((), SEQUENTIAL[1], ("all values",))
    # The area's own wards: on a county's scale all but a few wards of a rural district would be pale.
    districts = reference.districts(question.area)
    window = _pool_window(question, released)
    # A part of a ward has another size than the whole: a scale of its own.
    pooled = (question.area,) if question.part_of else districts
    compare = question.selection.compare if show == "change" else None
    key = ("classes", series.series_id, level, window, show, compare, pooled)
    wards = set(reference.custom[question.area].parts) if question.part_of else None

    def build() -> PoolClasses:
        held = _pool(question, level=level, districts=districts, window=window)
        pool = [
            _pooled(question, cell, held.window, show)
            for cell in held.cells
            if level == "district" or (cell.ward is not None and (wards is None or cell.ward in wards))
        ]
        if show == "change":
            return build_change_classes(pool)
        return build_classes(pool, decimals=RATE_DECIMALS if show == "rate" else 0)

    found = reference.structure(key, build)
    if show == "change":
        shift = (len(DIVERGING) - len(found.words)) // 2
        colours = DIVERGING[shift : len(DIVERGING) - shift]
        return Classes(found.edges, colours, found.words, zero=False)
    # The figure gives zero a step of its own; the statistic counts it as the first class.
    edges, words = (found.edges[1:], found.words[1:]) if found.zero else (found.edges, found.words)
    return Classes(edges, SEQUENTIAL[len(words)], words)


def _pooled(question: Question, cell: Cell, window: Window, show: str) -> float | None:
    if not cell.now.whole or cell.value is None:
        return None
    if show == "rate":
        people = population_of(question, cell.code, window=window)
        return question.rate(cell.value, people, window=window)
    if show == "change":
        return None if cell.previous is None else cell.value - cell.previous
    return cell.value


def _pool_window(question: Question, released: Released) -> Window:
    """As many months to the last complete March, so that classes stay the same for a year."""
    series, window = question.series, released.window
    if released.fixed or series is None or series.last_complete is None:
        return window
    last = series.last_complete
    held = set(question.reference.complete_months(series=series, code=question.area))
    for end in (last - (last.month - FINANCIAL_YEAR_ENDS) % 12, last):
        pool = Window(window.kind, end - (window.length - 1), end)
        if held.issuperset(pool.months):
            return pool
    return window


def _pool(question: Question, *, level: Level, districts: Sequence[str], window: Window) -> Released:
    reference, series = question.reference, question.series
    if series is None:
        raise ValueError("classes without a series")
    compare = question.compared(window, level=level).windows if question.selection.show == "change" else ()
    if level == "ward":
        return released_wards(
            reference,
            series=series,
            districts=districts,
            window=window,
            compare=compare,
            part_of=question.part_of,
        )
    return released_areas(reference, series=series, level=level, window=window, compare=compare)
