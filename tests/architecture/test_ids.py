"""Every id that a callback, a script or a style names is in a layout, and every id of `ids` is used."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from dash.development.base_component import Component

from callbacks.shell import PAGES
from data.settings import Settings
from layouts import ids
from layouts.document import ASSETS
from layouts.shell import build_shell


def laid_out() -> set[str]:
    """The ids of the shell and of every page: of components, of HTML they hold, and of a card's own words."""
    found = set()
    for root in [build_shell(), *(part for build in PAGES.values() for part in build())]:
        for part in [root, *root._traverse()]:
            plain = part.to_plotly_json()["props"] if isinstance(part, Component) else {}
            names = [plain["id"]] if "id" in plain else []
            names += [unescape(name) for name in re.findall(r'\bid="([^"]+)"', plain.get("data-html", ""))]
            if "data-view" in plain:
                names += [ids.title(plain["data-view"]), ids.caption(plain["data-view"])]
            for name in names:
                assert name not in found, f"two components are called {name}"
                found.add(name)
    return found


@pytest.fixture(scope="module")
def app(make_app, tmp_path_factory):
    return make_app(Settings(store=tmp_path_factory.mktemp("no-store")))


def test_every_id_of_a_callback_is_in_a_layout(app):
    known = laid_out()
    named = set()
    for output, callback in app.callback_map.items():
        # A callback without outputs goes by a digest.
        outputs = [part for part in re.split(r"\.{2,}", output.strip(".")) if "." in part]
        named |= {part.split(".")[0] for part in outputs}
        named |= {item["id"] for item in callback["inputs"]}
    assert named - known == set()


def test_every_constant_is_in_a_layout():
    known = laid_out()
    constants = {value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)}
    assert constants - known == set()


def test_every_id_of_scripts_and_styles_is_in_a_layout():
    known = laid_out()
    for path in [*Path(ASSETS).glob("*.js"), *Path(ASSETS).glob("*.css")]:
        text = path.read_text(encoding="utf-8")
        named = set(re.findall(r'(?:getElementById\(|text\()"([a-z-]+[a-z])"\)', text))
        named |= set(re.findall(r"#((?:graph|card|title|map)-[a-z-]+[a-z])", text))
        assert named - known == set(), path.name


def test_two_apps_live_in_one_process(app, make_app, tmp_path):
    other = make_app(Settings(store=tmp_path))
    assert other.callback_map.keys() == app.callback_map.keys()
    assert other.server is not app.server
