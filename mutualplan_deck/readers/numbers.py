"""Numbers and money as people type them: "2.9", "1.250.000 €", "£1.2m", "0,38 Mio. €", "T€ 215"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache

from msgspec import Struct

from mutualplan_deck.readers import words
from mutualplan_deck.readers.currency_names import named
from mutualplan_deck.regex import regex

MAX_DIGITS = 40

_PLAIN = regex(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?\Z", re.ASCII)
_SHAPE = regex(
    r"(?P<before>[^\d.,+-]*)(?P<core>[-+]?\d[\d.,' ]*(?<=\d)|[-+]?[.,]\d+)(?P<after>[^\d]*)\Z", re.ASCII
)
_SURE = regex(r"(?<![\w.,])(\d+[.,]\d{1,2})\s?%|[£$€]\s?(\d[\d.,]*\d)")
_THOUSAND = 1000
_MANY_DIGITS = 3
_COUNTRY = r"(?:ca|can|cad|cdn|us|au|nz)\b"
_DOLLAR = regex(
    rf"(?<![a-z])(?:us|ca|au|nz|hk|sg|mx|nt|[acsr])\$|usd|dollar|\$ ?{_COUNTRY}"
)  # that says whose it is
_WHOSE = regex(rf"\$ (?={_COUNTRY})")  # "3 $ CA"
_SIGNED = regex(r"\A([-+])\s?([^\d\s.,+-]{0,4}\s?)(?=\d)")  # -£480k
_NATIONAL = regex(
    r"\s*\bM\.\s?N\.|(?<=\d)\.?[-–—]{1,2}\Z|(?<=[^\W\d_])\.(?=\s?\d)"
)  # "$1,000.00 M.N.", "Fr. 1'000.--"
_SPACES = str.maketrans("\u00a0\u202f\u2009\u2007’−–", "    '--")
_YEARLY = {"p a", "pa", "a", "per year", "a year", "year", "yr", "per annum", "annually"} | {
    *("pro jahr", "par an", "al ano"),
}


class Amount(Struct, frozen=True):
    """A number as typed; `other` is a second reading where the text allows two, `rest` unread words."""

    value: Decimal
    currency: str = ""
    other: Decimal | None = None
    rest: str = ""


def amount(text: str, decimal: str = "") -> Amount | None:
    """The number in `text`, or None. `decimal` is the language's decimal mark (`.`, `,`, or not known)."""
    tidy = text.translate(_SPACES).strip()
    if _PLAIN.match(tidy) and not _three_after_point(tidy):
        return _sane(Amount(Decimal(tidy)))
    tidy, roughly = _without_about(_SIGNED.sub(r"\2\1", _NATIONAL.sub("", tidy)))
    if not any(map(str.isdigit, tidy)):
        return Amount(Decimal(0)) if words.key(tidy) in words.keys_of("zero") else None
    shape = _SHAPE.match(tidy)
    core = _core(shape["core"], decimal) if shape else None
    if shape is None or core is None:
        return None
    before = "zar" if _is_rand(shape) else shape["before"]
    currency, scale, rest = _around(before, shape["after"])
    mil = "mil" if scale == _THOUSAND and re.search(r"\d\.\d{1,2}\s*mil\b", tidy) else ""  # a million, maybe
    rest = " ".join(filter(None, (roughly, rest, mil)))
    if currency and scale == 1 and core[1] is not None:
        core = max(core[0], core[1], key=abs), None  # nobody writes a thousandth of a euro
    other = None if core[1] is None else times(core[1], scale)
    return _sane(Amount(times(core[0], scale), currency, other, rest))


def _is_rand(shape: re.Match[str]) -> bool:
    """Whether a letter before a figure is the South African rand's: "R4,10m", "R780 000"; not "R2"."""
    long = sum(map(str.isdigit, shape["core"])) >= _MANY_DIGITS or "," in shape["core"]
    return shape["before"].strip() == "R" and (long or any(t in _scales() for t in _tokens(shape["after"])))


def _without_about(text: str) -> tuple[str, str]:
    """A text without "ca." before it or a plus behind it, and the word that says so."""
    match = _about().match(text)
    bare = without_bound((text[match.end() :] if match else text).rstrip("+").rstrip())
    return bare, match[1].strip() if match else ""


def without_bound(text: str) -> str:
    """A figure without what says behind it that it is a bound: "20 h" of "20 h or less"."""
    match = _bound().search(text)
    return text[: match.start()] if match else text


