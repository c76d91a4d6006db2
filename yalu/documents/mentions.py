"""Mentions: where a document names somebody, and of what kind they are.

Rules find the capitalised phrases and say what they are by their head words, forms and surroundings; a language model
(the extra `nlp`) and the names of the lists add what they know. What nothing speaks for is left out.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from yalu.documents.aliases import with_aliases
from yalu.documents.found import Found
from yalu.documents.kinds import (
    BODY,
    LAW,
    ORGANIZATION,
    PERSON,
    TERRITORY,
    Hint,
    Phrase,
    is_office,
    kind_of,
)
from yalu.documents.phrases import Phrases, tokenize
from yalu.documents.vocabulary import Vocabulary, vocabulary

_OFFICE_WORD = re.compile(
    r"\b(?:Secretary|Attorney|Minister|General|Ambassador|Director|Commissioner|President|Commander)\b"
)
_COMMON_HEAD = re.compile(
    r"\s+(?:(?:mercenary|hacking|trading|military|paramilitary|shipping|oil|armed|news|ransomware|militant)\s+)?"
    r"(?P<head>group|bank|militia|conglomerate|cartel|agency|collective)\b(?!['’])"
)
_NUMBERED_LAW = (
    r"Executive Orders?(?: \(E\.O\.\))?|E\.O\.|EO|Presidential Memorandum of \w+ \d+,|"
    r"(?:UN|U\.N\.) Security Council [Rr]esolutions?|UNSCR|[Rr]esolutions?|Council Regulation \(EU\)(?: No\.?)?|"
    r"Regulation|Directive|Public Law|Title|Section|Decree No\."
)
_LAWS = re.compile(
    rf"(?:{_NUMBERED_LAW})\s+\(?\d[\w./()-]*(?:\s+of\s+(?:the\s+)?[A-Z][\w ]{{3,60}}?(?:Code|Act)(?:\s+of\s+\d{{4}})?)?"
    r"|(?:[A-Z][\w'’-]*-?\s+(?:(?:of|and|the|to|in|for|with)\s+)*){1,9}Act(?:\s+of\s+\d{4})?\b"
)


def find_mentions(text: str, hints: Iterable[Hint] = ()) -> list[Found]:
    """Find the named parties, places and laws in a text, in order and without overlap."""
    words = vocabulary()
    ministries = [item for match in _MINISTRIES.finditer(text) if (item := _ministry(match, words))]
    ordered = sorted(hints, key=lambda hint: (hint.start, -hint.end))
    laws = [_law(match) for match in _LAWS.finditer(text)]
    finder = _Finder(text, words, [hint for hint in ordered if not hint.from_list], laws)
    named = finder.run()
    named += [
        item for item in ministries if not any(other.start < item.end and item.start < other.end for other in named)
    ]
    found = _with_list_names(
        sorted(named, key=lambda item: item.start), text, [hint for hint in ordered if hint.from_list]
    )
    return with_aliases(found, text)


_MINISTRY = (
    "foreign|defen[cs]e|interior|finance|trade|justice|unification|commerce|economy|oil|energy|transport|industry"
)
_MINISTRIES = re.compile(
    rf"(?:(?:[A-Z][a-z]+ )?[A-Z][a-z]+ )?\b(?:{_MINISTRY}) ministry\b|"
    r"(?:[A-Z][a-z]+ )?[A-Z][a-z]+ (?:government|military)\b"
)


def _ministry(match: re.Match[str], words: Vocabulary) -> Found | None:
    """Read "the Chinese foreign ministry" as a body of that country."""
    name = match.group()
    while " " in name and name[0].isupper() and not countries_in(name, words):
        name = name.split(" ", 1)[1]
    if name.endswith(("government", "military")) and not countries_in(name, words):
        return None
    if name[0].isupper() and len(name.split()) > 3 and not countries_in(" ".join(name.split()[:2]), words):
        name = name.split(" ", 1)[1]
    return Found(match.end() - len(name), match.end(), name, BODY, countries_in(name, words))


def _law(match: re.Match[str]) -> Found:
    name = re.sub(r"^(?:The|In|Under|And|Of)\s+(?:the\s+)?", "", match.group())
    begin = match.end() - len(name)
    name = name.rstrip(" .,;")
    return Found(begin, begin + len(name), name, LAW)


class _Finder:
    def __init__(self, text: str, words: Vocabulary, hints: list[Hint], laws: list[Found]) -> None:
        self.text, self.words, self.hints, self.laws = text, words, hints, laws
        self.tokens = tokenize(text)
        self.phrases = Phrases(text, self.tokens, words)

    def run(self) -> list[Found]:
        found: list[Found] = []
        position = 0
        laws = iter([*self.laws, Found(len(self.text) + 1, len(self.text) + 2, "", LAW)])
        law = next(laws)
        while position < len(self.tokens):
            token = self.tokens[position]
            if token.start >= law.start:
                if token.start < law.end:
                    found.append(law)
                while position < len(self.tokens) and self.tokens[position].start < law.end:
                    position += 1
                law = next(laws)
                continue
            phrase = self.phrases.at(position)
            if phrase is None:
                position += 1
                continue
            begin, end = phrase
            while end > begin + 1 and self.tokens[end - 1].start >= law.start:
                end -= 1
            mention, used = self._classify(begin, end)
            if mention:
                found.append(mention)
            position = max(used, position + 1)
        return found

    def _classify(self, begin: int, end: int) -> tuple[Found | None, int]:
        """Say what a phrase names; give it with the first token behind it."""
        for size in range(end - begin, 0, -1):
            known = self._known(begin, begin + size)
            if known and (size == end - begin or not self._goes_on(begin + size, end)):
                return known, begin + size
        title, first = self._title(begin, end)
        for place in range(begin + 2, end):
            whole = Hint(self.tokens[place].start, self.tokens[end - 1].end, PERSON)
            if whole in self.hints and _OFFICE_WORD.search(self._text(begin, place)):
                first, title = place, self._text(begin, place)
                break
        phrase = self._text(begin, end)
        if first >= end:
            if is_office(phrase, self.words):
                return Found(*self._span(begin, end), phrase, BODY, countries_in(phrase, self.words)), end
            return None, end
        start, stop = self._span(first, end)
        schema, sure = kind_of(
            self._phrase(first, end, bool(title)), self._hint(start, stop), bool(self.hints), self.words
        )
        if (schema is None or not sure) and end - first == 1 and not title:
            described = self._with_common_head(start, stop)
            if described:
                return described, end
        if schema is None:
            return None, end
        if schema != PERSON and title:
            first, title = begin, None
        start, stop = self._span(first, end)
        countries = countries_in(self._text(first, end), self.words) if schema != PERSON else ()
        return Found(start, stop, self._text(first, end), schema, countries, title=title, sure=sure), end

    def _with_common_head(self, start: int, stop: int) -> Found | None:
        """Read "Wagner mercenary group" as one name: a word and an organisation's head behind it."""
        follows = _COMMON_HEAD.match(self.text, stop)
        word = self.text[start:stop]
        common = word in self.words.demonyms or word.lower() in self.words.common_words | self.words.not_names
        if not follows or common or word in self.words.countries:
            return None
        schema = self.words.heads.get(follows["head"], ORGANIZATION)
        return Found(start, follows.end(), self.text[start : follows.end()], schema, aliases=(word,))

    def _phrase(self, first: int, end: int, titled: bool) -> Phrase:
        start, stop = self._span(first, end)
        return Phrase(
            name=self.text[start:stop],
            parts=tuple(token.text for token in self.tokens[first:end] if token.text not in {"'s", "’s", "."}),
            before=self.text[max(0, start - 60) : start],
            after=self.text[stop : stop + 60],
            titled=titled,
            opens_sentence=bool(re.search(r"(?:^|[.!?:”\"]|\n)\s*[“\"(]?$", self.text[max(0, start - 4) : start])),
        )

    def _span(self, begin: int, end: int) -> tuple[int, int]:
        return self.tokens[begin].start, self.tokens[end - 1].end

    def _text(self, begin: int, end: int) -> str:
        return self.text[self.tokens[begin].start : self.tokens[end - 1].end]

    def _goes_on(self, middle: int, end: int) -> bool:
        """Whether a country's name only opens a longer name ("North Korean Embassy", "Iran Transfo Company")."""
        return any(token.is_capital for token in self.tokens[middle:end])

    def _known(self, begin: int, end: int) -> Found | None:
        words = self.words
        phrase, (start, stop) = self._text(begin, end), self._span(begin, end)
        plain = " ".join(phrase.replace("’", "'").split())
        if plain in words.capitals:
            return Found(
                start, stop, phrase, TERRITORY, (words.capitals[plain],), sure=not _is_place(self.text, start, stop)
            )
        if plain in words.countries and self.text[stop : stop + 1] not in {"$", "€"}:
            return Found(start, stop, phrase, TERRITORY, (words.countries[plain],))
        if plain in words.public_bodies:
            code = words.public_bodies[plain]
            return Found(start, stop, phrase, BODY, (code,) if code else ())
        if plain in words.acronyms:
            name, schema, code = words.acronyms[plain]
            return Found(start, stop, phrase, schema, (code,) if code else (), aliases=(name,))
        if plain in {"North", "South"} and re.search(r"\b[Tt]he\s$", self.text[max(0, start - 5) : start]):
            return Found(start, stop, phrase, TERRITORY, ("kp" if plain == "North" else "kr",))
        return None

    def _title(self, begin: int, end: int) -> tuple[str | None, int]:
        """Split "U.S. Secretary of State Antony Blinken" into the title and the first token of the name."""
        words, first = self.words, begin
        for place in range(begin, end):
            token = self.tokens[place]
            plain = re.sub(r"^(?:the\s+|U\.S\.\s+|US\s+|United States\s+)", "", self._text(begin, place + 1)).lower()
            if plain in words.offices or token.lower in words.honorifics or token.lower + "." in words.honorifics:
                first = place + 1
                if first < end and self.tokens[first].text == ".":
                    first += 1
            elif plain not in words.countries and not any(office.startswith(plain) for office in words.offices):
                break
        if first == begin:
            return None, begin
        return self._text(begin, first), first

    def _hint(self, start: int, end: int) -> Hint | None:
        """The model's word on a stretch: that of the hint that covers most of it."""
        best, most = None, 0
        for hint in self.hints:
            if hint.start >= end:
                break
            shared = min(end, hint.end) - max(start, hint.start)
            if shared > most:
                best, most = hint, shared
        return best if best and most * 2 >= end - start else None


