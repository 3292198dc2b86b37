"""Workbooks: writes the files that go to the provincial platform, and reads them again."""
