"""Stance: how a sentence's tree states what a verb or noun in it says: as a fact, or weakened, and by whom.

The way from the word up to the root is walked, and each verb on it weakens what hangs on it by its own "not" or "will",
and by what it is: what is denied that somebody did is denied, what he is accused of is alleged.
"""

from dataclasses import dataclass

from yalu.documents.grammar import Grammar
from yalu.documents.tree import Word
from yalu.documents.vocabulary import words_of
from yalu.model import Status

_SAYING, _DENYING = words_of("clause_saying"), words_of("clause_denying")
_ASKING, _PLANNING, _FAILING = words_of("clause_asking"), words_of("clause_planning"), words_of("clause_failing")
_STOPPING = words_of("stopping_verbs")
_ALLEGING_NOUNS, _PLANNING_NOUNS = words_of("noun_alleging"), words_of("noun_planning")
_NEGATIONS = {"not", "n't", "never", "no", "neither", "nor", "hardly"}
_NOBODY = {"no", "neither", "nobody", "none", "nothing", "nor"}
_COUNTED = {"fewer", "less", "more", "later"}
_FUTURE = {"will", "would", "could", "may", "might", "can", "shall", "'ll", "wo", "ca"}
_OUGHT = {"should", "must", "ought"}
_HEARSAY = {"allegedly", "reportedly", "purportedly", "apparently", "supposedly", "believed", "suspected", "possibly"}
_CONDITIONS = {"if", "unless", "whether", "lest"}
_CLAUSAL = {"ccomp", "xcomp", "csubj", "csubjpass", "parataxis", "pcomp"}
_REPORTED_BY_PREPOSITION = {
    "accuse", "suspect", "charge", "indict", "investigate", "plead", "convict", "sentence", "arrest", "detain", "try",
    "prosecute", "blame", "wanted", "probe", "question",
}  # fmt: skip
_FINDING = {"note", "find", "establish", "observe", "determine", "confirm", "understand", "identify", "conclude"}
_EXISTING = {
    "happen",
    "occur",
    "exist",
    "materialise",
    "materialize",
    "go",
    "come",
    "begin",
    "start",
    "follow",
    "resume",
}
"""Verbs whose "not" says that the deed which is their subject was not done: "the sale never took place"."""
_TAKING_PLACE = {"take": "place", "have": "effect"}
_PLEA = 4
"""Words from the verb on in which somebody pleads "not guilty"."""
_AUTHORS, PANELS = {"panel", "we"}, {"Panel", "Panel of Experts", "Monitoring Team", "Group of Experts"}
_RECORDING = {"list", "describe", "identify", "name", "record", "register", "show", "give"}
_RECORDS = {
    "records", "filings", "documents", "document", "papers", "register", "registry", "report", "data", "e-mails",
    "emails", "files", "database", "databases", "indictment", "complaint", "letter", "article", "minutes", "contract",
    "website",
}  # fmt: skip
_WEAKNESS = (Status.DENIED, Status.NEGATED, Status.CALLED_FOR, Status.PLANNED, Status.ALLEGED, Status.ASSERTED)


@dataclass(frozen=True, slots=True)
class Stance:
    """The status, and the words of who says, denies or asks for it."""

    status: Status
    by: tuple[Word, ...] = ()


def weaker(one: Status, other: Status) -> Status:
    """Give the weaker of two statuses: what is denied anywhere is no fact."""
    return min(one, other, key=_WEAKNESS.index)


def stance_of(word: Word, grammar: Grammar) -> Stance:
    """Give the stance of what a verb or a describing noun states."""
    status, by = _own(word, grammar), tuple[Word, ...]()
    here = word
    own_line = True
    for _ in range(len(grammar.tree.words)):
        head = grammar.tree.head(here)
        if head is None:
            break
        found, speaker = _from_above(here, head, grammar, own_line)
        if found is not Status.ASSERTED and weaker(found, status) is found and found is not status:
            status, by = found, tuple(speaker)
        elif found is Status.ALLEGED and speaker and not by:
            by = tuple(speaker)
        own_line = own_line and _continues(here, head)
        here = head
    return Stance(status, by)


