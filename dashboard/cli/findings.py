"""`csp findings`: the findings of an area as text or Markdown, the same object as the page shows."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

import typer

from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from dashboard.selection import Selection, parse
from dashboard.targets.proposal import read_area, read_measure
from dashboard.views.paper import to_markdown, to_text
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import Vocabulary, vocabulary_of
from data.catalogue import Plan
from data.errors import CspError
from data.settings import Settings
from data.store import Store


@dataclass(frozen=True)
class Wanted:
    """What is asked for, in the words of the command line; empty words mean the page's own default.

    Without measures and priority, the area's lead measure.
    """

    area: str
    measures: Sequence[str] = ()
    priority: str = ""
    source: str = ""
    to: str = ""
    window: str = ""
    start: str = ""
    compare: str = ""
    ward: str = ""


def findings_command(wanted: Wanted, *, markdown: bool, base: str, store: Path | None) -> None:
    """Print a text a measure. What the words cannot mean stops it.

    Raises CspError for an area, measure, priority or period the store does not have, typer.Exit(1) where
    there are no figures to say anything of.
    """
    settings = Settings.from_environment()
    if store is not None:
        settings = replace(settings, store=store)
    reference = load_reference(Store(settings.store, threads=settings.threads), settings)
    day = dt.datetime.now(dt.UTC).date()
    views = [build_view("assessment", reference, item) for item in read_selections(reference, wanted)]
    told = [view for view in views if view.extra.get("statements")]
    written = [to_markdown(view, day=day, base=base) if markdown else to_text(view, day=day) for view in told]
    # Bytes: the console's own encoding and line ends must not change a file that is piped somewhere.
    sys.stdout.buffer.write("\n".join(written).encode())
    sys.stdout.buffer.flush()
    for view in views:
        if view not in told:
            typer.echo(_nothing(view), err=True)
    if not told:
        raise typer.Exit(1)


def _nothing(view: View) -> str:
    return f"{view.title}: {view.empty}"


def read_selections(reference: Reference, wanted: Wanted) -> list[Selection]:
    """The page of every measure asked for. Raises CspError where an address would only give a notice."""
    vocabulary = vocabulary_of(reference)
    area = vocabulary.stands_for(read_area(reference, wanted.area))
    if area is None:
        raise CspError(
            f"{wanted.area} is no area that pages are about.",
            column="area",
            remedy="give a district, county, force, partnership or custom area, and a ward with --ward.",
        )
    keys = {
        "area": area,
        "source": wanted.source,
        "to": wanted.to,
        "window": wanted.window or ("range" if wanted.start else ""),
        "from": wanted.start,
        "compare": wanted.compare,
        "ward": _ward(reference, area, wanted.ward),
    }
    given = {key: value.strip() for key, value in keys.items() if value.strip()}
    measures = [read_measure(reference, text).id for text in wanted.measures]
    if wanted.priority:
        measures += _of_priority(vocabulary, area, wanted)
    found = []
    for measure in dict.fromkeys(measures or [parse(urlencode(given), vocabulary).selection.measure]):
        parsed = parse(urlencode({**given, "measure": measure}), vocabulary)
        if parsed.notices:
            raise CspError(parsed.notices[0], remedy="ask for what the store holds, as the filters offer it.")
        found.append(parsed.selection)
    return found


def _of_priority(vocabulary: Vocabulary, area: str, wanted: Wanted) -> list[str]:
    """The measures of a priority of the area's plan that have months here; 'summary' is its top lines."""
    plan = _plan(vocabulary, area, wanted)
    offered = {item.value: item.label for item in vocabulary.priorities(plan)}
    labels = {label.casefold(): value for value, label in offered.items()}
    priority = wanted.priority if wanted.priority in offered else labels.get(wanted.priority.casefold())
    if priority is None:
        raise CspError(
            f"the plan has no priority {wanted.priority!r}.",
            column="priority",
            remedy=f"give one of {', '.join(offered)}.",
        )
    top = [item.measure for item in plan.indicators if item.top_line] if plan else []
    measures = [item.id for item in vocabulary.measures(area, plan, priority)]
    return [item for item in measures if item in top] if priority == "summary" and top else measures


def _plan(vocabulary: Vocabulary, area: str, wanted: Wanted) -> Plan | None:
    pairs = {"area": area, **({"to": wanted.to} if wanted.to else {})}
    plan = parse(urlencode(pairs), vocabulary).selection.plan
    return vocabulary.reference.catalogue.plans.get(plan or "")


def _ward(reference: Reference, area: str, text: str) -> str:
    """A ward's code, given as it or by name."""
    wards = reference.wards(area)
    named = [code for code in wards if reference.name(code).casefold() == text.strip().casefold()]
    if not text.strip() or text in wards:
        return text
    if len(named) != 1:
        raise CspError(
            f"{reference.name(area)} has {'several wards' if named else 'no ward'} called {text!r}.",
            column="ward",
            remedy="give the code of one of its wards, as `csp table wards` lists them.",
        )
    return named[0]
