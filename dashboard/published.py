"""The version published now, read before anybody asks for it; the one before it is let go."""

from __future__ import annotations

import ctypes
import threading
import time
import weakref
from collections.abc import Callable
from typing import Final

from dashboard.held_reference import load_kept, load_reference, settle
from dashboard.reference import Reference
from dashboard.vocabulary import vocabulary_of
from data.errors import CspError
from data.settings import Settings
from data.store import Store

# Seconds between two looks at what is published.
LOOK: Final = 0.25
# An answer may be of the version before for so long, while the new one is read.
GRACE: Final = 1.5
# Seconds until what was left is looked for; twice as long each time an answer still uses it.
FIRST, _MOST = 1.0, 60.0
_AFTER_AN_ERROR: Final = 5.0


class Published:
    """The reference tables of the published version, and of earlier ones that links asked for since.

    Whoever asks first reads a new version. Once `watch` is called a thread does, and everybody goes on with
    the version before, for `GRACE` seconds at most. Safe between threads; `clock` gives seconds.
    """

    def __init__(self, store: Store, settings: Settings, *, clock: Callable[[], float] = time.monotonic):
        self._store, self._settings, self._clock = store, settings, clock
        self._grace = 0.0
        self._reading = threading.Lock()
        self._held: Reference | None = None
        # When `_held` was last seen to be the published one.
        self._seen = 0.0
        self._earlier: dict[str, Reference] = {}
        self._left: list[weakref.ref[Reference]] = []
        self._due, self._pause = float("inf"), FIRST

    def now(self) -> Reference:
        """The published version, or for a moment the one before. Raises as `load_reference` does."""
        current = self._current()
        if current is not None:
            return current
        held = self._held
        return held if held is not None and self._clock() - self._seen < self._grace else self.read()

    def _current(self) -> Reference | None:
        """What is held, where it is still the published one."""
        moment, held = self._clock(), self._held
        if held is None or not self._store.is_published(held.snapshot):
            return None
        self._seen = moment
        return held

    def kept(self, version: str) -> Reference | None:
        """An earlier version, None where it is no longer kept."""
        found = load_kept(self._store, self._settings, version=version)
        if found is not None:
            self._earlier[version] = found
        return found

    def read(self) -> Reference:
        """Read what is published unless it is held: by one thread, for which the others wait."""
        with self._reading:
            moment = self._clock()
            reference = load_reference(self._store, self._settings)
            if reference is not self._held:
                vocabulary_of(reference)
                left = [*self._earlier.values(), *([self._held] if self._held else [])]
                self._left += [weakref.ref(item) for item in left if item is not reference]
                self._held, self._earlier = reference, {}
                self._due, self._pause = self._clock() + FIRST, FIRST
            self._seen = moment
            return reference

    def let_go(self) -> None:
        """Give back what versions took that were left, once it is time and no answer uses them any more."""
        if self._clock() < self._due:
            return
        settle()
        _give_back()
        self._left = [left for left in self._left if left() is not None]
        self._pause = min(2 * self._pause, _MOST)
        self._due = self._clock() + self._pause if self._left else float("inf")

    def watch(self) -> threading.Event:
        """Look for a new version from now on, until the event it gives is set or the process ends."""
        self._grace = GRACE
        ended = threading.Event()
        threading.Thread(target=self._look, args=(ended,), name="published", daemon=True).start()
        return ended

    def _look(self, ended: threading.Event) -> None:
        pause = 0.0
        while not ended.wait(pause):
            pause = LOOK
            try:
                if self._current() is None:
                    self.read()
            except (CspError, OSError):
                # Whoever asks is told.
                pause = _AFTER_AN_ERROR
            self.let_go()


def _give_back() -> None:
    """Hand freed memory to the system where the C library can: glibc keeps it for later."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
