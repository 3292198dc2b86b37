"""The encrypted store; the only place that knows peewee and SQL."""
