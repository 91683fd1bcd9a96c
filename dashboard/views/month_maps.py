"""One small map a month on one scale: whether it is high in the same places month after month."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from dashboard.area_months import AreaMonths, area_months
from dashboard.figures.month_maps import build_month_maps
from dashboard.figures.ward_map import build_legend
from dashboard.question import Question, ask
from dashboard.records import Layer
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Table, View
from dashboard.views.ward_months import build_table
from dashboard.ward_picture import Level, label_points, layer_of
from dashboard.wording import counted, number

# More small maps than this are too small to see.
MOST_MAPS: Final = 24


def build_month_maps_view(reference: Reference, selection: Selection) -> View:
    """The view `month-maps`."""
    question = ask(reference, selection)
    level = _level(question)
    found = area_months(question, level=level, most=MOST_MAPS)
    layer = layer_of(question, form="hexagon", level=level)
    if found is None or not found.rows or layer is None:
        return _empty(question, found, layer)
    told = question.described(window=found.window, compare=(), caveats=found.caveats)
    told["basis"] = "no comparison"
    title = _title(found)
    return View(
        name="month-maps",
        title=title,
        caption=" · ".join(
            (
                f"{question.measure.label}, count by {found.level}, a map a {found.unit} on one scale",
                found.window.words,
                question.source_short,
            )
        ),
        alt=f"{number(len(found.columns))} maps on one scale. {title}. The table holds every number.",
        figure=_figure(question, found, layer),
        table=build_table(found),
        extra={
            "legend": build_legend(classes=found.classes, states=found.states),
            "maps": _maps(found, layer, selection),
        },
        **told,
    )


def _level(question: Question) -> Level:
    series = question.series
    by_wards = series is None or series.ward_level
    return "ward" if by_wards and not question.vocabulary.by_districts(question.area) else "district"


def _empty(question: Question, found: AreaMonths | None, layer: Layer | None) -> View:
    why = question.absent() or (found.refused if found else "")
    if not why and layer is None:
        why = "No maps: the store has no boundaries for this area. Add them with csp build PATH."
    return View(
        name="month-maps",
        title=f"{question.measure.label} month by month",
        table=Table((), ()) if found is None or not found.rows else build_table(found),
        empty=why or f"The store has no wards for {question.area_name}.",
        extra={"legend": [], "maps": {}},
        **question.described(),
    )


def _title(found: AreaMonths) -> str:
    """How often the same area was alone the highest, where one was in most of them."""
    firsts: Counter[str] = Counter()
    judged = 0
    for place in range(len(found.columns)):
        values = {row.code: row.amounts[place].value for row in found.rows if row.amounts[place].whole}
        top = max((value or 0 for value in values.values()), default=0)
        leaders = [code for code, value in values.items() if value == top]
        judged += bool(values) and len(values) == len(found.rows)
        if top and len(leaders) == 1 and len(values) == len(found.rows):
            firsts[leaders[0]] += 1
    if not judged:
        return f"{found.question.measure.label} {found.unit} by {found.unit}"
    (code, times), *_ = firsts.most_common(1) or [("", 0)]
    if times * 2 <= judged:
        return (
            f"No {found.level} was the highest in more than half of the {counted(judged, f'{found.unit}s')}"
        )
    name = next(row.name for row in found.rows if row.code == code)
    if times == judged:
        return f"{name} was the highest {found.level} in every {found.unit}"
    return f"{name} was the highest {found.level} in {number(times)} of {counted(judged, f'{found.unit}s')}"


def _figure(question: Question, found: AreaMonths, layer: Layer) -> dict[str, Any] | None:
    points = label_points(question, layer, layer.level)
    places = [place for place, row in enumerate(found.rows) if row.code in points]
    if not places:
        return None
    rows = [found.rows[place] for place in places]
    columns = range(len(found.columns))
    return build_month_maps(
        points=points,
        codes=[row.code for row in rows],
        labels=[column.words for column in found.columns],
        steps=[[found.steps[place][column] for place in places] for column in columns],
        colours=found.classes.steps,
    )


def _maps(found: AreaMonths, layer: Layer, selection: Selection) -> dict[str, Any]:
    """What the page draws the maps from: a digit an area and month, in the order of `codes`."""
    noun = found.question.measure.noun
    return {
        "layer": layer.url,
        "colours": list(found.classes.steps),
        "codes": [row.code for row in found.rows],
        "focus": selection.ward,
        "maps": [
            {
                "key": str(column.first) if found.by_month else "",
                "label": column.words,
                "words": "–" if total is None else number(total),
                "said": f"{column.words}: {'not all known' if total is None else counted(total, noun)}",
                "steps": "".join(str(row[place]) for row in found.steps),
                "chosen": found.by_month and column.first == selection.month,
            }
            for place, (column, total) in enumerate(zip(found.columns, found.totals, strict=True))
        ],
    }
