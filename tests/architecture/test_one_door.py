"""Counts leave the store by one door: nothing else in the dashboard calls the queries that give them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COUNTS = {
    "get_ward_totals",
    "get_ward_months",
    "get_area_months",
    "get_area_totals",
    "get_places",
    "get_ward_places",
    "get_ward_mix",
    "get_part_months",
    "get_fixed_cells",
}
# Published observations pass the door's own question (`fixed_at`) where they are read.
OBSERVATIONS = {
    "get_observations",
    "get_breakdowns",
    "get_outcome_counts",
    "get_area_outcomes",
    "get_hour_months",
    "get_hour_periods",
}
COUNTED = {"dashboard.counts", "dashboard.fixed_counts", "dashboard.place_counts"}
READERS = {f"{name.replace('.', '/')}.py" for name in COUNTED} | {"dashboard/disclosure.py"}
OBSERVERS = {"dashboard/outcomes.py", "dashboard/observed.py", "dashboard/observed_hours.py"}
# What may be used of these elsewhere: it gives nothing back.
AHEAD = {"read_months_ahead", "read_levels_ahead", "read_areas_ahead", "read_fixed_ahead"}

MODULES = [
    path.relative_to(ROOT).as_posix()
    for room in ("app.py", "callbacks", "layouts", "dashboard")
    for path in ([ROOT / room] if room.endswith(".py") else sorted((ROOT / room).rglob("*.py")))
]


def names_used(tree: ast.AST) -> set[str]:
    """Every name and attribute a module mentions."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return names | {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
    }


@pytest.mark.parametrize("module", MODULES)
def test_counts_are_read_by_the_door_alone(module: str) -> None:
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    used = names_used(tree)
    if module not in READERS:
        assert not used & COUNTS
        taken = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module in COUNTED
            for alias in node.names
        }
        assert taken <= AHEAD
        assert not {"frame", "rows"} & {
            node.func.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and ast.unparse(node.func.value).endswith("snapshot")
        }
    if module not in OBSERVERS:
        assert not used & OBSERVATIONS


def test_those_who_read_observations_ask_the_door_first() -> None:
    for module in OBSERVERS:
        assert "fixed_at" in names_used(ast.parse((ROOT / module).read_text(encoding="utf-8")))
