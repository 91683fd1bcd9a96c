"""The ward map: one numeric choropleth trace with a stepped colour scale, for real boundaries and hexagons.

Geometry is named by URL and never travels in the figure. What is zero, hidden or not supplied has a step of
its own below the classes, so one trace tells them all apart.
"""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from dashboard.figures.colours import HIDDEN, INK, NOT_SUPPLIED, ORANGE, OTHERS, ZERO, text_on
from dashboard.figures.look import HALO, look

State = Literal["shown", "zero", "hidden", "not_supplied"]
Form = Literal["hexagon", "geographic"]

HEIGHT: Final = 470
# The box of the map beside its key at a window of 1440.
_WIDTH: Final = 540
# A name of ten letters in 9 px type, and a value under it, need a hexagon of about this many pixels.
_NAME_PIXELS: Final = 40.0
_VALUE_PIXELS: Final = 25.0
_LINE_LETTERS: Final = 12
# The type of names and of the value under them, in pixels.
_NAME_TYPE: Final = 10.0
_VALUE_TYPE: Final = 11.5
# A bold letter and a line of the names that have no cell, in pixels.
_LETTER: Final = 7.2
_NAME_HEIGHT: Final = 15.0
_TAGS: Final = re.compile("<(?!br)[^>]*>")
_CLEAR: Final = "rgba(0,0,0,0)"
_OTHER, _NOT_SUPPLIED, _HIDDEN, _ZERO = -1, 0, 1, 2
_FIRST_CLASS: Final = 3


@dataclass(frozen=True)
class Classes:
    """The classes of a map: `edges` are the inner edges, ascending; a value on an edge lies above it.

    `colours` and `words` have one more entry than `edges`. `zero` says whether a zero is a class of its own
    (counts and rates: yes; change: no).
    """

    edges: tuple[float, ...]
    colours: tuple[str, ...]
    words: tuple[str, ...]
    zero: bool = True

    def __post_init__(self) -> None:
        if not len(self.edges) + 1 == len(self.colours) == len(self.words):
            raise ValueError(f"{len(self.edges)} edges make {len(self.edges) + 1} classes: {self!r}")
        if list(self.edges) != sorted(set(self.edges)):
            raise ValueError(f"edges do not ascend: {self.edges!r}")

    def step(self, value: float | None, state: State) -> int:
        """The step of the colour scale a ward takes."""
        if state == "not_supplied" or (value is None and state != "hidden"):
            return _NOT_SUPPLIED
        if state == "hidden" or value is None:
            return _HIDDEN
        if value == 0 and self.zero:
            return _ZERO
        return _FIRST_CLASS + bisect.bisect_right(self.edges, value)

    @property
    def steps(self) -> tuple[str, ...]:
        """The colour of every step."""
        return (NOT_SUPPLIED, HIDDEN, ZERO, *self.colours)


@dataclass(frozen=True)
class Label:
    """Words on a cell, in the layer's coordinates. `code` is the area whose fill lies under it, or ''."""

    code: str
    x: float
    y: float
    name: str
    value: str = ""


def build_legend(*, classes: Classes, states: Sequence[State]) -> list[tuple[str, str]]:
    """(colour, words) from low to high, then whatever else the map holds.

    Only states that occur are listed.
    """
    entries = [(ZERO, "0")] if classes.zero and "zero" in states else []
    entries += list(zip(classes.colours, classes.words, strict=True))
    if "hidden" in states:
        entries.append((HIDDEN, "hidden: small number"))
    if "not_supplied" in states:
        entries.append((NOT_SUPPLIED, "not supplied"))
    return entries


def build_ward_map(
    *,
    form: Form,
    layer_url: str,
    locations: Sequence[str],
    values: Sequence[float | None],
    states: Sequence[State],
    texts: Sequence[str],
    classes: Classes,
    bounds: tuple[float, float, float, float],
    others: Sequence[str] = (),
    labels: Sequence[Label] = (),
    outline_url: str = "",
    outlines: Sequence[str] = (),
    selected: str | None = None,
    click: Literal["ward", "area"] = "ward",
    height: int = HEIGHT,
) -> dict[str, Any]:
    """A choropleth of `locations` (area codes, the feature ids of the layer at `layer_url`).

    `values`, `states` and `texts` (hover under the name, `<br>` between lines) run along `locations`.
    `bounds` is (west, south, east, north) in the layer's coordinates. `outlines` are the codes of the layer
    at `outline_url` drawn as lines alone. `others` are areas of the layer around the ones shown, drawn pale.
    Labels are left out where the cells are too small to hold them.
    The traces are always four, in the same order (areas, outlines, selected area, labels), so that a redraw
    changes paths and adds none.
    """
    steps = [classes.step(value, state) for value, state in zip(values, states, strict=True)]
    colours = classes.steps
    pixels = _cell_pixels(labels, bounds=bounds, height=height) if form == "hexagon" else 0.0
    fills = dict(zip(locations, (colours[step] for step in steps), strict=True))
    return {
        "data": [
            {
                "type": "choropleth",
                "geojson": layer_url,
                "locations": [*locations, *others],
                "z": [*steps, *[_OTHER] * len(others)],
                "zmin": _OTHER - 0.5 if others else -0.5,
                "zmax": len(colours) - 0.5,
                "colorscale": stepped((OTHERS, *colours) if others else colours),
                "showscale": False,
                "text": [*texts, *["outside the area"] * len(others)],
                # A name is a quarter of a county's bytes, and the layer has it.
                "hovertemplate": "<b>%{properties.name}</b><br>%{text}<extra></extra>",
                "marker": {"line": {"color": "#8796A5", "width": 0.7}},
            },
            build_lines(
                outline_url or layer_url, list(outlines) if outline_url else [], colour=INK, width=1.6
            ),
            build_lines(layer_url, [selected] if selected in fills else [], colour=ORANGE, width=3.5),
            _labels(labels=_apart(labels, bounds=bounds, height=height), fills=fills, pixels=pixels),
        ],
        "layout": {
            **_layout(form=form, bounds=bounds, layer_url=layer_url),
            # What the page's script needs: the key a click writes, the cell the words were sized for.
            # Areas from `own` on are around the ones shown, and lead nowhere.
            "meta": {"click": click, "cell": round(pixels)} | ({"own": len(locations)} if others else {}),
        },
    }


