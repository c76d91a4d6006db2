"""Each field of a record by what it is: the questions that are asked for it, and the reasons that the hits give."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from yalu.records.payments import Field, FieldKind
from yalu.screening import Hit
from yalu.workspace.record_screening.asking import Answers, Question
from yalu.workspace.record_screening.phrases import MAX_TEXT, Phrase, phrases_of
from yalu.workspace.record_screening.reasons import Reason, name_criterion
from yalu.workspace.record_screening.tables import Territory, territories_named, territories_of

SHIP_SCHEMA = "Vessel"
IDENTIFIED = 1.0
"""The score of a party that an identifier finds."""


@dataclass(frozen=True, slots=True)
class RecordSettings:
    """The bars of screening records.

    Attributes:
        threshold: The least score of a hit for a field that holds a name.
        phrase: The least score of a hit for words of an address or free text; a single word has to agree in full.
        block: The score from which a name can suggest "block" (see `reasons.CRITERIA`).
        limit: The most hits of one question.
    """

    threshold: float = 0.7
    phrase: float = 0.9
    block: float = 0.95
    limit: int = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for a field, and how a hit becomes a criterion."""

    role: str
    field: Field
    query: str
    question: Question
    criterion: Callable[[Hit], str]


_IDENTIFIERS = {
    FieldKind.BIC: ("swiftBic",),
    FieldKind.LEI: ("leiCode",),
    FieldKind.IBAN: ("accountId",),
    FieldKind.IMO: ("imoNumber",),
    FieldKind.ACCOUNT: ("accountId", "publicKey"),
    FieldKind.IDENTIFIER: ("passportNumber", "registrationNumber"),
}
_SURE = frozenset({FieldKind.BIC, FieldKind.LEI, FieldKind.IBAN, FieldKind.IMO})


def party_questions(role: str, fields: Iterable[Field], settings: RecordSettings, schema: str) -> Iterator[Asked]:
    """Give what is asked for the fields of one party, agent or ship. Its names are asked with its country and birth."""
    fields = tuple(fields)
    facts = _facts(fields, schema)
    for field in fields:
        if field.kind is FieldKind.NAME:
            question = Question(schema, (("name", (field.value,)), *facts), settings.threshold)
            yield Asked(role, field, field.value, question, lambda hit: name_criterion(hit, settings.block))
        elif field.kind in _IDENTIFIERS:
            yield _identifier(role, field)
        elif field.kind in (FieldKind.ADDRESS, FieldKind.TEXT):
            yield from text_questions(role, field, settings)


def _identifier(role: str, field: Field) -> Asked:
    value = field.value.strip()
    question = Question("Thing", tuple([(name, (value,)) for name in _IDENTIFIERS[field.kind]]), IDENTIFIED)
    criterion = "identifier" if field.kind in _SURE else "number"
    # A wallet address is like no other number; of an account without its bank that cannot be said.
    if field.kind is FieldKind.ACCOUNT:
        return Asked(role, field, value, question, lambda hit: "identifier" if _is_wallet(hit) else "number")
    return Asked(role, field, value, question, lambda _hit: criterion)


def _is_wallet(hit: Hit) -> bool:
    return any(share.kind in ("publicKey", "cryptoAddress") for share in hit.explanation)