@cache
def _bound() -> re.Pattern[str]:
    said = sorted(words.raw()["bounds"], key=len, reverse=True)
    return re.compile(rf"\s+(?:{'|'.join(map(re.escape, said))})\.?\Z", re.IGNORECASE)


def is_about(text: str) -> bool:
    """Whether a word only says that a figure is a rough or a largest one: "max."."""
    return text.strip(" .").casefold() in words.raw()["about"]


@cache
def _about() -> re.Pattern[str]:
    said = sorted(words.raw()["about"], key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, said))})(?:\.\s*|\s+)(?=\D{{0,5}}\d)", re.IGNORECASE)


def times(value: Decimal, scale: Decimal) -> Decimal:
    """The product of an amount and its scale, without the zeros after the point that scaling leaves."""
    product = value * scale
    whole = product == product.to_integral_value() and in_range(product)
    return product.quantize(Decimal(1)) if whole and scale != 1 else product


def decimal_of(texts: Iterable[str]) -> str:
    """The decimal mark of a column, where some of its numbers allow one reading only, or ""."""
    found = {mark for text in texts if (mark := _mark_of(text.translate(_SPACES).strip()))}
    return found.pop() if len(found) == 1 else ""


def mark_by_most(texts: Iterable[str]) -> str:
    """The decimal mark of most figures in sentences that are sure to be some: per cents, amounts of money."""
    found = [mark for t in texts for m in _SURE.finditer(t) if (mark := _mark_of(m[1] or m[2]))]
    points, commas = found.count("."), found.count(",")
    return "." if points > 2 * commas else "," if commas > 2 * points else ""


def _mark_of(text: str) -> str:
    shape = _SHAPE.match(text)
    marks = [c for c in shape["core"] if c in ".,"] if shape else []
    if shape is None or not marks or re.search(r"[.,]\s", shape["core"]):  # "3, 4" are two
        return ""
    if len(set(marks)) == 2:
        return marks[-1]
    if len(marks) > 1:
        return "," if marks[0] == "." else "."
    clear = not re.fullmatch(r"[-+]?[1-9]\d{0,2}[.,]\d{3}", shape["core"].replace(" ", ""))
    return marks[0] if clear else ""


def _three_after_point(text: str) -> bool:
    return re.fullmatch(r"[-+]?[1-9]\d{0,2}\.\d{3}", text) is not None


def _sane(read: Amount) -> Amount | None:
    return read if in_range(read.value) else None


def in_range(value: Decimal) -> bool:
    """Whether a number is finite and of a size that can be shown."""
    if not value.is_finite():
        return False
    return not value or (abs(value.adjusted()) <= MAX_DIGITS and len(value.as_tuple().digits) <= MAX_DIGITS)


def _core(core: str, decimal: str) -> tuple[Decimal, Decimal | None] | None:
    """The digits' value, and the other reading where a single mark stands before three digits."""
    apart = "'" in core and core.rstrip("0123456789")[-1:] in (".", ",")
    digits = core.replace(" ", "").replace("'", "," if apart and {",", "."} <= set(core) else "")
    marks = [c for c in digits if c in ".,"]
    if not marks:
        return _both(digits)
    if len(set(marks)) == 2:
        return _grouped(digits, last=marks[-1]) if marks.count(marks[-1]) == 1 else None
    if len(marks) > 1:
        return _grouped(digits, last="")
    if apart and re.search(r"[.,]\d{3}\Z", digits):  # 1'250.000, as millions are written in Latin America
        return _both(digits.replace(marks[0], ""), digits.replace(marks[0], "."))
    return _one_mark(digits, marks[0], decimal)


def _one_mark(digits: str, mark: str, decimal: str) -> tuple[Decimal, Decimal | None] | None:
    pointed, joined = digits.replace(mark, "."), digits.replace(mark, "")
    if not re.fullmatch(r"[-+]?[1-9]\d{0,2}[.,]\d{3}", digits):
        return _both(pointed)
    if decimal and mark != decimal:
        return _both(joined)
    as_decimal = decimal == mark or (not decimal and mark == ".")
    return _both(*((pointed, joined) if as_decimal else (joined, pointed)))


def _grouped(digits: str, last: str) -> tuple[Decimal, Decimal | None] | None:
    whole, _, fraction = digits.rpartition(last) if last else (digits, "", "")
    groups = re.split(r"[.,]", whole.lstrip("+-"))
    if not (1 <= len(groups[0]) <= 3 and all(len(g) in (2, 3) for g in groups[1:]) and len(groups[-1]) == 3):
        return None
    return _both(re.sub(r"[.,]", "", whole) + (f".{fraction}" if last else ""))