def stance_of_deed(noun: Word, grammar: Grammar) -> Stance | None:
    """Give the stance of what a noun tells ("the sale of pumps by ⟦O0⟧"); `None` of a deed that was stopped.

    Beside what stands above it, the verb of which it is subject or object tells whether it took place.
    """
    stance, here, verb = stance_of(noun, grammar), noun, grammar.tree.head(noun)
    while verb is not None and not verb.is_verb:
        if _is_nobody(verb, grammar):
            return Stance(Status.NEGATED)
        here, verb = verb, grammar.tree.head(verb)
    if verb is None or here.relation not in {"nsubj", "nsubjpass", "dobj", "prep", "attr", "agent"}:
        return stance
    lemma, own = grammar.lemma(verb), _own(verb, grammar)
    is_object = here.relation == ("nsubjpass" if grammar.is_passive(verb) else "dobj")
    if is_object and lemma in _STOPPING:
        return None
    if is_object or (here.relation == "prep" and here.text.lower() in {"for", "to", "of", "about"}):
        for verbs, status in (
            (_DENYING, Status.DENIED),
            (_ASKING, Status.CALLED_FOR),
            (_PLANNING, Status.PLANNED),
            (_SAYING, Status.ALLEGED),
        ):
            if lemma in verbs and not (
                lemma in _FINDING and any(_is_own_voice(o, grammar) for o in grammar.agents(verb))
            ):
                return Stance(weaker(stance.status, status), tuple(grammar.agents(verb)))
    if own is Status.NEGATED and here.relation == "nsubj" and not _is_nobody(here, grammar):
        own = own if _takes_place(verb, lemma, grammar) else Status.ASSERTED
    weakened = weaker(stance.status, own)
    return stance if weakened is stance.status else Stance(weakened, stance.by)


def _takes_place(verb: Word, lemma: str, grammar: Grammar) -> bool:
    """Whether a verb says of a deed that it is done, not what it is like: a sale that "doesn't look odd" was one."""
    things = {thing.text.lower() for thing in grammar.tree.children(verb, "dobj")}
    return lemma in _EXISTING or _TAKING_PLACE.get(lemma) in things


def reported(word: Word, grammar: Grammar) -> tuple[bool, list[Word]]:
    """Tell whether a word stands in a clause that somebody is reported to say, and the words of who says so."""
    here = word
    for _ in range(len(grammar.tree.words)):
        head = grammar.tree.head(here)
        if head is None:
            break
        says = head.is_verb and here.relation in _CLAUSAL and grammar.lemma(head) in _SAYING
        if says or (here.relation == "prep" and grammar.lemma(head) in _REPORTED_BY_PREPOSITION):
            by = grammar.agents(head)
            if not any(_is_own_voice(one, grammar) for one in by):
                return True, by
        here = head
    return False, []


def _own(word: Word, grammar: Grammar) -> Status:
    """What a verb's own helpers, adverbs, subject and object make of it."""
    if not word.is_verb:
        return _own_of_noun(word, grammar)
    tree, status = grammar.tree, Status.ASSERTED
    helpers = {child.text.lower() for child in tree.children(word, "aux")}
    if "have" in helpers and helpers & {"may", "might", "could"}:
        return Status.ALLEGED
    for child in tree.children(word):
        text = child.text.lower()
        if child.relation == "neg" or (child.relation in {"advmod", "preconj"} and text in _NEGATIONS):
            status = weaker(status, Status.NEGATED)
        elif child.relation == "aux" and text in _FUTURE:
            status = weaker(status, Status.PLANNED)
        elif child.relation == "aux" and text in _OUGHT:
            status = weaker(status, Status.CALLED_FOR)
        elif child.relation == "advmod" and text in _HEARSAY:
            status = weaker(status, Status.ALLEGED)
        elif child.relation == "mark" and text in _CONDITIONS:
            status = weaker(status, Status.PLANNED)
        elif child.relation in {"nsubj", "nsubjpass", "dobj", "attr", "dative"} and _is_nobody(child, grammar):
            status = weaker(status, Status.NEGATED)
        elif child.relation == "prep" and text == "without":
            continue
    head = tree.head(word)
    if word.relation == "conj" and head is not None and head.is_verb and not tree.children(word, "aux", "nsubj"):
        shared = _own(head, grammar)
        if word.tag == "VB" or (shared in (Status.ALLEGED, Status.NEGATED) and word.tag == head.tag):
            status = weaker(status, shared)
    return status


