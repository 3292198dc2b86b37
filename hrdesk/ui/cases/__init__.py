"""Cases: the list, what a search finds, one case with its papers."""
