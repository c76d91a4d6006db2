"""Gaps: not listed on the day, tied to a listed party by evidence that bears on a criterion."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from yalu.model import LINK_TYPES, Evidence, Interval, Link, Status
from yalu.network import Graph, Standing, criteria, find_gaps
from yalu.network.criteria import OtherEnd

LISTED, FREE = Standing(listed=True), Standing(listed=False)
SOMEBODY = {"firm": FREE, "agent": LISTED}


def link(kind: str, source: str, target: str, status: Status = Status.ASSERTED, by: str | None = None) -> Link:
    return Link(
        f"{kind}-{source}-{target}", kind, source, target, status, (Evidence("doc", "says so", asserted_by=by),)
    )


def test_who_supplied_a_listed_party_is_a_gap_with_the_criterion_and_what_is_missing() -> None:
    (gap,) = find_gaps([link("supplied", "firm", "agent")], SOMEBODY)
    assert (gap.party, gap.criterion, gap.links) == ("firm", "materially_assisted", ("supplied-firm-agent",))
    assert "one source only" in gap.missing
    assert "no date of the conduct" in gap.missing


def test_a_listed_party_is_no_gap() -> None:
    assert not find_gaps([link("supplied", "firm", "agent")], {"firm": LISTED, "agent": LISTED})


@pytest.mark.parametrize("status", [Status.DENIED, Status.NEGATED, Status.CALLED_FOR, Status.PLANNED])
def test_what_is_no_fact_makes_no_gap(status: Status) -> None:
    assert not find_gaps([link("supplied", "firm", "agent", status)], SOMEBODY)


def test_what_a_public_authority_says_counts_and_is_marked() -> None:
    said = link("supplied", "firm", "agent", Status.ALLEGED, "Treasury Department")
    (gap,) = find_gaps([said], SOMEBODY, frozenset({"Treasury Department"}))
    assert any("stated by Treasury Department" in words for words in gap.missing)


def test_what_anybody_else_alleges_makes_no_gap() -> None:
    said = link("supplied", "firm", "agent", Status.ALLEGED, "a rival")
    assert not find_gaps([said], SOMEBODY, frozenset({"Treasury Department"}))


def test_a_group_of_listed_parties_counts_as_its_members() -> None:
    standings = {"firm": FREE, "two men": Standing(False, unnamed=True, members=("agent",)), "agent": LISTED}
    assert [gap.party for gap in find_gaps([link("associate_of", "firm", "two men")], standings)] == ["firm"]


def test_an_unnamed_party_is_kept_and_its_missing_name_is_said() -> None:
    standings = {"nationals": Standing(False, unnamed=True), "agent": LISTED}
    (gap,) = find_gaps([link("associate_of", "agent", "nationals")], standings)
    assert "no name in the sources" in gap.missing


def test_a_country_is_nobody_to_list() -> None:
    standings = {"country": Standing(False, is_place=True), "agent": LISTED}
    assert not find_gaps([link("procured_for", "agent", "country")], standings)


def test_an_employer_is_no_gap_for_employing_a_listed_person() -> None:
    assert not find_gaps([link("employed_by", "agent", "firm")], SOMEBODY)


def test_being_sanctioned_by_or_located_somewhere_bears_on_no_criterion() -> None:
    links = [link(kind, "agent", "firm") for kind in ("sanctioned_by", "located_in", "national_of", "charged_by")]
    assert not find_gaps(links, SOMEBODY)


def test_a_party_listed_later_is_a_gap_that_says_from_when() -> None:
    standings = {"firm": Standing(False, later="2024-07-24"), "agent": LISTED}
    (gap,) = find_gaps([link("supplied", "firm", "agent")], standings)
    assert any("2024-07-24" in words for words in gap.missing)


def test_every_criterion_has_a_source_a_date_and_known_link_types() -> None:
    for criterion in criteria():
        assert criterion.source
        assert date.fromisoformat(criterion.since)
        for bearing in criterion.bears:
            assert bearing.link in LINK_TYPES
            assert set(bearing.ends) <= {"source", "target"}
            assert (bearing.other is OtherEnd.LISTED) or criterion.country


PARTIES = ["a", "b", "c", "d"]
LINKS = st.lists(
    st.builds(
        link,
        st.sampled_from(sorted(LINK_TYPES)),
        st.sampled_from(PARTIES),
        st.sampled_from(PARTIES),
        st.sampled_from(Status),
    ),
    max_size=12,
)


@given(LINKS, st.sets(st.sampled_from(PARTIES)))
def test_no_listed_party_is_a_gap_and_every_gap_has_an_asserted_link_to_a_listed_one(
    links: list[Link], listed: set[str]
) -> None:
    by_id = {item.id: item for item in links}
    for gap in find_gaps(links, {party: Standing(party in listed) for party in PARTIES}):
        assert gap.party not in listed
        for found in (by_id[identity] for identity in gap.links):
            assert {found.source, found.target} - {gap.party} <= listed


@given(LINKS, st.sets(st.sampled_from(PARTIES)))
def test_a_further_link_never_removes_a_gap(links: list[Link], listed: set[str]) -> None:
    standings = {party: Standing(party in listed) for party in PARTIES}
    before = {(gap.party, gap.criterion) for gap in find_gaps(links, standings)}
    after = {(gap.party, gap.criterion) for gap in find_gaps([*links, link("supplied", "a", "b")], standings)}
    assert before <= after


def test_the_graph_follows_only_what_held_on_the_day() -> None:
    past = Link("p", "employed_by", "a", "b", Status.ASSERTED, (Evidence("d", "q"),), interval=Interval("2010", "2012"))
    denied = link("supplied", "a", "c", Status.DENIED)
    open_end = link("owns", "a", "d")
    far = link("owns", "d", "e")
    graph = Graph([past, denied, open_end, far])
    assert graph.around(["a"], 0, date(2020, 1, 1)) == ()
    assert graph.around(["a"], 1, date(2020, 1, 1)) == (open_end,)
    assert graph.around(["a"], 2, date(2020, 1, 1)) == (open_end, far)
    assert graph.around(["a"], 1, date(2011, 1, 1)) == (past, open_end)
    assert graph.links_of("d") == (open_end, far)
