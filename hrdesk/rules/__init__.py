"""Conditions of the measures, as pure functions of facts and dated parameters."""
