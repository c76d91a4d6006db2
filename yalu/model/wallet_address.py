"""Addresses of wallets: of which form they are, whether their checksum holds, and how two writings are compared.

Each form is checked by its own rule: Base58Check (Bitcoin and its kin, TRON, Ripple in its own alphabet), Bech32 and
Bech32m (BIP 173, BIP 350), CashAddr, the capitals of EIP-55, and Keccak for Monero. Solana's addresses have no
checksum; nor has an Ethereum address that is written without capitals, or in capitals only.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from yalu.model.errors import YaluError
from yalu.model.keccak import keccak_256

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_RIPPLE58 = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_SUM, _BECH32M_SUM = 1, 0x2BC830A3
_CASH_GENERATOR = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)
_MONERO_BLOCKS = {2: 1, 3: 2, 5: 3, 6: 4, 7: 5, 9: 6, 10: 7, 11: 8}
"""Characters of a block of Monero's Base58 to the bytes that they mean."""
_MONERO_NETWORKS = frozenset({18, 19, 42})
"""Standard, integrated and subaddresses of the main network."""
_VERSIONS: dict[bytes, str] = {
    b"\x00": "Bitcoin, Bitcoin Cash, Bitcoin SV",
    b"\x05": "Bitcoin, Bitcoin Cash, Litecoin",
    b"\x30": "Litecoin",
    b"\x32": "Litecoin",
    b"\x4c": "Dash",
    b"\x10": "Dash",
    b"\x1e": "Dogecoin, Verge",
    b"\x16": "Dogecoin",
    b"\x26": "Bitcoin Gold",
    b"\x17": "Bitcoin Gold",
    b"\x1c\xb8": "Zcash",
    b"\x1c\xbd": "Zcash",
}
"""The first bytes of an address in Base58Check, and the chains that use them."""
MAX_ADDRESS = 128
_OTHER = re.compile(rf"(?=.*\d)[A-Za-z0-9][A-Za-z0-9:._-]{{8,{MAX_ADDRESS - 1}}}")


class AddressForm(StrEnum):
    """How an address is written."""

    BASE58 = "Base58Check"
    TRON = "TRON"
    RIPPLE = "Ripple"
    BECH32 = "Bech32"
    CASH = "CashAddr"
    ETHEREUM = "EIP-55"
    MONERO = "Monero"
    SOLANA = "Solana"
    OTHER = "other"
    """A form that is not known here, and so cannot be checked."""


class AddressError(YaluError):
    """A text that is no address of a wallet: its checksum does not hold, or it is of no form that one has."""


@dataclass(frozen=True, slots=True)
class WalletAddress:
    """An address of a wallet.

    `value` is the writing by which addresses are compared: hexadecimal and Bech32 in lower case, all others as they
    are, for in Base58 the case counts. `checked` tells whether a checksum was there and held. `chains` names those that
    use the form, where it tells.
    """

    value: str
    form: AddressForm
    checked: bool
    chains: str = ""


def read_address(text: str) -> WalletAddress:
    """Read an address of a wallet.

    Raises:
        AddressError: its checksum does not hold (it was mistyped, or cut), or it has not the form of an address.
    """
    text = text.strip()
    for pattern, read in _FORMS:
        if pattern.fullmatch(text):
            return read(text)
    if _OTHER.fullmatch(text):
        return WalletAddress(text, AddressForm.OTHER, checked=False)
    raise AddressError(f"{text[:40]!r} is no address of a wallet")


def is_address(text: str) -> bool:
    """Whether a text is an address of a known form whose checksum, if it has one, holds."""
    try:
        return read_address(text).form is not AddressForm.OTHER
    except AddressError:
        return False


def _base58check(text: str) -> WalletAddress:
    data = _checked58(text, BASE58)
    for version, chains in _VERSIONS.items():
        if data is not None and len(data) == len(version) + 20 and data.startswith(version):
            return WalletAddress(text, AddressForm.BASE58, checked=True, chains=chains)
    raise _wrong(text, "Base58Check")


def _tron(text: str) -> WalletAddress:
    data = _checked58(text, BASE58)
    if data is None or len(data) != 21 or data[0] != 0x41:
        raise _wrong(text, "TRON")
    return WalletAddress(text, AddressForm.TRON, checked=True, chains="TRON")


def _ripple(text: str) -> WalletAddress:
    data = _checked58(text, _RIPPLE58)
    if data is None or len(data) != 21 or data[0] != 0:
        raise _wrong(text, "Ripple")
    return WalletAddress(text, AddressForm.RIPPLE, checked=True, chains="XRP Ledger")


def _solana(text: str) -> WalletAddress:
    if len(_decoded58(text, BASE58)) != 32:
        raise AddressError(f"{text[:40]!r} is no address: in Base58 it is not of 32 bytes, and its checksum is none")
    return WalletAddress(text, AddressForm.SOLANA, checked=False, chains="Solana")


def _checked58(text: str, alphabet: str) -> bytes | None:
    """Give the bytes before the checksum, or `None` where it does not hold: the first four of a double SHA-256."""
    data = _decoded58(text, alphabet)
    payload, checksum = data[:-4], data[-4:]
    held = hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4] == checksum
    return payload if held and len(checksum) == 4 else None


