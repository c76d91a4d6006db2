"""Links as columns are the same links as those that are made at once."""

from dataclasses import replace

from hypothesis import given, strategies as st

from yalu.model import LINK_TYPES, Evidence, Interval, Link, LinkRows, LinksById, Share, Status
from yalu.network import Network, Scope

PARTIES = ["a", "b", "c", "d", "e"]
LINKS = st.lists(
    st.builds(
        Link,
        st.integers(0, 30).map("l{:02}".format),
        st.sampled_from(sorted(LINK_TYPES)),
        st.sampled_from(PARTIES),
        st.sampled_from(PARTIES),
        st.sampled_from(Status),
        st.just((Evidence("doc", "says so"),)),
        st.sampled_from([None, "director"]),
        interval=st.sampled_from([Interval(), Interval("2019"), Interval("2019", "2020")]),
        share=st.sampled_from([None, Share.exactly(30)]),
    ),
    max_size=20,
    unique_by=lambda link: link.id,
)


@given(LINKS, LINKS.map(lambda links: [replace(link, id=f"x{link.id}") for link in links]))
def test_rows_joined_chosen_and_renamed_are_what_is_done_to_the_links(one: list[Link], other: list[Link]) -> None:
    rows = LinkRows.joined([one, tuple(other)])
    links = [*one, *other]
    assert list(rows) == links
    assert rows == links
    assert rows.columns.sources == [link.source for link in links]
    assert list(rows[::-1]) == links[::-1]
    assert list(rows.under({"a": "z"})) == [
        replace(link, source=link.source.replace("a", "z"), target=link.target.replace("a", "z")) for link in links
    ]
    assert dict(LinksById(rows)) == {link.id: link for link in links}


@given(LINKS)
def test_a_network_of_rows_answers_as_one_of_links_does(links: list[Link]) -> None:
    plain, rows = Network([], links), Network([], LinkRows.joined([links[:3], links[3:]]))
    assert plain.links == rows.links
    for party in plain.parties:
        scope = Scope(types=frozenset(LINK_TYPES))
        assert plain.trace(party, scope=scope) == rows.trace(party, scope=scope)
