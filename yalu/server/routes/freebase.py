"""What the reconciliation API calls types, properties and entities."""

from typing import Any

from followthemoney import Property, Schema, model
from followthemoney.types import registry

from yalu.workspace.datasets import ServedData, ServedDataset, StoredEntity

SPACE = "https://www.opensanctions.org/reference/#schema"
"""The identifier space that clients know these types and properties by: followthemoney's schemata."""
BATCH = 3
"""Cells that OpenRefine is asked to send at once."""


def type_form(schema: Schema) -> dict[str, str]:
    """Give a schema as a type."""
    return {"id": schema.name, "name": schema.plural, "description": schema.description or schema.label}


def property_form(prop: Property) -> dict[str, str]:
    """Give a property."""
    return {"id": prop.qname, "name": prop.label, "description": prop.description or ""}


def entity_form(entity: StoredEntity) -> dict[str, Any]:
    """Give an entity, described by its countries and dates."""
    countries = [registry.country.caption(value) or value for value in entity.values_of(registry.country)]
    dates = entity.properties.get("birthDate") or entity.properties.get("incorporationDate") or []
    told = [model.schemata[entity.schema].label, *dict.fromkeys(countries), *dates]
    return {
        "id": entity.id,
        "name": entity.caption,
        "description": ", ".join(told),
        "type": [type_form(model.schemata[entity.schema])],
    }


def read_property(identity: str) -> Property | None:
    """Give a property by its qualified name ("Thing:country"), or by its name alone."""
    found = model.get_qname(identity)
    if found is None:
        name = identity.rpartition(":")[2]
        found = next((prop for prop in sorted(model.properties, key=lambda p: p.qname) if prop.name == name), None)
    return found


def matchable_schemata(served: ServedData, dataset: ServedDataset) -> list[Schema]:
    """Give the schemata that are compared and of which a dataset has entities."""
    names: set[str] = set()
    scope = served.scope(dataset.name)
    for store in served.stores.values():
        if any(not scope.isdisjoint(some) for some in store.dataset_sets.values()):
            names |= store.schemata
    found = {parent for name in names for parent in model.schemata[name].schemata if parent.matchable}
    return sorted(found)


def manifest(dataset: ServedDataset, base: str) -> dict[str, Any]:
    """Describe the reconciliation service of a dataset. `base` is the address of the server."""
    service = f"{base.rstrip('/')}/reconcile/{dataset.name}"
    entity = f"{base.rstrip('/')}/entities/{{{{id}}}}"
    return {
        "versions": ["0.2"],
        "name": f"{dataset.title} (Yalu)",
        "identifierSpace": SPACE,
        "schemaSpace": SPACE,
        "documentation": base,
        "batchSize": BATCH,
        "view": {"url": entity},
        "preview": {"url": f"{service}/preview/{{{{id}}}}", "width": 430, "height": 300},
        "suggest": {
            kind: {"service_url": service, "service_path": f"/suggest/{kind}"}
            for kind in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/extend/property"},
            "property_settings": [
                {
                    "name": "limit",
                    "label": "Limit",
                    "type": "number",
                    "default": "0",
                    "help_text": "Values of one entity; 0 for all",
                },
                {
                    "name": "render",
                    "label": "Show",
                    "type": "select",
                    "default": "caption",
                    "help_text": "Words or codes",
                    "choices": [{"value": "caption", "name": "Words"}, {"value": "raw", "name": "Codes"}],
                },
            ],
        },
        "defaultTypes": [type_form(schema) for schema in sorted(model) if schema.matchable],
    }
