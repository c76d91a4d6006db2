"""Links: no link without evidence, no type that followthemoney cannot carry."""

import pytest
from followthemoney import model

from yalu.model import LINK_TYPES, Evidence, Link, LinkType, Party, Status


def test_a_link_without_evidence_is_refused() -> None:
    with pytest.raises(ValueError, match="no evidence"):
        Link("l", "owns", "a", "b", Status.ASSERTED, ())


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(ValueError, match="no link type"):
        Link("l", "likes", "a", "b", Status.ASSERTED, (Evidence("d", "q"),))


@pytest.mark.parametrize("link_type", LINK_TYPES.values(), ids=lambda item: item.name)
def test_each_type_is_a_followthemoney_schema_with_its_two_ends(link_type: LinkType) -> None:
    properties = model.schemata[link_type.schema].properties
    assert link_type.source in properties
    assert link_type.target in properties


def test_only_what_is_stated_or_reported_joins_the_network() -> None:
    assert {status for status in Status if status.joins_network} == {Status.ASSERTED, Status.ALLEGED}


def test_a_party_becomes_a_valid_entity_with_all_its_names() -> None:
    party = Party(
        "p", "Company", ("Parsek LLC", "Парсек"), ("ru",), properties=(("imoNumber", ("1",)), ("leiCode", ("x",)))
    )
    entity = party.to_entity()
    assert entity.schema.name == "Company"
    assert set(entity.names) == {"Parsek LLC", "Парсек"}
    assert entity.countries == ["ru"]
