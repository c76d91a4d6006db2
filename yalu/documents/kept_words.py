"""Words kept with a link: the role, the goods, the share, and what says that goods are money."""

import re

_MASK = re.compile(r"⟦[A-Z]\d+⟧")
_ROLE_OPENING = re.compile(r"^(?:(?:is|was|now|currently|then|as|an?|the|its|left|right|,|also|listed|served) )+")
_GOODS_OPENING = re.compile(r"^(?:(?:the|an?|some|several|of|its|their|more|at least \w+ of the) )+")
_SHARE = re.compile(r"\d+(?:\.\d+)?(?: ?%| percent| per cent)")
_BEFORE_SHARE = 30
_MONEY = re.compile(
    r"""[$€£¥]\s?\d | \b(?:USD|EUR|RMB|CNY|RUB)\ ?\d | \b(?:million|billion)\ (?:dollars|euros|yuan)\b
      | ^(?:cash|money|funds|payments?|commissions?|fees?|bribes?|earnings|revenues?|proceeds|salaries)\b""",
    re.VERBOSE,
)


def role_of(text: str | None) -> str | None:
    """Give a role less what opens it ("is now the director": "director")."""
    plain = _MASK.sub("", text or "").strip(" ,")
    return _ROLE_OPENING.sub("", plain) or None


def goods_of(text: str | None) -> tuple[str, ...]:
    """Give goods less articles and masks."""
    plain = _GOODS_OPENING.sub("", (text or "").strip(" ,"))
    plain = _MASK.sub("", plain).strip(" ,")
    return (plain,) if plain else ()


def share_in(text: str, match: re.Match[str]) -> str | None:
    """Give the one share that a clause states in or shortly before a match ("60 percent")."""
    found = _SHARE.findall(text[max(0, match.start() - _BEFORE_SHARE) : match.end()])
    return found[0] if len(found) == 1 else None


def is_money(goods: tuple[str, ...]) -> bool:
    """Whether what was supplied is money, and so was paid and not supplied."""
    return any(_MONEY.search(item) for item in goods)
