"""Sending: one attempt for each message that is due, each within bounds of time, to an address that was checked."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import httpx

from yalu.model import YaluError
from yalu.workspace.webhooks.addresses import Allowed, WebhookError, check_addresses, port_of, read_address
from yalu.workspace.webhooks.hooks import Webhook
from yalu.workspace.webhooks.outbox import Delivery, DeliveryState, Outbox
from yalu.workspace.webhooks.signature import signed_headers
from yalu.workspace.webhooks.signing_keys import KEY_VARIABLE

SECONDS = 15.0
"""The longest that one attempt takes, from looking up the name to the status of the answer."""
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class SendSummary:
    """What became of the attempts of one round."""

    delivered: int = 0
    failed: int = 0
    """Attempts that are made again later."""
    dead: int = 0
    """Messages that were given up."""

    @property
    def attempts(self) -> int:
        """All attempts."""
        return self.delivered + self.failed + self.dead


async def look_up(host: str, port: int) -> Sequence[str]:
    """Give the addresses that a host's name stands for."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


@dataclass(frozen=True)
class Sender:
    """Sends what is due.

    Attributes:
        outbox: The messages.
        allowed: Where they may go besides public addresses.
        resolve: Looks up the name of a host.
        verify: Whether the certificate of the receiver is checked; only tests leave that out.
    """

    outbox: Outbox
    allowed: Allowed = field(default_factory=Allowed)
    resolve: Resolve = look_up
    verify: bool = True

    def send_due(self, clock: Callable[[], float]) -> SendSummary:
        """Make one attempt for each message that is due.

        Raises:
            DatabaseError: the database cannot be used. What was sent and not written down is sent again.
        """
        claimed = self.outbox.claim(int(clock()))
        if not claimed:
            return SendSummary()
        results = asyncio.run(self._send_all(claimed, int(clock())))
        states = [
            self.outbox.settle(delivery, int(clock()), status, error)
            for (_, delivery), (status, error) in zip(claimed, results, strict=True)
        ]
        return SendSummary(*(states.count(state) for state in _ORDER))

    async def _send_all(
        self, claimed: Sequence[tuple[Webhook, Delivery]], now: int
    ) -> list[tuple[int | None, str | None]]:
        # No proxy of the environment: it would be the proxy that looks up the name, after the check.
        limits = httpx.Limits(max_connections=50)
        async with httpx.AsyncClient(verify=self.verify, trust_env=False, timeout=SECONDS, limits=limits) as client:
            return await asyncio.gather(*(self._send(client, hook, delivery, now) for hook, delivery in claimed))

    async def _send(
        self, client: httpx.AsyncClient, hook: Webhook, delivery: Delivery, now: int
    ) -> tuple[int | None, str | None]:
        """Give the status of the answer, and what was wrong."""
        try:
            async with asyncio.timeout(SECONDS):
                status = await self._status(client, hook, delivery, now)
        except TimeoutError:
            return None, f"no answer within {SECONDS:.0f} seconds"
        except YaluError as error:
            return None, str(error)
        except OSError as error:
            return None, f"the host cannot be looked up: {error.strerror or type(error).__name__}"
        except httpx.HTTPError as error:
            return None, f"it cannot be sent: {type(error).__name__}"
        if 300 <= status < 400:
            return status, f"status {status}: redirections are not followed"
        return status, None if 200 <= status < 300 else f"status {status}"

    async def _status(self, client: httpx.AsyncClient, hook: Webhook, delivery: Delivery, now: int) -> int:
        if not hook.secrets:
            raise WebhookError(f"it cannot be signed: the key of its secret is not in {KEY_VARIABLE}")
        url = read_address(hook.url, self.allowed)
        address = check_addresses(url, await self.resolve(url.host, port_of(url)), self.allowed)
        headers = {
            "host": url.netloc.decode("ascii"),
            "content-type": "application/json",
            "user-agent": "yalu",
            **signed_headers(delivery.id, delivery.body, hook.secrets, now),
        }
        # The request goes to the very address that was checked; the certificate must be that of the host's name.
        request = client.build_request(
            "POST",
            url.copy_with(host=address),
            content=delivery.body,
            headers=headers,
            extensions={"sni_hostname": url.host},
        )
        response = await client.send(request, stream=True, follow_redirects=False)
        await response.aclose()
        return response.status_code


_ORDER = (DeliveryState.DELIVERED, DeliveryState.PENDING, DeliveryState.DEAD)
