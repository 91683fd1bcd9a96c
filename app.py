"""The web application: `create_app` for tests and embedding, `server` for gunicorn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from dash import Dash
from flask import Response
from flask_compress import Compress

from callbacks import Sight, register_all
from callbacks.files import BOOTSTRAP
from dashboard.published import Published
from data.settings import Settings
from data.store import Store
from layouts.document import ASSETS, COMPRESSED, INDEX, security_headers
from layouts.shell import build_shell


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def create_app(settings: Settings, *, today: Callable[[], dt.date] = _today, watch: bool = False) -> Dash:
    """An app that reads the store of `settings`. Any number of them may live in one process.

    `watch`: a new version is read by a thread of its own, as long as the process runs.
    """
    published = Published(Store(settings.store, threads=settings.threads), settings)
    if watch:
        published.watch()
    app = Dash(
        __name__,
        assets_folder=ASSETS,
        external_stylesheets=[BOOTSTRAP],
        index_string=INDEX,
        title="Community safety",
        update_title="",
        # The pages are mounted one at a time, so a callback may name what is not there yet.
        suppress_callback_exceptions=True,
    )
    app.layout = build_shell
    register_all(app, Sight(published=published.now, kept=published.kept, today=today))
    app.server.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_MIMETYPES=list(COMPRESSED),
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    Compress(app.server)
    headers = security_headers(script_hashes=app.csp_hashes())

    @app.server.after_request
    def secure(response: Response) -> Response:
        # A policy governs documents; on every answer it would be half a kilobyte a filter change.
        if response.mimetype == "text/html":
            response.headers.update(headers)
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return app


def __getattr__(name: str) -> Any:
    """`server`, made when it is first asked for: importing this module reads no store."""
    if name != "server":
        raise AttributeError(name)
    globals()["server"] = create_app(Settings.from_environment(), watch=True).server
    return globals()["server"]
