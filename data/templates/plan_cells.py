"""A plan as the cells of its tables: what the plan's workbook holds, and the reader gives back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from data.catalogue.frozen import Frozen
from data.catalogue.plan import Plan
from data.month import Month
from data.templates.columns import Column, Row
from data.templates.plan_columns import PLAN_TABLES, PlanTable


def rows_of(plans: Iterable[Plan]) -> dict[PlanTable, list[Row]]:
    """The rows of a plan's tables, by the columns' names."""
    rows: dict[PlanTable, list[Row]] = {table: [] for table in PLAN_TABLES}
    for plan in plans:
        rows["plan"].append(cells_of("plan", plan, plan=plan.id))
        rows["priority"] += [cells_of("priority", item, plan=plan.id) for item in plan.priorities]
        rows["indicator"] += [cells_of("indicator", item, plan=plan.id) for item in plan.indicators]
        rows["action"] += [cells_of("action", item, plan=plan.id) for item in plan.actions]
        rows["framework"] += [cells_of("framework", item, plan=plan.id) for item in plan.frameworks]
        rows["note"] += [cells_of("note", item, plan=plan.id) for item in plan.notes]
        rows["night"] += [cells_of("night", item, plan=plan.id) for item in plan.nights]
    return rows


def cells_of(table: PlanTable, item: Frozen, *, plan: str) -> Row:
    """One row, by the columns' names; None for an empty cell."""
    content = {"plan": plan, **item.model_dump(mode="json")}
    return {column.name: _cell(_at(content, column.place), column) for column in PLAN_TABLES[table].columns}


def _at(content: Mapping[str, Any], place: str) -> Any:
    value: Any = content
    for key in place.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _cell(value: Any, column: Column) -> object:
    if value is None or value == "":
        return None
    if column.form == "ids":
        return "; ".join(value) or None
    if column.form == "yes":
        return "yes" if value else "no"
    if column.form == "month":
        month = Month.parse(value)
        return month.last_day if column.name.endswith("end") else month.first_day
    return value
