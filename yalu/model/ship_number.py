"""The number of a ship's hull, which stays with it under every name and flag."""


def imo_number(text: str) -> str | None:
    """Give the seven digits of an IMO number, or `None` where it is none.

    The last digit is the last one of the sum of the others times 7 to 2 (IMO resolution A.1117(30), annex).
    """
    digits = text.strip().upper().removeprefix("IMO").strip(" .:-#")
    if not (len(digits) == 7 and digits.isascii() and digits.isdigit()):
        return None
    whole = sum(int(digit) * factor for digit, factor in zip(digits, range(7, 1, -1), strict=False))
    return digits if whole % 10 == int(digits[6]) else None
