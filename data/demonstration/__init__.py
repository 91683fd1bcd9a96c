"""Demonstration data: synthetic input files in the real formats, fitted to published figures."""

from data.demonstration.write import write_inputs

__all__ = ["write_inputs"]