def _decoded58(text: str, alphabet: str) -> bytes:
    number = 0
    for letter in text:
        if letter not in alphabet:
            raise AddressError(f"{text[:40]!r} is no address: Base58 has no {letter!r}")
        number = number * 58 + alphabet.index(letter)
    zeros = len(text) - len(text.lstrip(alphabet[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _bech32(text: str) -> WalletAddress:
    """Check a segregated witness address: Bech32 for version 0 (BIP 173), Bech32m for later ones (BIP 350)."""
    lower = text.lower()
    if text not in (lower, text.upper()):
        raise AddressError(f"{text[:40]!r} mixes capitals with small letters, which Bech32 never does")
    prefix, _, rest = lower.rpartition("1")
    if not set(rest) <= set(_BECH32):
        raise _wrong(text, "Bech32")
    values = [_BECH32.index(letter) for letter in rest]
    expanded = [*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix)]
    version, program = values[0], _regrouped(values[1:-6])
    expected = _BECH32_SUM if version == 0 else _BECH32M_SUM
    held = _polymod([*expanded, *values], _BECH32_GENERATOR, 30, 1) == expected
    sized = program is not None and version <= 16 and 2 <= len(program) <= 40
    if not held or not sized or (version == 0 and len(program or b"") not in (20, 32)):
        raise _wrong(text, "Bech32")
    chains = {"bc": "Bitcoin", "ltc": "Litecoin", "btg": "Bitcoin Gold"}[prefix]
    return WalletAddress(lower, AddressForm.BECH32, checked=True, chains=chains)


def _regrouped(values: Sequence[int]) -> bytes | None:
    """Turn groups of five bits to bytes; `None` where the bits left over are not noughts, or are five or more."""
    number, bits = 0, 5 * len(values)
    for value in values:
        number = number << 5 | value
    left = bits % 8
    if left >= 5 or number & ((1 << left) - 1):
        return None
    return (number >> left).to_bytes(bits // 8, "big")


def _cash(text: str) -> WalletAddress:
    """Check a CashAddr of 20 bytes (the Bitcoin Cash specification of 2018); its prefix may be left out."""
    lower = text.lower()
    rest = lower.removeprefix("bitcoincash:")
    values = [*(ord(letter) & 31 for letter in "bitcoincash"), 0, *(_BECH32.index(letter) for letter in rest)]
    if text not in (lower, text.upper()) or _polymod(values, _CASH_GENERATOR, 40, 1) != 1:
        raise _wrong(text, "CashAddr")
    return WalletAddress(rest, AddressForm.CASH, checked=True, chains="Bitcoin Cash")


def _polymod(values: Sequence[int], generator: Sequence[int], bits: int, start: int) -> int:
    """Give the remainder of a BCH code over groups of five bits; `bits` is the size of the checksum."""
    checksum, low = start, bits - 5
    for value in values:
        top = checksum >> low
        checksum = (checksum & ((1 << low) - 1)) << 5 ^ value
        for place, term in enumerate(generator):
            checksum ^= term if top >> place & 1 else 0
    return checksum


def _ethereum(text: str) -> WalletAddress:
    """Check the capitals of EIP-55; an address without capitals, or of them alone, has no checksum."""
    digits = text[2:]
    if len(digits) != 40:
        raise AddressError(f"{text[:70]!r} is no address: it has {len(digits)} hexadecimal digits, not 40")
    lower = digits.lower()
    has_case = digits not in (lower, digits.upper())
    if has_case:
        hashed = keccak_256(lower.encode()).hex()
        if any(letter != (letter.upper() if int(bit, 16) >= 8 else letter.lower())
               for letter, bit in zip(digits, hashed, strict=False)):  # fmt: skip
            raise AddressError(f"the capitals of {text!r} are not those of EIP-55: a character of it is wrong")
    return WalletAddress(f"0x{lower}", AddressForm.ETHEREUM, checked=has_case, chains="Ethereum and its kin")


def _monero(text: str) -> WalletAddress:
    data = b""
    for start in range(0, len(text), 11):
        block = text[start : start + 11]
        size, number = _MONERO_BLOCKS.get(len(block), 0), 0
        for letter in block:
            number = number * 58 + BASE58.index(letter)
        if number >> 8 * size:
            raise _wrong(text, "Monero")
        data += number.to_bytes(size, "big")
    if data[0] not in _MONERO_NETWORKS or keccak_256(data[:-4])[:4] != data[-4:]:
        raise _wrong(text, "Monero")
    return WalletAddress(text, AddressForm.MONERO, checked=True, chains="Monero")


def _wrong(text: str, form: str) -> AddressError:
    return AddressError(f"the checksum of {text[:110]!r} as an address of {form} does not hold: a character is wrong")


_58 = "[1-9A-HJ-NP-Za-km-z]"
_32 = "[02-9ac-hj-np-z]"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[str], WalletAddress]], ...] = (
    (re.compile(r"0[xX][0-9a-fA-F]{1,60}"), _ethereum),
    (re.compile(r"(?:bc|ltc|btg)1[0-9A-Za-z]{7,87}", re.IGNORECASE), _bech32),
    (re.compile(rf"(?:bitcoincash:)?[qp]{_32}{{41}}", re.IGNORECASE), _cash),
    (re.compile(r"T[0-9A-Za-z]{33}"), _tron),
    (re.compile(rf"r{_58}{{24,34}}"), _ripple),
    (re.compile(rf"[48]{_58}{{94}}(?:{_58}{{11}})?"), _monero),
    (re.compile(rf"[13][0-9A-Za-z]{{25,34}}|[579ADGLMXt]{_58}{{25,34}}"), _base58check),
    (re.compile(rf"{_58}{{32,44}}"), _solana),
)
"""The forms, by the pattern that tells them. A text of the pattern of one is judged by its rule alone."""
