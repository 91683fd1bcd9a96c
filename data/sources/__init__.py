"""Kinds of input file: one module each, with `matches(file)` and `load(match)`."""
