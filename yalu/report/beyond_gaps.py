"""What an investigation says beyond its gaps, in sentences: who is blocked through ownership, and the cut."""

from collections.abc import Iterator

from yalu.investigation import Investigation
from yalu.network import Network
from yalu.report.cut_words import CUT_DISCLAIMER, already_words, cut_sentence, proof_words, tie_words, unit_words
from yalu.report.wording import one_line


def named_network(investigation: Investigation) -> Network:
    """Give the parties of an investigation as a network, for those who only need their names."""
    return Network([item.party for item in investigation.parties], ())


def ownership_sentences(investigation: Investigation) -> Iterator[tuple[str, str]]:
    """Give each party that is, or may be, blocked through ownership, with the sentence that says so."""
    names = {item.party.id: item.party.name for item in investigation.parties}
    for answer in investigation.ownership:
        yield answer.party, f"{one_line(names[answer.party])}: {answer.state.value}. {answer.sentence()}"


def cut_sentences(investigation: Investigation) -> Iterator[str]:
    """Say for each weighting what the cut stops, and what of it is proven; at the end what it rests on."""
    if investigation.cut is None:
        return
    network = named_network(investigation)
    for cut in investigation.cut.result.cuts:
        said = (cut_sentence(network, cut), proof_words(cut), tie_words(network, cut), already_words(cut))
        yield f"By {cut.weighting.value} ({unit_words(cut)}): " + " ".join(words for words in said if words)
    yield from investigation.cut.result.notes
    yield from investigation.cut.notes
    yield CUT_DISCLAIMER
