"""Where a series is shown only on the build's fixed tables, and from which number up.

The build (which hides) and the dashboard (which reads what was hidden) share these rules.
"""

from __future__ import annotations

from collections.abc import Mapping

from data.catalogue import Catalogue
from data.settings import Audience

# The forms of the fixed tables. Wards: whole financial years and one latest 12 months. Areas from district
# level up: calendar quarters, and the same years.
WARD_YEAR = "ward_year"
AREA_QUARTER = "area_quarter"
AREA_YEAR = "area_year"

# A count from 1 to the threshold is hidden. Restricted is not here: nothing is hidden from named partners.
THRESHOLDS: Mapping[Audience, int] = {Audience.PARTNER: 4, Audience.PUBLIC: 7}
# Shown counts are rounded to this; 1 leaves them as they are.
ROUNDING: Mapping[Audience, int] = {Audience.PARTNER: 1, Audience.PUBLIC: 5}

SHOWN, ZERO, HIDDEN = "shown", "zero", "hidden"


def shown_on_fixed_tables(catalogue: Catalogue, *, measure: str, source: str, level: str) -> bool:
    """Whether a series has no free windows at a level, for the audiences that numbers are hidden from.

    `level` is 'ward' for wards and for custom areas made of wards. What is sensitive for districts is so for
    their wards, which add up to them, and for every area above: two of those may differ by one district.
    What the source releases openly at a level is free there.
    """
    if level in catalogue.sources[source].open_levels:
        return False
    if catalogue.sensitive(measure=measure, source=source, level="district"):
        return True
    return level == "ward" and catalogue.sensitive(measure=measure, source=source, level="ward")


def unplaced_code(district: str) -> str:
    """The area code of what lies in a district but in none of its wards."""
    return f"unplaced:{district}"
