"""Turns: so many answers are worked out at once, so many wait, and the rest are told when to come again.

A pile of requests that all wait is answered late by everyone's measure. Refusing what cannot be answered soon
costs a millisecond, and the page asks again by itself (assets/turns.js).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Final

from flask import Flask, Response, g, request

# Python works on one answer at a time; a few more overlap where DuckDB and compression let go of it.
WORKING: Final = 4
WAITING: Final = 24
# Threads a process needs so that refusing never waits for a turn itself.
THREADS: Final = WORKING + WAITING + 4
COME_AGAIN: Final = 2
# Some places to wait are for those who were told so this often: luck alone would tell a few of them for ever.
OFTEN: Final = 3
KEPT: Final = 1 / 3
# A page says how often it was told (assets/turns.js).
ASKED: Final = "Csp-Asked"
_WORKED_OUT: Final = (
    *("/_dash-update-component", "/table/", "/text/", "/figure/", "/said/"),
    "/target-test.csv",
)


@dataclass
class Turns:
    """`working` turns at once; at most `waiting` wait for one, none longer than `patience` seconds.

    A third of the places to wait are kept for those who were told to come again three times.
    """

    working: int = WORKING
    waiting: int = WAITING
    patience: float = 5.0
    _free: threading.Semaphore = field(init=False)
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock)
    queued: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._free = threading.Semaphore(self.working)

    def take(self, *, asked: int = 0) -> bool:
        """Wait for a turn; False where there is none to be had soon. `asked` counts the refusals before."""
        if self._free.acquire(blocking=False):
            return True
        room = self.waiting if asked >= OFTEN else self.waiting - int(KEPT * self.waiting)
        with self._lock:
            if self.queued >= room:
                return False
            self.queued += 1
        try:
            return self._free.acquire(timeout=self.patience)
        finally:
            with self._lock:
                self.queued -= 1

    def give_back(self) -> None:
        """The answer is there."""
        self._free.release()


def register(server: Flask, turns: Turns | None = None) -> None:
    """Let answers that are worked out take turns; files and layers need none."""
    held = turns or Turns()

    @server.before_request
    def begin() -> Response | None:
        if not request.path.startswith(_WORKED_OUT):
            return None
        if held.take(asked=request.headers.get(ASKED, default=0, type=int)):
            g.has_turn = True
            return None
        words = f"The server is busy: ask again in {COME_AGAIN} seconds.\n"
        answer = Response(words, status=503, mimetype="text/plain")
        answer.headers["Retry-After"] = str(COME_AGAIN)
        return answer

    @server.teardown_request
    def end(_: BaseException | None) -> None:
        if g.pop("has_turn", False):
            held.give_back()
