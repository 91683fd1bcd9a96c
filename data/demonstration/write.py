"""Write the demonstration's input files, in the formats partners send, for the build that reads real ones."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final

import numpy as np
import yaml

from data.demonstration.area_files import write_boundaries, write_lookups
from data.demonstration.event_files import write_events
from data.demonstration.extract_files import write_extract_files
from data.demonstration.facts import FIRST, FOLDER, LAST, Figure
from data.demonstration.hour_files import write_hours
from data.demonstration.intervention_files import write_interventions
from data.demonstration.places import make_places
from data.demonstration.police_files import make_incidents, write_police_files
from data.demonstration.published import observations, write_published
from data.demonstration.road_files import write_road_files
from data.demonstration.rulings import Ruling, rulings
from data.demonstration.series import make_series

SEED: Final = 2023
MARKER: Final = "demonstration.yaml"
LEDGER: Final = Path(__file__).parent / "fitted.yaml"


def write_inputs(folder: Path, *, seed: int = SEED) -> tuple[Path, ...]:
    """Write all input files to `folder`, with the marker that says they are made up. Returns the files.

    The same seed gives the same bytes. What became of each published figure stands in `LEDGER`. Figures that
    papers did publish are no demonstration: they stand in `folder`/published, outside the marker's reach.
    """
    published = folder / "published"
    published.mkdir(parents=True, exist_ok=True)
    series = make_series(seed)
    rng = np.random.default_rng([seed, 1])
    places = make_places(rng)
    incidents = make_incidents(series, places, rng=rng)
    (folder / MARKER).write_text(_marker(seed), encoding="utf-8")
    return (
        *write_police_files(folder, incidents, places, rng=rng),
        *write_extract_files(folder, series),
        *write_road_files(folder, series, places, rng=np.random.default_rng([seed, 2])),
        write_hours(folder / "violence-by-hour-to-2024-03.csv", series, rng=np.random.default_rng([seed, 3])),
        *write_lookups(folder, places),
        *write_boundaries(folder),
        write_events(folder / "events.csv"),
        write_interventions(folder / "interventions.csv"),
        write_published(published / "published-figures.csv"),
        *_write_lists(published),
    )


def _write_lists(folder: Path) -> tuple[Path, ...]:
    """The papers' figures and indicators as they are listed, for the check of published figures."""
    return tuple(
        Path(shutil.copyfile(FOLDER / name, folder / name)) for name in ("figures.csv", "indicators.csv")
    )


def _marker(seed: int) -> str:
    return yaml.safe_dump(
        {
            "demonstration": True,
            "about": "Synthetic, fitted to published figures. Wards, centres and census counts are real.",
            "months": f"{FIRST} to {LAST}",
            "seed": seed,
        },
        sort_keys=False,
    )


def ledger_text() -> str:
    """fitted.yaml: every figure of the paper once, with what became of it and why."""
    shown = {item.figure: item.measure for item in observations()}
    entries = [_entry(ruling, shown.get(ruling.figure.id)) for ruling in rulings()]
    return yaml.safe_dump({"figures": entries}, sort_keys=False, allow_unicode=True, width=110)


def _entry(ruling: Ruling, shown: str | None) -> dict[str, Any]:
    figure = ruling.figure
    entry = {
        "figure": figure.id,
        "status": ruling.fate,
        "reason": ruling.reason,
        "area": figure.area,
        "measure": shown or figure.measure,
        "period": _period(figure),
        "statistic": figure.statistic,
        "value": figure.value,
    }
    return {key: value for key, value in entry.items() if value}


def _period(figure: Figure) -> str:
    if not figure.start:
        return ""
    return figure.start if figure.start == figure.end else f"{figure.start} to {figure.end}"
