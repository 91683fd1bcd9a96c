"""What the numbers are: measures, sources, plans, area groups and breaks, one YAML file each."""

from data.catalogue.load import load_catalogue
from data.catalogue.models import (
    Action,
    AreaGroup,
    Break,
    Catalogue,
    Combine,
    Direction,
    Indicator,
    Measure,
    Plan,
    Priority,
    Source,
    TargetKind,
)

__all__ = [
    "Action",
    "AreaGroup",
    "Break",
    "Catalogue",
    "Combine",
    "Direction",
    "Indicator",
    "Measure",
    "Plan",
    "Priority",
    "Source",
    "TargetKind",
    "load_catalogue",
]
