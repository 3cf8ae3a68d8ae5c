"""People in a line of text: "Ann Lee (AL) - Operations Director - signs", "Ann Lee (CFO), Bo Hill (IT)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from mutualplan_deck.readers import meaning, words
from mutualplan_deck.readers.roll import split_initials, without_courtesy, without_degrees, without_honorific
from mutualplan_deck.readers.words import is_department, is_firm, key
from mutualplan_deck.regex import regex

_ABBREVIATION = 4  # letters
_MAIL = regex(r"[\w.+'-]+@[\w.-]+\.\w+")
_EMPTY = regex(r"[(\[<]\s*[)\]>]")
_PHONE = regex(r"[,;]?\s*\+?\(?\d[\d ()./-]{6,}\d")
_DASH = regex(r"\s+(?:[-–—|]|-+>|=+>|→)\s+")
_AT = regex(r"(.*\S)\s+(?:at|bei|beim|chez|bij|presso)\s+([A-ZÀ-Þ]\S*(?:\s\S+){0,4})\Z")
_LISTED = regex(r"\s[+&]\s")
_COMMA = regex(r",\s+(?![^()]*\))")  # and none within brackets
_BRACKETS = regex(r"\([^()]*\)")
_ANNOTATED = regex(r"^([^(]*\S)\s*\(([^()]*)\)\s*(.*)$", re.DOTALL)
_PART = regex(r"\s*(?:[;,/+&]|\b(?:and|und|et|y|e|en)\b)\s*")
_AND = regex(r"[^\W\d_]+|[&+;/]")
_HEAD = regex(r"\s*[,(:]|\s+[-–—]\s+|\s+(?:for|für|pour|para|per|voor)\s")
_FOR = regex(r"^(\S+(?:\s\S+)+?)\s+(?:for|für|pour|para|per|voor)\s+(.+)$")
_CALLED_AT = regex(
    r"[,;]?\s*\b(?:tel|phone|mob|mobile|cell|handy|mobil|tél|telefon|móvil|cel)\b\.?:?\s*(?=[+(]?\d)",
    re.IGNORECASE,
)
_SENTENCE = regex(
    r"(?<=[^\W\d_]{4})(?<!\b[Aa]sst)(?<!\b[SsDd][ue]pt)(?<!\b[Cc]oord)[.!?]\s+(?=[A-ZÀ-Þ])"
)  # "Mgr. Europe" goes on
_STOP = regex(r"(?<=\w{3})[.!?]\s+(?=[^\W\d_])")
_QUOTED = regex(r"^(\S+)\s+[\"“„«‘'(]([^\"”“»’'()\s]{2,12})[\"”“»’')]\s+(\S.*)$", re.DOTALL)
_IN_QUOTES = regex(r"\([\"“„«‘']\w{2,15}[\"”“»’']\)")
_LETTERS = regex(r"^([^\W\d_a-z]{2,4})(?:[.:]|\s*[=–—])?\s+(\S.*)$", re.DOTALL)
_DOTS = regex(r"[._]+")
_NAME_PARTS = regex(r"[\s-]+")
_BLANKS = regex(r"\s{3,}")
_RULED = regex(  # a name, and words without a capital right behind: "Ann Lee sales", "Ann Lee (me) sales"
    r"^(?P<name>[A-ZÀ-Þ][^\s,;:()]*(?:\s[A-ZÀ-Þ][^\s,;:()]*){0,3}(?:\s\([^()]*\))?)\s(?P<job>[a-zß-ÿ][^,;:()]*)"
)
_EDGES = " ,;/·-–—"
_FEW = 5  # words
_SEVERAL = 3  # names with nothing but commas between them


class Person(Struct, frozen=True):
    """Somebody as a line has it, and what it says behind that, which is no part of a plan.

    `writer`: the line says that this is who wrote it ("Ann Lee (me)"); `called` is another name of theirs.
    """

    item: dict[str, Any]
    remark: str = ""
    writer: bool = False
    called: str = ""


def person(text: str) -> Person:
    """ "Helena Brandreth (HB) – Operations Director – sponsor, signs": name, title, part in the plan."""
    text = _with_comma(text)
    mail = _MAIL.search(text)
    bare = _CALLED_AT.sub(" ", _EMPTY.sub(" ", text.replace(mail[0], " ")) if mail else text)
    bare = _PHONE.sub(" ", bare)
    bare, before = _without_initials(without_degrees(bare))
    bare, writer = _without_writer(bare)
    bare, called = _without_nickname(bare)
    if match := _QUOTED.match(bare):  # Sharon "Shaz" Dunmurra
        bare, called = f"{match[1]} {match[3]}", called or match[2]
    bare, ours = _without_ours(bare)
    bare, role = _without_role(bare)
    bare, aside = _without_aside(bare)
    bare, *remarks = _sentences(without_honorific(" ".join(bare.split())))
    head, *rest = [p.strip(_EDGES) for p in _DASH.split(bare) if p.strip(_EDGES)] or [""]
    first, _, behind = head.partition(",")
    whole = first.count("(") == first.count(")")  # "Ann Lee (manager, signs)" is parted behind
    if behind and whole and (not rest or _is_title(behind.strip())):
        head, rest = first, [behind.strip(), *rest]
    head, beside = _title_in_brackets(head)
    if not beside and not rest and (match := _FOR.match(head)) and meaning.is_name(match[1]):
        head, rest = match[1], ["", match[2]]
    rest = [beside, *rest] if beside else rest
    name, initials = split_initials(without_courtesy(without_honorific(head)))
    initials = initials or before
    parts = (
        [p.strip() for said in rest for p in _COMMA.split(said)]
        if any(map(is_attitude, _each(rest)))
        else rest
    )
    felt = [said for said in parts if is_attitude(said)]  # "our fan no. 1", "hates meetings"
    felt += [said for said in _beside_felt(rest) if said not in felt]
    aside, rest = ". ".join(filter(None, (aside, *felt))), [said for said in parts if said not in felt]
    if rest and (match := _ANNOTATED.match(rest[0])) and not match[3] and _is_remark(match[2]):
        aside, rest[0] = ". ".join(filter(None, (aside, match[2]))), match[1]
    elif rest and match and not match[3] and ", " in match[2] and match[2][:1].islower():
        rest = [match[1], match[2], *rest[1:]]  # "director (sponsor, signs)"
    title, part = _title_and_part(rest[0]) if rest else ("", "")
    if (match := _ANNOTATED.match(title)) and not match[3] and _is_beside(match[1], match[2]):
        title = match[1]
        if _decides(match[2]) or _says_part(match[2]):  # "manager (who signs)"
            part = ", ".join(filter(None, (match[2], part)))
        else:  # "bookkeeper (part time)"
            aside = ". ".join(filter(None, (aside, match[2])))
    title, firm = _at_firm(title)
    item = {"name": name, "initials": initials, "title": title, "firm": firm or ours, "role": role}
    item |= {
        "responsibility": ", ".join(filter(None, (part, *rest[1:]))).rstrip(" ."),
        "email": mail[0] if mail else "",
    }
    remark = ". ".join(filter(None, (aside, *(said.strip(" .") for said in remarks))))
    return Person({k: v for k, v in item.items() if v}, remark, writer, called)


def _sentences(text: str) -> list[str]:
    """What is said of somebody, and what follows behind a full stop: a remark, where it is none of a job."""
    for match in _STOP.finditer(text):
        rest = text[match.end() :]
        if says_felt(rest):
            return [text[: match.start()], rest]
    return _SENTENCE.split(text, maxsplit=1)


def _with_comma(text: str, *, alone: bool = False) -> str:
    """ "Ann Lee (me) sales, …": the same with a comma between the name and the job behind it.

    One word is a name only where it is asked for, beside other people: a "Plant manager" has none.
    """
    match = _RULED.match(text.strip())
    if not match or not is_post(match["job"]) or any(word[:1].isupper() for word in match["job"].split()):
        return text
    name = _BRACKETS.sub("", match["name"]).strip()
    if not (meaning.is_name(name) or (alone and " " not in name and not is_department(name))):
        return text
    return f"{match['name']}, {text.strip()[match.start('job') :]}"


def is_post(text: str) -> bool:
    """Whether a text says what somebody is: a job, whoever sells, a department."""
    return meaning.is_job(text) or is_department(text) or is_seller(text)


def people(line: str) -> list[str]:
    """The people of a line, each with what is said of them: "Ann Lee (CFO), Bo Hill, IT" are two."""
    found = list[str]()
    for apart in _BLANKS.split(_with_comma(line)):
        if found and not begins(apart):
            found[-1] += f" {apart}"
        else:
            found += _joined(list(_parts(apart)))
    return found


def _joined(parts: list[tuple[str, str]]) -> list[str]:
    """The parts of a line, those that say something of the person before with it."""
    found = list[str]()
    parts = [(mark, _with_comma(text, alone=at > 0)) for at, (mark, text) in enumerate(parts)]
    names = [begins(text) and not (at and _is_helper(text)) for at, (_, text) in enumerate(parts)]
    bare = all(names) and (
        len(parts) >= _SEVERAL or any(_AND.fullmatch(mark.strip()) for mark, _ in parts[1:])
    )
    for at, (mark, text) in enumerate(parts):
        apart = ";" in mark or bare or _says_job(text) or _AND.fullmatch(mark.strip())
        told = not any(names[n] for n in (1, at + 1) if n < len(names))  # "Ann Lee, CFO, Bo Hill, IT"
        goes_on = at and _AND.fullmatch(mark.strip()) and _says_work(found[-1]) and not _is_whole(text)
        if at and (goes_on or not (names[at] and names[0] and (apart or (told and at + 1 < len(parts))))):
            found[-1] += mark + text
        else:
            found.append(text)
    return found


def _is_helper(text: str) -> bool:
    """Whether a text behind a comma is a firm that helps: "Integrator Acme"."""
    return words.Names().side_in(text.partition("(")[0]) == "partner" and len(text.split()) > 1


def _says_work(text: str) -> bool:
    """Whether a job stands behind a comma, which may go on with "and"."""
    return meaning.is_job(text.partition(",")[2])


def _is_whole(text: str) -> bool:
    """Whether a text begins with a first and a last name."""
    return meaning.is_name(_HEAD.split(without_honorific(text), maxsplit=1)[0])


def are_people(line: Any) -> bool:
    """Whether a text names people and says of one what their job is: "Ann Lee (CFO), Bo Hill"."""
    if not isinstance(line, str):
        return False
    found = people(line)
    if not all(map(begins, found)):
        return False
    jobs = [job for job in (_behind(text) for text in found) if job]
    return any(map(is_post, jobs)) or (len(found) > 1 and bool(jobs))


def may_be_reached(line: Any) -> bool:
    """Whether a text names people, or one and how to reach them: "Ann Lee (PDL), +44 1632 960 001"."""
    if are_people(line):
        return True
    told = isinstance(line, str) and (_MAIL.search(line) or _PHONE.search(line)) is not None
    return told and begins(line)


def _behind(text: str) -> str:
    """What stands behind a name: in brackets, behind a comma or a dash."""
    item = person(text).item
    return str(item.get("title") or item.get("responsibility") or "")


def _parts(line: str) -> Iterator[tuple[str, str]]:
    """The parts between commas and the like outside of brackets, each with the mark before it."""
    hidden = _BRACKETS.sub(lambda m: "_" * len(m[0]), line)
    start, mark = 0, ""
    for match in _PART.finditer(hidden):
        yield mark, line[start : match.start()].strip()
        start, mark = match.end(), match[0]
    yield mark, line[start:].strip()


def begins(text: str) -> bool:
    """Whether a part begins with somebody's name."""
    text = _with_comma(text)
    head = without_honorific(_HEAD.split(_without_writer(_without_initials(text)[0])[0], maxsplit=1)[0])
    if meaning.is_name(head):
        return not is_firm(head) and not is_department(head)
    alone = head[:1].isupper() and head.isalpha() and not head.isupper() and not is_department(head)
    behind = text.partition(",")[2].split(",")[0]
    job = ":" not in text.partition(",")[0] and is_post(behind)  # "Suresh, bookkeeper"
    return alone and (_is_annotated(text) or job) and not meaning.is_job(head)


