"""One story in several papers is one source; two stories are two, also where they share their boilerplate."""

from itertools import combinations
from pathlib import Path

import pytest

from yalu.documents import Origins, read_document

AGENCY = [
    "Customs officers in Vladivostok opened four containers on Tuesday and found machine tools under a layer of frozen "
    "fish, the port's director told this agency.",
    "The papers named Parsek LLC as the sender and a warehouse in Dandong as the place where the goods were to be "
    "unloaded, he said, and they bore the stamp of an office that was closed two years ago.",
    "A driver who brought two of the containers to the quay, Anton Gusev, said that he had been paid in cash by a man "
    "whom he knew only as Viktor and who had waited for him at a petrol station outside the town.",
    "Lathes of this kind need a licence, and the ministry in Moscow said that it had given none to any firm of that "
    "name since it began to keep its register.",
    "Parsek LLC did not answer calls. Its office on Svetlanskaya Street was locked on Wednesday, and a neighbour said "
    "that nobody had been seen there since the spring.",
    "The director of the port, Pavel Zimin, said that his officers had begun to weigh every container for which fish "
    "was declared after a colleague in Nakhodka noticed that one of them was nine tonnes too heavy.",
    "Two more ships of the same line are expected before the end of the month, and both will be searched, he said.",
    "The line, Volga Holding JSC, said in a letter that it carries what its customers hand over, that it had known "
    "nothing of the tools, and that it would help the officers in every way.",
]
RIVAL = [
    "Four steel boxes that were said to hold pollock turned out to hide lathes, according to people who work at the "
    "harbour of Vladivostok and saw them being opened.",
    "Volga Holding JSC, whose vessel was to take them to China, wrote to us that it trusts the declarations of those "
    "who book with it. Parsek LLC, which had booked, could not be reached.",
    "Pavel Zimin, who runs the harbour, has made weighing the rule for seafood after an odd find in Nakhodka.",
    "Officials in the capital have no record of a permit. Such tools may leave the country only with one.",
    "One of those who hauled the boxes, Anton Gusev, described a meeting with a stranger by the road who counted notes "
    "into his hand and drove off.",
    "Whether charges will follow is open; the prosecutor has ten days to look at what the officers wrote down.",
]
BOILERPLATE = [
    "As a result of today's action, all property and interests in property of the persons described above that are in "
    "the country or in the possession or control of its persons are blocked and must be reported.",
    "In addition, any entities that are owned, directly or indirectly, individually or in the aggregate, by half or "
    "more by one or more blocked persons are also blocked, unless they are authorised by a licence or exempt.",
    "The prohibitions include the making of any contribution or provision of funds, goods or services by, to or for "
    "the benefit of any blocked person, and the receipt of any of them from any such person.",
    "Financial institutions and other persons that engage in certain dealings with the persons that were listed may "
    "themselves be exposed to sanctions or be subject to an enforcement action.",
    "The power and integrity of sanctions derive not only from the ability to list persons but also from the readiness "
    "to remove them from the list consistent with the law; the ultimate goal is a change in behaviour.",
]
RELEASES = [
    ["Today the office listed Oleg Sidorov and Lena Ltd. for buying aircraft parts in Tashkent on behalf of Amur Avia.",
     "Sidorov leads the firm from Samara, where it rents a hall, and has used the name of his sister in Riga as well."],
    ["Today the office listed Marta Kowal, Baltika Trade and two tankers, Ural Dawn and Kama Star, for moving oil at "
     "night off Ceuta.", "Kowal signed the charters in Limassol, and Baltika Trade paid the crews by way of Ajman."],
]  # fmt: skip


def text(paragraphs: list[str], head: str = "") -> str:
    return "\n\n".join([*([head] if head else []), *paragraphs])


def edited(paragraphs: list[str], every: int) -> list[str]:
    """Give paragraphs with one word in so many changed, as an editor of another house does."""
    count = 0
    found = []
    for paragraph in paragraphs:
        words = paragraph.split(" ")
        for place, word in enumerate(words):
            count += 1
            if count % every == 0 and word.islower():
                words[place] = f"{word}ly"
        found.append(" ".join(words))
    return found


