"""Official templates in the window: which are on record, and what goes into their columns."""
