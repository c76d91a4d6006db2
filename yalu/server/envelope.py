"""What is around every request: bounds, trace headers, the log and the counters."""

import asyncio
import logging
import time
import traceback
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from yalu.server.metrics import Metrics
from yalu.server.tracing import Trace, trace_of

log = logging.getLogger("yalu.server.requests")
MAX_URL = 60_000
"""Bytes of path and query."""
BODY_SECONDS = 30.0
"""The longest pause between two parts of a body."""
TOO_LARGE = "Request body too large"


@dataclass
class _Sent:
    """What has gone out."""

    status: int = 0
    bytes: int = 0


class Envelope:
    """Bounds the address and the body, adds trace headers, logs and counts; turns what nobody caught into a 500."""

    def __init__(self, app: ASGIApp, max_body: int, metrics: Metrics) -> None:
        self.app, self.max_body, self.metrics = app, max_body, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        trace = trace_of(headers.get("traceparent"), headers.get("tracestate"))
        started, sent = time.perf_counter(), _Sent()
        traced = _traced(send, trace, sent)
        self.metrics.running.inc()
        try:
            refusal = self._refusal(scope, headers)
            if refusal is not None:
                await _answer(traced, *refusal)
            else:
                await self.app(scope, _bounded(receive, self.max_body), traced)
        except Exception as error:
            _log_failure(error, trace)
            if not sent.status:
                await _answer(traced, 500, {"status": "error"})
        finally:
            self.metrics.running.dec()
            self._tell(scope, trace, sent, time.perf_counter() - started)

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, dict[str, Any]] | None:
        raw_path: bytes = scope.get("raw_path") or scope["path"].encode()
        query: bytes = scope.get("query_string", b"")
        if len(raw_path) + len(query) + bool(query) > MAX_URL:
            return 414, {"detail": "Request URI too long"}
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:20]) > self.max_body:
            return 413, {"detail": TOO_LARGE}
        return None

    def _tell(self, scope: Scope, trace: Trace, sent: _Sent, seconds: float) -> None:
        """Log and count by the route, never by the address: that may name a party or a key."""
        route = getattr(scope.get("route"), "path", "") or "none"
        self.metrics.count(route, scope["method"][:10], sent.status, seconds)
        told: dict[str, Any] = {
            "method": scope["method"],
            "route": route,
            "status": sent.status,
            "ms": round(seconds * 1000, 2),
            "bytes": sent.bytes,
            "trace": trace.id,
        }
        key = scope.get("state", {}).get("key")
        log.info("request", extra={"told": told | ({"key": key} if key else {})})


def _traced(send: Send, trace: Trace, sent: _Sent) -> Send:
    async def traced(message: Message) -> None:
        if message["type"] == "http.response.start":
            sent.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["traceparent"], headers["tracestate"] = trace.parent, trace.state
        elif message["type"] == "http.response.body":
            sent.bytes += len(message.get("body", b""))
        await send(message)

    return traced


def _bounded(receive: Receive, most: int) -> Receive:
    done = 0
    whole = False

    async def bounded() -> MutableMapping[str, Any]:
        nonlocal done, whole
        if whole:
            return await receive()
        try:
            async with asyncio.timeout(BODY_SECONDS):
                message = await receive()
        except TimeoutError:
            raise HTTPException(408, "The request body did not arrive in time") from None
        done += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        if done > most:
            raise HTTPException(413, TOO_LARGE)
        return message

    return bounded


async def _answer(send: Send, status: int, content: dict[str, Any]) -> None:
    body = orjson.dumps(content)
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _log_failure(error: Exception, trace: Trace) -> None:
    """Log where it failed, not with what: a message may quote a party."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = [f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    log.error("failed", extra={"told": {"error": type(error).__name__, "at": places, "trace": trace.id}})
