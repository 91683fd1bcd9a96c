"""What may be said of two areas side by side: only what a test holds is called a difference."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.pair import Pair, PairSide
from dashboard.statistics.change import usual_words
from dashboard.views.rates import interval_words, place_words
from dashboard.wording import count, number, percent, possessive, share_percent


def pair_title(pair: Pair) -> str:
    """The first's rate against the second's, with the verdict."""
    first, second = pair.first, pair.second
    if pair.nested:
        return f"{first.name} beside {second.name}: one holds the other, so the two are not tested"
    ratio = pair.ratio
    if ratio is None or ratio.percent is None:
        return f"{first.name} beside {second.name}"
    if not pair.bases:
        rates = f"{_rate(first)} and {_rate(second)}"
        return f"{first.name} and {second.name}, {rates}: the difference is {ratio.words}"
    side = "higher" if ratio.percent > 0 else "lower"
    return (
        f"{possessive(first.name)} rate is {percent(abs(ratio.percent), 0)} {side} than "
        f"{possessive(second.name)}: {usual_words(beyond=ratio.beyond_usual)}"
    )


def pair_sentences(pair: Pair) -> list[str]:
    """The difference of rates with its interval, then that of the changes, then the offences apart."""
    found = [_ratio_sentence(pair), _change_sentence(pair), _mix_sentence(pair)]
    return [sentence for sentence in found if sentence]


def _rate(side: PairSide) -> str:
    return number(side.row.rate, 1)


def _ratio_sentence(pair: Pair) -> str:
    if pair.nested or pair.ratio is None or pair.interval is None or not pair.bases:
        return ""
    low, high = pair.interval.low, pair.interval.high
    upper = "any amount higher" if high is None else _apart(high)
    per = pair.question.per_words(pair.ranked.released.window)
    return (
        f"Per {per} {pair.first.name} had {_rate(pair.first)} "
        f"and {pair.second.name} {_rate(pair.second)}; the counts allow from {_apart(low)} to {upper} "
        f"(95%, φ = {number(pair.ratio.phi, 2)})."
    )


def _apart(value: float) -> str:
    return f"{percent(abs(value), 0)} {'higher' if value >= 0 else 'lower'}"


def _change_sentence(pair: Pair) -> str:
    """Whether the two moved apart: that one is beyond usual and the other is not does not say so."""
    if pair.effect is None:
        return ""
    held = pair.effect.interval.holds(1)
    first, second = pair.first.name, pair.second.name
    if held:
        return f"Their changes do not differ beyond usual variation: {_changes(pair)}."
    way = "rose against" if pair.effect.ratio > 1 else "fell against"
    return f"{first} {way} {second} by more than usual variation: {_changes(pair)}."


def _changes(pair: Pair) -> str:
    return ", ".join(
        f"{side.name} {side.row.standing.change_words.rpartition(', ')[0]}"
        for side in (pair.first, pair.second)
    )


def _mix_sentence(pair: Pair) -> str:
    if not pair.mix:
        return ""
    apart = [row for row in pair.mix if row.beyond]
    judged = ", judged together" if len(pair.mix) > 5 else ""
    if not apart:
        return f"Of {len(pair.mix)} kinds none differs beyond usual variation{judged}."
    higher = [row.label for row in apart if row.first.rate > row.second.rate]
    lower = [row.label for row in apart if row.first.rate < row.second.rate]
    parts = [f"{word} in {_list(names)}" for word, names in (("higher", higher), ("lower", lower)) if names]
    return (
        f"Beyond usual variation {possessive(pair.first.name)} rate is {' and '.join(parts)}: "
        f"{len(apart)} of {len(pair.mix)} kinds{judged}."
    )


def _list(names: Sequence[str]) -> str:
    shown = [name.lower() for name in names[:4]]
    more = [f"{len(names) - 4} more"] if len(names) > 4 else []
    every = [*shown, *more]
    return " and ".join([", ".join(every[:-1]), every[-1]] if len(every) > 1 else every)


def pair_rows(pair: Pair) -> list[tuple[str, str, str]]:
    """What stands side by side: (what, of the first, of the second)."""
    sides = (pair.first, pair.second)
    measure = pair.question.measure
    per = pair.question.per_words(pair.ranked.released.window)
    rows = [
        (measure.label, *(count(side.row.standing.value) for side in sides)),
        (f"Per {per}", *(_rated(side) for side in sides)),
        (f"Rank in {pair.ranked.peers.name}", *(_ranked(side) for side in sides)),
    ]
    if any(side.row.standing.change is not None for side in sides):
        rows.append(("Change", *(side.row.standing.change_words or "no comparison" for side in sides)))
    if any(side.wards is not None for side in sides):
        rows.append(("Half of what is in wards lies in", *(_half(side) for side in sides)))
        rows.append(("Ward with most", *(_top(side) for side in sides)))
    return [(what, first, second) for what, first, second in rows]


def _rated(side: PairSide) -> str:
    interval = interval_words(side.row)
    return f"{_rate(side)} ({interval})" if interval else "no rate"


def _ranked(side: PairSide) -> str:
    return place_words(side.row) or "not ranked"


def _half(side: PairSide) -> str:
    if side.wards is None:
        return "not worked out"
    held = side.wards.held
    return f"{number(held.holding)} of {number(held.places)} wards"


def _top(side: PairSide) -> str:
    if side.wards is None:
        return "not worked out"
    part = share_percent(side.wards.most, side.wards.held.total)
    share = f" ({percent(part)} of {number(side.wards.held.total)})" if part is not None else ""
    return f"{side.wards.top}, {number(side.wards.most)}{share}"
