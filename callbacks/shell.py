"""The address and the filter bar: one callback from it to the bar, and one that mounts the page of a path.

A used control writes the address in the browser (assets/address.js), so that bar and page ask for their
answers side by side. The bar's answer says how short that address can be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from dash import Dash, Input, Output, State
from dash.development.base_component import Component

from callbacks.sight import Sight
from callbacks.wiring import named_by_callbacks, to_words
from dashboard.line import line_of
from dashboard.question import ask
from dashboard.selection import Parsed, Selection, parse
from dashboard.vocabulary import Option, Vocabulary, vocabulary_of
from data.errors import CspError
from layouts import ids
from layouts.compare import build_compare
from layouts.filter_bar import build_option_list, build_options
from layouts.findings import build_findings
from layouts.hotspots import build_hotspots
from layouts.markup import build_mounted, to_html
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
    """What the shell shows for an address. `address` is that address, shortened where a control wrote it;
    `first` the first month shown, where a range begins.
    """

    address: str
    first: str
    values: tuple[str | None, ...]
    options: tuple[list[dict[str, object]] | None, ...]
    notices: list[Component]
    line: list[Component | str]
    demonstration: bool
    link: str


def read_bar(
    sight: Sight, *, search: str, edited: bool = False, shown: str | None = None, path: str = "/"
) -> Bar:
    """A page's bar for an address; `edited`: a control wrote it, and what no longer fits goes quietly.

    `shown` is the address of the bar on the page: options equal to its own are None, they are not sent again.
    """
    vocabulary = vocabulary_of(sight.look(search))
    parsed = parse(search, vocabulary)
    address = search
    if edited:
        query = _address(
            sight, parsed, parsed.selection.to_query(vocabulary), shown=vocabulary.reference.version
        )
        address, parsed = f"?{query}" if query else "", replace(parsed, notices=())
    before = None
    if shown is not None and vocabulary_of(sight.look(shown)) is vocabulary:
        before = _offered(vocabulary, parse(shown, vocabulary).selection)
    return _bar(sight, vocabulary, parsed, path=path, address=address, before=before)


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
    address: str,
    before: Mapping[str, tuple[Option, ...]] | None,
) -> Bar:
    selection = parsed.selection
    offered = _offered(vocabulary, selection)
    line = line_of(ask(vocabulary.reference, selection), path=path)
    version = vocabulary.reference.version
    return Bar(
        address=address,
        first=str(selection.period.first),
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
        Output(ids.BAR, "data-address"),
        Output(ids.BAR, "data-words"),
        Input(ids.URL, "search"),
        Input(ids.URL, "pathname"),
        State(ids.BAR, "data-edited"),
        State(ids.BAR, "data-address"),
    )
    def sync(search: str | None, pathname: str | None, edited: str | None, shown: str | None) -> list[Any]:
        """The controls and the line of the page for the address; `edited` is the last one a control wrote."""
        return to_outputs(
            sight, search=search or "", edited=edited == search, shown=shown, path=_path(pathname)
        )

    @app.callback(Output(ids.PAGE, "children"), Input(ids.URL, "pathname"))
    def route(pathname: str | None) -> list[Component]:
        """The page of a path. The query does not come in here: a change of filter mounts nothing."""
        page = PAGES.get(_path(pathname), build_lost)()
        return cast(list[Component], build_mounted(page, named=named_by_callbacks(app)))


def _path(pathname: str | None) -> str:
    return (pathname or "/").rstrip("/") or "/"


def to_outputs(
    sight: Sight, *, search: str, edited: bool = False, shown: str | None = None, path: str = "/"
) -> list[Any]:
    """The outputs of `sync`. Without a store the page says how to get one, and the bar is empty."""
    try:
        bar = read_bar(sight, search=search, edited=edited, shown=shown, path=path)
    except CspError as error:
        nothing = {ids.filter_id(name): {"html": "", "value": ""} for name in ids.FILTERS}
        words = {
            **nothing,
            ids.LINE: {"html": ""},
            ids.BADGE: {"hidden": True},
            ids.LINK: {"data-link": ""},
            ids.NOTICES: {"html": to_html(build_notice(str(error), key="no-store"))},
        }
        return [None, to_words(words)]
    controls = {
        ids.filter_id(name): {
            **({} if options is None else {"html": to_html(build_option_list(options))}),
            "value": value or "",
        }
        for name, value, options in zip(ids.FILTERS, bar.values, bar.options, strict=True)
    }
    words = {
        **controls,
        ids.BAR: {"data-first": bar.first, "data-asked": search},
        ids.LINE: {"html": to_html(bar.line)},
        ids.BADGE: {"hidden": not bar.demonstration},
        ids.LINK: {"data-link": bar.link},
        ids.NOTICES: {"html": to_html(bar.notices)},
    }
    return [bar.address, to_words(words)]
