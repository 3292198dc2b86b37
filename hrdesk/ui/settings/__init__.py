"""设置: what is set, and what an administrator registers once."""
