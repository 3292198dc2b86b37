"""What a person or an organization has enjoyed: rights, months on a line of time, what is left."""
