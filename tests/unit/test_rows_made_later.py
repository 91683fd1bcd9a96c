"""Rows that are made when somebody asks for them say the same as rows that stand."""

from __future__ import annotations

import pytest

from dashboard.views.view import Column, Later, Table

COLUMNS = (Column("ward", "Ward"), Column("value", "Crimes", "integer"))
ROWS = (("Norman", 3), ("Beaver", 5))


def test_rows_are_made_once_and_not_before_they_are_asked_for():
    made = []

    def make():
        made.append(1)
        yield from ROWS

    table = Table(COLUMNS, Later(make))
    assert made == []
    assert table == Table(COLUMNS, ROWS)
    assert hash(table) == hash(Table(COLUMNS, ROWS))
    assert table.records() == Table(COLUMNS, ROWS).records()
    assert (len(table.rows), table.rows[1], table.rows[:1]) == (2, ROWS[1], ROWS[:1])
    assert made == [1]


def test_a_row_that_does_not_fit_its_columns_is_refused_when_it_is_made():
    table = Table(COLUMNS, Later(lambda: [("Norman",)]))
    with pytest.raises(ValueError, match="a row of 1 cells under 2 columns"):
        len(table.rows)
