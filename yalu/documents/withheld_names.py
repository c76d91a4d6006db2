"""Withheld names: parties to whom indictments give a label for a name ("Company-1", "Co-Conspirator 2", "CC-2")."""

import re
from collections.abc import Iterable

from yalu.documents.descriptions import Description
from yalu.documents.found import Found
from yalu.documents.kinds import COMPANY, PERSON, VESSEL
from yalu.documents.sentences import Span
from yalu.documents.stretches import Stretches

_LABEL = re.compile(
    r"""(?<![\w-])(?:
        (?P<company>(?:(?:Shell|Front|Trading|Shipping)\ )?Company|Bank|Firm|Business|Corporation|Exchange|Supplier
          |Manufacturer|Distributor|(?:Auction|Exchange|Trading)\ House|University)
      | (?P<person>Individual|Person|(?:Unindicted\ )?Co-?\ ?[Cc]onspirator|Employee|Executive|Victim|Witness|Associate
          |Broker|Trader|Facilitator|Confidential\ Source|CC|CS|CW|CHS|UCE?)
      | (?P<vessel>Vessel|Ship|Tanker)
    )(?:-|\ )(?P<label>\d{1,2}|[A-H])(?![\w-]|\.\d)""",
    re.VERBOSE,
)
_SHORT = re.compile(r"\s*\(\s*[\"“'‘](?P<short>[^\"”'’()]{2,30})[\"”'’]\s*\)")


def withheld_in(text: str) -> list[Description]:
    """Find the labelled parties of a text; a label and the short form defined behind it have one key."""
    matches = list(_LABEL.finditer(text))
    whole: dict[str, str] = {}
    for match in matches:
        short = _SHORT.match(text, match.end())
        if short:
            whole.setdefault(_plain(short["short"]), _plain(match.group()))
    return [_description(match, whole) for match in matches]


def without_withheld(named: Iterable[Found], withheld: list[Description]) -> list[Found]:
    """Leave out what stands in a label: "Company" of "Company-1" names nobody."""
    labels = Stretches(Span(item.start, item.end) for item in withheld)
    return [item for item in named if not labels.over(item.start, item.end)]


def _plain(label: str) -> str:
    return re.sub(r"[\s-]+", " ", label).casefold()


def _description(match: re.Match[str], whole: dict[str, str]) -> Description:
    label = _plain(match.group())
    schema = COMPANY if match["company"] else PERSON if match["person"] else VESSEL
    key = ("withheld", whole.get(label, label))
    return Description(*match.span(), match.group(), schema, (), key, None, definite=True, plural=False, is_label=True)
