"""The HTML document Dash fills, and the headers it is sent with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

ASSETS: Final = str(Path(__file__).parent / "assets")

# Inside the document: as a file, Chromium asks for it again at every change of the address.
ICON: Final = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Cpath fill='%2312436d' d='M16 1 29 8.5v15L16 31 3 23.5v-15z'/%3E%3C/svg%3E"
)

INDEX: Final = """<!DOCTYPE html>
<html lang="en-GB">
    <head>
        {%metas%}
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{%title%}</title>
        <link rel="icon" type="image/svg+xml" href="{ICON}">
        {%css%}
    </head>
    <body>
        {%app_entry%}
        <noscript>This page draws its charts with JavaScript, which is switched off here.</noscript>
        <footer>
            {%config%}
            {%scripts%}
            {%renderer%}
        </footer>
    </body>
</html>""".replace("{ICON}", ICON)

# What the browser may be sent compressed: Dash's answers, layers, tables, scripts and styles.
COMPRESSED: Final = (
    "text/html",
    "text/css",
    "text/csv",
    "text/javascript",
    "application/javascript",
    "application/json",
    "application/geo+json",
    "image/svg+xml",
)


def security_headers(*, script_hashes: Sequence[str]) -> dict[str, str]:
    """Headers for every document. Nothing is loaded from, sent to or framed by another host.

    `script_hashes` allow Dash's own inline start script. Plotly writes style attributes, so inline styles
    stay allowed; pictures are made in the page (data:, blob:).
    """
    policy = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *script_hashes]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
    }
