"""Figures as plain Plotly dictionaries, built by pure functions from plain values."""
