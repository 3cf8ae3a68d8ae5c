"""What organisations are called, and their legal forms."""

from __future__ import annotations

import re

from mutualplan_deck.regex import regex

LEGAL_FORMS = frozenset(
    (
        *(
            "ab",
            "ag",
            "aps",
            "asa",
            "bv",
            "co",
            "corp",
            "corporation",
            "eireli",
            "eurl",
            "gbr",
            "ggmbh",
            "gmbh",
        ),
        *("group", "inc", "incorporated", "kg", "kgaa", "kk", "lda", "limited", "llc", "llp", "lp", "ltd"),
        *("ltda", "mbh", "nv", "ohg", "oy", "oyj", "plc", "pty", "sa", "sapi", "sarl", "sas", "sasu"),
        *("sau", "scop", "se", "sl", "slu", "snc", "spa", "srl", "ug", "vof"),
    )
)
"""Words that end an organisation's name and tell that it is one; without dots, in lower case."""

_AT_ITS_END = LEGAL_FORMS | {"as", "a/s", "cv", "ev", "holding", "holdings", "&"}  # words elsewhere
_OF_VARIABLE_CAPITAL = regex(r",?\s+S\.?\s?A\.?(?:\s?P\.?\s?I\.?)?\s+de\s+C\.?\s?V\.?$", re.IGNORECASE)


def plain_name(name: str) -> str:
    """An organisation's name without its legal form: "Acme, S.L." is "Acme"."""
    words = _OF_VARIABLE_CAPITAL.sub("", name).split()
    while len(words) > 1 and words[-1].strip(",").replace(".", "").casefold() in _AT_ITS_END:
        words.pop()
    return " ".join(words).rstrip(",")
