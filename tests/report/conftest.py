"""A small investigation, made by hand, with what a hostile document could put into it."""

from datetime import date

import pytest

from yalu.investigation import DocumentUsed, Investigation, ListedHit, ListUsed, ScreenedParty
from yalu.model import Evidence, Interval, Link, Mention, Party, State, Status
from yalu.network.gap import Gap
from yalu.screening import Hit, Share

HOSTILE_NAME = "<script>alert('x')</script> \u202egnp.exe\u2066 [bold]Co[/bold] \x1b[31m & \"quotes\" \u2028 end"
HOSTILE_QUOTE = '=HYPERLINK("http://evil.example/","click") <img src=x onerror=alert(1)> javascript:alert(2) [/red]'
TEXT = (
    "menu menu menu\n"
    "Choe Chol-min, who represents the Second Academy, has worked with Chinese nationals to buy bearings.\n"
    f"{HOSTILE_QUOTE}\n"
    "North Korea denied claims that it transferred arms to Russia.\n"
    "Officials called on Washington to sanction Dandong Trading.\n"
    "\u674e\u660e runs Dandong Trading, an officer \u202e said.\n"
    "footer footer"
)
OWN = (TEXT.index("Choe"), TEXT.index("footer"))


def _evidence(quote: str, *, by: str | None = None, confidence: float = 0.8) -> Evidence:
    start = TEXT.index(quote)
    return Evidence(
        "doc-1", quote, start, start + len(quote), "The Times", "2023-06-19", by, "test", "doc-1", confidence
    )


def _mention(quote: str) -> Mention:
    start = TEXT.index(quote)
    return Mention("doc-1", quote, start, start + len(quote))


def _party(key: str, schema: str, *names: str, unnamed: bool = False, members: tuple[str, ...] = ()) -> ScreenedParty:
    mentions = tuple(_mention(name) for name in names if name in TEXT)
    return ScreenedParty(Party(key, schema, names, (), mentions, unnamed, members))


def _listed(item: ScreenedParty, identity: str, start: str, state: State, *, from_list: bool = False) -> ScreenedParty:
    caption = item.party.name.upper()
    shares = (Share("Choe", "CHOE", "equal", 0.5), Share("Chol-min", "Chol Min", "romanisation", 0.4512))
    hit = Hit(identity, caption, item.party.schema, 0.9512, caption, item.party.name, "ofac_sdn", shares)
    listing = ListedHit(hit, ("NPWMD", "DPRK2"), "US Treasury, OFAC", start, None, state)
    return ScreenedParty(item.party, (listing,), identity, state is State.VALID, from_list)


def _links() -> tuple[Link, ...]:
    work = "Choe Chol-min, who represents the Second Academy, has worked with Chinese nationals to buy bearings."
    says = "Treasury [bold]"
    denial = "North Korea denied claims that it transferred arms to Russia."
    call = "Officials called on Washington to sanction Dandong Trading."
    runs = "\u674e\u660e runs Dandong Trading"
    return (
        Link("l1", "represents", "choe", "sans", Status.ALLEGED, (_evidence(work, by=says),), "representative"),
        Link("l2", "associate_of", "choe", "group", Status.ALLEGED, (_evidence(work, by=says),), None, ("bearings",)),
        Link("l3", "supplied", "evil", "choe", Status.ASSERTED, (_evidence(HOSTILE_QUOTE), _evidence(work))),
        Link("l4", "supplied", "nk", "russia", Status.DENIED, (_evidence(denial),), None, ("arms",)),
        Link("l5", "sanctioned_by", "dandong", "us", Status.CALLED_FOR, (_evidence(call),)),
        Link(
            "l6", "leads", "li", "dandong", Status.ASSERTED, (_evidence(runs),), "@owner", (), Interval("2019", "2021")
        ),
        Link("l7", "owns", "choe", "sans", Status.ASSERTED, (Evidence("ofac_sdn", "Owned or Controlled By"),)),
        Link(
            "l8", "sanctioned_by", "choe", "us", Status.ASSERTED, (_evidence(work),), None, (), Interval("2023-06-15")
        ),
        Link("l9", "family_of", "choe", "wife", Status.ASSERTED, (_evidence(work),), "spouse"),
        Link("l10", "employed_by", "li", "nk", Status.PLANNED, (_evidence(runs),)),
        Link("l11", "part_of", "sans", "nk", Status.ASSERTED, (_evidence(work),)),
        Link("l12", "paid", "later", "choe", Status.ASSERTED, (Evidence("ofac_sdn", "Providing support to"),)),
    )


@pytest.fixture
def investigation() -> Investigation:
    return Investigation(
        as_of=date(2023, 6, 19),
        lists=(ListUsed("ofac_sdn", "OFAC SDN <advanced>", "2024-12-19", "ab" * 32, 18345, "sdn.xml"),),
        documents=(
            DocumentUsed(
                "doc-1", "a&b.txt", "<b>Title</b> \u202e", "Kang", "The Times", "2023-06-19", None, "cd" * 32, (OWN,)
            ),
        ),
        parties=(
            _listed(_party("choe", "Person", "Choe Chol-min"), "ofac-43598", "2023-06-15", State.VALID),
            _listed(_party("wife", "Person", "Choe Un-jong"), "ofac-43616", "2023-06-15", State.VALID),
            _listed(_party("sans", "PublicBody", "Second Academy"), "ofac-12215", "2010-08-30", State.VALID),
            _party("group", "Organization", "Chinese nationals", unnamed=True, members=("li",)),
            _party("evil", "Company", HOSTILE_NAME),
            _party("nk", "Territory", "North Korea"),
            _party("russia", "Territory", "Russia"),
            _party("us", "Territory", "Washington"),
            _party("dandong", "Company", "Dandong Trading"),
            _party("li", "Person", "\u674e\u660e"),
            _party("speaker", "Person", "officer"),
            _listed(
                _party("later", "Person", "SHI, Qianpei"), "ofac-49741", "2024-07-24", State.NOT_YET, from_list=True
            ),
        ),
        links=_links(),
        gaps=(
            Gap("group", "materially_assisted", ("l2",), ("no name in the sources",)),
            Gap("evil", "materially_assisted", ("l3",), ()),
            Gap("later", "acted_for", ("l12",), ("=what",)),
        ),
        notes=("Something [red]was[/red] left out.",),
        version="0.1.0",
    )


@pytest.fixture
def texts() -> dict[str, str]:
    return {"doc-1": TEXT}
