"""Speed, measured as ratios inside one run: `make bench` prints the table and writes docs/benchmarks.md."""
