"""One count against another in words: the verb is chosen by the test.

Only what is larger than usual variation rose or fell; what is not "was within usual variation", whichever
way it went.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.assessment.statement import Link, Writer
from dashboard.wording import direction_words

LARGER = "larger than usual variation"
WITHIN = "within usual variation"


@dataclass(frozen=True)
class Count:
    """A count as a sentence has it: `words` before it, `noun` after it, `when` in brackets behind."""

    value: float
    link: Link
    what: str
    words: str = ""
    noun: str = ""
    when: str = ""

    def tell(self, told: Writer, *, noun: bool) -> None:
        """Put it into a sentence."""
        told.say(self.words)
        told.count(self.value, self.link, what=self.what, noun=self.noun if noun else "", period=self.when)
        told.say(f" ({self.when})" if self.when else "")


def tell_movement(
    told: Writer, *, now: Count, before: Count, percent: float | None, beyond: bool, rounded: bool = False
) -> None:
    """' fell from 11,763 (...) to 11,311 (...): −452 (−3.8% of 11,763), larger than usual variation.'

    `rounded`: two counts that look the same may differ, so nobody says that nothing changed.
    """
    change = now.value - before.value
    if beyond:
        told.say(f" {direction_words(change)} from ")
        before.tell(told, noun=False)
        told.say(" to ")
        now.tell(told, noun=False)
        told.say(": ").change(change, percent, before.value, now.link, what=now.what)
        told.say(f", {LARGER}.")
        return
    told.say(f" was {WITHIN}: " if change or rounded else " did not change: ")
    now.tell(told, noun=True)
    told.say(" against ")
    before.tell(told, noun=False)
    if change:
        told.say(", ").change(change, percent, before.value, now.link, what=now.what)
    told.say(".")
