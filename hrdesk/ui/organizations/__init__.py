"""The register of organizations: the list, one organization, its forms."""
