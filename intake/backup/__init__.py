"""Backups: made daily, kept in two places for as many days as the town says, restored, and rehearsed."""
