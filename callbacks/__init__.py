"""Callbacks: parse the address, ask for views, set properties. Nothing is registered globally."""

from __future__ import annotations

from dash import Dash

from callbacks import (
    archive,
    claims,
    compare,
    depth,
    files,
    findings,
    hotspots,
    hours,
    interventions,
    monitoring,
    overview,
    peaks,
    plan,
    shell,
    sources,
    target_test,
    targets,
    turns,
    ward_panel,
)
from callbacks.sight import Sight

__all__ = ["Sight", "register_all"]


def register_all(app: Dash, sight: Sight) -> None:
    """Wire every callback and address of one app; a second app in the same process is another call."""
    for module in (
        shell,
        overview,
        targets,
        monitoring,
        target_test,
        archive,
        plan,
        interventions,
        hotspots,
        ward_panel,
        peaks,
        hours,
        compare,
        depth,
        findings,
        sources,
        claims,
    ):
        module.register(app, sight)
    files.register(app.server, sight)
    turns.register(app.server)
