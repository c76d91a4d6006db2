"""What a Swiss list says before it says what it means: places and relations, settled at the end of the file."""

from dataclasses import dataclass, field

from yalu.lists.xml_lists.draft import Draft, ListedParty
from yalu.lists.xml_lists.nodes import Node, NodeError
from yalu.model import Evidence, Link, Status


@dataclass
class Later:
    """What waits for the end of the file: programmes by the id of their sets, and what names a place or a target."""

    programs: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[dict[str, str], str]] = field(default_factory=dict)
    births: list[tuple[ListedParty, str, str, Node]] = field(default_factory=list)
    addresses: list[tuple[ListedParty, str, dict[str, str], str, Node]] = field(default_factory=list)
    relations: list[tuple[str, str, str, str, Node]] = field(default_factory=list)


def settle(draft: Draft, later: Later) -> None:
    """Add to the parties what names places, and make links of the relations.

    Raises:
        NodeError: a place or target is used, but not defined.
    """
    for party, place, weak, node in later.births:
        parts, country = _place(later, place, node)
        party.add("birthPlace", ", ".join(filter(None, (parts["city"], parts["region"], country))), "Place of birth")
        party.entity.add("birthCountry", country)
        party.note("Place of birth", "; ".join(filter(None, (parts["remarks"], weak))))
    for party, place, given, remark, node in later.addresses:
        parts, country = _place(later, place, node) if place else ({}, "")
        remarks = "; ".join(filter(None, (parts.get("remarks", ""), remark)))
        known = {name: text for name, text in parts.items() if name != "remarks"}
        party.address({**given, **known}, country, remarks)
    for source, target, kind, remark, node in later.relations:
        if target not in draft.parties:
            raise NodeError(f"the relation to {target} leads to nobody", node.line)
        link = _link(draft, source, target, kind, remark)
        if link.id not in {known.id for known in draft.links}:
            draft.links.append(link)
    draft.counts["relations"] = len(draft.links)


def _place(later: Later, place: str, node: Node) -> tuple[dict[str, str], str]:
    if place not in later.places:
        raise NodeError(f"the place {place} is used, but not defined", node.line)
    return later.places[place]


def _link(draft: Draft, source: str, target: str, kind: str, remark: str) -> Link:
    title = draft.title
    words = f"{kind or 'related-to'} ({remark})" if remark else kind or "related-to"
    names = [draft.parties[party].entity.first("name") for party in (source, target)]
    return Link(
        id=f"{source}-{kind or 'related-to'}-{target}",
        type="associate_of",
        source=source,
        target=target,
        status=Status.ASSERTED,
        evidence=(
            Evidence(
                document=title.name,
                quote=f"{names[0]}: {words}: {names[1]}",
                publisher=title.authority,
                date=draft.date,
                asserted_by=title.authority,
                origin=title.name,
            ),
        ),
        role=words,
    )
