"""Addresses of wallets: each form by its own rule, and one wrong character shows."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from stdnum import bitcoin

from yalu.model.wallet_address import AddressError, AddressForm, is_address, read_address

WALLETS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "lists" / "wallets"
VALID = [
    # From the texts of the rules: BIP 173, BIP 350, EIP-55, the CashAddr specification.
    ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", AddressForm.BECH32),
    ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", AddressForm.BECH32),
    ("bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y", AddressForm.BECH32),
    ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", AddressForm.ETHEREUM),
    ("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", AddressForm.ETHEREUM),
    ("bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", AddressForm.CASH),
    ("1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu", AddressForm.BASE58),
    ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", AddressForm.TRON),
    ("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", AddressForm.RIPPLE),
    ("So11111111111111111111111111111111111111112", AddressForm.SOLANA),
]


@pytest.mark.parametrize(("text", "form"), VALID)
def test_an_address_is_of_its_form(text: str, form: AddressForm) -> None:
    found = read_address(text)
    assert found.form is form
    assert found.checked is (form is not AddressForm.SOLANA)
    assert read_address(found.value).value == found.value


@pytest.mark.parametrize(("text", "form"), [item for item in VALID if item[1] is not AddressForm.SOLANA])
def test_a_wrong_character_shows(text: str, form: AddressForm) -> None:
    for place in range(2 if form is AddressForm.ETHEREUM else 5, len(text)):
        letter = text[place]
        if form is AddressForm.ETHEREUM and letter.isdigit():
            continue
        other = letter.swapcase() if form is AddressForm.ETHEREUM else ("3" if letter != "3" else "4")
        assert not is_address(text[:place] + other + text[place + 1 :])


@pytest.mark.parametrize(
    "text",
    [
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",  # version 1 under the checksum of version 0
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",  # version 0 under the checksum of version 1
        "bc1QW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",  # both cases
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe",
        "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVg0u",
        "the wallet",
        "",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        read_address(text)


def test_one_address_has_one_writing_for_comparing() -> None:
    lower = "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"
    assert {read_address(text).value for text in (lower, "0X" + lower[2:].upper(), VALID[3][0])} == {lower}
    assert not read_address(lower).checked
    assert read_address("bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a").value.startswith("qpm2")


def test_a_form_that_is_not_known_is_kept_as_it_stands_and_said() -> None:
    found = read_address("cosmos1fl48vsnmsdzcv85q5d2q4z5ajdha8yu34mf0eh")
    assert (found.form, found.checked) == (AddressForm.OTHER, False)


@given(st.text(alphabet="123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", min_size=25, max_size=33))
def test_of_bitcoin_the_rule_is_that_of_another_library(tail: str) -> None:
    for first in "13":
        assert is_address(first + tail) == bitcoin.is_valid(first + tail)


@given(st.text(max_size=140))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    is_address(text)


@pytest.mark.real
@pytest.mark.skipif(not WALLETS.is_dir(), reason="the real files are not here")
def test_every_listed_wallet_has_a_form_whose_checksum_holds() -> None:
    addresses = [line.strip() for file in sorted(WALLETS.glob("*.txt")) for line in file.read_text().splitlines()]
    forms = [(address, read_address(address)) for address in addresses]
    # One entry of the list is a hash in a field for Monero's addresses.
    assert [address for address, found in forms if found.form is AddressForm.OTHER] == [
        "5be5543ff73456ab9f2d207887e2af87322c651ea1a873c5b25b7ffae456c320"
    ]
    assert sum(found.checked for _, found in forms) > 600
