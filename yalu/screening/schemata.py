"""Which kinds of entity can be the same: one table over followthemoney's schemata."""

from functools import cache

from followthemoney import model

from yalu.names import NameKind

FAMILIES: tuple[tuple[str, tuple[NameKind, ...]], ...] = (
    ("Person", (NameKind.PERSON,)),
    ("Organization", (NameKind.ORGANIZATION,)),
    ("LegalEntity", (NameKind.PERSON, NameKind.ORGANIZATION)),
    ("Vessel", (NameKind.OBJECT,)),
    ("Airplane", (NameKind.OBJECT,)),
    ("CryptoWallet", (NameKind.OBJECT,)),
    ("Vehicle", (NameKind.OBJECT,)),
    ("Asset", (NameKind.ORGANIZATION, NameKind.OBJECT)),
    ("Thing", (NameKind.PERSON, NameKind.ORGANIZATION, NameKind.OBJECT)),
)
"""Families of schemata, the narrowest first, and the ways in which their names are read."""


@cache
def family(schema: str) -> str:
    """Give the family of a schema: the first of `FAMILIES` that it belongs to; "Thing" for an unknown one."""
    found = model.get(schema)
    return next((name for name, _ in FAMILIES if found is not None and found.is_a(name)), "Thing")


@cache
def kinds_of(schema: str) -> tuple[NameKind, ...]:
    """Give the ways to read the names of entities of a schema."""
    return dict(FAMILIES)[family(schema)]


@cache
def compatible(left: str, right: str) -> bool:
    """Whether entities of two schemata can be one and the same: one family must contain the other."""
    a, b = family(left), family(right)
    if a == b or "Thing" in (a, b):
        return True
    schema_a, schema_b = model.get(a), model.get(b)
    return schema_a is not None and schema_b is not None and (schema_a.is_a(b) or schema_b.is_a(a))
