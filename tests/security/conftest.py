"""Fixtures of the security tests."""

from tests.storage.quick import memory, tmp_path

__all__ = ["memory", "tmp_path"]