def stepped(colours: Sequence[str]) -> list[list[object]]:
    """Two stops a colour, so that nothing is mixed between steps."""
    n = len(colours)
    return [[round((i + end) / n, 6), colour] for i, colour in enumerate(colours) for end in (0, 1)]


def build_lines(url: str, locations: Sequence[str | None], *, colour: str, width: float) -> dict[str, Any]:
    """Areas of a layer as lines alone."""
    return {
        "type": "choropleth",
        "geojson": url,
        "locations": list(locations),
        "z": [0] * len(locations),
        "colorscale": [[0, _CLEAR], [1, _CLEAR]],
        "showscale": False,
        "hoverinfo": "skip",
        "marker": {"line": {"color": colour, "width": width}},
    }


def _cell_pixels(labels: Sequence[Label], *, bounds: tuple[float, float, float, float], height: int) -> float:
    """The width of a hexagon on screen: the least distance between two labels, at the figure's height."""
    west, south, east, north = bounds
    # 60 hexagons make a block of about eight by eight; with many more there is no room for words in any of
    # them.
    if not 1 < len(labels) <= 90 or north <= south or east <= west:
        return 0.0 if len(labels) != 1 else 100.0
    least = min(math.dist((a.x, a.y), (b.x, b.y)) for i, a in enumerate(labels) for b in labels[i + 1 :])
    return least * min(height / (north - south), _WIDTH / (east - west))


def _apart(labels: Sequence[Label], *, bounds: tuple[float, float, float, float], height: int) -> list[Label]:
    """Names without a cell of their own, less those that would run into one before them in the list."""
    west, south, east, north = bounds
    # A degree of latitude is about 1.6 of longitude at 51 north; hexagon layers lie at the equator.
    stretch = 1 / math.cos(math.radians((south + north) / 2))
    scale = min(height / ((north - south) * stretch), _WIDTH / (east - west)) if east > west else 0.0
    kept: list[Label] = []
    for label in labels:
        if label.code or not any(
            abs(label.y - other.y) * stretch * scale < _NAME_HEIGHT
            and abs(label.x - other.x) * scale < _LETTER * (len(label.name) + len(other.name)) / 2
            for other in kept
            if not other.code
        ):
            kept.append(label)
    return kept


def _labels(*, labels: Sequence[Label], fills: Mapping[str, str], pixels: float) -> dict[str, Any]:
    on_cells = [label for label in labels if label.code]
    if on_cells and pixels < _VALUE_PIXELS:
        labels = [label for label in labels if not label.code]
    names = pixels >= _NAME_PIXELS
    texts = [_label_text(label, names=names) for label in labels]
    return {
        "type": "scattergeo",
        "mode": "text",
        # The page writes them on a canvas (assets/words.js) and shows the trace in pictures alone.
        "visible": False,
        "lon": [label.x for label in labels],
        "lat": [label.y for label in labels],
        "text": texts,
        "textfont": {
            "size": [_label_size(text, pixels) if on_cells else 13 for text in texts],
            "color": [text_on(fills.get(label.code, ZERO)) for label in labels],
            "shadow": "none" if on_cells else HALO,
        },
        "hoverinfo": "skip",
    }


def _label_size(text: str, pixels: float) -> float:
    """Type in which the longest line fills a cell; a letter is about 0.55 of its height wide."""
    longest = max(len(line) for line in _TAGS.sub("", text).split("<br>"))
    return round(max(8.5, min(_NAME_TYPE, 0.96 * pixels / (0.53 * max(longest, 1)))), 1)


def _label_text(label: Label, *, names: bool) -> str:
    if not label.code:
        return f"<b>{label.name}</b>"
    value = f'<span style="font-size:{_VALUE_TYPE}px"><b>{label.value}</b></span>' if label.value else ""
    return "<br>".join([*two_lines(label.name), value]) if names else value


def two_lines(name: str) -> list[str]:
    """A name on one line or two, broken where the longer line is shortest; what does not fit is cut.

    >>> two_lines("Tenterden South")
    ['Tenterden', 'South']
    """
    words = name.split()
    if len(name) <= _LINE_LETTERS - 2 or len(words) < 2:
        return [_cut(name)]
    breaks = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return [_cut(line) for line in min(breaks, key=lambda pair: max(map(len, pair)))]


def _cut(line: str) -> str:
    return line if len(line) <= _LINE_LETTERS + 1 else line[: _LINE_LETTERS - 1].rstrip() + "…"


def _layout(*, form: Form, bounds: tuple[float, float, float, float], layer_url: str) -> dict[str, Any]:
    west, south, east, north = bounds
    # Half the width of the thickest line would be cut off at the edge of the box.
    pad = 0.012 * max(east - west, north - south)
    return {
        **look(),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "uirevision": layer_url,
        "geo": {
            "visible": False,
            "fitbounds": False,
            "bgcolor": "#FFFFFF",
            "projection": {"type": "equirectangular" if form == "hexagon" else "mercator"},
            "lonaxis": {"range": [west - pad, east + pad]},
            "lataxis": {"range": [south - pad, north + pad]},
        },
    }
