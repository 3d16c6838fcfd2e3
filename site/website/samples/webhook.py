"""Checks the signature of a webhook: body as bytes, header VR4M-Signature, secret from the admin."""

import hashlib
import hmac
import time


def is_ours(body: bytes, header: str, secret: str) -> bool:
    """Whether the message comes from the site, within the last five minutes."""
    parts = dict(part.split("=", 1) for part in header.split(","))
    wanted = hmac.new(secret.encode(), parts["t"].encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted, parts["v1"]) and abs(time.time() - int(parts["t"])) < 300
