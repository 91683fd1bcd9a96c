"""What a page fetches by its own address: tables, figures for copying, geometry, style, health."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Final

from flask import Flask, Response, abort, request

from callbacks.sight import Sight
from dashboard.reference import Reference
from dashboard.selection import Selection, parse, version_in
from dashboard.views.csv import to_csv
from dashboard.views.matrix import get_said
from dashboard.views.paper import to_markdown, to_text
from dashboard.views.registry import VIEWS, build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from data.errors import CspError
from layouts.card import table_caption
from layouts.markup import to_html
from layouts.table import build_table

_DIGEST: Final = re.compile(r"[0-9a-f]{8,64}")
_FOR_EVER: Final = "public, max-age=31536000, immutable"
# What a text is written as, by the end of its address.
PAPERS: Final = {"txt": to_text, "md": to_markdown}
BOOTSTRAP: Final = "/style/bootstrap.min.css"


def register(server: Flask, sight: Sight) -> None:
    """Add the addresses."""
    _register_unchanging(server, sight)
    _register_said(server, sight)

    def shown(name: str) -> tuple[View, Selection]:
        return _shown(sight, name)

    @server.get("/health")
    def health() -> Response:
        """200 with the store version once a store can be read."""
        return _json(json.dumps({"status": "ok", "version": sight.published().version}))

    @server.get("/table/<name>.csv")
    def table_csv(name: str) -> Response:
        """The table of a view with its metadata in columns."""
        view, selection = shown(name)
        answer = Response(to_csv(view), mimetype="text/csv")
        answer.headers["Content-Disposition"] = f'attachment; filename="{_file_name(view, selection)}.csv"'
        return answer

    @server.get("/table/<name>.html")
    def table_html(name: str) -> Response:
        """The same table to open under its chart or to paste."""
        view, _ = shown(name)
        return Response(
            to_html(build_table(view.copied or view.table, caption=table_caption(view))), mimetype="text/html"
        )

    @server.get("/text/<name>.<form>")
    def text(name: str, form: str) -> Response:
        """The statements of a view as a paper has them: `txt`, or `md` with links on this server."""
        view, _ = shown(name)
        if form not in PAPERS or not view.extra.get("statements"):
            abort(404)
        return Response(
            PAPERS[form](view, day=sight.day(request.query_string.decode())), mimetype="text/plain"
        )

    @server.get("/figure/<name>.json")
    def figure(name: str) -> Response:
        """The figure of a view that is not drawn with Plotly on screen, for its picture."""
        view, _ = shown(name)
        return _json(json.dumps(view.figure)) if view.figure else abort(404)

    @server.errorhandler(CspError)
    def cannot(error: CspError) -> tuple[str, int, dict[str, str]]:
        """A store that is missing or of another schema: what to do, in words."""
        return str(error), 503, {"Content-Type": "text/plain; charset=utf-8"}


def _shown(sight: Sight, name: str) -> tuple[View, Selection]:
    """A view with its rows, for the query of a request."""
    if name not in VIEWS:
        abort(404)
    query, reference = _asked(sight)
    selection = parse(query, vocabulary_of(reference)).selection
    view = build_view(name, reference, selection, day=sight.day(query), rows=True)
    if view.failed:
        # Not a file without rows, which somebody would take for an answer.
        abort(Response(view.empty, status=500, mimetype="text/plain"))
    return view, selection


def _asked(sight: Sight) -> tuple[str, Reference]:
    """The query of a request, and the version that it is of.

    What stands on a page asks for its own version: instead of one that is gone it gets no other's numbers.
    """
    query = request.query_string.decode()
    reference = sight.look(query)
    if version_in(query) not in (None, reference.version):
        words = (
            "These figures are of an earlier store version, which is no longer kept. "
            f"Open the page again for those of {reference.version}."
        )
        abort(Response(words, status=410, mimetype="text/plain"))
    return query, reference


def _register_said(server: Flask, sight: Sight) -> None:
    @server.get("/said/matrix.json")
    def said() -> Response:
        """What each cell of the matrix says at length, by row and column."""
        query, reference = _asked(sight)
        return _json(json.dumps(get_said(reference, parse(query, vocabulary_of(reference)).selection)))


def _register_unchanging(server: Flask, sight: Sight) -> None:
    """Geometry and Bootstrap: kept by browsers."""

    @server.get("/geo/<digest>.json")
    def geometry(digest: str) -> Response:
        """A layer. Its name is the digest of what it holds, so it never changes."""
        if not _DIGEST.fullmatch(digest):
            abort(404)
        folder = sight.published().snapshot.folder / "geo"
        return _kept(folder / f"{digest}.json", mimetype="application/geo+json", control=_FOR_EVER)

    @server.get(BOOTSTRAP)
    def bootstrap() -> Response:
        """Bootstrap's style sheet, from its installed package."""
        path = Path(str(files("flask_bootstrap"))) / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
        return _kept(path, mimetype="text/css", control="public, max-age=86400")


def _kept(path: Path, *, mimetype: str, control: str) -> Response:
    """A file whole, not as a stream: compressing a stream leaves its file open."""
    try:
        answer = Response(path.read_bytes(), mimetype=mimetype)
    except FileNotFoundError:
        abort(404)
    answer.headers["Cache-Control"] = control
    return answer


def _json(text: str) -> Response:
    return Response(text, mimetype="application/json")


def _file_name(view: View, selection: Selection) -> str:
    """Such as 'wards-all_crime-E07000105-2023-02', of letters a header may hold."""
    return re.sub(r"[^\w-]", "_", f"{view.name}-{selection.measure}-{selection.area}-{selection.to}")
