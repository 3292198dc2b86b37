"""Upload batches in the window: who waits, what was made."""
