"""The store: sources go in, an immutable DuckDB file comes out, and frames are read from it."""
