"""Joining links: the evidence is kept side by side, and nothing depends on who said it first."""

from hypothesis import given, strategies as st

from yalu.model import LINK_TYPES, Evidence, Interval, Link, Status, merge_links


def link(kind: str, source: str, target: str, document: str, status: Status = Status.ASSERTED) -> Link:
    return Link("x", kind, source, target, status, (Evidence(document, "says so", origin=document, confidence=0.6),))


def test_two_sources_for_one_link_become_one_link_with_two_evidences() -> None:
    (merged,) = merge_links([link("owns", "a", "b", "one"), link("owns", "a", "b", "two")])
    assert [item.document for item in merged.evidence] == ["one", "two"]
    assert merged.confidence == 0.84


def test_a_denial_is_never_joined_to_the_claim() -> None:
    assert len(merge_links([link("owns", "a", "b", "one"), link("owns", "a", "b", "two", Status.DENIED)])) == 2


def test_the_ends_of_an_undirected_link_may_be_swapped_and_of_a_directed_one_not() -> None:
    assert len(merge_links([link("family_of", "a", "b", "one"), link("family_of", "b", "a", "two")])) == 1
    assert len(merge_links([link("owns", "a", "b", "one"), link("owns", "b", "a", "two")])) == 2


def test_the_first_known_time_stands() -> None:
    dated = Link("x", "owns", "a", "b", Status.ASSERTED, (Evidence("two", "q"),), interval=Interval("2020"))
    (merged,) = merge_links([link("owns", "a", "b", "one"), dated])
    assert merged.interval == Interval("2020")


LINKS = st.lists(
    st.builds(
        link,
        st.sampled_from(sorted(LINK_TYPES)),
        st.sampled_from("abc"),
        st.sampled_from("abc"),
        st.sampled_from(["one", "two"]),
        st.sampled_from(Status),
    ),
    max_size=12,
)


@given(LINKS)
def test_merging_loses_no_source_and_merging_again_changes_nothing(links: list[Link]) -> None:
    merged = merge_links(links)
    said = {(item.type, item.status, e.document) for item in links if item.source != item.target for e in item.evidence}
    assert {(item.type, item.status, e.document) for item in merged for e in item.evidence} == said
    assert merge_links(merged) == merged
    assert len({item.id for item in merged}) == len(merged)