def _says_job(text: str) -> bool:
    """Whether something in brackets stands behind a name, or a job behind a dash or a blank."""
    if begins(text) and is_post(text.partition(", ")[2]):
        return True
    _, *behind = _DASH.split(text)
    return bool(_ANNOTATED.match(text) or _FOR.match(text)) or any(
        meaning.is_job(t) or is_department(t) for t in behind[:1]
    )


def whole_title(item: dict[str, Any], line: str) -> str:
    """The job with the place or firm behind it, as the line has them: "planner at Dover St"."""
    match = re.search(rf"{re.escape(item['title'])}\s+\S+\s+{re.escape(item['firm'])}", line)
    return match[0] if match else str(item["title"])


def _is_annotated(text: str) -> bool:
    return bool(_ANNOTATED.match(text) or _DASH.search(text))


def as_written(name: str, email: str) -> str:
    """A name without what stands in brackets behind it ("Ann Lee (Legal)"), and with its capitals.

    A name in small letters alone has those of the address ("ann mcroy", "Ann.McRoy@…"), or else its own.
    """
    head, beside = _title_in_brackets(name)
    if beside and is_post(beside) and meaning.is_name(head):
        return head
    if not name.islower() or not meaning.is_name(name.title()):
        return name
    capitals = {part.casefold(): part for part in _DOTS.split(email.partition("@")[0]) if not part.islower()}
    return " ".join(capitals.get(word, word.title()) for word in name.split())


