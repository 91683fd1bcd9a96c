"""A page is mounted with few components, and says the same as the whole one."""

from __future__ import annotations

import re

import pytest
from dash import dcc, html

from callbacks.shell import PAGES
from layouts.markup import build_mounted, to_html


def own(parts):
    """The components under `parts`, and the ids of those that are not HTML."""
    found = [part for root in parts for part in (root, *root._traverse()) if hasattr(part, "_namespace")]
    return found, {part.id for part in found if part._namespace != "dash_html_components"}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_the_same_with_fewer_components(path):
    whole, own_whole = own(PAGES[path]())
    name = next(part.id for part in whole if getattr(part, "id", "").startswith("words-"))
    pages = build_mounted(PAGES[path](), named={name})
    mounted, own_mounted = own(pages)
    assert own_mounted == own_whole, "graphs, grids and fields are components still"
    assert name in {getattr(part, "id", "") for part in mounted}
    assert len(mounted) < len(whole)
    # What Dash would draw of its own stands between what is written.
    shown = [to_html([part for part in parts if _is_html(part)]) for parts in (PAGES[path](), pages)]
    assert _in_order(shown[0]) == _in_order(shown[1])


def _is_html(part):
    return all(
        item._namespace == "dash_html_components" for item in (part, *part._traverse()) if _namespaced(item)
    )


def _namespaced(item):
    return hasattr(item, "_namespace")


def _in_order(text):
    """A tag's attributes may stand in another order."""
    return re.sub(r"<(\w+)([^>]*)>", lambda tag: f"<{tag[1]}{sorted(tag[2].split())}>", text)


def test_what_holds_nothing_named_is_written_and_what_does_is_mounted():
    page = html.Div(
        [
            html.P(["Less than <b>", html.B("five")], className="said"),
            html.Div([html.Span(html.I("kept"), id="kept"), html.P(html.B("beside"))]),
            html.Div(dcc.Input(id="field")),
        ]
    )
    first, second, third = build_mounted(page, named={"kept"}).children
    assert to_html(first) == '<p class="said">Less than &lt;b&gt;<b>five</b></p>'
    assert first.children is None, "no component in it"
    kept, beside = second.children
    assert kept.children.children == "kept"
    assert (beside.children, to_html(beside)) == (None, "<p><b>beside</b></p>")
    assert third.children.id == "field"
