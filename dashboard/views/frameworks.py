"""Codes of the frameworks above the partnerships, both ways round: to priorities, and from them."""

from __future__ import annotations

from typing import Any, Final

from dashboard.disclosure import marking
from dashboard.plan_archive import ArchivedPlan, archived_plans
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Column, Table, View
from data.catalogue import FrameworkCode, Priority

_COLUMNS: Final = (
    Column("framework", "Framework"),
    Column("code", "Code"),
    Column("title", "Title"),
    Column("plan", "Plan"),
    Column("holder", "Holder"),
    Column("start", "From", "month"),
    Column("end", "To", "month"),
    Column("priority", "Priority"),
)


def build_frameworks(reference: Reference, selection: Selection) -> View:
    """The view `frameworks`: of every plan that names codes, whatever is selected."""
    plans = [item for item in archived_plans(reference, selection) if item.plan.frameworks]
    ties = [
        (code, item, priority)
        for item in plans
        for code in item.plan.frameworks
        for priority in item.plan.priorities
        if priority.id in code.priorities
    ]
    ties.sort(key=lambda tie: (tie[0].framework, _place(tie[0].code)))
    about: dict[str, Any] = {
        "name": "frameworks",
        "table": Table(_COLUMNS, tuple(_row(*tie) for tie in ties)),
        "geography": "every area with a plan",
        "marking": marking(reference),
    }
    if not ties:
        return View(
            title="No framework codes",
            empty=(
                "No plan names a code of a framework. The sheet Frameworks of “csp template plan” has them: "
                "duties, Acts, the commissioner’s plan."
            ),
            **about,
        )
    codes = {(code.framework, code.code) for code, _, _ in ties}
    frameworks = {code.framework for code, _, _ in ties}
    served = {(item.plan.id, priority.id) for _, item, priority in ties}
    return View(
        title=(
            f"{len(codes)} codes of {len(frameworks)} framework{'' if len(frameworks) == 1 else 's'}, "
            f"served by {len(served)} priorities of {len(plans)} plan{'' if len(plans) == 1 else 's'}"
        ),
        caption="Which priorities serve a code, and which codes a priority serves",
        alt="Two lists: each code with the priorities that serve it, and each priority with its codes.",
        source="the catalogue and the plan files of the store",
        basis="codes as the plans print them",
        extra={"codes": _by_code(ties), "priorities": _by_priority(plans)},
        **about,
    )


def _row(code: FrameworkCode, item: ArchivedPlan, priority: Priority) -> tuple[Any, ...]:
    plan = item.plan
    return (
        *(code.framework, code.code, code.title, plan.label, item.holder, plan.start, plan.end),
        priority.label,
    )


def _by_code(ties: list[tuple[FrameworkCode, ArchivedPlan, Priority]]) -> list[dict[str, Any]]:
    """{"framework", "codes": [{"code", "title", "plans": [(plan, state, [priority, ...])]}]}."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for code, item, priority in ties:
        entry = found.setdefault(code.framework, {}).setdefault(
            code.code, {"code": code.code, "title": code.title, "plans": {}}
        )
        entry["plans"].setdefault((item.plan.label, item.state), []).append(priority.label)
    return [
        {
            "framework": framework,
            "codes": [
                {**entry, "plans": [(*plan, labels) for plan, labels in entry["plans"].items()]}
                for entry in codes.values()
            ],
        }
        for framework, codes in found.items()
    ]


def _by_priority(plans: list[ArchivedPlan]) -> list[dict[str, Any]]:
    """{"plan", "state", "priorities": [{"label", "codes": [(code, title)]}]}, those without codes too."""
    return [
        {
            "plan": item.plan.label,
            "state": item.state,
            "priorities": [
                {
                    "label": priority.label,
                    "codes": [
                        (code.code, code.title)
                        for code in sorted(item.plan.frameworks, key=lambda code: _place(code.code))
                        if priority.id in code.priorities
                    ],
                }
                for priority in item.plan.priorities
            ],
        }
        for item in plans
    ]


def _place(code: str) -> tuple[str, int, str]:
    """'NI 15' before 'NI 111'."""
    word, _, number = code.partition(" ")
    digits = "".join(part for part in number if part.isdigit())
    return word, int(digits or 0), number
