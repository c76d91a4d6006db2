"""Speech: how a masked sentence says who says something, asks for it or denies it.

Regular expressions over masked sentences (see `slots`), built from named pieces. `PARTY` is any mask of a party, `ANY`
one of a country as well.
"""

import re

PARTY = r"⟦[POVE]\d+⟧"
ANY = r"⟦[POVEC]\d+⟧"

_IRREGULAR = (
    "bought|sold|sent|paid|made|ran|led|held|gave|took|kept|met|told|said|has|have|had|was|were|is|are|owns|controls|"
    "uses|works|acts|leads|runs|holds|supplies|provides|helps|sells|ships|exports|buys|built|hid|shipped|set|put|wrote|"
    "began|became|brought|drew|lent|left|lost|sought|spent|went|won|maintains|operates|serves|manages|heads|directs"
)
_PARTICIPLES = (
    "related|associated|advanced|sophisticated|refined|used|unmanned|integrated|specialized|restricted|armed|guided|"
    "finished|needed|limited|sensitive|controlled|machined|unspecified|embedded|forged"
)
VERB = (
    r"(?:(?:also|later|then|recently|previously|subsequently|allegedly|repeatedly|now|personally|further) )*"
    rf"(?:(?!(?:{_PARTICIPLES})\b)\w+ed|{_IRREGULAR})\b"
)
"""A verb that can follow "and" with the subject left out; participles that only describe goods are none."""

SAY = (
    "said|says|say|wrote|writes|claimed|claims|alleged|alleges|allege|argued|argues|stated|states|told|asserted|"
    "asserts|assesses|assessed|estimates|estimated|believes|believe|suspects|suspect|reported|reports|contends|"
    "contended|explained|noted|warned|insisted|maintained|suggested|suggests|testified|showed|shows|show|indicates|"
    "indicated|describes|described"
)
_SAY_AFTER = f"{SAY}|added|adds|continued|concluded|replied"
FACTIVE = "confirmed|confirms|announced|announces|acknowledged|acknowledges|admitted|admits|determined"
"""Verbs whose content the text itself takes for true."""

_PAPERS = (
    "records?|documents?|filings?|register|registry|officials?|investigators?|prosecutors?|statement|statistics|data|"
    "media|intelligence"
)
_COMMON_NOUN = r"(?:[Tt]he |[Aa] |[Aa]n |[Ii]ts |[Hh]is )?[A-Za-z][\w'-]*(?: (?!that\b|who\b|which\b)[\w'-]+){0,6}?"
_SPEAKER = rf"(?P<speaker>{ANY}(?: (?:{_PAPERS})){{0,2}}|{_COMMON_NOUN})"
_SHORT_SPEAKER = rf"(?P<speaker>{ANY}|[a-z][\w'-]*(?: [a-z][\w'-]*){{0,3}})"
_HEARER = rf"(?: (?:the )?(?:{ANY}|reporters|[a-z]+ [a-z]+|[a-z]+))?"
_WHEN = r"(?: (?:on |in )?⟦D\d+⟧)?"
_WHERE = r"(?: in [^,⟦⟧]{3,60})?"

SAID_FIRST = re.compile(
    rf"^(?:[\"“']?\w*,? )?{_SPEAKER}(?:, [^,⟦⟧]{{2,60}},)?(?: (?:also|has|have|had|then|further))* "
    rf"(?P<verb>told{_HEARER}|{SAY}){_WHEN}{_WHERE},?(?: that|:)? (?=\S)"
)
"""`⟦P0⟧ said on ⟦D1⟧ that ...`"""

SAID_LAST = re.compile(
    rf",? ?[\"”']{{0,2}},? {_SPEAKER}(?P<aside>, [^\"]{{2,120}}?,)?(?: (?:also|has|have))? (?:{_SAY_AFTER})\b"
    r"(?P<rest>[^⟦⟧\"]{0,80}(?:⟦[A-Z]\d+⟧[^⟦⟧\"]{0,40})?)$"
)
"""`..., ⟦P0⟧ said on ⟦D1⟧`; `aside` is what stands behind the speaker (", head of ⟦O1⟧,")."""

