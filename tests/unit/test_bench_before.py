"""What got worse since the run of the benchmarks before."""

from __future__ import annotations

from bench.before import Row, got_worse, read_rows

PAGE = """
# Benchmarks

| what | to reach | found | reached |
| --- | --- | --- | --- |
| an older table | ≤ 1 | 9 | yes |

## The last run

| what | to reach | found | reached |
| --- | --- | --- | --- |
| change / handed over, median of 40 | ≤ 1.5 | 0.76, -53 ms above (167 ms / 220 ms) | yes |
| bytes moved | ≤ 15 KB | median 10.7 KB, most 14.8 KB in 2 requests | yes |
| pandas / ours | ≥ 3 | 4.3 (23.1 s / 5.4 s) | yes |
| most memory | ≤ 1,536 MiB | 1,391 MiB (pandas 5,053 MiB) | yes |
| planted | told | 43% found | yes |
"""


def test_only_what_moved_away_from_what_is_asked_is_said() -> None:
    before = read_rows(PAGE, heading="The last run")
    assert len(before) == 5
    now = [
        Row("change / handed over, median of 24", "≤ 1.5", "0.95, 3 ms above (200 ms / 210 ms)"),
        Row("bytes moved", "≤ 15 KB", "median 14.0 KB, most 14.9 KB in 2 requests"),
        Row("pandas / ours", "≥ 3", "3.1 (20 s / 6.4 s)"),
        Row("most memory", "≤ 1,536 MiB", "800 MiB (pandas 5,053 MiB)"),
        Row("planted", "told", "2% found"),
        Row("something new", "≤ 1", "7"),
    ]
    said = list(got_worse(now, before))
    assert [words.split(":")[0] for words in said] == ["change / handed over, median of 24", "pandas / ours"]
    assert "0.76" in said[0]
    assert "25% worse" in said[0]
    assert "28% worse" in said[1]
    assert not list(got_worse([Row(row.what, row.asked, row.found) for row in before.values()], before))
