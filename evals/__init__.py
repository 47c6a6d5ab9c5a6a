"""Measuring the assistant, and fitting the few numbers it needs from measured data."""
