"""The plans of a store version: those the catalogue had when it was built, and those given by file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from data.catalogue.models import Catalogue
from data.catalogue.plan import Action, Plan
from data.errors import StoreVersionError
from data.month import Month


def with_plans(
    catalogue: Catalogue, *, plans: Iterable[Mapping[str, Any]], actions: Iterable[Mapping[str, Any]]
) -> Catalogue:
    """The catalogue with the plans of a version in place of its own.

    `plans` and `actions` are rows as `data.queries` gives them. Raises StoreVersionError where this program
    does not know what they name.
    """
    of_plan: dict[str, list[Action]] = {}
    try:
        for row in actions:
            of_plan.setdefault(row["plan"], []).append(_action(row))
        found = {
            row["plan"]: Plan.model_validate_json(row["content"]).model_copy(
                update={"actions": tuple(of_plan.get(row["plan"], ()))}
            )
            for row in plans
        }
        return Catalogue.model_validate({**dict(catalogue), "plans": found})
    except ValidationError as error:
        raise StoreVersionError(
            "the store has plans of another version of this program.",
            remedy="build it again from its files: csp build PATH.",
        ) from error


def _action(row: Mapping[str, Any]) -> Action:
    months = {"start": row["first_month"], "end": row["last_month"]}
    return Action.model_validate(
        {
            **{name: row[name] for name in Action.model_fields if name not in months},
            **{name: day and str(Month.of(day)) for name, day in months.items()},
        }
    )
