"""Trace headers, as the W3C's recommendation Trace Context writes them."""

import re
import secrets
from dataclasses import dataclass

_PARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
_STATE = re.compile(r"[a-z0-9][a-z0-9_\-*/@]{0,255}=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]")
VENDOR = "yente"
"""The name that clients of yente look for in `tracestate`."""
MAX_STATES = 31


@dataclass(frozen=True, slots=True)
class Trace:
    """A request's place in a trace."""

    parent: str
    state: str

    @property
    def id(self) -> str:
        """The id of the trace."""
        return self.parent.split("-")[1]


def trace_of(parent: str | None, state: str | None) -> Trace:
    """Give the trace of a request with these headers; a new one where there are none, or they are broken."""
    found = _PARENT.fullmatch(parent or "")
    span = secrets.token_hex(8)
    trace = found[1] if found else secrets.token_hex(16)
    others = [item.strip() for item in (state or "").split(",")] if found else []
    kept = [item for item in others if _STATE.fullmatch(item) and not item.startswith(f"{VENDOR}=")][:MAX_STATES]
    return Trace(f"00-{trace}-{span}-01", ",".join([f"{VENDOR}={span}", *kept]))
