"""The HTML document Dash fills, and the headers it is sent with."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ASSETS: Final = str(Path(__file__).parent / "assets")

# Inside the document: as a file, Chromium asks for it again at every change of the address.
ICON: Final = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Cpath fill='%2312436d' d='M16 1 29 8.5v15L16 31 3 23.5v-15z'/%3E%3C/svg%3E"
)

# A script or a style sheet whose connection broke off leaves a page empty or without charts, and no part of
# it can ask for that again: the page opens anew, three times a minute at most. So too for what comes later.
AGAIN: Final = """
(function () {
  addEventListener("error", function (event) {
    if (!(event.target instanceof HTMLScriptElement || event.target instanceof HTMLLinkElement)) return;
    const minute = Date.now() - 60000;
    const opened = JSON.parse(sessionStorage.getItem("opened-again") || "[]").filter((at) => at > minute);
    if (opened.length === 3) return;
    sessionStorage.setItem("opened-again", JSON.stringify([...opened, Date.now()]));
    setTimeout(() => location.reload(), 1000 * (1 + opened.length));
  }, true);
})();
"""

INDEX: Final = """<!DOCTYPE html>
<html lang="en-GB">
    <head>
        <script>{AGAIN}</script>
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
</html>""".replace("{ICON}", ICON).replace("{AGAIN}", AGAIN)

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

    `script_hashes` allow Dash's own inline start script, as one more allows ours. Plotly writes style
    attributes, so inline styles stay allowed; pictures are made in the page (data:, blob:).
    """
    policy = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", _hash(AGAIN), *script_hashes]),
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


def _hash(script: str) -> str:
    """An inline script as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