def _both(first: str, second: str = "") -> tuple[Decimal, Decimal | None] | None:
    try:
        return Decimal(first), Decimal(second) if second else None
    except InvalidOperation:
        return None


def _around(before: str, after: str) -> tuple[str, Decimal, str]:
    """Currency, scale and words that are neither, of what stands around the digits."""
    scale, rest = Decimal(1), []
    currency, left = named(f"{before} {after}")
    for token in _tokens(left):
        if token in _scales():
            scale *= _scales()[token]
            currency = currency or next((code for sign, code in _signs().items() if sign in token), "")
        elif token in _currencies():
            currency = currency or _currencies()[token]
        elif token not in {"%", "+", "~", "c", "ca"}:
            rest.append(token)
    left = words.key(" ".join(rest))
    return currency, scale, "" if left in _YEARLY else left


def _tokens(text: str) -> list[str]:
    """Words of a prefix or suffix; a scale and a currency may stick together ("m€", "T€", "kUSD")."""
    found: list[str] = []
    for token in _WHOSE.sub("$", text.casefold()).replace("/", " ").replace(".", " ").split():
        found.extend(_split(token))
    return found


def _split(token: str) -> list[str]:
    if token in _currencies() or token in _scales():
        return [token]
    for cut in range(1, len(token)):
        head, tail = token[:cut], token[cut:]
        if head == "t" and tail in _currencies():
            return ["tsd", tail]
        if (head in _scales() and tail in _currencies()) or (head in _currencies() and tail in _scales()):
            return [head, tail]
    return [token]


def is_scale(word: str) -> bool:
    """Whether a word behind a figure says how large it is: "Mio.", "k", "millones"."""
    return word.casefold().rstrip(".") in _scales()


@cache
def _scales() -> Mapping[str, Decimal]:
    return {w.rstrip("."): Decimal(size) for size, names in words.raw()["scales"].items() for w in names}


@cache
def _currencies() -> Mapping[str, str]:
    return {w.rstrip("."): code for code, names in words.raw()["currencies"].items() for w in names}


@cache
def _signs() -> Mapping[str, str]:
    """Currencies by a sign that is no letter: "€", which may stand in a scale ("T€")."""
    return {w: code for w, code in _currencies().items() if len(w) == 1 and not w.isalpha()}


def scale_of(text: str) -> Decimal:
    """What a header says amounts are counted in: "k€ / an", "Miles de €", "in Tsd. CHF", "$000s"; else 1."""
    if re.search(r"(?<![\d.,])(?<!\d\s)['’]?000s?\b(?!\s?[\d.,])", text):
        return Decimal(1000)
    found = [_scales()[t] for t in _tokens(re.sub(r"[()\[\],]", " ", text)) if t in _scales()]
    worded = next((size for word, size in _worded_scales() if word in text.casefold()), None)
    return worded or (found[0] if found else Decimal(1))


def times_a_year(text: str) -> Decimal:
    """How many of the spans that a text names a year has: 12 for "per month"; 1 where it names none."""
    said = set(re.findall(r"[^\W\d_]+", text.casefold()))
    found = {Decimal(times) for times, span in words.raw()["spans"].items() if said & set(span)}
    return found.pop() if len(found) == 1 else Decimal(1)


def is_span(word: str) -> bool:
    """Whether a word is a span of time that amounts are counted by: "year", "Monat"."""
    return any(word in said for said in words.raw()["spans"].values())


@cache
def _worded_scales() -> tuple[tuple[str, Decimal], ...]:
    return tuple((w, Decimal(size)) for size, said in words.raw()["in_scale"].items() for w in said)


def without_percent(text: str) -> str:
    """A text without the sign of per cent behind its figure."""
    return re.sub(r"(?<=\d)\s?%", "", text)


def is_bare_dollar(text: str) -> bool:
    """Whether an amount has a dollar sign that does not say whose dollar it is."""
    return "$" in text and _DOLLAR.search(text.casefold()) is None


@cache
def dollars() -> frozenset[str]:
    """The codes of the currencies that are written with a dollar sign."""
    return frozenset(words.raw()["dollars"])


def currency_of(text: str) -> str:
    """The currency code a text names ("EUR, netto", "AUD (ex GST)", "£"), or ""."""
    code, text = named(text)
    if code:
        return code
    for token in re.split(r"[\s,;()/]+", _WHOSE.sub("$", text.casefold())):
        if token in _currencies():
            return _currencies()[token]
    code = text.strip()
    return code if re.fullmatch(r"[A-Z]{3}", code) else ""
