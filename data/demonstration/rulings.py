"""What becomes of each figure of the paper: fitted, published or left out, and how a few are read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from data.demonstration.facts import FIRST, LAST, Figure, paper_figures
from data.month import Month

Fate = Literal["fitted", "published", "left_out"]

# The measures that the demonstration draws by month. Other figures can only be shown as published.
DRAWN: Final = frozenset(
    {
        *("all_crime", "violent_crime", "violence_against_the_person", "violence_with_injury"),
        *("most_serious_violence", "stalking_and_harassment", "sexual_offences", "rape", "robbery"),
        *("possession_of_weapons", "public_order", "criminal_damage", "arson_and_criminal_damage"),
        *(
            "drug_offences",
            "domestic_abuse_offences",
            "asb_council_incidents",
            "fires_all",
            "fires_deliberate",
        ),
    }
)
_FITTABLE: Final = frozenset({"total", "month_total", "ward_total", "change_n", "change_pct"})

# Readings of single figures: what to change in them before they are read, and why.
_YEAR_BEFORE: Final = ("2021-03", "2022-02")
_READ_AS: Final[dict[str, tuple[dict[str, str], str]]] = {
    "001_all_crime_ward_victoria": (
        dict(zip(("before_start", "before_end"), _YEAR_BEFORE, strict=True)),
        "its comparator's period is not stated: taken as the year before",
    ),
    "001_all_crime_ward_victoria_prev": (
        dict(zip(("start", "end"), _YEAR_BEFORE, strict=True)),
        "its period is not stated: taken as the year before the paper's own",
    ),
    "001_all_crime_ward_park_farm_north_weald": (
        {"area": "Park Farm North"},
        "'Park Farm North Weald' is Park Farm North, with Weald North above it",
    ),
    "001_vwi_change_pct": (
        dict(zip(("before_start", "before_end"), _YEAR_BEFORE, strict=True)),
        "the printed comparator is impossible: read as March 2021 to February 2022",
    ),
    "001_vwi_change_n": (
        dict(zip(("before_start", "before_end"), _YEAR_BEFORE, strict=True)),
        "the printed comparator is impossible: read as March 2021 to February 2022",
    ),
    "001_all_crime_prev_sa_change_pct": ({}, "compared with the calendar year before"),
    "001_all_crime_prev_sa_change_n": ({}, "compared with the calendar year before"),
    "001_repeat_victim_rate": (
        {"start": "2022-03", "end": "2023-02"},
        "printed as 'in February 2023': a rolling year to it",
    ),
    "001_repeat_victims_n": (
        {"start": "2022-03", "end": "2023-02"},
        "printed as 'in February 2023': a rolling year to it",
    ),
}
_ASB: Final = "about seven times the police.uk level, so it stays a published observation"
_NOT_DRAWN: Final = {
    "001_asb_police_total": _ASB,
    "001_asb_police_month_202107": _ASB,
    "001_asb_police_month_202111": _ASB,
    "001_asb_police_ward_victoria": _ASB,
    "001_stanhope_crime": "the months it is compared with are not stated and no count is given",
}
_LEFT_OUT: Final = {
    "001_cpw_town_centre": "the wording does not say whether the 14 are warnings or notices",
    "001_sexual_prev_sa_change_pct_a": "no period is stated, and 14.4 is given for the same assessment",
    "001_sexual_prev_sa_change_pct_b": "no period is stated, and 36.7 is given for the same assessment",
}
_AS_PUBLISHED: Final = {
    "total": "a count for its own period, with no monthly series behind it",
    "ward_total": "a ward's count for its own period, with no monthly series behind it",
    "share_pct": "a percentage of a survey or service, with its own period",
    "rate": "a percentage of people, with its own period",
    "change_pct": "a change printed without the counts it comes from",
}


@dataclass(frozen=True)
class Ruling:
    """A figure as it is read here, what becomes of it, and why."""

    figure: Figure
    fate: Fate
    reason: str


def rulings() -> tuple[Ruling, ...]:
    """One ruling for each figure of the paper, in its order."""
    return tuple(_rule(figure) for figure in paper_figures())


def fitted_figures() -> tuple[Figure, ...]:
    """The figures, as read, that the synthetic series must reproduce."""
    return tuple(ruling.figure for ruling in rulings() if ruling.fate == "fitted")


def _rule(figure: Figure) -> Ruling:
    changed, why = _READ_AS.get(figure.id, ({}, ""))
    read = replace(figure, **changed)
    if figure.statistic == "target":
        return Ruling(read, "left_out", "a target, not an observation: an indicator of plan ashford-2023")
    if figure.id in _LEFT_OUT:
        return Ruling(read, "left_out", _LEFT_OUT[figure.id])
    if not read.start:
        return Ruling(read, "left_out", "the paper states no period for it")
    if figure.id in _NOT_DRAWN:
        return Ruling(read, "published", _NOT_DRAWN[figure.id])
    if figure.measure not in DRAWN or figure.statistic not in _FITTABLE:
        return Ruling(read, "published", why or _AS_PUBLISHED[figure.statistic])
    if not (Month.parse(read.start) >= FIRST and Month.parse(read.end) <= LAST):
        return Ruling(read, "published", "its period lies outside the demonstration's months")
    return Ruling(read, "fitted", why or "comes out of the monthly series as printed")
