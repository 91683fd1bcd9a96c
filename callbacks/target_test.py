"""The panel of the target tester: the plan's own target first, then whatever the form proposes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from dash import Dash, Input, Output, State, ctx, no_update
from flask import Response, request

from callbacks.sight import Sight
from callbacks.wiring import to_words
from dashboard.reference import Reference
from dashboard.selection import Selection, parse
from dashboard.targets.proposal import Wish, read_proposal, wish_of
from dashboard.views.csv import to_csv
from dashboard.views.registry import build_view
from dashboard.views.target_test import build_target_trial, own_target
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from data.errors import CspError
from layouts import ids
from layouts.markup import to_html
from layouts.target_test import build_measure_options, build_refusal, build_result

CSV = "/target-test.csv"
FIELDS = ids.TRY_FIELDS
# Enter in one of these tries the target.
TYPED = ids.TRY_FIELDS[3:]


def start(reference: Reference, search: str) -> list[Any]:
    """The outputs for an address: the measures, the form as the plan's own target fills it, and its test."""
    selection = parse(search, vocabulary_of(reference)).selection
    own = own_target(reference, selection)
    wish = wish_of(own) if own else Wish(area=selection.area, measure=selection.measure)
    values = [getattr(wish, name) for name in FIELDS]
    view = build_view("target-test", reference, selection)
    return [
        build_measure_options(_measures(reference, selection.plan)),
        *values,
        *_shown(view, wish, reference),
    ]


def propose(reference: Reference, search: str, values: Sequence[str | None]) -> list[Any]:
    """The outputs for a form: the fields stay as they are."""
    selection = parse(search, vocabulary_of(reference)).selection
    wish = _wish(reference, selection, dict(zip(FIELDS, values, strict=True)))
    unchanged = [no_update] * (1 + len(FIELDS))
    try:
        view = build_target_trial(reference, read_proposal(reference, wish))
    except CspError as error:
        return [*unchanged, to_html(build_refusal(str(error))), ""]
    return [*unchanged, *_shown(view, wish, reference)]


def _wish(reference: Reference, selection: Selection, values: Mapping[str, str | None]) -> Wish:
    """Where the plan itself measures it, for a measure of the plan's; in the page's area for any other."""
    given = {name: str(value or "") for name, value in values.items()}
    own = own_target(reference, selection)
    if own is None or own.indicator.measure != given["measure"]:
        own = own_target(reference, selection, measure=given["measure"])
    if own is not None:
        return replace(wish_of(own), **given)
    return Wish(area=selection.area, **given)


def _shown(view: View, wish: Wish, reference: Reference) -> list[Any]:
    said = {name: value for name, value in vars(wish).items() if value}
    link = f"{CSV}?{urlencode({**said, 'version': reference.version})}"
    return [to_html(build_result(view)), "" if view.empty else link]


def _measures(reference: Reference, plan: str | None) -> list[tuple[str, str]]:
    """Those the store holds anything of and those of the plan, in the catalogue's order."""
    measures = reference.catalogue.measures
    named = [name for name, _ in reference.series]
    named += [item.measure for item in reference.catalogue.plans[plan].indicators] if plan else []
    found = [measures[name] for name in dict.fromkeys(named)]
    return [(item.id, item.label) for item in sorted(found, key=lambda item: (item.order, item.label))]


def register(app: Dash, sight: Sight) -> None:
    """Wire the panel, and the address of its CSV."""

    @app.callback(
        Output(ids.try_field("measure"), "options"),
        *(Output(ids.try_field(name), "value") for name in FIELDS),
        Output(ids.body("target-test"), "data-words"),
        Output(ids.TRY_CSV, "href"),
        Input(ids.URL, "search"),
        Input(ids.TRY, "n_clicks"),
        *(Input(ids.try_field(name), "n_submit") for name in TYPED),
        *(State(ids.try_field(name), "value") for name in FIELDS),
    )
    def show(search: str | None, _clicks: int | None, *values: Any) -> list[Any]:
        """The plan's own target for a new address; the form's when somebody clicks or presses Enter."""
        reference = sight.look(search or "")
        given = values[len(TYPED) :]
        # Who tries an empty form is ahead of the first answer, and would be left without one.
        first = ctx.triggered_id in (None, ids.URL) or not any(given)
        found = start(reference, search or "") if first else propose(reference, search or "", given)
        *fields, body, link = found
        return [*fields, to_words({ids.body("target-test"): {"html": body}}), link]

    @app.server.get(CSV)
    def csv() -> Response:
        """The findings of the proposal in the query, with their metadata in columns."""
        given = {name: request.args.get(name, "") for name in Wish.__dataclass_fields__}
        reference = sight.look(request.query_string.decode())
        try:
            view = build_target_trial(reference, read_proposal(reference, Wish(**given)))
        except CspError as error:
            return Response(str(error), status=400, mimetype="text/plain")
        answer = Response(to_csv(view), mimetype="text/csv")
        answer.headers["Content-Disposition"] = 'attachment; filename="target-test.csv"'
        return answer
