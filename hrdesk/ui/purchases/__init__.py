"""The register of purchased services in the window."""
