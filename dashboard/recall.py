"""Answers of one store version, kept: a version never changes, so they never go stale."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

_T = TypeVar("_T")


class Recall:
    """The latest `limit` answers by question. The views of one page ask the store once for what they share.

    Safe between threads; two threads that ask the same new question at once may both work it out. What is
    kept is shared: nobody may change it in place.
    """

    def __init__(self, limit: int = 2048) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, object] = OrderedDict()
        self._spoilt = 0

    def __call__(self, question: Hashable, answer: Callable[[], _T]) -> _T:
        """The kept answer, else a new one."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                return cast("_T", self._answers[question])
        before = self._spoilt
        found = answer()
        with self._lock:
            if self._spoilt != before:
                return found
            self._answers[question] = found
            if len(self._answers) > self._limit:
                self._answers.popitem(last=False)
        return found

    def spoil(self) -> None:
        """What is being worked out now is not kept: a part of it failed, and may not the next time."""
        with self._lock:
            self._spoilt += 1

    def __contains__(self, question: Hashable) -> bool:
        """Whether its answer is kept."""
        with self._lock:
            return question in self._answers

    def forget(self) -> None:
        """Start cold."""
        with self._lock:
            self._answers.clear()
