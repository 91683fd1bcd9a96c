"""The card of published figures that were checked: a button a verdict, and the figures with their reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.views.view import View
from layouts import ids
from layouts.card import build_card
from layouts.markup import build_fragment
from layouts.table import build_table


def build_claims_card() -> html.Section:
    """The mounted card."""
    return build_card(
        view="claims",
        width="full",
        picture=False,
        link=True,
        toggle=False,
        body=[
            build_fragment(html.Div, name=ids.CLAIM_COUNTS, className="claim-counts"),
            build_fragment(
                html.Div,
                name=ids.body("claims"),
                className="table-box",
                tabIndex="0",
                role="region",
                **{"aria-labelledby": ids.title("claims")},
            ),
        ],
    )


def build_claim_counts(extra: Mapping[str, Any]) -> list[Component]:
    """`counts`: [{"value", "label", "n", "pressed"}], the verdicts as buttons that set the address."""
    if not extra:
        return []
    return [
        html.Div(
            [
                html.Button(
                    [f"{item['label']} ", html.B(f"{item['n']:,}")],
                    type="button",
                    className=f"count count-{item['value'] or 'all'}",
                    # Nothing to see there, unless it is where one stands.
                    disabled=not item["n"] and not item["pressed"] and bool(item["value"]),
                    **{
                        "data-set": "verdict",
                        "data-value": item["value"],
                        "aria-pressed": str(item["pressed"]).lower(),
                    },
                )
                for item in extra["counts"]
            ],
            className="action-counts",
            role="group",
            **{"aria-label": "Verdict"},
        )
    ]


def build_claims_table(view: View) -> list[Component]:
    """The first rows of the table, or nothing where there is nothing to check."""
    if view.empty:
        return []
    return [build_table(replace(view.table, shown=view.extra["listed"]), caption=view.title)]
