"""The first start: office, administrator, numbers, recovery key."""
