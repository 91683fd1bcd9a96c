"""What the browser posts for a change of the address, and what it makes of the answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from callbacks.wiring import sent_outputs
from layouts import ids


def post(client: Any, outputs: Sequence[Any], search: str, *, headers: dict[str, str] | None = None) -> Any:
    """The answer of the callback that fills `outputs`."""
    named = [{"id": item.component_id, "property": item.component_property} for item in sent_outputs(outputs)]
    body = {
        "output": ".." + "...".join(f"{item['id']}.{item['property']}" for item in named) + "..",
        "outputs": named,
        "inputs": [{"id": ids.URL, "property": "search", "value": search}],
        "changedPropIds": [f"{ids.URL}.search"],
    }
    answer = client.post("/_dash-update-component", json=body, headers=headers)
    assert answer.status_code == 200, answer.text[:500]
    return answer


def filled(client: Any, outputs: Sequence[Any], search: str) -> dict[str, dict[str, Any]]:
    """By id, what is set of an element: `html` stands in it, `figure` and `rowData` are Dash's own."""
    response: dict[str, dict[str, Any]] = post(client, outputs, search).json["response"]
    found: dict[str, dict[str, Any]] = {}
    for name, parts in response.items():
        words = json.loads(parts.pop("data-words", "{}"))
        for other, said in [(name, parts), *words.items()]:
            found.setdefault(other, {}).update(said)
    return found
