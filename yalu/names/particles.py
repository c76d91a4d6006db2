"""Words of names that tell little: particles, articles, prepositions, titles, generational suffixes."""

from yalu.names.name import NameKind
from yalu.names.tables import word_lists, words

IN_OTHER_SCRIPTS = frozenset(words("particles", "other scripts"))
TITLES = frozenset(words("particles", "titles"))
_PERSON = TITLES.union(*(words("particles", group) for group in ("arabic", "european", "generations")))
_ORGANIZATION = frozenset(words("particles", "organizations"))
PARTICLES = {
    NameKind.PERSON: _PERSON,
    NameKind.ORGANIZATION: _ORGANIZATION,
    NameKind.OBJECT: _ORGANIZATION.union(words("particles", "vessels")),
}
"""The words that tell little, by what is named."""

PARTICLE_FORMS = {form: name for name, forms in word_lists("particle forms").items() for form in forms}

ABD_FORMS = frozenset(words("abdul", "forms"))
ABD_ARTICLES = frozenset(words("abdul", "articles"))
GOD_FORMS = frozenset(words("abdul", "god"))
