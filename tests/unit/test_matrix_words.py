"""What a cell of the matrix says of published values, gaps and hidden numbers."""

from __future__ import annotations

import pytest
from small_reference import NORTH, SOUTH, small_reference

from dashboard.matrix_facts import MatrixColumn, Published
from dashboard.matrix_words import MatrixCell, cell_of, published_rate, said_of
from dashboard.periods import Window
from dashboard.question import ask
from dashboard.released import ReleasedObservation
from dashboard.selection import parse
from dashboard.vocabulary import vocabulary_of
from data.month import Month

REFERENCE = small_reference(home=NORTH)
QUESTION = ask(REFERENCE, parse("", vocabulary_of(REFERENCE)).selection)
FIRST, LAST = Month(2021, 7), Month(2022, 6)


def column(measure: str, *, value: float | None, n: float | None = None, years: int = 1) -> MatrixColumn:
    """A measure with one published value, of Northam."""
    first = LAST - (12 * years - 1)
    item = ReleasedObservation(
        measure, "ons", NORTH, first, LAST, None, None, value, None, n, "published", None
    )
    published = Published(Window("range", first, LAST), "ons", {NORTH: item})
    return MatrixColumn(REFERENCE.catalogue.measures[measure], None, published, "ONS")


def test_a_published_count_has_its_rate_a_year_and_neither_rank_nor_mark():
    # Northam has 1,000 residents.
    homicides = column("homicide", value=12.0)
    cell = cell_of(QUESTION, homicides, NORTH, cells="all")
    assert (cell.main, cell.under, cell.side, cell.mark, cell.end) == ("12.0", "12", "", "", "")
    assert said_of(QUESTION, homicides, NORTH).endswith(": 12, as published, 12.0 per 1,000 residents.")
    assert published_rate(QUESTION, column("homicide", value=12.0, years=3), NORTH) == pytest.approx(4.0)
    assert cell_of(QUESTION, homicides, NORTH, cells="rank").main == "–"


def test_a_published_percentage_stays_one_with_its_n():
    survey = column("residents_feel_safe_day", value=84.0, n=262.0)
    cell = cell_of(QUESTION, survey, NORTH, cells="all")
    assert (cell.main, cell.under) == ("84.0%", "n = 262")
    assert published_rate(QUESTION, survey, NORTH) is None
    assert cell.text == "84.0% (n = 262)"


@pytest.mark.parametrize("cells", ["all", "rate", "count", "change", "rank"])
def test_what_is_hidden_or_not_supplied_says_so_and_is_no_number(cells):
    lost, other = column("homicide", value=None), column("homicide", value=3.0)
    hidden = cell_of(QUESTION, lost, NORTH, cells=cells)
    absent = cell_of(QUESTION, other, SOUTH, cells=cells)
    assert (hidden.text, absent.text) == ("hidden", "not supplied")
    assert hidden.order is absent.order is None
    said = said_of(QUESTION, lost, NORTH) + said_of(QUESTION, other, SOUTH)
    assert not any(character.isdigit() for character in said)


def test_four_numbers_on_one_line():
    cell = MatrixCell("134.9", "1st", "18,971", "+0.7%", "▲", "", "high", 134.9)
    assert cell.text == "134.9, 1st; 18,971, +0.7% ▲"
    group = MatrixCell("99.0", "", "156,082", "+0.6%", "", "", "", 99.0)
    assert group.text == "99.0; 156,082, +0.6%"