def _is_place(text: str, start: int, end: int) -> bool:
    """Whether a capital stands for the city, by the words around it, rather than for its government."""
    before = text[max(0, start - 30) : start].lower()
    return bool(
        re.search(r"\b(?:in|to|from|at|near|around|outside|via|through|port of|and|for)\s+$", before)
        or re.match(
            r"(?:-based|,\s+(?:China|Russia|Iran|D\.?C)|\s+(?:branch|office|airport|port|district|court))", text[end:]
        )
    )


def countries_in(name: str, words: Vocabulary) -> tuple[str, ...]:
    """Give the codes of the countries that a name's own words speak of ("North Korean Embassy": kp)."""
    found = set()
    for table in (words.countries, words.demonyms):
        for word, code in table.items():
            if word in name and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", name):
                longer = any(other != word and word in other and other in name for other in table)
                if not longer:
                    found.add(code)
    return tuple(sorted(found))


def _with_list_names(found: list[Found], text: str, hints: list[Hint]) -> list[Found]:
    """Add names that only a list knows, and let a list's schema settle what was unsure."""
    result = list(found)
    for hint in hints:
        over = [item for item in result if item.start < hint.end and hint.start < item.end]
        if not over:
            result.append(Found(hint.start, hint.end, text[hint.start : hint.end], hint.schema))
        elif len(over) == 1 and not over[0].sure and (over[0].start, over[0].end) == (hint.start, hint.end):
            result[result.index(over[0])] = replace(over[0], schema=hint.schema, sure=True)
    return sorted(result, key=lambda item: item.start)