def _title_in_brackets(head: str) -> tuple[str, str]:
    """ "Ann Lee (CFO)": the name, and a job or what else is said of somebody; initials stay with the name."""
    match = _ANNOTATED.match(head)
    if not match or match[3] or split_initials(head)[1]:
        return head, ""
    letters = match[2].isupper() and len(match[2]) <= _ABBREVIATION  # that are not those of the name
    if not letters and not _is_work(match[2]):
        return head, ""
    return match[1], match[2].strip()


def _is_work(text: str) -> bool:
    """Whether a text says what somebody does: a job, a department, words without a capital."""
    listed = len(_LISTED.split(text)) > 1  # "Setup + training"
    return (
        meaning.is_job(text)
        or is_department(text)
        or listed
        or (text[:1].islower() and text.casefold() == text)
    )


def _title_and_part(text: str) -> tuple[str, str]:
    """ "Managing Director at Acme, signs it off": a job, and what somebody does in the plan."""
    job, colon, part = text.partition(": ")
    if colon and meaning.is_job(job):  # "Finance Director: checks the sums"
        return job.strip(), part.strip()
    job, *behind = _COMMA.split(text, maxsplit=1)
    part = behind[0] if behind else ""
    places = (word for word in part.split() if not _PART.fullmatch(word))
    of_place = all(word[:1].isupper() for word in places)  # "Branch Manager, Mill Fork and Dunmore"
    return (
        (job, part) if part and meaning.is_job(job) and not (meaning.is_job(part) or of_place) else (text, "")
    )


