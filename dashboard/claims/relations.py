"""What is part of what, by the names that lists use: percentages of counts, measures inside wider ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from data.catalogue.load import load_catalogue

# A percentage and the count it is a percentage of.
SHARE_OF: Final[Mapping[str, str]] = {
    "oss_visitors_within_la_pct": "oss_visitors",
    "oss_visitors_outside_la_pct": "oss_visitors",
    "oss_repeat_visitors_pct": "oss_visitors",
    "oss_visitors_gender_pct": "oss_visitors",
    "oss_visitors_ethnicity_pct": "oss_visitors",
    "oss_visit_helpful_pct": "oss_visitors",
    "marac_repeat_pct": "marac_cases",
}
# The count that a percentage is worked out from: by measure, and the topic where it is one of several.
COUNTED_IN: Final[Mapping[tuple[str, str], str]] = {
    ("marac_repeat_pct", ""): "marac_repeat_cases",
    ("oss_visitors_gender_pct", "male"): "oss_male_visitors",
    ("oss_visit_helpful_pct", "not helpful"): "oss_visit_not_helpful",
}
# Two percentages that make a hundred together.
COMPLEMENTS: Final = (("oss_visitors_within_la_pct", "oss_visitors_outside_la_pct"),)
# A count that can never be larger than another: each of its things is one of the other's, or needs one.
_PART_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "rape": ("sexual_offences",),
    "stalking_and_harassment": ("violence_against_the_person",),
    "violence_with_injury": ("violence_against_the_person",),
    "most_serious_violence": ("violence_against_the_person",),
    "violent_crime": ("all_crime",),
    "public_order": ("all_crime",),
    "criminal_damage": ("arson_and_criminal_damage", "all_crime"),
    "arson_and_criminal_damage": ("all_crime",),
    "drug_offences": ("all_crime",),
    "possession_of_weapons": ("all_crime",),
    "domestic_abuse_offences": ("all_crime",),
    "theft_and_handling": ("all_crime",),
    "burglary": ("all_crime",),
    "domestic_burglary": ("burglary", "all_crime"),
    # A repeat victim is the victim of two crimes at least.
    "repeat_victims": ("all_crime",),
    "fires_deliberate": ("fires_all",),
    "marac_repeat_cases": ("marac_cases",),
    "oss_male_visitors": ("oss_visitors",),
    "oss_visit_not_helpful": ("oss_visitors",),
}


@cache
def sums() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The measures each sum is made of, in every way the catalogue knows for recorded crime by offence."""
    measures = load_catalogue().measures
    found = {}
    for id_, measure in measures.items():
        ways = {parts for source, parts in measure.sum_of.items() if source != "police_uk"}
        if ways:
            found[id_] = tuple(sorted(ways))
    return found


@cache
def wider(measure: str) -> frozenset[str]:
    """Every measure that can never be smaller than this one."""
    found: set[str] = set()
    waiting = [measure]
    while waiting:
        at = waiting.pop()
        above = {
            *_PART_OF.get(at, ()),
            *(whole for whole, ways in sums().items() if any(at in way for way in ways)),
        }
        waiting += sorted(above - found)
        found |= above
    return frozenset(found)