def origins(folder: Path, texts: list[str]) -> list[str]:
    known, found = Origins(), []
    for number, words in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(words, encoding="utf-8")
        found.append(known.origin_of(read_document(path)))
    return found


OWN_LINES = "This paper asked the mayor for a word on the matter; she said that she would wait for the court to speak."
COPIES = {
    "another head": text(AGENCY, "Machine tools found under fish in the harbour of Vladivostok"),
    "a head and a dateline": text(["VLADIVOSTOK, May 4 (Agency) - " + AGENCY[0], *AGENCY[1:]], "Lathes under pollock"),
    "cut to the first half": text(AGENCY[:4]),
    "cut to three paragraphs": text(AGENCY[:3], "Fish that was none: what officers found"),
    "its last half": text(AGENCY[4:]),
    "paragraphs in another order": text([AGENCY[n] for n in (0, 4, 2, 7, 1, 3, 6, 5)]),
    "every other paragraph": text(AGENCY[::2]),
    "lines of the paper's own": text([AGENCY[0], OWN_LINES, *AGENCY[1:6]]),
    "one word in thirty changed": text(edited(AGENCY, 30)),
    "straight for curly marks, other breaks": text(AGENCY).replace("'", "’").replace(" said", "\nsaid"),
    "capitals for its first words": text([AGENCY[0].replace("Customs officers", "CUSTOMS OFFICERS"), *AGENCY[1:]]),
}  # fmt: skip


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
def test_a_copy_has_the_origin_of_the_story_whichever_comes_first(copy: str, tmp_path: Path) -> None:
    assert len(set(origins(tmp_path, [text(AGENCY), copy]))) == 1
    assert len(set(origins(tmp_path, [copy, text(AGENCY)]))) == 1


def test_five_papers_with_one_story_are_one_source(tmp_path: Path) -> None:
    assert len(set(origins(tmp_path, [text(AGENCY), *list(COPIES.values())[:4]]))) == 1


APART = {
    "the same events in the words of another house": (text(AGENCY), text(RIVAL)),
    "two releases with one boilerplate": (text([*RELEASES[0], *BOILERPLATE]), text([*RELEASES[1], *BOILERPLATE])),
    "a release and its boilerplate alone": (text([*RELEASES[0], *BOILERPLATE]), text(BOILERPLATE)),
    "a later story that takes over the background": (text(AGENCY), text([*RIVAL[:4], *AGENCY[3:5]])),
    "one quotation in both": (text(AGENCY[:5]), text([*RIVAL, AGENCY[7]])),
    "one form with other names": tuple(
        text(
            [
                f"{name}, born in {town}, was listed on the first day of the month, and with {him} the firm {firm}.",
                f"The office said that {firm} bought parts for the yard in {town} and sent them on to {far} by rail.",
                f"{name} holds all shares of {firm} and signs for it, as the register of {town} shows to whoever asks.",
                f"All that {firm} and {name} have in the country is blocked from that day, and who deals with them may "
                "be fined.",
            ]
        )
        for name, him, firm, town, far in (
            ("Oleg Sidorov", "him", "Lena Ltd", "Samara", "Baku"),
            ("Marta Kowal", "her", "Baltika Trade", "Gdansk", "Ajman"),
        )
    ),
}  # fmt: skip


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_other_stories_are_other_sources(pair: tuple[str, str], tmp_path: Path) -> None:
    assert len(set(origins(tmp_path, list(pair)))) == 2


def test_no_two_of_many_other_stories_share_an_origin(tmp_path: Path) -> None:
    stories = [text(AGENCY), text(RIVAL), *(text([*release, *BOILERPLATE]) for release in RELEASES)]
    found = origins(tmp_path, stories)
    assert all(one != other for one, other in combinations(found, 2))
