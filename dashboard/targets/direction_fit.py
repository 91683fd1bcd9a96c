"""Whether the direction a target wants fits its measure: what else than what happens moves the count."""

from __future__ import annotations

from typing import Literal

from data.catalogue import Direction, Indicator, Measure

Fit = Literal["ok", "note", "warning"]


def fits_measure(indicator: Indicator, measure: Measure) -> tuple[Fit, str]:
    """How a direction fits a measure, in sentences. What moves a count is the catalogue's to say."""
    if indicator.direction is Direction.NONE:
        return "warning", "The target does not say which way is good: give a direction."
    lower = indicator.direction is Direction.LOWER
    if (indicator.change_pct or 0) * (1 if lower else -1) > 0:
        asked = "a rise" if lower else "a fall"
        wanted = "lower" if lower else "higher"
        return "warning", f"The percentage asks for {asked}, and the direction says {wanted} is better."
    return _BY_REPORTING[measure.reporting](lower, measure)


def _driven(lower: bool, measure: Measure) -> tuple[Fit, str]:  # noqa: FBT001  one of two directions
    """Victims come forward, or they do not."""
    follows = f"“{measure.label}” follows how many people come forward."
    if lower:
        return "warning", (
            f"{follows} A fall may mean less confidence rather than less harm: ask for more reporting, or "
            "set what a fall is meant by beside it, such as repeat victims or survivors’ satisfaction."
        )
    return "ok", (
        f"{follows} A rise in reporting is a fair aim; it does not say that there is more harm or less, "
        "so set an outcome beside it."
    )


def _activity(lower: bool, measure: Measure) -> tuple[Fit, str]:  # noqa: FBT001  as above
    follows = f"“{measure.label}” follows how much partners look for it."
    change = "Fewer may only mean less of that work." if lower else "More says that the work was done."
    return "note", f"{follows} {change} Set an outcome beside it."


def _steady(lower: bool, measure: Measure) -> tuple[Fit, str]:  # noqa: FBT001  as above
    held = f"Most of what happens is recorded, so {'fewer' if lower else 'more'} {measure.noun}"
    if lower:
        return "ok", f"{held} are fewer in truth."
    return "warning", f"{held} are more in truth: is a rise what is wanted?"


def _unsettled(lower: bool, measure: Measure) -> tuple[Fit, str]:  # noqa: FBT001  as above
    if measure.crime_type and not lower:
        return "warning", (
            f"The target asks for more {measure.noun}, which the catalogue does not list among what "
            "follows people coming forward: is a rise what is wanted?"
        )
    if measure.crime_type:
        return "ok", (
            f"Fewer {measure.noun} is what less harm would look like, as long as recording and reporting "
            "stay as they are."
        )
    way = "Lower" if lower else "Higher"
    return "ok", f"{way} is better by the plan; the catalogue knows nothing of the measure against it."


_BY_REPORTING = {"driven": _driven, "activity": _activity, "steady": _steady, None: _unsettled}
