"""Values and words of the office: they import nothing else of hrdesk."""
