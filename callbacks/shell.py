"""The address and the filter bar: one callback between them, and one that mounts the page of a path."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, ctx, no_update
from dash.development.base_component import Component

from callbacks.sight import Sight
from dashboard.line import line_of
from dashboard.question import ask
from dashboard.selection import Parsed, Selection, parse
from dashboard.vocabulary import Option, Vocabulary, vocabulary_of
from data.errors import CspError
from layouts import ids
from layouts.compare import build_compare
from layouts.filter_bar import build_options
from layouts.findings import build_findings
from layouts.hotspots import build_hotspots
from layouts.overview import build_overview
from layouts.peaks import build_peaks
from layouts.plan import build_plan
from layouts.shell import build_line, build_lost, build_notice, build_stale
from layouts.sources import build_sources
from layouts.targets import build_targets

PAGES: Mapping[str, Callable[[], list[Component]]] = {
    "/": build_overview,
    "/targets": build_targets,
    "/plan": build_plan,
    "/hotspots": build_hotspots,
    "/peaks": build_peaks,
    "/compare": build_compare,
    "/findings": build_findings,
    "/data": build_sources,
}


@dataclass(frozen=True)
class Bar:
    """What the shell shows for an address. `search` is None where the address stays as it is."""

    search: str | None
    values: tuple[str | None, ...]
    options: tuple[list[dict[str, object]] | None, ...]
    notices: list[Component]
    line: list[Component | str]
    demonstration: bool
    link: str


def read_bar(
    sight: Sight, *, search: str, changed: Mapping[str, str | None] | None = None, path: str = "/"
) -> Bar:
    """A page's bar for an address, or for that after someone used a control (`changed`: name to value).

    Options equal to those already on the page are None: they are not sent again.
    """
    vocabulary = vocabulary_of(sight.look(search))
    parsed = parse(search, vocabulary)
    if changed is None:
        return _bar(sight, vocabulary, parsed, path=path, search=None, before=None)
    selection = parsed.selection.changed(vocabulary, **changed)
    query = _address(sight, parsed, selection.to_query(vocabulary), shown=vocabulary.reference.version)
    return _bar(
        sight,
        vocabulary,
        replace(parsed, selection=selection, notices=()),
        path=path,
        search=f"?{query}" if query else "",
        before=_offered(vocabulary, parsed.selection),
    )


def _address(sight: Sight, parsed: Parsed, query: str, *, shown: str) -> str:
    """A new address: whoever looks at an earlier version goes on looking at it."""
    if shown == sight.published().version:
        return query
    stamps = {"version": shown, "asof": parsed.asof}
    return "&".join([query, *(f"{key}={value}" for key, value in stamps.items() if value)]).lstrip("&")


def _bar(
    sight: Sight,
    vocabulary: Vocabulary,
    parsed: Parsed,
    *,
    path: str,
    search: str | None,
    before: Mapping[str, tuple[Option, ...]] | None,
) -> Bar:
    selection = parsed.selection
    offered = _offered(vocabulary, selection)
    line = line_of(ask(vocabulary.reference, selection), path=path)
    version = vocabulary.reference.version
    return Bar(
        search=search,
        values=tuple(_value(selection, name) for name in ids.FILTERS),
        options=tuple(
            None if before and before[name] == offered[name] else build_options(offered[name])
            for name in ids.FILTERS
        ),
        notices=[build_notice(words, key=words) for words in parsed.notices]
        + build_stale(
            parsed, shown=version, published=sight.published().version, newest=selection.to_query(vocabulary)
        ),
        line=build_line(line),
        demonstration=line.demonstration,
        link=selection.to_query(vocabulary, full=True, version=version, asof=sight.today()),
    )


def _offered(vocabulary: Vocabulary, selection: Selection) -> dict[str, tuple[Option, ...]]:
    """What each control offers; a first month only for a range."""
    options = vocabulary.options(selection)
    return {**options, "start": options["to"] if selection.window == "range" else ()}


def _value(selection: Selection, name: str) -> str | None:
    value = getattr(selection, name)
    return None if value is None else str(value)


def register(app: Dash, sight: Sight) -> None:
    """Wire the shell."""

    @app.callback(
        Output(ids.URL, "search"),
        Output(ids.filter_id(ALL), "value"),
        Output(ids.filter_id(ALL), "options"),
        Output(ids.NOTICES, "children"),
        Output(ids.LINE, "children"),
        Output(ids.BADGE, "hidden"),
        Output(ids.LINK, "data-link"),
        Input(ids.URL, "search"),
        Input(ids.URL, "pathname"),
        Input(ids.filter_id(ALL), "value"),
    )
    def sync(search: str | None, pathname: str | None, values: list[str | None]) -> list[Any]:
        """The address and the controls, whichever of the two changed; the line of the page."""
        return to_outputs(sight, search=search or "", changed=_changed(values), path=_path(pathname))

    @app.callback(Output(ids.PAGE, "children"), Input(ids.URL, "pathname"))
    def route(pathname: str | None) -> list[Component]:
        """The page of a path. The query does not come in here: a change of filter mounts nothing."""
        return PAGES.get(_path(pathname), build_lost)()

    app.clientside_callback(
        ClientsideFunction("csp", "follow"), Input(ids.URL, "pathname"), Input(ids.URL, "search")
    )


def _path(pathname: str | None) -> str:
    return (pathname or "/").rstrip("/") or "/"


def _changed(values: list[str | None]) -> dict[str, str | None] | None:
    """The control someone used; None when the address changed."""
    used = ctx.triggered_id
    if not isinstance(used, dict):
        return None
    return {used["filter"]: values[ids.FILTERS.index(used["filter"])]}


def to_outputs(
    sight: Sight, *, search: str, changed: Mapping[str, str | None] | None, path: str = "/"
) -> list[Any]:
    """The outputs of `sync`. Without a store the page says how to get one, and the bar is empty."""
    n = len(ids.FILTERS)
    try:
        bar = read_bar(sight, search=search, changed=changed, path=path)
    except CspError as error:
        notice = [build_notice(str(error), key="no-store")]
        return [no_update, [None] * n, [[]] * n, notice, [], True, ""]
    return [
        no_update if bar.search is None else bar.search,
        list(bar.values),
        [no_update if options is None else options for options in bar.options],
        bar.notices,
        bar.line,
        not bar.demonstration,
        bar.link,
    ]