def _own_of_noun(word: Word, grammar: Grammar) -> Status:
    status = Status.ASSERTED
    for child in grammar.tree.children(word):
        text = child.text.lower()
        if child.relation in {"amod", "advmod"} and text in _HEARSAY | {"alleged", "purported"}:
            status = weaker(status, Status.ALLEGED)
        elif child.relation in {"neg", "det"} and text in _NEGATIONS:
            status = weaker(status, Status.NEGATED)
    return status


def _is_nobody(word: Word, grammar: Grammar) -> bool:
    """Whether a word says that nobody or nothing is meant: "no company", but not "no fewer than six"."""
    words = grammar.tree.words
    if _is_number_sign(word, grammar):
        return False
    return word.text.lower() in _NOBODY or any(
        child.text.lower() in _NOBODY and words[min(child.number + 1, len(words) - 1)].text.lower() not in _COUNTED
        for child in grammar.tree.children(word, "det", "preconj", "neg", "cc")
    )


def _is_number_sign(word: Word, grammar: Grammar) -> bool:
    """Whether a word is the "No." of "Act No. 2"."""
    return word.text == "No" and any(one.text == "." for one in grammar.tree.words[word.number + 1 : word.number + 2])


def _from_above(here: Word, head: Word, grammar: Grammar, own_line: bool) -> tuple[Status, list[Word]]:
    """What the word above makes of a piece that hangs on it."""
    lemma = grammar.lemma(head)
    if head.is_verb:
        if lemma == "plead" and here.relation in {*_CLAUSAL, "acomp", "prep", "dobj", "oprd"}:
            denies = _pleads_innocence(head, grammar) or _own(head, grammar) is Status.NEGATED
            return (Status.DENIED if denies else Status.ASSERTED), grammar.subjects(head)
        if here.relation in _CLAUSAL or (here.relation == "advcl" and lemma in _SAYING and not own_line):
            return _of_clause(here, head, lemma, grammar, own_line)
        if here.relation in {"attr", "oprd", "acomp"} or (here.relation == "prep" and own_line and not _is_aside(here)):
            own = _own(head, grammar)
            if here.relation == "prep" and lemma in _REPORTED_BY_PREPOSITION:
                return weaker(own, Status.ALLEGED), []
            if here.relation in {"prep", "oprd"} and lemma in _RECORDING and _is_recorded(here, head, grammar):
                return weaker(own, Status.ALLEGED), grammar.agents(head)
            if lemma in _DENYING and here.relation == "prep":
                return Status.DENIED, grammar.agents(head)
            return own, []
        if here.relation in {"prep"} and lemma in _REPORTED_BY_PREPOSITION:
            return Status.ALLEGED, []
        if here.relation in {"dobj"} and lemma in _DENYING:
            return Status.DENIED, grammar.agents(head)
        if here.relation == "advcl" and _is_condition(here, grammar):
            return Status.PLANNED, []
        return Status.ASSERTED, []
    if here.relation in {"acl", "prep", "relcl", "ccomp"} and head.text.lower() in _ALLEGING_NOUNS:
        return Status.ALLEGED, []
    if here.relation in {"acl", "prep"} and head.text.lower() in _PLANNING_NOUNS:
        return Status.PLANNED, []
    if here.relation in {"acl", "ccomp"} and _is_nobody(head, grammar):
        return Status.NEGATED, []
    return Status.ASSERTED, []


