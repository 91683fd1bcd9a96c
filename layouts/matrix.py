"""The matrix of Compare: districts and groups down, measures across.

`View.extra` of the view `matrix`, as plain values already worded:

`shows`   [{"value", "label", "pressed"}, ...] what the cells may show
`four`    whether a cell holds four numbers
`heads`   [{"id", "label", "under", "aim", "sorted": "", "ascending" or "descending", "sort": what the address
          says for it, "chosen", "query"}, ...]
`by_name` whether the rows are sorted by name
`groups`  [{"title", "rows": [{"code", "name", "home", "query", "cells": [{"main", "side", "under", "change",
          "mark", "state", "end": "high", "low" or ""}, ...]}, ...]}, ...]
`marks`   whether changes are marked
`ends`    whether any cell is shaded
`notes`   [words, ...]
`caption` what the table is about
`query`   the address it stands at

What a cell says at length is fetched when somebody points at the table or stands in it (assets/matrix.js):
the numbers of three hundred sentences were more than half of what a change of filter sent of the matrix.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any, Final

from dash import html
from markupsafe import Markup

from layouts import ids, tags
from layouts.card import build_card
from layouts.markup import build_fragment

_SHAPES: Final = {"ascending": "▴", "descending": "▾"}
_MARKS: Final = {
    "": "",
    **{
        mark: f'<span class="matrix-mark"><span aria-hidden="true">{mark}</span>'
        f'<span class="visually-hidden">larger than usual {words}</span></span>'
        for mark, words in (("▲", "rise"), ("▼", "fall"))
    },
}


def build_matrix_card() -> html.Section:
    """The card, with the switch of what is shown above the table."""
    return build_card(
        view="matrix",
        width="full",
        picture=False,
        link=True,
        toggle=False,
        body=[
            build_fragment(html.Div, name=ids.MATRIX_SHOWS, className="matrix-bar"),
            build_fragment(
                html.Div,
                name=ids.MATRIX,
                className="matrix-box",
                # It scrolls sideways, so the keyboard must be able to stand in it.
                tabIndex="0",
                role="region",
                **{"aria-labelledby": ids.title("matrix")},
            ),
        ],
    )


def build_shows(extra: Mapping[str, Any]) -> list[Markup]:
    """What the cells show, and the key to their marks."""
    if not extra:
        return []
    buttons = [
        tags.Button(
            item["label"],
            type="button",
            **{
                "data-set": "cells",
                "data-value": item["value"],
                "aria-pressed": str(item["pressed"]).lower(),
            },
        )
        for item in extra["shows"]
    ]
    key: list[Markup] = [tags.Span(extra["notes"][0])] if extra["marks"] else []
    if extra["ends"]:
        high, low = (tags.B(end, className=f"matrix-end end-{end}") for end in ("high", "low"))
        key.insert(0, tags.Span([high, " ", low, " among the three highest or lowest, whatever chance. "]))
    if extra["four"]:
        key.insert(0, tags.Span("Rate and rank; under them count and change. "))
    return [
        tags.Div(buttons, className="switch", role="group", **{"aria-label": "Show in every cell"}),
        tags.P(key, className="hint matrix-key"),
    ]


def build_matrix(extra: Mapping[str, Any], *, version: str) -> list[Markup]:
    """The table of a store version; a head sorts by its measure, and leads to it."""
    if not extra:
        return []
    heads = extra["heads"]
    table = tags.Table(
        [
            tags.Caption(extra["caption"]),
            tags.Thead(tags.Tr([_corner(by_name=extra["by_name"]), *map(_head, heads)])),
            *(_group(group, width=len(heads) + 1) for group in extra["groups"]),
        ],
        className="data matrix",
        **{"data-said": f"/said/matrix.json?{extra['query']}&version={version}"},
    )
    return [table, *(tags.P(words, className="hint") for words in extra["notes"][1:])]


def _corner(*, by_name: bool) -> Markup:
    sort = _sort("Area", name="name", value="name", sorts="ascending" if by_name else "")
    return tags.Th(sort, scope="col", **{"aria-sort": "ascending" if by_name else "none"})


def _head(head: Mapping[str, Any]) -> Markup:
    parts: list[Markup] = [
        _sort(head["label"], name=head["id"], value=head["sort"], sorts=head["sorted"]),
        *(tags.Span(head[name], className="hint") for name in ("under", "aim") if head[name]),
    ]
    if head["query"]:
        current = {"aria-current": "true"} if head["chosen"] else {}
        about = {"aria-label": f"{head['label']} in depth"}
        parts.append(tags.A("in depth", href=f"?{head['query']}", **about, **current))
    return tags.Th(
        parts,
        scope="col",
        className="chosen" if head["chosen"] else "",
        **{"aria-sort": head["sorted"] or "none"},
    )


def _sort(label: str, *, name: str, value: str, sorts: str) -> Markup:
    """A button that sorts; used again it turns the order round, and stays the same button."""
    shape = tags.Span(f"\u00a0{_SHAPES[sorts]}" if sorts else "", **{"aria-hidden": "true"})
    return tags.Button(
        [label, shape],
        type="button",
        className="action",
        **{"data-set": "sort", "data-value": value, "data-name": name},
    )


def _group(group: Mapping[str, Any], *, width: int) -> Markup:
    title = tags.Tr(
        tags.Th(tags.Span(group["title"]), scope="rowgroup", colSpan=str(width)),
        className="matrix-group",
    )
    return tags.Tbody([title, *map(_row, group["rows"])])


def _row(row: Mapping[str, Any]) -> Markup:
    name = tags.Span(row["name"]) if row["home"] else tags.A(row["name"], href=f"?{row['query']}")
    return tags.Tr(
        [tags.Th(name, scope="row"), *map(_cell, row["cells"])], className="home" if row["home"] else ""
    )


def _cell(cell: Mapping[str, str]) -> Markup:
    """A cell as HTML: three hundred of them as components take twenty milliseconds."""
    if cell["state"]:
        return Markup(f'<td class="state">{escape(cell["state"])}</td>')  # noqa: S704 - escaped here
    mark = _MARKS[cell["mark"]]
    under = f'<span class="hint">{escape(cell["under"])}</span>' if cell["under"] else ""
    body = f"<b>{escape(cell['main'])}</b>{mark}{under}"
    if cell["change"]:
        side = f'<span class="hint">{escape(cell["side"])}</span>'
        change = f'<span class="hint">{escape(cell["change"])}{mark}</span>'
        body = f'<div class="four"><b>{escape(cell["main"])}</b>{side}{under}{change}</div>'
    end = f' class="end-{cell["end"]}"' if cell["end"] else ""
    return Markup(f"<td{end}>{body}</td>")  # noqa: S704 - escaped here
