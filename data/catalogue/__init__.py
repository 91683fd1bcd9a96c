"""What the numbers are: measures, sources, plans, area groups and breaks, one YAML file each."""

from data.catalogue.load import load_catalogue
from data.catalogue.models import AreaGroup, Catalogue, Combine, Measure, Source
from data.catalogue.plan import (
    Action,
    ActionStatus,
    Baseline,
    Direction,
    FrameworkCode,
    Indicator,
    Note,
    Plan,
    Priority,
    TargetKind,
    Theme,
)
from data.catalogue.recording import Break, Breakdown, OutcomeGroup, Outcomes
from data.catalogue.week import DAY_HOUR, DAY_HOURS, NOT_DOMESTIC, Day, Night

__all__ = [
    "DAY_HOUR",
    "DAY_HOURS",
    "NOT_DOMESTIC",
    "Action",
    "ActionStatus",
    "AreaGroup",
    "Baseline",
    "Break",
    "Breakdown",
    "Catalogue",
    "Combine",
    "Day",
    "Direction",
    "FrameworkCode",
    "Indicator",
    "Measure",
    "Night",
    "Note",
    "OutcomeGroup",
    "Outcomes",
    "Plan",
    "Priority",
    "Source",
    "TargetKind",
    "Theme",
    "load_catalogue",
]