def _at_firm(title: str) -> tuple[str, str]:
    """ "Managing Director at Acme": the job and the firm."""
    match = _AT.match(title)
    return (match[1], match[2]) if match and meaning.is_job(match[1]) else (title, "")


def _is_beside(job: str, text: str) -> bool:
    """Whether brackets behind a job say something else than which: "manager (part time)"."""
    return meaning.is_job(job) or (text[:1].islower() and " " in text)


def _says_part(text: str) -> bool:
    """Whether a few words say what somebody does in the plan: "runs the trial"."""
    plain = key(text)
    said = plain.split(" ")
    does = said[0] in words.keys_of("speech", "works") or words.has_phrase(plain, "speech", "parts")
    return len(said) <= _FEW and does and not is_attitude(text)


def does_something(text: str) -> bool:
    """Whether one of the things said of somebody is a part in the plan: "executive sponsor, signs"."""
    return any(_decides(part) or _says_part(part) for part in text.split(", "))


def says_only_part(text: str) -> bool:
    """Whether a text says what somebody does, and no more: "signs", "runs the pilot", "CFO"."""
    if _STOP.search(text) or says_felt(text):
        return False
    return does_something(text) or (is_post(text) and len(text.split()) <= _FEW)


def _is_remark(text: str) -> bool:
    """Whether brackets say several things of somebody, none of which is that they decide."""
    parts = text.split(", ")
    return text[:1].islower() and len(parts) > 1 and not does_something(text)


def _is_title(text: str) -> bool:
    """Whether what stands behind a name and a comma is a job: "MD", "Transport Manager"; "Ann" is none."""
    return meaning.is_job(text) or (text.isupper() and len(text) <= _ABBREVIATION) or " " in text


def _each(rest: list[str]) -> Iterator[str]:
    yield from (part.strip() for said in rest for part in said.split(", "))


def _beside_felt(rest: list[str]) -> Iterator[str]:
    """What stands behind a dash beside what the vendor thinks of somebody, and is no part in the plan."""
    for said in rest[1:]:
        parts = [part.strip() for part in _COMMA.split(said)]
        if any(map(is_attitude, parts)):
            yield from (part for part in parts if not (does_something(part) or is_post(part)))


def says_felt(text: str) -> bool:
    """Whether a text, or a part of it, is said of somebody by whoever sells: "signs, never met him"."""
    felt = any(map(is_attitude, text.split(", ")))
    return felt or words.speaks_of_us(text) or words.says_of_self(text)


