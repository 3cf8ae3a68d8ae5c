"""Statuses as people write them: words, per cent, ticks, lights. What may mean two things is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from msgspec import Struct

from mutualplan_deck.plan.model import Status
from mutualplan_deck.readers import words
from mutualplan_deck.readers.close import closest
from mutualplan_deck.readers.words import key
from mutualplan_deck.regex import regex

_IRREGULAR = regex(r"(\w{3,}[rt])[ae]s?")
_PARTICIPLE = regex(r"(\w{3,}[ai]d)(?:as?|os)|(\w{3,}[ei])(?:es?|s)")
_PERCENT = regex(r"(\d{1,3}(?:[.,]\d+)?)\s*%")
_IN_BRACKETS = regex(r"\(\s*([^()]+?)\s*\)")
_SIGN_APART = regex(r"(?:(?<=\s)|^)([^\w\s]{1,2})\s{2}(?=\w)")
_ENTRY = regex(r"\s{2,}|[,;|•·\n]+\s*|\.\s+|\s[–—-]\s")
_DEFINED = regex(r"^(?:\w+\s*:\s+)?(?:(\S{1,3})\s*[=:–-]?\s+(.+)|(\w{1,12})\s*=\s*(.+))$")
_GLOSSED = regex(
    r"(?:^|[·•|;,/])\s*(?:[\w-]+\s*:\s+)?([^\W\d_][\w ]{1,20}?)\s*\(([^()]+)\)"
)  # "stuck (blocked)"
_CLAUSES = regex(r"\s*[,;/]\s*")
_EITHER = regex(r"^(\S{1,12})\s*/\s*(\S{1,12})\s*=\s*(.+)$")
_TENTATIVE = "tentative"  # words that say that both are still to agree on it, and not what is to confirm
_NOTHING = frozenset(("nothing", "nichts", "rien", "nada", "niente", "niets", "not", "nicht", "no"))
_WHOLE = 100
_FEW = 2  # signs
_SHORTEST = 3  # letters of an abbreviation
_LONGEST = 60


class Standing(Struct, frozen=True):
    """A status as read. `doubt` is what to ask; `known` is False where nothing could be made of it.

    `readings` are what it may mean, what is taken first.
    """

    status: Status
    doubt: str = ""
    known: bool = True
    advice: str = ""
    readings: tuple[str, ...] = ()


def standing(raw: Any, legend: Mapping[str, str] | None = None) -> Standing | None:
    """The status that a cell says; None if the cell says nothing that is one."""
    if isinstance(raw, bool):
        return Standing(Status.DONE if raw else Status.NOT_STARTED)
    if isinstance(raw, int | float | Decimal):
        return _share(float(raw) * (_WHOLE if 0 < raw <= 1 else 1))
    text = str(raw).strip()
    return _of_text(text, legend or {})


def legend_in(text: str) -> dict[str, str]:
    """What a line of a sheet says its signs mean ("✅ done   ⬜ not started", "x done, o open")."""
    found: dict[str, str] = {}
    text = _SIGN_APART.sub(r"\1 ", text) if len(text) < 300 else text  # "●  done     ◐  under way"
    for match in _GLOSSED.finditer(text) if len(text) < 300 else ():
        if glossed := _surely(match[2]):
            found[key(match[1])] = glossed.status.value
    for entry in _ENTRY.split(text) if len(text) < 300 else ():
        if either := _EITHER.match(entry.strip(" .")):  # "🔵 / blue = done"
            meaning = _surely(either[3])
            found |= dict.fromkeys((either[1], either[2]), meaning.status.value) if meaning else {}
        elif defined := _DEFINED.match(entry.strip(" .")):
            sign, said = (defined[1], defined[2]) if defined[1] else (defined[3], defined[4])
            if meaning := _surely(said):
                found[sign] = meaning.status.value
    return found if len(found) > 1 else {}


def _surely(text: str) -> Standing | None:
    """What a gloss says a word means, if that is known: "blocked, waiting for others"."""
    found = next((s for part in _CLAUSES.split(text) if (s := standing(part))), None)
    return found if found and found.known and not found.doubt else None


def _share(per_cent: float) -> Standing | None:
    if not 0 <= per_cent <= _WHOLE:
        return None
    full = {0.0: Status.NOT_STARTED, float(_WHOLE): Status.DONE}
    return Standing(full.get(per_cent, Status.IN_PROGRESS))


def _of_text(text: str, legend: Mapping[str, str]) -> Standing | None:
    if not legend and (ours := text.casefold().replace(" ", "_")) in Status.__members__.values():
        return Standing(Status(ours))
    if (match := _PERCENT.search(text)) and _says_no_more(f"{text[: match.start()]} {text[match.end() :]}"):
        return _share(float(match[1].replace(",", ".")))
    said = legend.get(text) or ("" if text.endswith("?") else legend.get(key(text)))
    if said:
        return Standing(Status(said))
    if text.endswith("?") and (found := _of_text(text.rstrip("? "), legend)):
        shown = found.status.value.replace("_", " ")
        doubt = f"{text} asks whether it is {shown}; read as to confirm"
        return Standing(Status.TO_CONFIRM, doubt, False, "Write which it is", ("to confirm", shown))
    if (match := _IN_BRACKETS.fullmatch(text)) and (found := _of_text(match[1], legend)):
        if found.status is Status.DONE and found.known:  # "(x)" is less than "x"
            doubt = f"{text} may be done, or begun; read as in progress"
            return Standing(Status.IN_PROGRESS, doubt, True, "Write which it is", ("in progress", "done"))
        return found
    bare = " ".join(w for w in text.split() if not _sign(w))
    if len(legend) > _FEW and key(bare) in words.keys_of("colours") and (found := _of_text(text, {})):
        shown = found.status.value.replace("_", " ")
        doubt = f"{text} is not among the colours that the file explains; read as {shown}"
        return Standing(found.status, doubt, found.known, "Write which it is", (shown,))
    said_so = _asked(text, bare) or _worded(bare) or _signed(text, legend) or _beginning(text, bare)
    return said_so or _abbreviated(bare)


def _says_no_more(rest: str) -> bool:
    """Whether what stands around a per cent figure adds nothing: "al 40 %", "about 40% done"."""
    said = [w for w in key(rest).split(" ") if w and w not in words.keys_of("around")]
    return not said or words.choice("status", " ".join(said)) == Status.DONE


def _sign(word: str) -> str:
    """What a sign means: the first letter of a word of the file's list, without its colour variant."""
    return _signs().get(word.strip("\ufe0f"), "")


