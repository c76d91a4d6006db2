"""Words of names that tell little: particles, articles, prepositions, generational suffixes."""

from yalu.names.tables import words

IN_OTHER_SCRIPTS = frozenset(words("particles", "other scripts"))
PERSON_PARTICLES = frozenset(
    words("particles", "arabic") + words("particles", "european") + words("particles", "generations")
)
ORGANIZATION_PARTICLES = frozenset(words("particles", "organizations"))

ABD_FORMS = frozenset(words("abdul", "forms"))
ABD_ARTICLES = frozenset(words("abdul", "articles"))
GOD_FORMS = frozenset(words("abdul", "god"))
