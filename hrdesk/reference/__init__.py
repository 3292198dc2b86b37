"""What is under resources/: messages, divisions, code tables; and where it lies."""
