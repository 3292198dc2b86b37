"""One module per measure, named by its id."""