def _of_clause(here: Word, head: Word, lemma: str, grammar: Grammar, own_line: bool) -> tuple[Status, list[Word]]:
    first, last = sorted((here.number, head.number))
    if any(word.text == ";" for word in grammar.tree.words[first:last]):
        return Status.ASSERTED, []  # two sentences in one
    speakers = grammar.subjects(head)
    if any(_is_nobody(word, grammar) for word in speakers) and lemma in _SAYING:
        return Status.NEGATED, []
    own = _own(head, grammar)
    if lemma in _FINDING and any(_is_own_voice(word, grammar) for word in speakers):
        return own, []
    if lemma in _DENYING:
        return Status.DENIED, speakers
    if lemma in _ASKING and (own_line or here.relation == "ccomp"):
        return Status.CALLED_FOR, speakers
    if lemma == "have" and here.relation == "xcomp" and _is_yet_to_be(head, grammar):
        return Status.NEGATED, []
    if lemma in _FAILING:
        return (Status.NEGATED, []) if here.relation == "xcomp" else (Status.ASSERTED, [])
    if lemma in _PLANNING and own_line:
        return weaker(own, Status.PLANNED), speakers
    if lemma in _SAYING:
        return weaker(Status.ALLEGED, own if own is Status.NEGATED else Status.ALLEGED), speakers
    return (own if own_line and here.relation == "xcomp" else Status.ASSERTED), []


def _is_yet_to_be(verb: Word, grammar: Grammar) -> bool:
    """Whether something "has yet to" be done."""
    return any(child.text.lower() == "yet" for child in grammar.tree.children(verb, "advmod"))


def _pleads_innocence(verb: Word, grammar: Grammar) -> bool:
    """Whether somebody "pleaded not guilty", or leaves open what he pleads."""
    words = [word.text.lower() for word in grammar.tree.words[verb.number : verb.number + _PLEA]]
    return "guilty" not in words or "not" in words


def _is_recorded(here: Word, verb: Word, grammar: Grammar) -> bool:
    """Whether records, a report or a body, and not the text, list or describe somebody as something.

    An authority that identifies a ship "as property" of somebody blocks it: that is an act, not a report.
    """
    if any(thing.text.lower() == "property" for thing in grammar.tree.children(here, "pobj")):
        return False
    by = [*grammar.agents(verb), *(obj for on in ("in", "by") for obj in grammar.behind(verb, on))]
    return any(
        word.text.lower() in _RECORDS
        or (
            (slot := grammar.slots.get(word.number)) is not None
            and slot.kind in "POC"
            and not _is_own_voice(word, grammar)
        )
        for word in by
    )


def _is_own_voice(word: Word, grammar: Grammar) -> bool:
    """Whether a report speaks of its own authors: "the Panel found", "we found"."""
    slot = grammar.slots.get(word.number)
    return word.text.lower() in _AUTHORS or (slot is not None and slot.text in PANELS)


def _is_condition(here: Word, grammar: Grammar) -> bool:
    return any(child.text.lower() in _CONDITIONS for child in grammar.tree.children(here, "mark", "advmod"))


def _is_aside(preposition: Word) -> bool:
    """Whether a preposition opens a reason, not a part of the predicate: "will list X for selling" sells."""
    return preposition.text.lower() in {"for", "after", "before", "despite", "since", "by"}


def _continues(here: Word, head: Word) -> bool:
    """Whether the words above still speak of the same deed: a relative clause or an aside is on its own."""
    if here.relation == "pobj" and head.text.lower() == "as":
        return True
    return here.relation not in {"acl", "relcl", "appos", "advcl", "conj", "nsubj", "nsubjpass", "pobj", "dobj", "poss"}
