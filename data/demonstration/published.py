"""Figures that papers published and no monthly series gives, as observations with their own periods."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from data.demonstration.constraints import COUNTY, PAPER_DISTRICT
from data.demonstration.facts import FORCE, Figure, district_code, figures, ward_code
from data.demonstration.rulings import rulings

COLUMNS: Final = (
    *("period", "area", "area_code", "measure", "value", "breakdown", "category"),
    *("status", "note", "source"),
)
_PACK: Final = "003 "
_SECTIONS: Final = ("One stop shop report", "CSA monitoring", "ASB strategy")
# A change is worked out from its two counts where both are published.
_STATISTICS: Final = frozenset({"total", "month_total", "share_pct", "rate"})
# What a figure's subject splits its measure by; other subjects are words about the figure.
_BREAKDOWNS: Final = {
    "oss_service_accessed_pct": "service",
    "oss_shops_requesting_absent_agency": "agency",
    "oss_visitors_gender_pct": "sex",
    "oss_visitors_ethnicity_pct": "ethnicity",
    "oss_visit_helpful_pct": "outcome",
    "oss_male_visitors": "sex",
    "idva_referrals": "risk",
    "residents_feel_safe_after_dark": "residents",
    "domestic_homicide_reviews": "stage",
}
# Measures that the catalogue keeps under another name: with a breakdown, or as a printed change.
_NAMED_HERE: Final = {"oss_male_visitors": "oss_visitors", "idva_referrals": "idva_referrals_change"}
_OPERATION: Final = "targeted_operation_change"
_RECORDED: Final = {
    "all_crime": "all crime",
    "incidents_reported_to_police": "incidents reported to police",
    "asb_rowdy_nuisance_gatherings": "rowdy and nuisance gatherings",
}
_SITES: Final = {"Swanley (Sevenoaks)": "Swanley"}


@dataclass(frozen=True)
class Observation:
    """One published value. `figure` is the id of the row it comes from."""

    figure: str
    period: str
    area: str
    area_code: str
    measure: str
    value: str
    breakdown: str
    category: str
    note: str

    @property
    def key(self) -> tuple[str, ...]:
        """What no two observations may share."""
        return (self.period, self.area_code, self.measure, self.breakdown, self.category)


def observations() -> list[Observation]:
    """Every published observation, each key once: papers print some figures two or three times."""
    found: dict[tuple[str, ...], Observation] = {}
    for item in (*_of_the_plan(), *_of_the_pack()):
        found.setdefault(item.key, item)
    return list(found.values())


def write_published(path: Path) -> Path:
    """As a tidy series file. Returns the path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for item in observations():
            rows.writerow(
                [
                    *(item.period, item.area, item.area_code, item.measure, item.value),
                    *(item.breakdown, item.category, "published", item.note, "published_papers"),
                ]
            )
    return path


def _of_the_plan() -> Iterator[Observation]:
    for ruling in rulings():
        if ruling.fate != "published":
            continue
        figure = ruling.figure
        yield _observation(figure)
        if figure.area_value:
            yield _observation(figure, area=("Kent excluding Medway", COUNTY), value=figure.area_value)


def _of_the_pack() -> Iterator[Observation]:
    for figure in figures():
        if (
            figure.source.startswith(_PACK)
            and figure.section.startswith(_SECTIONS)
            and figure.statistic in _STATISTICS
            and figure.value
            and figure.start
            and figure.area_type != "national"
        ):
            yield _observation(figure)


def _observation(figure: Figure, *, area: tuple[str, str] | None = None, value: str = "") -> Observation:
    name, code = area or area_of(figure)
    measure, breakdown, category = _measure(figure)
    first, last = (
        (figure.subject, figure.subject) if figure.statistic == "month_total" else (figure.start, figure.end)
    )
    return Observation(
        figure=figure.id,
        period=first if first == last else f"{first} to {last}",
        area=name,
        area_code=code,
        measure=measure,
        value=value or figure.value,
        breakdown=breakdown,
        category=category,
        note=_note(figure, category),
    )


def _measure(figure: Figure) -> tuple[str, str, str]:
    """The catalogue's measure, and what the value is split by."""
    if figure.subject == "targeted police operation":
        return _OPERATION, "recorded", _RECORDED[figure.measure]
    breakdown = _BREAKDOWNS.get(figure.measure, "") if figure.subject else ""
    return _NAMED_HERE.get(figure.measure, figure.measure), breakdown, figure.subject if breakdown else ""


def _note(figure: Figure, category: str) -> str:
    parts = [figure.source, figure.rank, figure.note]
    if figure.statistic not in ("month_total", "ward_total") and figure.subject != category:
        parts.insert(1, figure.subject)
    return "; ".join(part for part in parts if part)


def area_of(figure: Figure) -> tuple[str, str]:
    """Name and code of the area a published figure is about. Raises ValueError for a place without a code."""
    if figure.area_type == "force":
        return "Kent and Medway", FORCE
    if figure.area_type == "county":
        return "Kent excluding Medway", COUNTY
    if figure.area_type == "location" and figure.measure.startswith("oss_"):
        site = _SITES.get(figure.area, figure.area).removesuffix(" One Stop Shop")
        return f"{site} One Stop Shop", f"oss-{site.lower()}"
    code = (
        district_code(figure.area)
        if figure.area_type == "district"
        else ward_code(figure.area, district=PAPER_DISTRICT)
    )
    if code is None:
        raise ValueError(f"{figure.id}: no area is called {figure.area!r}")
    return figure.area, code
