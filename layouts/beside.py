"""Two areas side by side: which one, what each has, what differs by test, and the kinds of offence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from layouts import tags

_MIX_HEAD = "By kind, per head"


def build_beside(extra: Mapping[str, Any], *, drawn: bool) -> list[Markup]:
    """`View.extra` of `beside`: `options` [(heading, code, name, chosen)], `heads` (two names), `rows`
    [(what, first, second)], `sentences`. `drawn`: whether there is a chart beside it.
    """
    if not extra["rows"]:
        return []
    return [
        _choice(extra["options"], extra["heads"][0]),
        tags.Table(
            [
                tags.Caption(" beside ".join(extra["heads"])),
                tags.Thead(
                    tags.Tr(
                        [
                            tags.Td(),
                            *(
                                tags.Th(name, scope="col", className=f"beside-name-{number}")
                                for number, name in enumerate(extra["heads"])
                            ),
                        ]
                    )
                ),
                tags.Tbody(
                    [
                        tags.Tr([tags.Th(what, scope="row"), tags.Td(first), tags.Td(second)])
                        for what, first, second in extra["rows"]
                    ]
                ),
            ],
            className="data beside-table",
        ),
        tags.Ul([tags.Li(words) for words in extra["sentences"]], className="sentences"),
        *([] if drawn else [tags.Span(className="undrawn")]),
    ]


def _choice(options: Sequence[tuple[str, str, str, bool]], first: str) -> Markup:
    """The address names the second area: a select that writes its key."""
    groups = [
        tags.Optgroup(
            [tags.Option(name, value=code, selected=chosen) for _, code, name, chosen in found],
            label=heading,
        )
        for heading, found in groupby(options, key=lambda option: option[0])
    ]
    return tags.Label(
        [
            tags.Span(f"Beside {first}"),
            tags.Select(groups, className="form-select", **{"data-set": "beside"}),
        ],
        className="field beside-choice",
    )


def build_mix(extra: Mapping[str, Any]) -> list[Markup]:
    """`mix`: two bars a kind, {"name", "measure", "sizes": percent of the axis, "words", "verdict"}."""
    if not extra["mix"]:
        return []
    return [
        tags.H3([_MIX_HEAD, tags.Span(extra["note"], className="hint")], className="split-head"),
        tags.Table(
            [
                tags.Caption(f"{_MIX_HEAD}: {' and '.join(extra['heads'])}"),
                tags.Tbody([_mix_row(row, extra["heads"]) for row in extra["mix"]]),
            ],
            className="kinds",
        ),
    ]


def _mix_row(row: Mapping[str, Any], heads: Sequence[str]) -> Markup:
    bars = "".join(
        f'<span class="kind-bar kind-{number}" style="width:{size:g}%"></span>'
        for number, size in enumerate(row["sizes"])
    )
    said = [
        tags.Span(
            [tags.Span(f"{name} ", className="visually-hidden"), words],
            className=f"kind-word kind-word-{number}",
        )
        for number, (name, words) in enumerate(zip(heads, row["words"], strict=True))
    ]
    return tags.Tr(
        [
            tags.Th(row["name"], scope="row"),
            tags.Td(Markup(bars), className="kind-plot", **{"aria-hidden": "true"}),  # noqa: S704 - our own numbers
            tags.Td(said, className="number"),
            tags.Td(row["verdict"], className="kind-verdict"),
        ],
        className="kind-beyond" if row["verdict"] else "",
    )
