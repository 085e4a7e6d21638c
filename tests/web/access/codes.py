"""A second factor as an authenticator application makes it (RFC 6238)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time

PERIOD, DIGITS = 30, 6


def code_of(secret: str, later: int = 0) -> str:
    """The six digits now, or so many periods later: a code works once."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int(time.time()) // PERIOD + later)
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[place : place + 4])
    return f"{(number & 0x7FFFFFFF) % 10**DIGITS:0{DIGITS}}"
