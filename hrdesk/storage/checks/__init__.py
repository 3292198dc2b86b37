"""What `hrdesk verify` looks at; each module checks one kind of record and only reads."""
