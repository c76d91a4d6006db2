"""Where webhooks may go: to public addresses over https, and elsewhere only where the operator allows it.

Whoever may name the address of a webhook could otherwise make the server talk to what only the server can reach. So the
name is looked up, every address that it stands for is checked, and the request goes to the one that was checked: what
the name stands for a moment later does not matter.
"""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

import httpx

from yalu.model import YaluError

ALLOW_VARIABLE = "YALU_WEBHOOK_ALLOW"
"""Environment variable: hosts (with a port, if only that one is meant), addresses and networks, with commas between,
to which webhooks may go although they are private, and by http."""
MAX_URL = 2_000
PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class WebhookError(YaluError):
    """A webhook that cannot be: its address is none, or one to which nothing is sent."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the operator allows besides public addresses over https."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()

    def host(self, url: httpx.URL) -> bool:
        """Whether a host is allowed by its name."""
        return url.host in self.hosts or f"{url.host}:{port_of(url)}" in self.hosts

    def address(self, address: Address) -> bool:
        """Whether an address is allowed."""
        return any(address in network for network in self.networks)


def read_allowed(text: str | None) -> Allowed:
    """Read what the operator allows.

    Raises:
        WebhookError: it is neither host nor address nor network.
    """
    hosts, networks = set(), []
    for item in filter(None, (part.strip().casefold() for part in (text or "").split(","))):
        try:
            networks.append(ipaddress.ip_network(item))
        except ValueError:
            name, _, port = item.partition(":")
            if not _HOST.fullmatch(name) or (port and not port.isdecimal()):
                raise WebhookError(f"{ALLOW_VARIABLE}: {item[:100]!r} is no host, address or network") from None
            hosts.add(item)
    return Allowed(frozenset(hosts), tuple(networks))


def port_of(url: httpx.URL) -> int:
    """Give the port of an address."""
    return url.port or PORTS[url.scheme]


def read_address(text: str, allowed: Allowed) -> httpx.URL:
    """Read the address of a webhook, as far as that can be judged without looking up its name.

    Raises:
        WebhookError: it is none, or nothing is sent there.
    """
    try:
        url = httpx.URL(text)
        port = url.port
    except (httpx.InvalidURL, ValueError):
        raise WebhookError(f"{text[:200]!r} is no address") from None
    if len(text) > MAX_URL or not text.isascii() or not text.isprintable() or " " in text or "\\" in text:
        raise WebhookError(f"{text[:200]!r} is no address; write it in up to {MAX_URL:,} letters of ASCII")
    if url.scheme not in PORTS or not url.host or not 0 < (1 if port is None else port) < 65_536:
        raise WebhookError(f"{text[:200]!r} is no address that begins with https://")
    if url.userinfo or url.fragment:
        raise WebhookError("the address of a webhook holds no user, password or fragment")
    literal = _literal(url.host)
    if literal is None and not _HOST.fullmatch(url.host):
        raise WebhookError(f"{url.host[:100]!r} is no name of a host")
    if literal is not None:
        check_addresses(url, [str(literal)], allowed)
    elif url.scheme != "https" and not allowed.host(url) and not allowed.networks:
        raise WebhookError(f"{url.host}: webhooks go by https, or where {ALLOW_VARIABLE} allows")
    return url


def check_addresses(url: httpx.URL, found: Iterable[str], allowed: Allowed) -> str:
    """Check everything that the name of a host stands for, and give the first.

    Raises:
        WebhookError: there is nothing, or one of them is an address to which nothing is sent.
    """
    addresses = [ipaddress.ip_address(item.partition("%")[0]) for item in found]
    if not addresses:
        raise WebhookError(f"{url.host}: there is no such host")
    for address in addresses:
        if allowed.host(url) or allowed.address(address):
            continue
        if url.scheme != "https":
            raise WebhookError(f"{url.host}: webhooks go by https, or where {ALLOW_VARIABLE} allows")
        if not is_public(address):
            raise WebhookError(
                f"{url.host}: it stands for an address that is not public; {ALLOW_VARIABLE} can allow it"
            )
    return str(addresses[0])


def is_public(address: Address) -> bool:
    """Whether an address belongs to one host of the public network, also when it is written within another."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None or address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved and not address.is_unspecified


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
