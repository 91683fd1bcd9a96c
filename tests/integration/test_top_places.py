"""A ward's top LSOA and top place against every place there is, counted one by one."""

from __future__ import annotations

from collections import Counter

from dashboard.held_reference import load_reference
from dashboard.periods import Window
from dashboard.place_counts import free_top_places
from data import count_queries
from data.month import Month
from data.settings import Settings
from data.store import Store


def test_the_top_places_are_those_of_the_whole_list(demo_store):
    reference = load_reference(Store(demo_store), Settings(store=demo_store))
    series = reference.series["all_crime", "police_uk"]
    for first, last in ((Month(2023, 3), Month(2024, 2)), (Month(2023, 5), Month(2023, 5))):
        districts = reference.districts("E23000032")
        counts: Counter[tuple[tuple[str, str | None, str], str]] = Counter()
        for row in count_queries.get_places(
            reference.snapshot, series_id=series.series_id, districts=list(districts), start=first, end=last
        ):
            for kind in ("lsoa", "place"):
                if row[kind] is not None:
                    counts[(row["district_code"], row["ward_code"], kind), row[kind]] += row["value"]
        best: dict[tuple[str, str | None, str], tuple[int, str]] = {}
        for (here, name), value in counts.items():
            best[here] = min(best.get(here, (0, "")), (-value, name))
        found = free_top_places(reference, series, districts, Window("range", first, last))
        assert found == {here: (name, -value) for here, (value, name) in best.items()}
        assert len(found) > 500
