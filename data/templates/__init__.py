"""Workbooks that people fill in and the build reads back: one list of columns serves writer and reader."""

from enum import StrEnum


class TemplateKind(StrEnum):
    """What can be filled in."""

    SERIES = "series"
    HOURS = "hours"
    PLAN = "plan"
    ACTIONS = "actions"
    NOTES = "notes"
    AREAS = "areas"
    INTERVENTIONS = "interventions"
