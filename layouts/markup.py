"""Dash components as HTML text: tables fetched when they are asked for, and the parts of a page that are
words.

Dash keeps an account of every component it mounts; 2,100 of them (the Data page) took it nine seconds. So
only what a callback names is a component in the browser. The rest arrives as HTML, and assets/fragments.js
puts it in place.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from html import escape
from typing import Any, Final

from dash.development.base_component import Component
from markupsafe import Markup

_NAMES: Final = {
    "className": "class",
    "colSpan": "colspan",
    "htmlFor": "for",
    "rowSpan": "rowspan",
    "tabIndex": "tabindex",
}


def to_html(part: Any) -> str:
    """The HTML of a component of dash.html, everything escaped but what is markup already."""
    if isinstance(part, Markup):
        return str(part)
    if part is None:
        return ""
    if isinstance(part, (list, tuple)):
        return "".join([to_html(item) for item in part])
    if not isinstance(part, Component):
        return escape(str(part), quote=False)
    plain = part.to_plotly_json()
    tag = str(plain["type"]).lower()
    properties = dict(plain["props"])
    children = to_html(properties.pop("children", None)) + properties.pop("data-html", "")
    return f"<{tag}{attributes_of(properties)}>{children}</{tag}>"


def attributes_of(properties: Mapping[str, Any]) -> str:
    """The properties of a component as the attributes of an element, each with a space before it."""
    return "".join([_attribute(name, value) for name, value in properties.items() if _is_said(name, value)])


def _is_said(name: str, value: Any) -> bool:
    """An empty `data-value` lets a key go, and so does an option's; any other empty property says nothing."""
    return bool(value) or (value == "" and (name.startswith("data-") or name == "value"))


def _attribute(name: str, value: Any) -> str:
    if value is True:
        return f" {_NAMES.get(name, name)}"
    if name == "style":
        value = ";".join(f"{key}:{part}" for key, part in value.items())
    return f' {_NAMES.get(name, name)}="{escape(str(value))}"'


def build_fragment(tag: type[Component], *, name: str, **properties: Any) -> Component:
    """An empty element that assets/fragments.js fills."""
    return tag(id=name, **properties)


def build_written(tag: type[Component], part: Any, **properties: Any) -> Component:
    """An element that holds `part` from the beginning, as HTML: none of it is a component in the browser."""
    return tag(**{**properties, "data-html": to_html(part)})


def build_mounted(part: Any, *, named: Collection[str]) -> Any:
    """`part` of a page with as few components as it can do with: an element in which there is no `named` one
    and none but HTML (a graph, a field) is written, not mounted.
    """
    if isinstance(part, (list, tuple)):
        return [build_mounted(item, named=named) for item in part]
    if not isinstance(part, Component) or getattr(part, "children", None) is None:
        return part
    inner = [item for item in part._traverse() if isinstance(item, Component)]
    if inner and all(_is_written(item, named) for item in [part, *inner]):
        properties = part.to_plotly_json()["props"]
        return build_written(type(part), properties.pop("children"), **properties)
    part.children = build_mounted(part.children, named=named)
    return part


def _is_written(part: Component, named: Collection[str]) -> bool:
    return part._namespace == "dash_html_components" and getattr(part, "id", None) not in named
