"""A trace or paths in the formats of other programs: GraphML, GEXF, Cypher, CSV, followthemoney and SVG."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from followthemoney import EntityProxy, model
from lxml import etree

from yalu.model import Evidence, Link, OutputError, Party
from yalu.network import Network, Paths, Tie, Trace
from yalu.report.exports import check_folder, write_one
from yalu.report.ftm_form import edge_entity, entity_id
from yalu.report.links_csv import cell
from yalu.report.network_picture import network_picture
from yalu.report.subgraph import ShownParty, Subgraph, subgraph
from yalu.report.wording import visible

_NODE_VALUES: tuple[tuple[str, str], ...] = (
    ("name", "string"),
    ("schema", "string"),
    ("state", "string"),
    ("countries", "string"),
    ("listed_since", "string"),
    ("listed_by", "string"),
    ("rank", "double"),
)
_EDGE_VALUES: tuple[tuple[str, str], ...] = (
    ("type", "string"),
    ("class", "string"),
    ("status", "string"),
    ("from", "string"),
    ("to", "string"),
    ("confidence", "double"),
    ("sources", "int"),
    ("quote", "string"),
    ("document", "string"),
)
CSV_COLUMNS = (
    "id",
    "source",
    "source_name",
    "source_schema",
    "type",
    "target",
    "target_name",
    "target_schema",
    "status",
    "role",
    "share",
    "goods",
    "amount",
    "currency",
    "from",
    "to",
    "confidence",
    "document",
    "quote",
    "publisher",
    "date",
    "asserted_by",
    "origin",
    "evidence_confidence",
    "reliability",
    "credibility",
)
"""The columns of the table of links; `yalu ... --links` reads them back."""


def graph_text(network: Network, found: Trace | Paths, form: str, *, day: date) -> str:
    """Write a trace or paths in one of `GRAPH_FORMATS`; `day` is when the listings are looked at."""
    return _WRITERS[form](subgraph(network, found, day))


def write_graph(network: Network, found: Trace | Paths, path: Path, *, day: date, form: str | None = None) -> None:
    """Write a trace or paths to a file, in the format named or that of its ending.

    Raises:
        OutputError: the format is unknown, or the place cannot be written.
    """
    write_one(path, graph_text(network, found, graph_format(path, form), day=day))


def check_graph_file(path: Path, form: str | None = None) -> None:
    """Check early that a file could be written.

    Raises:
        OutputError: the format is unknown, or the place cannot be written.
    """
    graph_format(path, form)
    check_folder(path.parent)
    if path.is_dir():
        raise OutputError(f"{path}: cannot be written: it is a folder; name a file")


def graph_format(path: Path, form: str | None = None) -> str:
    """Give the format by its name, or by a file's ending.

    Raises:
        OutputError: there is no such format.
    """
    name = form or next((name for name, endings in _ENDINGS.items() if path.name.lower().endswith(endings)), None)
    if name not in _ENDINGS:
        known = ", ".join(_ENDINGS)
        what = f"{form!r} is no format" if form else "its ending tells no format"
        raise OutputError(f"{path}: {what}; the formats are {known}, by ending or --format")
    return name


def _node_values(party: ShownParty) -> dict[str, Any]:
    values = (
        party.name,
        party.schema,
        party.state,
        "; ".join(party.countries),
        party.since or "",
        "; ".join(party.authorities),
        party.rank,
    )
    return {name: value for (name, _), value in zip(_NODE_VALUES, values, strict=True) if value != ""}


def _edge_values(tie: Tie) -> dict[str, Any]:
    values = (
        tie.type,
        tie.link_class,
        tie.status.value,
        tie.interval.start or "",
        tie.interval.end or "",
        "" if tie.confidence is None else tie.confidence,
        len(tie.origins),
        tie.evidence[0].quote,
        "; ".join(dict.fromkeys(item.document for item in tie.evidence)),
    )
    return {name: value for (name, _), value in zip(_EDGE_VALUES, values, strict=True) if value != ""}


def _graphml(shown: Subgraph) -> str:
    """Write GraphML 1.0 (graphml.graphdrawing.org), as Gephi, yEd, Cytoscape and networkx read it."""
    root = etree.Element("graphml", nsmap=_namespace("http://graphml.graphdrawing.org/xmlns"))
    for target, values in (("node", _NODE_VALUES), ("edge", _EDGE_VALUES)):
        for name, kind in values:
            key = {"id": f"{target}-{name}", "for": target, "attr.name": name, "attr.type": kind}
            etree.SubElement(root, "key", key)
    graph = etree.SubElement(root, "graph", {"id": "network", "edgedefault": "directed"})
    for party in shown.parties:
        node = etree.SubElement(graph, "node", {"id": _xml(party.id)})
        for name, value in _node_values(party).items():
            etree.SubElement(node, "data", {"key": f"node-{name}"}).text = _xml(value)
    for number, tie in enumerate(shown.ties):
        ends = {"source": _xml(tie.source), "target": _xml(tie.target)}
        edge = etree.SubElement(graph, "edge", {"id": f"e{number}", **ends})
        for name, value in _edge_values(tie).items():
            etree.SubElement(edge, "data", {"key": f"edge-{name}"}).text = _xml(value)
    return _document(root)


def _gexf(shown: Subgraph) -> str:
    """Write GEXF 1.3 (gexf.net), as Gephi reads it."""
    root = etree.Element("gexf", {"version": "1.3"}, nsmap=_namespace("http://gexf.net/1.3"))
    graph = etree.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    for target, values in (("node", _NODE_VALUES), ("edge", _EDGE_VALUES)):
        attributes = etree.SubElement(graph, "attributes", {"class": target})
        for name, kind in values:
            kind = {"int": "integer"}.get(kind, kind)
            etree.SubElement(attributes, "attribute", {"id": name, "title": name, "type": kind})
    nodes = etree.SubElement(graph, "nodes")
    for party in shown.parties:
        node = etree.SubElement(nodes, "node", {"id": _xml(party.id), "label": _xml(party.name)})
        _attvalues(node, _node_values(party))
    edges = etree.SubElement(graph, "edges")
    for number, tie in enumerate(shown.ties):
        ends = {"source": _xml(tie.source), "target": _xml(tie.target)}
        edge = etree.SubElement(edges, "edge", {"id": f"e{number}", **ends, "label": tie.type})
        _attvalues(edge, _edge_values(tie))
    return _document(root)


def _namespace(name: str) -> Any:
    """Give a default namespace; lxml's types know of named ones only."""
    return {None: name}


