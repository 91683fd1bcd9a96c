"""`csp serve`: hands this process over to gunicorn, a worker a core with threads."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from data.errors import StoreMissingError
from data.settings import Settings

# Most of these wait for a turn or refuse one (callbacks/turns.py).
THREADS = 32
# Each worker holds its own copy of the store's small tables, some 150 MiB.
MOST_WORKERS = 4
# Seconds an idle connection stays open: longer than a page waits before it asks again, or it would ask on a
# connection that is just being closed (of 400 people's requests about one in a hundred did).
KEEP_ALIVE = 20
# A worker that has not begun by then is started anew: on a busy machine that takes long, but not for ever.
BEGUN = 120


def serve_command(*, store: Path | None, host: str, port: int, home: str | None) -> None:
    """Become gunicorn. Raises StoreMissingError, before anything starts, where there is no store."""
    folder = (store or Settings.from_environment().store).resolve()
    if not (folder / "current").exists():
        raise StoreMissingError(
            f"there is no store in {folder}.",
            remedy="run 'csp build PATH' with your files, or 'csp demo' for demonstration data.",
        )
    environment = {**os.environ, "CSP_STORE": str(folder)}
    if home:
        environment["CSP_HOME"] = home
    os.execve(sys.executable, command(host=host, port=port), environment)  # noqa: S606 - no shell is wanted


def command(*, host: str, port: int) -> list[str]:
    """The command line that serves, the Python that runs it first."""
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "--bind",
        f"{host}:{port}",
        "--worker-class",
        "gthread",
        "--workers",
        str(min(MOST_WORKERS, os.cpu_count() or 1)),
        "--threads",
        str(THREADS),
        # It would be a file in the home folder, which a container may not write.
        "--no-control-socket",
        "--keep-alive",
        str(KEEP_ALIVE),
        "--timeout",
        str(BEGUN),
        "--graceful-timeout",
        "5",
        "app:server",
    ]