@lru_cache(maxsize=1 << 14)
def _facts(fields: tuple[Field, ...], schema: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give what is known of a party beside its names: of a ship its flag and its number, which tells it from others."""
    countries = tuple(sorted({field.value.lower() for field in fields if field.kind is FieldKind.COUNTRY}))
    births = tuple(sorted({field.value for field in fields if field.kind is FieldKind.BIRTH_DATE}))
    numbers = tuple(sorted({field.value for field in fields if field.kind is FieldKind.IMO}))
    known = (("flag" if schema == SHIP_SCHEMA else "country", countries), ("birthDate", births), ("imoNumber", numbers))
    return tuple((name, values) for name, values in known if values)


def text_questions(role: str, field: Field, settings: RecordSettings) -> Iterator[Asked]:
    """Give what is asked for a text or an address: windows of words, ships, numbers."""
    for phrase in phrases_of(field.value):
        question, criterion = _phrase_question(phrase, settings.phrase)
        yield Asked(role, field, phrase.words, question, lambda _hit, kind=criterion: kind)  # type: ignore[misc]


@lru_cache(maxsize=1 << 17)
def _phrase_question(phrase: Phrase, bar: float) -> tuple[Question, str]:
    if phrase.kind == "imo":
        return Question("Vessel", (("imoNumber", (phrase.words,)),), IDENTIFIED), "identifier"
    if phrase.kind == "bic":
        return Question("Thing", (("swiftBic", (phrase.words,)),), IDENTIFIED), "identifier"
    schema, least = {
        "name": ("LegalEntity", bar),
        "word": ("Organization", IDENTIFIED),
        "ship": ("Vessel", bar),
    }[phrase.kind]
    return Question(schema, (("name", (phrase.words,)),), least), "phrase"


def reasons_of(asked: Iterable[Asked], answers: Answers) -> Iterator[Reason]:
    """Give the reasons of the hits; of several windows of one field, the best tells of a listed party."""
    best: dict[tuple[str, str, str, str], tuple[Asked, Hit]] = {}
    for item in asked:
        for hit in answers[item.question]:
            key = (item.role, item.field.path, hit.id, hit.dataset)
            known = best.get(key)
            if known is None or (hit.score, len(item.query)) > (known[1].score, len(known[0].query)):
                best[key] = (item, hit)
    for item, hit in best.values():
        field = item.field
        note = _bic_note(hit)
        yield Reason(
            item.criterion(hit), item.role, field.kind.value, field.path, field.line, field.value, item.query, hit,
            note=note,
        )  # fmt: skip


def _bic_note(hit: Hit) -> str:
    """Say where only the first eight characters of a BIC agree: another branch of the same institution."""
    for share in hit.explanation:
        if share.kind == "swiftBic" and _whole_bic(share.query) != _whole_bic(share.listed):
            return f"the first eight characters agree; the listed BIC is {share.listed}"
    return ""


def _whole_bic(bic: str) -> str:
    return bic.strip().upper().ljust(11, "X")


def place_reasons(role: str, field: Field, day: str) -> Iterator[Reason]:
    """Give the reasons that rest on a territory, and on numbers that are impossible."""
    value = field.value
    country = ""
    if field.kind is FieldKind.COUNTRY:
        country = value
    elif field.kind is FieldKind.BIC:
        country = value[4:6]
    elif field.kind is FieldKind.IBAN:
        country = value[:2]
        if not _is_iban(value):
            yield _reason("not-read", role, field, value, note="the IBAN's check digits are wrong")
    elif field.kind in (FieldKind.ADDRESS, FieldKind.TEXT):
        yield from _named_places(role, field, day)
        if len(value) > MAX_TEXT:
            yield _reason("not-read", role, field, "", note=f"only the first {MAX_TEXT:,} characters were looked at")
    rules = tuple(rule for rule in territories_of(country.lower()) if rule.stands_on(day))
    if rules:
        yield Reason(
            "territory", role, field.kind.value, field.path, field.line, value, country.upper(), territories=rules
        )


PLACED = frozenset({FieldKind.COUNTRY, FieldKind.BIC, FieldKind.IBAN, FieldKind.ADDRESS, FieldKind.TEXT})
"""The kinds of fields that say something of a place."""


@lru_cache(maxsize=1 << 16)
def is_plain_place(kind: FieldKind, value: str, day: str) -> bool:
    """Whether `place_reasons` has nothing to say of a value on a day: most values come again and again."""
    return next(place_reasons("", Field(kind, "", value), day), None) is None


def _named_places(role: str, field: Field, day: str) -> Iterator[Reason]:
    named: dict[str, list[Territory]] = {}
    for words, territory in territories_named(field.value[:MAX_TEXT]):
        if territory.stands_on(day):
            named.setdefault(words, []).append(territory)
    for words, rules in named.items():
        yield Reason(
            "territory-words", role, field.kind.value, field.path, field.line, field.value, words,
            territories=tuple(rules),
        )  # fmt: skip


def _reason(criterion: str, role: str, field: Field, query: str, note: str) -> Reason:
    return Reason(criterion, role, field.kind.value, field.path, field.line, field.value, query, note=note)


@lru_cache(maxsize=1 << 14)
def _is_iban(value: str) -> bool:
    """Check an IBAN's digits: modulo 97 of the number that its letters and digits make (ISO 13616, ISO/IEC 7064)."""
    return int("".join(str(int(char, 36)) for char in value[4:] + value[:4])) % 97 == 1
