"""What of all that must not be read stands in a text, each as a finding with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mutualplan_deck.findings import Audience, Finding, Level
from mutualplan_deck.outputs.audit.secrets import Secret
from mutualplan_deck.outputs.audit.views import Kind, View, seen, squeezed
from mutualplan_deck.outputs.audit.watch import Watch
from mutualplan_deck.plan.words import found, without, words_of
from mutualplan_deck.regex import regex

_MAIL = regex(r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}\b")
_PATH = regex(
    r"\b[A-Za-z]:\\(?:[^\\\s<>\"|?*]+\\)+[^\\\s<>\"|?*]*|file:///?[^\s\"'<>]+|\\\\[\w.-]+\\[^\s\"<>]+"
    r"|(?<![\w.:/-])/(?:home|Users|root|tmp|var|mnt|private|Volumes)/[^\s\"'<>]+"
)
_UNFILLED = regex(
    r"\{\{\s*\w+[^{}]*\}\}|\[(?:name|customer|company|date|kunde|nom|nombre|client)\]", re.IGNORECASE
)
_NUMBER = regex(r"\d(?:[.,'’\u00a0\u202f ]?\d)+")
_TAIL = regex(r"[.,]0{1,2}$|(?<=\d)[.,]\d{1,2}$")
_SHOWN = 60
_ASK = "Take it out of that part of the file, or of the plan if it may be told, and check again"


def search(view: View, watch: Watch) -> Iterator[Finding]:
    """Everything in one reading of a part that is the vendor's own or nobody's business."""
    if view.kind is Kind.UNOPENED:
        yield _finding("AU108", view, f"It can’t be searched: {view.text}")
        return
    if view.kind is Kind.AUTHOR:
        yield from _author(view, watch)
        return
    yield from _secrets(view, watch)
    if view.kind is not Kind.RAW:
        yield from _strangers(view, watch)
    if view.kind is Kind.PROSE:
        yield from _numbers(view, watch)
        yield from _words(view, watch)


def _finding(code: str, view: View, message: str, pointer: str = "", level: Level = Level.ERROR) -> Finding:
    return Finding(code, level, message, _ASK, view.part, pointer, audience=Audience.INTERNAL)


def _secrets(view: View, watch: Watch) -> Iterator[Finding]:
    letters = squeezed(view.text)
    for text, secret in watch.anywhere.items():
        if text in letters:
            yield _told(view, secret)
    if view.kind is not Kind.RAW:
        yield from _spoken(view, watch)


def _spoken(view: View, watch: Watch) -> Iterator[Finding]:
    """Short secrets, as whole words."""
    words = words_of(seen(view.text))
    if watch.words.keys().isdisjoint(words):
        return
    for n, word in enumerate(words):
        for secret_words, secret in watch.words.get(word, ()):
            if words[n : n + len(secret_words)] == secret_words:
                yield _told(view, secret)


def _told(view: View, secret: Secret) -> Finding:
    return _finding(secret.code, view, f"It holds “{_cut(secret.text)}”, {secret.why}", secret.pointer)


def _numbers(view: View, watch: Watch) -> Iterator[Finding]:
    if not watch.numbers:
        return
    for number in _NUMBER.findall(seen(view.text)):
        for digits in {re.sub(r"\D", "", number), re.sub(r"\D", "", _TAIL.sub("", number))}:
            if digits in watch.numbers:
                secret = watch.numbers[digits]
                yield _finding(
                    secret.code, view, f"It holds the number {number}, {secret.why}", secret.pointer
                )


def _words(view: View, watch: Watch) -> Iterator[Finding]:
    """Words of the vendor's own notes, and placeholders nobody has filled."""
    text = seen(view.text)
    if unfilled := _UNFILLED.search(text):
        yield _finding("AU109", view, f"It holds “{_cut(unfilled[0])}”, a placeholder that nobody has filled")
    for line in text.splitlines():
        if word := _forbidden(line, watch):
            yield _finding(
                "AU103", view, f"“{_cut(line.strip())}” holds “{word}”, a word for the vendor’s own notes"
            )


def _forbidden(line: str, watch: Watch) -> str:
    if not found("leak", line, watch.locale):
        return ""
    rest = without("not_leak", line, watch.locale)
    for allowed in watch.allowed_words:
        rest = rest.replace(f" {' '.join(words_of(allowed))} ", " ")
    return found("leak", rest, watch.locale)


def _strangers(view: View, watch: Watch) -> Iterator[Finding]:
    """Addresses of somebody else's, and places on somebody's disk."""
    text = seen(view.text)
    for address in dict.fromkeys(_MAIL.findall(text)) if "@" in text else ():
        if not watch.known.writes_to(address):
            yield _finding("AU105", view, f"It holds {address}, an e-mail address of somebody else’s")
    if path := _PATH.search(text):
        yield _finding(
            "AU107", view, f"It holds {_cut(path[0])}, a place on somebody’s disk", level=Level.WARNING
        )


def _author(view: View, watch: Watch) -> Iterator[Finding]:
    name = squeezed(view.text)
    if name and name not in watch.known.authors:
        message = f"It names “{_cut(view.text)}” as its author, who is not in the plan"
        yield _finding("AU106", view, message, level=Level.WARNING)
    yield from _secrets(view, watch)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"
