"""Relations that a list states in its remarks: "(Linked To: NAME)"."""

import re
from collections import defaultdict

from yalu.lists.xml_lists.draft import Draft
from yalu.model import Evidence, Link, Status

_LINKED = re.compile(r"\(Linked To: ((?:[^()]|\([^()]*\))+)\)")
_NAMES = ("name", "alias", "previousName")


def link_remarks(draft: Draft) -> None:
    """Make a link of every "Linked To" in a note whose name is that of exactly one other party of the list.

    What kind of tie it is the remark does not say; the note itself stays.
    """
    parties = _by_name(draft)
    found: list[Link] = []
    for identity, party in draft.parties.items():
        for note in party.entity.properties.get("notes", ()):
            for match in _LINKED.finditer(note):
                meant = parties.get(_key(match[1]), set())
                if len(meant) == 1 and identity not in meant:
                    found.extend(_link(draft, identity, other, match[1]) for other in meant)
    draft.links += {link.id: link for link in found}.values()
    draft.counts["relations"] = len(draft.links)


def _by_name(draft: Draft) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for identity, party in draft.parties.items():
        for name in _NAMES:
            for text in party.entity.properties.get(name, ()):
                found[_key(text)].add(identity)
    return found


def _key(name: str) -> str:
    return " ".join(sorted(re.findall(r"\w+", name.casefold())))


def _link(draft: Draft, source: str, target: str, name: str) -> Link:
    title = draft.title
    return Link(
        id=f"{source}-linked-to-{target}",
        type="associate_of",
        source=source,
        target=target,
        status=Status.ASSERTED,
        evidence=(
            Evidence(
                document=title.name,
                quote=f"{draft.parties[source].entity.first('name')}: Linked To: {name}",
                publisher=title.authority,
                date=draft.date,
                asserted_by=title.authority,
                origin=title.name,
            ),
        ),
        role="Linked To",
    )
