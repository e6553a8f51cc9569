"""Measurements of speed and memory: ratios taken in one run, never assertions."""
