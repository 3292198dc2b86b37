"""PDF pages on the screen, on the printer and in a file."""