SAID_BETWEEN = re.compile(rf", (?:the )?{_SHORT_SPEAKER} (?:{SAY}),(?= )")
"""`In truth, prosecutors allege, ...`"""

SAID_INVERTED = re.compile(rf",? ?[\"”']{{1,2}},? (?:{_SAY_AFTER}) {_SHORT_SPEAKER}(?P<aside>, [^\"]+)?$")
"""`"...", said ⟦P0⟧, head of ⟦O1⟧`"""

ACCORDING = re.compile(
    r"^According to (?P<who1>(?:the |a |an )?[^,]+?), |"
    r",? (?:according to|as alleged in|as described in|as set out in) (?P<who2>[^,]+?)(?=$|,|\.$)|"
    r"^As (?:described|alleged|set out|stated|detailed) in (?P<who3>[^,]+?), "
)
TAKEN_FOR_TRUE = re.compile(rf"^{_SPEAKER}(?: (?:also|has|have|had))* (?P<verb>{FACTIVE}){_WHEN}{_WHERE} that (?=\S)")
CALLED = re.compile(
    rf"^(?P<who>(?:{ANY}|[^,⟦⟧]{{0,40}})(?: (?:at|of|for|from|in|with) {ANY})?)(?: (?:also|has|have|had|again))* "
    rf"(?:called on|calls on|urged|urges|asked|pressed|pushed|wants|implored|calling on) (?P<whom>{ANY}) to "
)
_CLAIMS = "claims?|allegations?|reports?|accusations?|charges?|suggestions?"
DENIED = re.compile(
    rf"^(?P<who>{ANY}|[^,⟦⟧]{{0,40}})"
    r"(?: (?:also|has|have|had|repeatedly|strongly|categorically|firmly|flatly))* "
    r"(?:denied|denies|deny|denying|rejected|rejects|disputed|disputes|contests|contested|refuted)"
    rf"(?: (?:the |any |all |that )?(?:{_CLAIMS}))?(?: (?:that|of|having|ever having|ever))? (?P<rest>.+)$"
)
_LINKING = (
    "However|But|And|Additionally|Separately|Moreover|Meanwhile|Also(?! (?:designated|sanctioned|listed))|In addition|"
    "Further|Furthermore|Today|Since then|Earlier|Later|In turn|As a result|For example|Thus|Specifically|Then|So"
)
OPENING = re.compile(
    rf"^(?:(?:{_LINKING}),? )+|"
    r"^In (?:an?|its|his|her|their) (?:written )?(?:statement|letter|reply|e-?mail|message|response|interview|report)"
    r"(?: to [^,⟦⟧]{2,30})?,? |"
    r"^(?:On|In|Since|By|Between|From|As of|During|Until|Around) ⟦D\d+⟧(?: (?:and|to|until|through) ⟦D\d+⟧)?,? "
)
"""Words before a sentence's subject that say nothing of who did what."""

SUBJECT_ASIDE = re.compile(
    rf"^(?P<head>(?:(?!.{{0,30}}\bthat )[^,⟦⟧]{{0,30}} )?(?P<subject>{ANY})), "
    r"(?P<aside>(?:who|which|whose|an?|the|former|formerly|now|then|its|⟦[OC]\d+⟧'s) ?[^\"]*?), "
    rf"(?=(?:{SAY}|{FACTIVE}|{VERB}|\w+ed|has|have|is|was|will|called|urged|denied|also|could|may)\b)"
)
"""`⟦P0⟧, who ..., said`: an aside behind the sentence's first party."""

RELATIVE = re.compile(
    rf"(?P<head>{ANY}),? (?:(?:(?:both|all|each|some|most|two|one) of )?(?:whom|which)|who|that) "
    rf"(?P<rest>.+?)(?:, (?=(?:{VERB}|and (?:{VERB}))|has\b|have\b)|[.;]?$)"
)
"""`⟦O0⟧, which ..., ` or `⟦O0⟧ that ...`"""