def _attvalues(parent: "etree._Element", values: dict[str, Any]) -> None:
    holder = etree.SubElement(parent, "attvalues")
    for name, value in values.items():
        etree.SubElement(holder, "attvalue", {"for": name, "value": _xml(value)})


def _document(root: "etree._Element") -> str:
    etree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode") + "\n"


def _xml(value: object) -> str:
    """Write a value as XML can hold it: control characters, which it cannot, as their code points."""
    text = visible(str(value))
    return "".join(char if char.isprintable() or char in "\n\t\r" or ord(char) > 0xA0 else "\ufffd" for char in text)


def _cypher(shown: Subgraph) -> str:
    """Write statements in Cypher (openCypher 9), as Neo4j and Memgraph run them; running them twice adds nothing."""
    lines = []
    for party in shown.parties:
        values = ", ".join(f"n.{name} = {_quoted(value)}" for name, value in _node_values(party).items())
        lines.append(f"MERGE (n:Party {{id: {_quoted(party.id)}}}) SET n:{_label(party.schema)}, {values};")
    for tie in shown.ties:
        values = ", ".join(f"r.`{name}` = {_quoted(value)}" for name, value in _edge_values(tie).items())
        ends = f"MATCH (a:Party {{id: {_quoted(tie.source)}}}), (b:Party {{id: {_quoted(tie.target)}}})"
        key = _quoted(tie.links[0].id)
        lines.append(f"{ends} MERGE (a)-[r:{tie.type.upper()} {{id: {key}}}]->(b) SET {values};")
    return "\n".join(lines) + "\n"


