"""The elements of dash.html, written as text at once.

A page's words are text before they leave (layouts/markup.py). To make a component of each of its seven
hundred elements first took longer than to write them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from markupsafe import Markup

from layouts.markup import attributes_of, to_html

Element = Callable[..., Markup]


def _element(name: str) -> Element:
    tag = name.lower()

    def write(children: Any = None, **properties: Any) -> Markup:
        """As the component of this name: its children, everything escaped, and its properties."""
        return Markup(f"<{tag}{attributes_of(properties)}>{to_html(children)}</{tag}>")  # noqa: S704 - escaped

    return write


A: Final = _element("A")
B: Final = _element("B")
Button: Final = _element("Button")
Caption: Final = _element("Caption")
Div: Final = _element("Div")
H2: Final = _element("H2")
H3: Final = _element("H3")
Label: Final = _element("Label")
Li: Final = _element("Li")
Ol: Final = _element("Ol")
Optgroup: Final = _element("Optgroup")
Option: Final = _element("Option")
P: Final = _element("P")
Select: Final = _element("Select")
Span: Final = _element("Span")
Strong: Final = _element("Strong")
Table: Final = _element("Table")
Tbody: Final = _element("Tbody")
Td: Final = _element("Td")
Th: Final = _element("Th")
Thead: Final = _element("Thead")
Tr: Final = _element("Tr")
Ul: Final = _element("Ul")
