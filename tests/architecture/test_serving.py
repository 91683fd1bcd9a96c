"""What serving may not load, and what it may not reach."""

from __future__ import annotations

import subprocess
import sys

from data.settings import Settings
from layouts.card import GRAPH_CONFIG


def test_the_server_runs_without_geopandas_and_plotly_express(tmp_path):
    script = (
        "import sys; from pathlib import Path; from app import create_app; "
        "from data.settings import Settings; "
        f"create_app(Settings(store=Path({str(tmp_path)!r}))); "
        "heavy = {'geopandas', 'plotly.express', 'mapclassify', 'shapely', 'pyproj'}; "
        "print(sorted(heavy & sys.modules.keys()))"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_no_answer_lets_the_browser_reach_another_host(make_app, tmp_path):
    client = make_app(Settings(store=tmp_path)).server.test_client()
    page = client.get("/")
    policy = page.headers["Content-Security-Policy"]
    assert "http" not in policy
    assert "unsafe-eval" not in policy
    assert "default-src 'self'" in policy
    assert 'lang="en-GB"' in page.text
    assert "//cdn" not in page.text
    assert "unpkg" not in page.text
    for key, value in {"showSendToCloud": False, "plotlyServerURL": "", "displaylogo": False}.items():
        assert GRAPH_CONFIG[key] == value


def test_without_a_store_the_page_says_what_to_do(make_app, tmp_path):
    client = make_app(Settings(store=tmp_path)).server.test_client()
    answer = client.get("/health")
    assert answer.status_code == 503
    assert "csp build" in answer.text
    assert client.get("/table/wards.csv").status_code == 503
