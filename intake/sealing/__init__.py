"""Sealing: what is written down is readable only for those it is meant for.

Nothing in this package opens a sealed record; that is `intake.opening`, which few modules may import.
"""
