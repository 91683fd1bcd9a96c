"""A register of interventions: the police operation that the paper reports, and one that is made up.

The paper prints the operation's months and three percentages, without a count, the months they are compared
with or an offence list. So the register has its place and months; what the demonstration's figures say of
it is whatever they say: nothing in them was made to fit.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

from data.demonstration.facts import district_code, paper_figures, ward_code

_DISTRICT: Final = "Ashford"
_OPERATION: Final = "001_stanhope_crime"


def write_interventions(path: Path) -> Path:
    """A register in the columns that `csp template interventions` writes."""
    figure = next(item for item in paper_figures() if item.id == _OPERATION)
    district = str(district_code(_DISTRICT))
    place = ward_code(figure.area, district=district)
    rows = (
        (
            f"{figure.area} {figure.subject}",
            *(figure.start, figure.end, place),
            "all_crime; asb_police_reports",
            "targeted operation",
            f"As the {figure.source.removeprefix('001 ')} reports it; it prints the months, not the days",
        ),
        (
            "Evening patrols in Victoria (made up)",
            *("2024-03-11", "", ward_code("Victoria", district=district)),
            "all_crime",
            "patrol",
            "Made up, to show an intervention that still runs",
        ),
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "from", "to", "place", "measure", "kind", "note"))
        writer.writerows(rows)
    return path
