"""Keccak-256 as Ethereum uses it for the letters of addresses (EIP-55); hashlib's SHA-3 pads otherwise."""

_MASK = (1 << 64) - 1
_RATE = 136
_SPIN = ((0, 36, 3, 41, 18), (1, 44, 10, 45, 2), (62, 6, 43, 15, 61), (28, 55, 25, 21, 56), (27, 20, 39, 8, 14))


def keccak_256(data: bytes) -> bytes:
    """Hash bytes (Bertoni, Daemen, Peeters and Van Assche: the Keccak reference, 2011, with its own padding)."""
    padded = bytearray(data + b"\x01" + bytes(-(len(data) + 1) % _RATE))
    padded[-1] |= 0x80
    lanes = [[0] * 5 for _ in range(5)]
    for block in range(0, len(padded), _RATE):
        for lane in range(_RATE // 8):
            place = block + 8 * lane
            lanes[lane % 5][lane // 5] ^= int.from_bytes(padded[place : place + 8], "little")
        lanes = _permuted(lanes)
    return b"".join(lanes[x][0].to_bytes(8, "little") for x in range(4))


def _permuted(a: list[list[int]]) -> list[list[int]]:
    register = 1
    for _ in range(24):
        parity = [a[x][0] ^ a[x][1] ^ a[x][2] ^ a[x][3] ^ a[x][4] for x in range(5)]
        change = [parity[x - 1] ^ _turned(parity[(x + 1) % 5], 1) for x in range(5)]
        b = [[0] * 5 for _ in range(5)]
        for x in range(5):
            for y in range(5):
                b[y][(2 * x + 3 * y) % 5] = _turned(a[x][y] ^ change[x], _SPIN[x][y])
        a = [[b[x][y] ^ (~b[(x + 1) % 5][y] & b[(x + 2) % 5][y] & _MASK) for y in range(5)] for x in range(5)]
        for bit in range(7):
            if register & 1:
                a[0][0] ^= 1 << ((1 << bit) - 1)
            register = (register << 1) ^ (0x171 if register & 0x80 else 0)
    return a


def _turned(value: int, by: int) -> int:
    return ((value << by) | (value >> (64 - by))) & _MASK if by else value
