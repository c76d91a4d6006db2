"""Questions that somebody could ask to make screening slow."""

from random import Random

LIMIT = 50.0
"""How many milliseconds each may take on a list of 100 thousand names."""


def hostile_names(common: list[str]) -> dict[str, str]:
    """Give the questions by what is special about them.

    Args:
        common: The most frequent words of the list, the most frequent first.
    """
    random = Random(15)  # noqa: S311 - no secret
    letters = "abcdefghijklmnopqrstuvwxyz"
    invented = [" ".join("".join(random.choices(letters, k=6)) for _ in range(n)) for n in (200, 1)]
    return {
        "fifteen initials": " ".join("A B C D E F G H I J K L M N O".split()),
        "fifteen initials with dots": "A.B.C.D.E.F.G.H.I.J.K.L.M.N.O.",
        "one initial fifteen times": "M " * 15,
        "200 most frequent words": " ".join(common[:200]),
        "200 invented words": invented[0],
        "200 times the most frequent word": " ".join(common[:1] * 200),
        "200 words of two letters": " ".join(f"{a}{b}" for a in letters[:20] for b in letters[:10]),
        "two most frequent words": " ".join(common[:2]),
        "empty": "",
        "white space": " \t\n\u3000 ",
        "only particles": "al bin de la van der von al el ibn abu",
        "only marks": "-.,'()/&\"" * 20,
        "10,000 letters in one word": "".join(random.choices(letters, k=10_000)),
        "10,000 times the same letter": "a" * 10_000,
        "10,000 characters of frequent words": " ".join(common * 3)[:10_000],
        "10,000 letters joined by hyphens": "-".join(invented[1] for _ in range(1_430)),
        "right-to-left marks": "\u202emuhammad\u202c \u200fali\u200f \u061chassan \u2067ahmad\u2069",
        "mixed scripts": "Мuhammad Аli حسن 金正恩 김 Ιωάννης Ivаnov",
        "one script in another's letters": "Ѕеrgеу Ѕmіrnоv",
        "control characters": "mu\x00ham\x07mad\x1b[31m \x7fali\x85 \ufeffhas\u200bsan\ufffe",
        "a thousand combining marks": "a" + "\u0301" * 1_000 + " ali",
        "unpaired surrogate": "muhammad \ud800ali",
        "300 Han characters": "金正恩李王張" * 50,
        "300 Hangul syllables": "김정은이박최" * 50,
        "emoji and digits": "😀 12345 ali 🇰🇵 007",
    }
