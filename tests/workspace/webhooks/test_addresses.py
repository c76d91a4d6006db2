"""Where webhooks may go."""

import pytest

from yalu.workspace.webhooks.addresses import Allowed, WebhookError, check_addresses, read_address, read_allowed

NOTHING = Allowed()


@pytest.mark.parametrize(
    "text",
    [
        "https://hooks.example.com/yalu",
        "https://hooks.example.com:8443/a?b=c",
        "https://8.8.8.8/x",
        "https://[2606:4700:4700::1111]/",
    ],
)
def test_public_addresses_over_https_are_taken(text: str) -> None:
    assert str(read_address(text, NOTHING)) == text


@pytest.mark.parametrize(
    "text",
    [
        "http://hooks.example.com/",
        "ftp://hooks.example.com/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_x",
        "https://",
        "https:///x",
        "//hooks.example.com",
        "hooks.example.com",
        "https://user:pw@hooks.example.com/",
        "https://hooks.example.com/#a",
        "https://hooks.example.com:99999/",
        "https://hooks.example.com:0/",
        "https://hooks.example.com\\@127.0.0.1/",
        "https://hooks.example.com/a b",
        "https://hooks.example.com/\r\nx: y",
        "https://höoks.example.com/",
        "https://127.0.0.1/",
        "https://10.0.0.1/",
        "https://172.16.5.4/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://[::1]/",
        "https://[::]/",
        "https://[fe80::1]/",
        "https://[fc00::1]/",
        "https://[ff02::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
        "https://" + "a" * 3_000 + ".example/",
        "",
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(WebhookError):
        read_address(text, NOTHING)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "::1", "169.254.169.254", "fe80::1%eth0"])
def test_a_name_that_stands_for_a_private_address_is_refused_whatever_else_it_stands_for(address: str) -> None:
    url = read_address("https://rebound.example/", NOTHING)
    for found in ([address], ["8.8.8.8", address], [address, "8.8.8.8"]):
        with pytest.raises(WebhookError, match="not public"):
            check_addresses(url, found, NOTHING)
    assert check_addresses(url, ["8.8.8.8", "1.1.1.1"], NOTHING) == "8.8.8.8"
    with pytest.raises(WebhookError, match="no such host"):
        check_addresses(url, [], NOTHING)


def test_the_operator_can_allow_hosts_addresses_and_networks() -> None:
    allowed = read_allowed("hooks.internal, other.internal:8443, 10.1.0.0/16, 127.0.0.1, fd00::/8")
    for text, found in (
        ("http://hooks.internal/x", "192.168.7.7"),
        ("https://other.internal:8443/x", "192.168.7.7"),
        ("http://10.1.2.3/", "10.1.2.3"),
        ("http://127.0.0.1:9000/", "127.0.0.1"),
        ("http://[fd00::1]/", "fd00::1"),
        ("http://inside.example/", "10.1.2.3"),
    ):
        assert check_addresses(read_address(text, allowed), [found], allowed) == found
    for text, found in (
        ("https://other.internal:8444/x", "192.168.7.7"),
        ("https://inside.example/", "10.2.0.1"),
        ("http://inside.example/", "8.8.8.8"),
    ):
        with pytest.raises(WebhookError):
            check_addresses(read_address(text, allowed), [found], allowed)
    with pytest.raises(WebhookError):
        read_address("https://10.2.0.1/", allowed)


@pytest.mark.parametrize("text", ["10.0.0.0/99", "http://x", "a b", "x:y"])
def test_what_the_operator_writes_wrong_is_refused(text: str) -> None:
    with pytest.raises(WebhookError, match="is no host, address or network"):
        read_allowed(text)
