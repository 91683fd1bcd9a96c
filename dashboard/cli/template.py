"""`csp template`: a workbook to fill in, or one with the rows of a plan to edit."""

from __future__ import annotations

from pathlib import Path

import typer

from data import queries
from data.catalogue import Catalogue, load_catalogue
from data.catalogue.stored import with_plans
from data.errors import CspError, StoreMissingError
from data.settings import Settings
from data.store import Store
from data.templates import TemplateKind
from data.templates.write import write_template


def template_command(
    kind: TemplateKind, *, output: Path | None, plan: str | None, store: Path | None
) -> None:
    """Write the workbook and say where. Never writes over a file.

    Raises CspError where the file exists or there is no such plan, typer.BadParameter (exit 2) where the kind
    is not about plans.
    """
    path = output or Path(f"{plan or kind}-{kind if plan else 'template'}.xlsx")
    if path.exists():
        raise CspError(
            "there is such a file already.", file=str(path), remedy="name another one with --output."
        )
    if plan and kind not in (TemplateKind.PLAN, TemplateKind.ACTIONS, TemplateKind.NOTES):
        raise typer.BadParameter("--plan goes with 'plan', 'actions' and 'notes' only.")
    catalogue = _catalogue(store or Settings.from_environment().store)
    if plan and plan not in catalogue.plans:
        raise CspError(
            f"there is no plan {plan!r}.",
            remedy=f"the plans are: {', '.join(sorted(catalogue.plans)) or 'none'}.",
        )
    write_template(kind, path, catalogue=catalogue, plan=catalogue.plans[plan] if plan else None)
    typer.echo(f"Wrote {path}. Fill it in and give it to 'csp build'.")


def _catalogue(folder: Path) -> Catalogue:
    """With the plans of the store where there is one: those are the ones in force."""
    catalogue = load_catalogue()
    try:
        snapshot = Store(folder).snapshot()
    except StoreMissingError:
        return catalogue
    return with_plans(catalogue, plans=queries.get_plans(snapshot), actions=queries.get_actions(snapshot))
