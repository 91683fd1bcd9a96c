"""What stays while pages change: heading, pages, filter bar, the line in words, notices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.line import Line
from dashboard.selection import Parsed
from layouts import ids
from layouts.filter_bar import build_filter_bar
from layouts.markup import build_written

PAGES: Final = (
    ("/", "Overview"),
    ("/targets", "Targets"),
    ("/plan", "Plan"),
    ("/hotspots", "Hotspots"),
    ("/peaks", "Peaks"),
    ("/compare", "Compare"),
    ("/findings", "Findings"),
    ("/data", "Data"),
)
BADGE: Final = "Demonstration data: synthetic, fitted to published figures"


def build_shell() -> html.Div:
    """The whole page, before any number is known."""
    return html.Div(
        [
            # Not refreshing: a change of the address is a change of state, not a new page.
            dcc.Location(id=ids.URL, refresh=False),
            html.A("Skip to content", href="#page", className="skip"),
            html.Header(
                [
                    html.Div("Community safety", className="brand"),
                    build_written(
                        html.Nav,
                        html.Ul(
                            [
                                html.Li(html.A(label, href=path, **{"data-page": path}))
                                for path, label in PAGES
                            ]
                        ),
                        **{"aria-label": "Pages"},
                    ),
                    html.P(BADGE, id=ids.BADGE, className="badge-demo", hidden=True),
                ],
                className="top",
            ),
            build_filter_bar(),
            html.Div(
                [
                    build_written(
                        html.P,
                        html.Strong(id=ids.MARKING),
                        id=ids.LINE,
                        className="page-line",
                        **{"aria-live": "polite"},
                    ),
                    html.Button(
                        "Copy link",
                        id=ids.LINK,
                        type="button",
                        className="action",
                        **{"data-do": "copy-link", "data-link": ""},
                    ),
                ],
                className="page-line-row",
            ),
            html.Div(id=ids.NOTICES, role="status"),
            html.Main(id=ids.PAGE, tabIndex="-1"),
            html.Div(id=ids.SAID, className="said", role="status"),
        ],
        className="sheet",
    )


def build_notice(children: str | Sequence[str | Component], *, key: str) -> html.Div:
    """A notice with a button that puts it away (assets/cards.js). Another `key` is another, shown anew."""
    return html.Div(
        [
            html.P(children),
            html.Button("Dismiss", type="button", className="action", **{"data-do": "dismiss"}),
        ],
        className="notice",
        **{"data-key": key},
    )


def build_line(line: Line) -> list[Component | str]:
    """What the page is about, then its source and what holds for every card, then the marking."""
    mark = html.Strong(line.marking, id=ids.MARKING, className="marking")
    return [html.Strong(line.what), " ", html.Span(line.rest), " ", mark]


def build_stale(parsed: Parsed, *, shown: str, published: str, newest: str) -> list[html.Div]:
    """For a link made from another version of the store: whose figures these are, and the way to the others.

    While a version is kept its links show its own figures; `newest` is the query without it.
    """
    if parsed.version is None or parsed.version == published:
        return []
    made = f" on {parsed.asof}" if parsed.asof else ""
    if shown == parsed.version:
        words: list[str | Component] = [
            f"These are the figures of store version {shown}, as they were sent{made}. ",
            f"Version {published} is published now. ",
            html.A("Show the newest figures", href=f"?{newest}"),
        ]
    else:
        words = [
            f"This link was made{made} from store version {parsed.version}, which is no longer kept. ",
            f"The figures are those of version {shown} and may differ.",
        ]
    return [build_notice(words, key=f"stale-{parsed.version}-{shown}")]


def build_lost() -> list[Component]:
    """For an address that is no page."""
    links: list[str | Component] = []
    for path, label in PAGES:
        links += [", " if links else "", html.A(label, href=path)]
    return [html.H1("There is no such page"), html.P(["The pages are ", *links, "."])]
