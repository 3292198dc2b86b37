"""Keyed forms of personal values: equal values can be found, nobody without the key can guess."""

import hashlib
import hmac


def keyed_value(key: bytes, kind: str, value: str) -> str:
    """Return HMAC-SHA256 over a value of a named kind, in hex."""
    return hmac.new(
        key, f"{kind}:{value}".encode("utf-8", "surrogatepass"), hashlib.sha256
    ).hexdigest()
