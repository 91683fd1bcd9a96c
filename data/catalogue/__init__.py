"""What the numbers are: measures, sources, plans, area groups and breaks, one YAML file each."""

from data.catalogue.load import load_catalogue
from data.catalogue.models import AreaGroup, Catalogue, Combine, Measure, Source
from data.catalogue.plan import Action, ActionStatus, Direction, Indicator, Plan, Priority, TargetKind
from data.catalogue.recording import Break, Breakdown, OutcomeGroup, Outcomes

__all__ = [
    "Action",
    "ActionStatus",
    "AreaGroup",
    "Break",
    "Breakdown",
    "Catalogue",
    "Combine",
    "Direction",
    "Indicator",
    "Measure",
    "OutcomeGroup",
    "Outcomes",
    "Plan",
    "Priority",
    "Source",
    "TargetKind",
    "load_catalogue",
]