def _label(schema: str) -> str:
    return schema if schema in model.schemata else "LegalEntity"


def _quoted(value: object) -> str:
    """Write a value as a Cypher literal: JSON's escapes are Cypher's too."""
    return json.dumps(value if isinstance(value, int | float) else str(value), ensure_ascii=True)


def _csv(shown: Subgraph) -> str:
    """Write the links as CSV (RFC 4180), one row for each piece of evidence of each link."""
    parties = {party.id: party for party in shown.parties}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(CSV_COLUMNS)
    for tie in shown.ties:
        for link in (*tie.links, *tie.against):
            for item in link.evidence:
                writer.writerow([cell(value) for value in _csv_row(link, item, parties)])
    return out.getvalue()


def _csv_row(link: Link, item: Evidence, parties: dict[str, ShownParty]) -> tuple[str | float | None, ...]:
    source, target = parties[link.source], parties[link.target]
    return (
        link.id,
        link.source,
        source.name,
        source.schema,
        link.type,
        link.target,
        target.name,
        target.schema,
        link.status.value,
        link.role,
        str(link.share) if link.share is not None and link.share.known else None,
        "; ".join(link.goods),
        link.amount,
        link.currency,
        link.interval.start,
        link.interval.end,
        link.confidence,
        item.document,
        item.quote,
        item.publisher,
        item.date,
        item.asserted_by,
        item.origin,
        item.confidence,
        item.reliability,
        item.credibility,
    )


def _ftm(shown: Subgraph) -> str:
    """Write followthemoney entities and edges, one JSON object a line."""
    return "".join(
        json.dumps(entity.to_dict(), ensure_ascii=False, sort_keys=True) + "\n" for entity in _ftm_entities(shown)
    )


def _ftm_entities(shown: Subgraph) -> Iterator[EntityProxy]:
    parties: dict[str, EntityProxy] = {}
    for party in shown.parties:
        entity = Party(party.id, _label(party.schema), (party.name,), party.countries).to_entity()
        entity.id = entity_id(party.id)
        if party.state == "listed":
            entity.add("topics", "sanction", quiet=True)
        parties[party.id] = entity
    yield from parties.values()
    for party in shown.parties:
        yield from _sanctions(party)
    for tie in shown.ties:
        for link in tie.links:
            yield edge_entity(link, parties[link.source], parties[link.target], {})


def _sanctions(party: ShownParty) -> Iterator[EntityProxy]:
    for number, item in enumerate(party.listings):
        entity = EntityProxy(model.schemata["Sanction"], {"id": f"{entity_id(party.id)}-listing-{number}"})
        entity.add("entity", entity_id(party.id))
        entity.add("authority", item.authority)
        entity.add("program", item.programs)
        entity.add("startDate", item.since)
        entity.add("endDate", item.until)
        yield entity


def _svg(shown: Subgraph) -> str:
    return network_picture(shown).svg


_WRITERS: dict[str, Callable[[Subgraph], str]] = {
    "graphml": _graphml,
    "gexf": _gexf,
    "cypher": _cypher,
    "csv": _csv,
    "ftm": _ftm,
    "svg": _svg,
}
_ENDINGS: dict[str, tuple[str, ...]] = {
    "graphml": (".graphml",),
    "gexf": (".gexf",),
    "cypher": (".cypher", ".cql"),
    "csv": (".csv",),
    "ftm": (".ftm.json", ".ftm", ".jsonl", ".ndjson", ".json"),
    "svg": (".svg",),
}
GRAPH_FORMATS = tuple(_WRITERS)
"""The formats that a trace can be written in."""
