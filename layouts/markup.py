"""Dash components as HTML text, for what a page fetches when it is asked for (tables)."""

from __future__ import annotations

from html import escape
from typing import Any, Final

from dash.development.base_component import Component

_NAMES: Final = {"className": "class", "colSpan": "colspan", "rowSpan": "rowspan", "tabIndex": "tabindex"}


def to_html(part: Any) -> str:
    """The HTML of a component of dash.html, everything escaped."""
    if part is None:
        return ""
    if isinstance(part, (list, tuple)):
        return "".join(map(to_html, part))
    if not isinstance(part, Component):
        return escape(str(part), quote=False)
    plain = part.to_plotly_json()
    tag = str(plain["type"]).lower()
    properties = dict(plain["props"])
    children = to_html(properties.pop("children", None))
    attributes = "".join(
        f' {_NAMES.get(name, name)}="{escape(str(value))}"' for name, value in properties.items() if value
    )
    return f"<{tag}{attributes}>{children}</{tag}>"
