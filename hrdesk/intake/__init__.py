"""Forms as data: fields, validation, derivations. It knows nothing of the rules."""