def is_attitude(text: str) -> bool:
    """Whether something said of a person is what the vendor thinks of them: "our fan", "hates meetings"."""
    plain = key(text)
    ours = plain.split(" ")[0] in words.keys_of("speech", "possessive")
    denied = not words.keys_of("speech", "denials").isdisjoint(plain.split(" "))  # "never met him"
    return ours or denied or text.rstrip().endswith("!") or words.has_phrase(plain, "speech", "attitudes")


def _decides(text: str) -> bool:
    """Whether words say that somebody signs or decides."""
    said = (*words.raw()["notes"]["deciding"], *words.raw()["notes"]["deciding_alone"], "signs", "signe")
    return any(f" {key(w)} " in f" {key(text)} " for w in said)


def is_seller(text: str) -> bool:
    """Whether a job is that of whoever sells: "Account Manager", "Comercial"."""
    plain = f" {key(text)} "
    return any(f" {key(w)} " in plain for w in words.raw()["speech"]["sales"])


def _without_initials(text: str) -> tuple[str, str]:
    """ "AL Ann Lee, CFO": the line, and the letters before the name, where they are those of the name."""
    match = _LETTERS.match(text.strip())
    if not match:
        return text, ""
    bare = _HEAD.split(without_honorific(_without_writer(match[2])[0]), maxsplit=1)[0]
    firsts = [key(w)[:1] for w in _NAME_PARTS.split(bare) if w]
    letters = key(match[1])
    own = len(firsts) > 1 and firsts[0] == letters[:1] and letters[-1:] in firsts[1:]
    return (match[2], match[1]) if own else (text, "")


def _without_nickname(text: str) -> tuple[str, str]:
    """ "Fiona Marchetti (everyone calls her Fi)": the line, and what else she is called."""
    for match in _BRACKETS.finditer(text):
        said = key(match[0])
        *_, last = match[0].strip("() \"'“”‘’").split() or [""]
        polite = match[0].strip("() ")
        if without_courtesy(polite) != polite and key(last) in key(text[: match.start()]).split(" "):
            return text[: match.start()] + " " + text[match.end() :], polite  # "(seu Osvaldo)"
        if len(last) == 1 and without_honorific(polite) == last != polite:  # "(Dr. V)"
            return text[: match.start()] + " " + text[match.end() :], polite
        quoted = _IN_QUOTES.fullmatch(match[0])  # "Priyanka Soltesz (“Pri”)"
        if last[:1].isupper() and (quoted or words.has_phrase(said, "speech", "called")):
            return text[: match.start()] + " " + text[match.end() :], last.strip("\"'“”‘’")
    return text, ""


def _without_writer(text: str) -> tuple[str, bool]:
    """ "Ann Lee (me)", "me (Ann Lee)": who wrote the line."""
    if match := _ANNOTATED.match(text.strip()):
        before, inside, rest = match[1], match[2], match[3]
        if key(before) in writers():
            return f"{inside} {rest}".strip(), True
    for match in _BRACKETS.finditer(text):
        if key(match[0]) in writers():
            return text[: match.start()] + " " + text[match.end() :], True
    return text, False


def _without_ours(text: str) -> tuple[str, str]:
    """ "Ann Lee, onboarding (ours)": the line, and the word that says that somebody is the writer's own."""
    for match in _BRACKETS.finditer(text):
        said = key(match[0])
        if said in words.keys_of("speech", "ours") and said not in writers():
            return text[: match.start()] + " " + text[match.end() :], match[0].strip("() ")
    return text, ""


def _without_aside(text: str) -> tuple[str, str]:
    """ "… - runs the vans (likes us)": what is said in brackets about the vendor, from the vendor's side."""
    for match in _BRACKETS.finditer(text):
        if says_felt(match[0].strip("()")) and not meaning.is_job(match[0]):
            return text[: match.start()] + " " + text[match.end() :], match[0].strip("() ")
    return text, ""


def _without_role(text: str) -> tuple[str, str]:
    """Take out what only we call people ("champion!!")."""
    for match in re.finditer(r"\(([^()]*)\)", text):
        if key(match[1]) in roles():
            return text[: match.start()] + " " + text[match.end() :], match[1].strip("! ")
    return text, ""


@cache
def writers() -> frozenset[str]:
    """What people call themselves: "me"."""
    return frozenset(key(w) for w in words.raw()["speech"]["writer"])


@cache
def roles() -> frozenset[str]:
    """What only a vendor calls people."""
    return frozenset(key(w) for w in words.raw()["notes"]["roles"])
