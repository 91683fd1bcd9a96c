"""The papers' own lists: everything a careful reader found is found, and next to nothing else."""

from __future__ import annotations

import pytest

from dashboard.claims.check import check_claims
from dashboard.claims.claims import Claims
from dashboard.claims.finding import ClaimVerdict, Verdict
from data.demonstration.facts import FOLDER
from data.sources.claim_rows import read_claims
from tests.unit.careful_reader import HOLDS, IN_FIGURES, IN_INDICATORS

FIGURES, INDICATORS = FOLDER / "figures.csv", FOLDER / "indicators.csv"


@pytest.fixture(scope="module")
def verdicts() -> dict[str, ClaimVerdict]:
    claims = Claims.of(read_claims(FIGURES), read_claims(INDICATORS))
    found = check_claims(claims)
    assert len(found) == len(claims.rows) == 578 + 150
    return {item.row.id: item for item in found}


@pytest.mark.parametrize("id_", [*IN_FIGURES, *IN_INDICATORS])
def test_what_a_careful_reader_finds_is_found(id_: str, verdicts: dict[str, ClaimVerdict]) -> None:
    words, saw = {**IN_FIGURES, **IN_INDICATORS}[id_]
    assert verdicts[id_].verdict is Verdict.CONTRADICTS, saw
    assert words in verdicts[id_].reason, saw


def test_nothing_else_is_called_wrong(verdicts: dict[str, ClaimVerdict]) -> None:
    called = {id_ for id_, item in verdicts.items() if item.bad}
    assert called - {*IN_FIGURES, *IN_INDICATORS} == set()


@pytest.mark.parametrize("id_", HOLDS)
def test_what_holds_is_not_called_wrong(id_: str, verdicts: dict[str, ClaimVerdict]) -> None:
    assert verdicts[id_].verdict is Verdict.AGREES, HOLDS[id_]


def test_blank_values_are_not_judged(verdicts: dict[str, ClaimVerdict]) -> None:
    blank = [item for item in verdicts.values() if not item.row.is_indicator and not item.row["value"]]
    assert len(blank) == 55
    assert {item.verdict for item in blank} == {Verdict.CANNOT_BE_CHECKED}


def test_each_list_alone_gives_the_same_contradictions(verdicts: dict[str, ClaimVerdict]) -> None:
    for path, expected in ((FIGURES, IN_FIGURES), (INDICATORS, IN_INDICATORS)):
        alone = check_claims(Claims.of(read_claims(path)))
        assert {item.row.id for item in alone if item.bad} == set(expected)
