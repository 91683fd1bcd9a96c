"""What is counted: the smallest groups of offences (leaves), and the measures that are sums of them.

Every consistency rule of the force's own counts (rape within sexual offences, violence with injury within
violence, components within all crime) holds because a measure is a set of leaves that share no offence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Leaf:
    """One group of offences. The numbers shape the synthetic series, they are nobody's statistics.

    `share`: of its family's total in an ordinary year. `phi`: variance over mean. `summer`: how far July is
    above the yearly mean. `lockdown`: change at the depth of a lockdown. `growth`: change a year. `pull`: how
    strongly it gathers where crime gathers (1 is as all crime).
    """

    name: str
    share: float
    phi: float
    summer: float
    lockdown: float
    growth: float
    pull: float = 1.0


@dataclass(frozen=True)
class Family:
    """Leaves that are drawn and fitted together, and the measures they add up to."""

    leaves: tuple[Leaf, ...]
    measures: Mapping[str, frozenset[str]]

    def mask(self, measure: str) -> NDArray[np.bool_]:
        """Which leaves a measure holds, in the order of `leaves`."""
        return np.array([leaf.name in self.measures[measure] for leaf in self.leaves])

    def total(self, counts: NDArray[np.int64], measure: str) -> NDArray[np.int64]:
        """A measure's counts: the sum over the first axis of its leaves."""
        summed: NDArray[np.int64] = counts[self.mask(measure)].sum(axis=0)
        return summed


_CRIME: Final = (
    Leaf("most_serious", 0.012, 1.3, 0.05, -0.20, -0.041),
    Leaf("other_injury", 0.090, 1.8, 0.08, -0.30, 0.010),
    Leaf("stalking", 0.139, 1.9, 0.04, 0.10, -0.134, 0.8),
    Leaf("other_violence", 0.185, 2.0, 0.05, -0.10, -0.060, 0.95),
    Leaf("rape", 0.0128, 1.3, 0.03, -0.20, -0.004, 0.9),
    Leaf("other_sexual", 0.0272, 1.5, 0.05, -0.25, -0.054, 0.9),
    Leaf("robbery", 0.0075, 1.4, 0.02, -0.40, 0.070, 1.2),
    Leaf("weapons", 0.0080, 1.4, 0.02, -0.15, 0.060, 1.1),
    Leaf("public_order", 0.071, 2.0, 0.07, -0.15, -0.163),
    Leaf("criminal_damage", 0.1136, 2.0, 0.04, -0.22, -0.062, 0.9),
    Leaf("arson", 0.0075, 1.4, 0.06, -0.10, -0.030, 0.7),
    Leaf("drugs", 0.0210, 2.4, 0.02, 0.25, 0.111, 1.1),
    Leaf("burglary", 0.046, 1.7, -0.05, -0.40, 0.030, 0.6),
    Leaf("shoplifting", 0.080, 3.0, -0.02, -0.55, 0.150, 1.5),
    Leaf("vehicle", 0.050, 1.9, -0.02, -0.40, 0.080, 0.6),
    Leaf("other_crime", 0.128, 2.1, 0.03, -0.45, 0.040, 0.9),
)
_INJURY: Final = frozenset({"most_serious", "other_injury"})
_VIOLENCE: Final = _INJURY | {"stalking", "other_violence"}
_SEXUAL: Final = frozenset({"rape", "other_sexual"})

CRIME: Final = Family(
    leaves=_CRIME,
    measures={
        "all_crime": frozenset(leaf.name for leaf in _CRIME),
        "violent_crime": _VIOLENCE | _SEXUAL | {"robbery"},
        "violence_against_the_person": _VIOLENCE,
        "violence_with_injury": _INJURY,
        "most_serious_violence": frozenset({"most_serious"}),
        "stalking_and_harassment": frozenset({"stalking"}),
        "sexual_offences": _SEXUAL,
        "rape": frozenset({"rape"}),
        "robbery": frozenset({"robbery"}),
        "possession_of_weapons": frozenset({"weapons"}),
        "public_order": frozenset({"public_order"}),
        "criminal_damage": frozenset({"criminal_damage"}),
        "arson_and_criminal_damage": frozenset({"criminal_damage", "arson"}),
        "drug_offences": frozenset({"drugs"}),
        "burglary": frozenset({"burglary"}),
        "shoplifting": frozenset({"shoplifting"}),
        "vehicle_crime": frozenset({"vehicle"}),
    },
)


def _single(measure: str, leaf: Leaf) -> Family:
    return Family(leaves=(leaf,), measures={measure: frozenset({leaf.name})})


ASB: Final = _single("asb_police_reports", Leaf("asb", 1.0, 2.4, 0.18, 0.60, -0.08, 1.1))
COUNCIL_ASB: Final = _single("asb_council_incidents", Leaf("council_asb", 1.0, 1.6, 0.15, 0.20, -0.30))
DOMESTIC_ABUSE: Final = _single("domestic_abuse_offences", Leaf("domestic_abuse", 1.0, 1.8, 0.08, 0.0, -0.02))
HATE: Final = _single("hate_crime", Leaf("hate", 1.0, 1.3, 0.10, -0.15, 0.02))
KSI: Final = _single("ksi_casualties", Leaf("ksi", 1.0, 1.1, 0.10, -0.35, 0.01, 0.25))
FIRES: Final = Family(
    leaves=(
        Leaf("deliberate", 0.36, 1.6, 0.25, 0.05, 0.25),
        Leaf("accidental", 0.64, 1.5, 0.18, -0.05, 0.15),
    ),
    measures={
        "fires_all": frozenset({"deliberate", "accidental"}),
        "fires_deliberate": frozenset({"deliberate"}),
    },
)
