"""Every id a callback or a test names. An id is written nowhere else."""

from __future__ import annotations

from typing import Final

URL: Final = "url"
PAGE: Final = "page"
NOTICES: Final = "notices"
LINE: Final = "line"
BADGE: Final = "badge"
MARKING: Final = "marking"
LINK: Final = "copy-link"
SAID: Final = "said"

# The controls of the filter bar, in their order; `start` is the address's `from`.
# The filter bar itself: which address it is of, and which one a control wrote.
BAR: Final = "bar"
FILTERS: Final = ("area", "plan", "priority", "measure", "source", "window", "start", "to", "compare")

# The fields of the target tester, in their order.
TRY_FIELDS: Final = (
    *("measure", "kind", "direction", "change", "level"),
    *("low", "high", "baseline", "stated"),
)

MAP_FORMS: Final = "map-forms"
MAP_SHOWS: Final = "map-shows"
MAP_LEGEND: Final = "map-legend"
WARD_PANEL: Final = "ward-panel"
WARD_LIST: Final = "ward-list"
HOTSPOT_FORMS: Final = "hotspot-forms"
HOTSPOT_SHOWS: Final = "hotspot-shows"
HOTSPOT_LEGEND: Final = "hotspot-legend"
HOTSPOT_PANEL: Final = "hotspot-panel"
HOTSPOT_LIST: Final = "hotspot-list"
CLUSTER_LIST: Final = "cluster-list"
HIGHEST: Final = "highest-wards"
CONCENTRATION: Final = "concentration-words"
MONTH_MAPS: Final = "month-maps"
MONTH_LEGEND: Final = "month-maps-legend"
GRID_LEGEND: Final = "ward-months-legend"
GRID_NOTE: Final = "ward-months-note"
CLUSTER_SWITCH: Final = "cluster-switch"
WARD_HEAD: Final = "ward-head"
WARD_SIGNALS: Final = "ward-signals"
WARD_STANDING: Final = "ward-standing-table"
WARD_MIX: Final = "ward-mix-table"
WARD_PLACES: Final = "ward-places-table"
GAUGES: Final = "gauges"
WARD_TABLE: Final = "ward-table"
SPANS: Final = "spans"
SENTENCES: Final = "sentences"
BESIDE_MIX: Final = "beside-mix"
SPLITS: Final = "splits"
OUTCOMES: Final = "outcomes"
SCORECARD: Final = "scorecard"
TRAJECTORY: Final = "trajectory-about"
MULTIPLES: Final = "multiples"
TRY: Final = "try"
TRY_CSV: Final = "try-csv"
ACTION_FILTERS: Final = "action-filters"
ACTION_LIST: Final = "action-list"
CLAIM_COUNTS: Final = "claim-counts"
OUTPUT_LIST: Final = "output-list"
MATRIX: Final = "matrix"
MATRIX_SHOWS: Final = "matrix-shows"
SIGNALS: Final = "signals"
YEAR_GRID: Final = "year-grid"
YEAR_WORDS: Final = "year-words"
AHEAD: Final = "ahead-words"
ASSESSMENT: Final = "assessment"
WEEK_WORDS: Final = "week-words"
NIGHT_WORDS: Final = "night-words"
NIGHT_NOTES: Final = "night-notes"
INSTEAD_HOURS: Final = "instead-hours"
INSTEAD_NIGHT: Final = "instead-night"
DEFINITIONS: Final = "definitions"
BREAKS: Final = "breaks"


def filter_id(name: str) -> str:
    """A control of the filter bar."""
    return f'{{"filter":"{name}"}}'


def try_field(name: str) -> str:
    """A field of the target tester."""
    return f"try-{name}"


def card(view: str) -> str:
    """The card of a view."""
    return f"card-{view}"


def title(view: str) -> str:
    """The finding a card begins with."""
    return f"title-{view}"


def words(view: str) -> str:
    """Where a card says its finding, what it is about, and why it is empty."""
    return f"words-{view}"


def caption(view: str) -> str:
    """The line under the finding."""
    return f"caption-{view}"


def basis(view: str) -> str:
    """Period, basis and source, at a card's foot."""
    return f"basis-{view}"


def graph(view: str) -> str:
    """The Plotly graph of a card."""
    return f"graph-{view}"


def picture(view: str) -> str:
    """The box around a graph that carries its alternative text."""
    return f"picture-{view}"


def table(view: str) -> str:
    """Where a card's table opens."""
    return f"table-{view}"


def body(view: str) -> str:
    """The body of a card that is filled whole."""
    return f"body-{view}"
