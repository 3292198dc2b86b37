"""Somebody's list on its way into a roster: read, looked at, taken in or sent back."""