def _asked(text: str, bare: str) -> Standing | None:
    """Words that mean one thing to one reader and another to the next."""
    for said in (text, bare):
        plain = said.strip("\ufe0f") if key(said) == "" else key(said)
        for meaning, reading in _ambiguous().get(plain, ()):
            status = Status(reading)
            shown = status.value.replace("_", " ")
            doubt = f"{text} may be {meaning}; read as {shown}"
            known = status is not Status.TO_CONFIRM
            return Standing(status, doubt, known, "Write which it is", (shown, meaning))
    return None


def _worded(bare: str) -> Standing | None:
    plain = key(bare).replace(" ", "_")
    if plain in Status.__members__.values():
        return Standing(Status(plain))
    said = next((s for b in (bare, *_masculine(plain)) if b and (s := words.choice("status", b))), None)
    if said == _TENTATIVE:
        return Standing(Status.TO_CONFIRM, f"{bare} is not settled yet; read as to confirm")
    if said:
        return Standing(Status(said))
    flag = words.choice("flag", bare) if bare else None
    return Standing(Status.DONE if flag == "yes" else Status.NOT_STARTED) if flag else None


def _signed(text: str, legend: Mapping[str, str]) -> Standing | None:
    explained = sum(not key(sign) for sign in legend) > 1
    for word in text.split():
        if said := legend.get(word):
            return Standing(Status(said))
        if said := _sign(word):
            shown = said.replace("_", " ")
            doubt = f"{word} is not among the signs that the file explains; read as {shown}"
            doubted = Standing(Status(said), doubt, True, "Write which it is", (shown,))
            return doubted if explained else Standing(Status(said))
    return None


def _beginning(text: str, bare: str) -> Standing | None:
    """ "waiting on the firewall rule", "done by Ann": the longest beginning that is a status."""
    parts = key(bare).split(" ")
    for count in range(len(parts) - 1, 0, -1):
        said = words.table("status").get(" ".join(parts[:count]))
        said = Status.TO_CONFIRM.value if said == _TENTATIVE else said
        if said == Status.DONE and not _NOTHING.isdisjoint(parts[count:]):  # "sent, heard nothing"
            doubt = f"{text} may be done, or wait for others; read as in progress"
            return Standing(Status.IN_PROGRESS, doubt, True, "Write which it is", ("in progress", "done"))
        if said and len(" ".join(parts[:count])) > 2:
            doubt = "" if said == Status.BLOCKED else f"{text} read as {said.replace('_', ' ')}"
            return Standing(Status(said), doubt)
    return None


def _abbreviated(bare: str) -> Standing | None:
    """ "erl.", "compl.": what all words that begin so mean, and no other word begins so."""
    plain = key(bare)
    if not bare.endswith(".") or len(plain) < _SHORTEST:
        return None
    meant = {said for word, said in words.table("status").items() if word.startswith(plain)} - {_TENTATIVE}
    return Standing(Status(meant.pop())) if len(meant) == 1 else None


def close_to(text: str) -> str:
    """The status whose word is spelt much like `text`, to propose, or ""."""
    known = {word: said for word, said in words.table("status").items() if said != _TENTATIVE}
    return known.get(closest(key(text), known), "") if len(text) < _LONGEST else ""


@cache
def _signs() -> Mapping[str, str]:
    return {sign: meaning for meaning, listed in words.raw()["signs"].items() for sign in listed}


def _feminine(word: str) -> tuple[str, ...]:
    """ "aplazada", "reportée": what is said of a task."""
    return (f"{word[:-1]}a",) if word.endswith("o") else (f"{word}e",) if word.endswith("é") else ()


def _masculine(plain: str) -> tuple[str, ...]:
    """The words' key of a participle as lists have it: "enviado" of "enviadas", "envoye" of "envoyees"."""
    if match := _PARTICIPLE.fullmatch(plain):
        return (f"{match[1]}o" if match[1] else match[2],)
    if match := _IRREGULAR.fullmatch(plain):  # "ouverte", "faites", "abierta"
        return (match[1], f"{match[1]}o")
    return ()


@cache
def _ambiguous() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """From a word's key (or a sign) to the readings it allows and the one that is taken."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for entry in words.raw()["asked"]:
        for word in entry["words"]:
            for said in (word, *_feminine(word)):
                found[key(said) or said] = ((entry["may_be"], entry["read_as"]),)
    return found
