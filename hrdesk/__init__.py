"""Counter desk for human resources subsidies; docs/architecture.md is the page to start with."""
