"""Measurements of the program, each a module to run: `python -m benchmarks.store`."""
