"""Demonstration input files in the real formats: synthetic, deterministic, fitted to published figures."""
