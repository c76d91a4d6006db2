"""The investigation as one JSON object, for other programs. `docs/report.md` describes every key."""

import json
from dataclasses import asdict
from typing import Any

from yalu.documents import Contradiction, Resemblance
from yalu.investigation import DocumentUsed, Investigation, ListedHit, ListUsed, ScreenedParty
from yalu.model import Dealings, Evidence, Link, Mention, Share
from yalu.network import Gap, Path
from yalu.report.beyond_gaps import named_network
from yalu.report.cut_json import cut_json
from yalu.report.ownership_json import result_json
from yalu.report.ownership_names import Known


def to_json(investigation: Investigation) -> dict[str, Any]:
    """Give the investigation as plain lists, dictionaries, strings and numbers.

    Every key is always there, and everything stands in the order of the investigation, so that one investigation
    gives one text.
    """
    known_network = named_network(investigation)
    known = Known(known_network.entities, {link.id: link for link in investigation.links})
    return {
        "as_of": investigation.as_of.isoformat(),
        "lists": [_list(item) for item in investigation.lists],
        "documents": [_document(item) for item in investigation.documents],
        "parties": [_party(item) for item in investigation.parties],
        "links": [link_json(item) for item in investigation.links],
        "gaps": [_gap(item) for item in investigation.gaps],
        "notes": list(investigation.notes),
        "version": investigation.version,
        "paths": [_path(item) for item in investigation.paths],
        "ownership": [result_json(answer, known) for answer in investigation.ownership],
        "cut": None if investigation.cut is None else cut_json(known_network, investigation.cut),
        "maybe_same": [resemblance_json(item) for item in investigation.resemblances],
        "contradictions": [contradiction_json(item) for item in investigation.contradictions],
        "records": [asdict(item) for item in investigation.records],
    }


def dumps(investigation: Investigation) -> str:
    """Write the object of `to_json` as text, indented, with names in their own script and a line break at the end."""
    return json.dumps(to_json(investigation), ensure_ascii=False, indent=2) + "\n"


def _list(item: ListUsed) -> dict[str, Any]:
    return {
        "name": item.name,
        "title": item.title,
        "date": item.date,
        "sha256": item.sha256,
        "entities": item.entities,
        "file": item.file,
    }


def _document(item: DocumentUsed) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": item.title,
        "author": item.author,
        "publisher": item.publisher,
        "published": item.published,
        "updated": item.updated,
        "file": item.file,
        "sha256": item.sha256,
    }


def _party(item: ScreenedParty) -> dict[str, Any]:
    party = item.party
    return {
        "id": party.id,
        "schema": party.schema,
        "name": party.name,
        "names": list(party.names),
        "countries": list(party.countries),
        "unnamed": party.unnamed,
        "members": list(party.members),
        "properties": {name: list(values) for name, values in party.properties},
        "mentions": [mention_json(mention) for mention in party.mentions],
        "listed": item.listed,
        "same_as": item.same_as,
        "from_list": item.from_list,
        "hits": [_hit(hit) for hit in item.hits],
    }


def _hit(item: ListedHit) -> dict[str, Any]:
    hit = item.hit
    return {
        "id": hit.id,
        "caption": hit.caption,
        "score": hit.score,
        "schema": hit.schema,
        "name": hit.name,
        "programs": list(item.programs),
        "authority": item.authority,
        "listed_from": item.listed_from,
        "listed_to": item.listed_to,
        "state": item.state.value,
        "dataset": hit.dataset,
        "explanation": [
            {"query": part.query, "listed": part.listed, "kind": part.kind, "share": part.share}
            for part in hit.explanation
        ],
    }


def mention_json(mention: Mention) -> dict[str, Any]:
    """Give one place where a document speaks of a party."""
    return {"document": mention.document, "quote": mention.quote, "start": mention.start, "end": mention.end}


def link_json(link: Link) -> dict[str, Any]:
    """Give a link with its evidence."""
    return {
        "id": link.id,
        "type": link.type,
        "source": link.source,
        "target": link.target,
        "role": link.role,
        "status": link.status.value,
        "goods": list(link.goods),
        "from": link.interval.start,
        "to": link.interval.end,
        "confidence": link.confidence,
        "evidence": [evidence_json(item) for item in link.evidence],
        "amount": link.amount,
        "currency": link.currency,
        "share": None if link.share is None else _share(link.share),
        "dealings": None if link.dealings is None else _dealings(link.dealings),
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "lower": None if share.lower is None else str(share.lower),
        "upper": None if share.upper is None else str(share.upper),
        "above": share.above,
        "below": share.below,
        "of": share.of.value,
    }


def _dealings(dealings: Dealings) -> dict[str, Any]:
    return {"count": dealings.count, "sums": {currency: str(total) for currency, total in dealings.sums}}


def evidence_json(item: Evidence) -> dict[str, Any]:
    """Give one place in a source."""
    return {
        "document": item.document,
        "quote": item.quote,
        "start": item.start,
        "end": item.end,
        "publisher": item.publisher,
        "date": item.date,
        "asserted_by": item.asserted_by,
        "pattern": item.pattern,
        "confidence": item.confidence,
        "origin": item.origin,
        "reliability": item.reliability,
        "credibility": item.credibility,
        "page": item.page,
        "line": item.line,
    }


def resemblance_json(item: Resemblance) -> dict[str, Any]:
    """Give two parties that may be the same."""
    return {
        "parties": [item.one, item.other],
        "score": item.score,
        "speaks_for": list(item.speaks_for),
        "speaks_against": list(item.speaks_against),
    }


def contradiction_json(item: Contradiction) -> dict[str, Any]:
    """Give what is stated differently, each value with its evidence."""
    return {
        "about": item.about,
        "party": item.party,
        "other": item.other,
        "type": item.type,
        "statements": [
            {"value": side.value, "evidence": [evidence_json(one) for one in side.evidence]} for side in item.sides
        ],
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "party": gap.party,
        "criterion": gap.criterion,
        "links": list(gap.links),
        "missing": list(gap.missing),
        "path": list(gap.path),
        "sources": gap.sources,
    }


def _path(path: Path) -> dict[str, Any]:
    return {
        "parties": list(path.parties),
        "links": [[link.id for link in tie.links] for tie in path.ties],
        "product": path.product,
        "weakest": path.weakest,
        "rank": path.rank,
    }
