"""The districts in which a monitored measure rose and fell most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.disclosure import released_areas
from dashboard.observed import observed_for
from dashboard.periods import Window
from dashboard.reference import Reference
from dashboard.statistics.change import beyond_usual_in_list, compare_counts
from dashboard.statistics.rates import round_half_up
from dashboard.targets.monitored import ChangeUnit, Monitored
from dashboard.wording import LEAST_BASE


@dataclass(frozen=True)
class Mover:
    """A district's two values. `size` is in `unit`, as printed; `beyond` says larger than usual variation."""

    code: str
    before: float
    now: float
    size: float
    unit: ChangeUnit
    beyond: bool = False


@dataclass(frozen=True)
class Movers:
    """Those that rose most and fell most: several where they are equal as printed, () where none did."""

    up: tuple[Mover, ...] = ()
    down: tuple[Mover, ...] = ()


def movers_of(reference: Reference, found: Monitored) -> Movers:
    """The movers of a measure whose two periods are known, among the districts that the store has of both."""
    districts = reference.districts(found.area)
    if len(districts) < 2 or found.current is None or found.previous is None or found.series is None:
        return Movers()
    read = _counted if found.series.months else _published
    pairs = read(reference, found, districts, (found.current.window, found.previous.window))
    return most(_movers(reference, found, pairs))


def most(movers: Sequence[Mover]) -> Movers:
    """The largest rise and the largest fall, as printed."""
    top = max((item.size for item in movers), default=0.0)
    low = min((item.size for item in movers), default=0.0)
    return Movers(
        up=tuple(item for item in movers if item.size == top > 0),
        down=tuple(item for item in movers if item.size == low < 0),
    )


def _counted(
    reference: Reference, found: Monitored, districts: Sequence[str], windows: tuple[Window, Window]
) -> dict[str, tuple[float, float]]:
    if found.series is None:
        return {}
    released = released_areas(
        reference,
        series=found.series,
        level="district",
        window=windows[0],
        compare=windows[1:],
        among=districts,
    )
    shown = [(w.first, w.last) for w in (released.window, *released.compare)]
    if shown != [(w.first, w.last) for w in windows]:
        return {}
    return {
        cell.code: (float(cell.previous), float(cell.now.value))
        for cell in released.cells
        if cell.now.whole and cell.now.value is not None and cell.previous is not None
    }


def _published(
    reference: Reference, found: Monitored, districts: Sequence[str], windows: tuple[Window, Window]
) -> dict[str, tuple[float, float]]:
    if found.series is None:
        return {}
    read = observed_for(
        reference,
        series=found.series,
        areas=districts,
        category=found.indicator.category,
        windows=windows,
    )
    held = {(item.area, item.first, item.last): item.value for item in read}
    pairs = {}
    for code in districts:
        now, before = (held.get((code, window.first, window.last)) for window in windows)
        if now is not None and before is not None:
            pairs[code] = (before, now)
    return pairs


def _movers(reference: Reference, found: Monitored, pairs: dict[str, tuple[float, float]]) -> list[Mover]:
    """One unit for all of them: percent only where every district has a base it may be worked out on."""
    if found.measure.unit != "count":
        unit: ChangeUnit = "points" if found.measure.unit == "percent" else "as counted"
        return [Mover(c, b, n, round_half_up(n - b, 1), unit) for c, (b, n) in pairs.items()]
    by_percent = all(before >= LEAST_BASE for before, _ in pairs.values())
    known = found.series is not None and (found.series.series_id, "district") in reference.dispersion
    beyond: Sequence[bool] = [False] * len(pairs)
    if known and found.series is not None:
        phi = reference.phi(series=found.series, level="district")
        beyond = beyond_usual_in_list([compare_counts(n, b, phi) for b, n in pairs.values()])
    return [
        Mover(
            code,
            before,
            now,
            round_half_up(100 * (now - before) / before if by_percent else now - before, 1),
            "percent" if by_percent else "as counted",
            called,
        )
        for (code, (before, now)), called in zip(pairs.items(), beyond, strict=True)
    ]
