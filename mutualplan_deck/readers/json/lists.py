"""Which lists of another tool's JSON are which section: by key, by their items, by what these refer to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from msgspec import Struct, field

from mutualplan_deck.readers import meaning, words
from mutualplan_deck.readers.fields import sections
from mutualplan_deck.readers.headings import column_of, others_of, section_near
from mutualplan_deck.readers.statuses import standing
from mutualplan_deck.readers.words import Names, key, spaced
from mutualplan_deck.regex import regex

MAX_DEPTH = 40
_MOST = 0.6  # of the items of a list
_HALF = 0.5  # of those of a list that is called as people are
_ALIKE = 0.8  # of the keys of both
_SENTENCE = 6  # words
_SHORT_ID = 3  # letters of "oid"
_PAIR = 2  # first and last name
_FEW = 3  # items of a list of steps
_YEAR_2000, _YEAR_2065 = 946_684_800_000, 2_997_993_600_000  # ms since 1970
_STATE = 24  # letters of a state
_FEW_CODES, _CODE = 12, 6  # objects, and letters of the code of each
_SMALL = 4  # keys of an object that only calls a state something
_MAIN = ("statement", "title", "name")
_NAMED = ("issues", "problems", "capabilities", "outcomes", "risks", "people", "steps")
_DAY = len("2027-01-01")
_TIME = len("2027-01-01T00:00:00.000000+00:00") + 1
_DECIMAL = regex(r"\d+(?:\.\d{1,2})?")
_WORTH = 1000  # at least, of what a gain is worth a year
_INDEX = regex(r"/\d+(?=/|$)")
_ID_LIKE = regex(r"[\d_-]")
_NONE = Names()
FIRM = "company name"
"""The key of a side's name, where an object is known to be a side by what it says."""
Item = Mapping[str, Any]


class Listed(Struct):
    """The objects of all lists that stand at the same keys, whatever groups they are parted in."""

    name: str
    items: list[Item] = field(default_factory=list)


def said(what: str) -> frozenset[str]:
    """The keys of a kind of `[json]` in synonyms.toml."""
    return _said()[what]


@cache
def _said() -> Mapping[str, frozenset[str]]:
    return {what: frozenset(map(key, listed)) for what, listed in words.raw()["json"].items()}


def pattern_of(place: str) -> str:
    """A place with every position in a list made `*`: the lists of all groups are one."""
    return _INDEX.sub("/*", place)


class Column(str):
    """A key that stands for another place in the file: the title of a column, for the id that cells have."""

    at: str
    column: str

    def __new__(cls, title: str, at: str, column: str = "") -> Column:
        """`at`: where the value stands, as a pointer from the object that has the key; `column`: its id."""
        made = super().__new__(cls, title)
        made.at, made.column = at, column
        return made


class Renamed(Column):
    """A key that the file has in other words, and no title of a column."""


class Entries(list[Any]):
    """A list that the file has as an object by ids: {"p-02": {…}, "p-03": {…}}; `names` are these ids.

    `kind` is what its items are, where it is part of a list of several sorts.
    """

    names: tuple[str, ...] = ()
    kind: str = ""


def entries(listed: list[Any]) -> Iterator[tuple[int | Column, Any]]:
    """The members of a list, each with what `child` makes its place of."""
    if isinstance(listed, Entries):
        yield from ((Column(n, child("", n)), v) for n, v in zip(listed.names, listed, strict=True))
    else:
        yield from enumerate(listed)


def of_sort(place: str, listed: Any) -> str:
    """What tells a list from others at the same place: its sort."""
    return f"{place}#{listed.kind}" if isinstance(listed, Entries) and listed.kind else place


def child(place: str, name: str | int) -> str:
    """The place of a member (RFC 6901)."""
    if isinstance(name, Column):
        return f"{place}{name.at}"
    return f"{place}/{str(name).replace('~', '~0').replace('/', '~1')}"


def sections_in(data: Item) -> Mapping[str, str]:
    """The section of each list that is one, by its pattern, or by its place where a heading names it."""
    listed: dict[str, Listed] = {}
    for place, name, items in lists_in(data):
        # lists under other headings are others, though they stand at the same keys
        by_heading = name != place.rpartition("/")[2]
        listed.setdefault(place if by_heading else pattern_of(place), Listed(name)).items.extend(items)
    told = {p: one for p, one in listed.items() if not _is_legend(one) and not _share(one, _is_side)}
    told = {p: one for p, one in told.items() if _share(one, _is_remark) < _MOST}
    found = {p: s for p, one in told.items() if (s := _of_people(one, by_name(one.name)) or _by_items(one))}
    states = frozenset(
        own for one in listed.values() if _is_legend(one) for i in one.items for own in own_ids(i)
    )
    steps = dict.fromkeys(_steps_by_values(told, found, states), "steps")
    found = {
        p: s for p, s in found.items() if s != "steps" or not any(p.startswith(f"{one}/") for one in steps)
    }
    found |= steps
    aims = ("capabilities", "problems")  # "Where we want to get to", over goals with their figures
    found |= {p: "issues" for p, s in found.items() if s in aims and _share(told[p], _is_goal) >= _MOST}
    found |= dict.fromkeys(_of_steps(listed, found), "steps")
    found |= dict.fromkeys(_parts_of_steps(listed, found), "steps")
    found |= dict.fromkeys(_answers(listed, found), "capabilities")
    # who takes part in a step is listed in it, and everybody elsewhere
    inside = {p for p, s in found.items() if s == "people" and _is_in_steps(p, found)}
    found = {p: s for p, s in found.items() if p not in inside}
    # what holds lists of a plan is a page of it, or a board, and no item
    left = {
        p: one
        for p, one in listed.items()
        if p not in found and not any(pattern_of(f).startswith(f"{pattern_of(p)}/") for f in found)
    }
    return found | _by_references(left, found, listed)


def _of_steps(listed: Mapping[str, Listed], found: Mapping[str, str]) -> Iterator[str]:
    """Lists headed as another section is, beside lists of steps with objects alike: "Show the result"."""
    steps: dict[str, set[str]] = {}
    for place in (p for p, section in found.items() if section == "steps"):
        steps.setdefault(pattern_of(place), set()).update(*listed[place].items)
    for place in (p for p, section in found.items() if section != "steps"):
        keys = steps.get(pattern_of(place), set())
        own = set[str]().union(*listed[place].items)
        if keys and len(own & keys) >= _MOST * len(own | keys):
            yield place


def _steps_by_values(
    listed: Mapping[str, Listed], found: Mapping[str, str], states: frozenset[str]
) -> Iterator[str]:
    """Lists whose objects say what, by when and how far, whatever their keys are.

    What others only say of something has no state of its own; a list in an item is a part of it. `states` are
    the ids of those that the file explains.
    """

    def has_state(item: Item) -> bool:
        return _has_state(item) or any(isinstance(v, str) and v in states for v in item.values())

    for place, one in listed.items():
        inside = any(place.startswith(f"{p}/") for p in found)
        if place in found or inside or len(one.items) < _FEW or key(spaced(one.name)) in said("comments"):
            continue
        if words.is_internal(key(spaced(one.name))) or key(spaced(one.name)) in said("past"):
            continue
        if (
            _share(one, has_state) >= _MOST
            and _share(one, _has_moment) >= _MOST
            and _share(one, _says_what) >= _MOST
        ):
            yield place


def _has_state(item: Item) -> bool:
    """Whether an object says how far it is, under a key that is known or in a word that is."""
    inner = [v for one in item.values() if isinstance(one, dict) for v in one.values()]
    named = (column_of("steps", spaced(k), _NONE) == "status" for k, v in item.items() if isinstance(v, str))
    said_so = (v for v in (*item.values(), *inner) if isinstance(v, str) and len(v) <= _STATE)
    return any(named) or any(map(meaning.surely_status, said_so))


def _has_moment(item: Item) -> bool:
    """Whether an object has a day, in words or as programs count: 1804842000000."""
    inner = (v for one in item.values() if isinstance(one, dict) for v in one.values())
    counted = (v for v in (*item.values(), *inner) if isinstance(v, int) and not isinstance(v, bool))
    return _has_day(item) or any(_YEAR_2000 < v < _YEAR_2065 for v in counted)


def _says_what(item: Item) -> bool:
    return any(meaning.is_words(v) for v in item.values())


def _parts_of_steps(listed: Mapping[str, Listed], found: Mapping[str, str]) -> Iterator[str]:
    """Lists in steps of objects that are as these: the "children" of a task."""
    for place in (p for p in listed if p not in found):
        above = next((p for p, s in found.items() if s == "steps" and place.startswith(f"{p}/")), "")
        own, keys = set[str]().union(*listed[place].items), set[str]()
        keys.update(*(listed[above].items if above else ()))
        if keys and len(own & keys) >= _ALIKE * len(own | keys):
            yield place


def _answers(listed: Mapping[str, Listed], found: Mapping[str, str]) -> Iterator[str]:
    """Lists called as gains are that have no figure and refer to problems: "levers" that ease them."""
    problems = (i for p, s in found.items() if s == "problems" for i in listed[p].items)
    ids = frozenset(own for item in problems for own in own_ids(item))
    for place in (p for p, section in found.items() if section == "outcomes"):
        items = listed[place].items
        refer = sum(bool(refers_to(item) & ids) for item in items)
        if (
            refer >= _MOST * len(items)
            and not any(map(_has_figure, items))
            and not _share(listed[place], _is_gain)
        ):
            yield place


def _is_in_steps(place: str, found: Mapping[str, str]) -> bool:
    above = (p for p, section in found.items() if section == "steps")
    return any(pattern_of(place).startswith(f"{pattern_of(p)}/") for p in above)


def title_of(item: Item) -> str:
    """What an object is called: "name", or a longer key that ends so ("phaseName"); or ""."""
    told = [(key(spaced(k)).split(" ")[-1], v) for k, v in item.items() if isinstance(v, str)]
    if called := next((v for word, v in told if word in said("titles")), ""):
        return called
    names = (v for k, v in item.items() if isinstance(v, dict) and key(spaced(k)) in said("titles"))
    whole = (v for name in names for k, v in name.items() if key(spaced(k)) in said("in_full"))
    return next((v for v in whole if isinstance(v, str)), "")  # {"name": {"full": "Ann Lee"}}


def _headed(data: Item, name: str, over: str) -> str:
    """What a list is called: by its key, or, where that says nothing, by the heading beside or over it.

    The rows of a table are told by its columns, which no heading knows.
    """
    if "columns" in data:
        return name
    if key(spaced(name)) in said("plain"):
        return name if _are_blocks(data.get(name)) else _heading(data) or over or name
    lists = [v for v in data.values() if has_objects(v)]
    alone = len(lists) == 1 and not by_name(name) and key(spaced(name)) not in said("comments")
    grouped = any(has_objects(v) for one in lists[0] if isinstance(one, dict) for v in one.values())
    return (_heading(data) or name) if alone and not grouped else name


def _are_blocks(listed: Any) -> bool:
    """Whether a list holds the blocks of a page, some of which list things in their turn."""
    inner = (
        (v for one in listed if isinstance(one, dict) for v in one.values())
        if isinstance(listed, list)
        else ()
    )
    return any(has_objects(v) or (isinstance(v, list) and any(isinstance(r, list) for r in v)) for v in inner)


def has_objects(value: Any) -> bool:
    """Whether a value is a list with objects in it."""
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def _heading(data: Item) -> str:
    """The heading in an object that names a section, as a key or in words; or ""."""
    headed = title_of(data) or _sort_of_block(data)
    return next((h for h in (headed, spaced(headed)) if section_near(h) in sections()), "")


def _sort_of_block(data: Item) -> str:
    """The sort of an object that has a plain list and no text of its own: {"type": "goals", "rows": […]}."""
    texts = [(k, v) for k, v in data.items() if isinstance(v, str) and not is_id(k)]
    listed = any(has_objects(v) and key(spaced(k)) in said("plain") for k, v in data.items())
    sorts = [v for k, v in texts if key(spaced(k)) in said("sort")]
    return sorts[0] if listed and len(sorts) == 1 and not any(" " in v for _, v in texts) else ""


def keys_in(value: Any, depth: int = 0) -> Iterator[str]:
    """All keys of a file, as often as they stand there."""
    if depth > MAX_DEPTH or not isinstance(value, dict | list):
        return
    if isinstance(value, dict):
        yield from value
    for member in value.values() if isinstance(value, dict) else value:
        yield from keys_in(member, depth + 1)


def lists_in(data: Item) -> Iterator[tuple[str, str, list[Item]]]:
    """(place, name, objects) of each list of objects in a file."""
    return _lists(data, "#", 0)


def _lists(data: Item, place: str, depth: int, over: str = "") -> Iterator[tuple[str, str, list[Item]]]:
    """(place, name, objects) of each list; `over` is what a section is called in which they stand."""
    for name, value in data.items() if depth <= MAX_DEPTH else ():
        where = child(place, name)
        if isinstance(value, dict):
            mere = key(spaced(name)) in said("plain")
            inside = (_heading(data) or over) if mere else name if by_name(name) else ""
            yield from _lists(value, where, depth + 1, inside)
        elif has_objects(value):
            yield of_sort(where, value), _headed(data, name, over), [v for v in value if isinstance(v, dict)]
            for index, item in entries(value):
                if isinstance(item, dict):  # a page, whose heading says what the lists on it are
                    yield from _lists(item, child(where, index), depth + 1, _heading(item) or over)


def _of_people(listed: Listed, section: str) -> str:
    """The section; "organisations" or "teams" that are no chart of people, but firms or groups, are none."""
    groups = _are_firms(listed) or key(spaced(listed.name)) in said("teams")
    reached = _share(listed, _is_reached) >= _MOST and _share(listed, _has_name) >= _MOST
    if section == "steps" and reached and not _share(listed, _has_day):
        return "people"  # {"cards": [{"name": "Ann Lee", "mail": "ann@acme.example"}]}
    if section == "people" and _share(listed, _is_named) < _HALF:
        return ""  # a matrix of roles
    return "" if section == "people" and groups and _share(listed, _is_person) < _MOST else section


def _are_firms(listed: Listed) -> bool:
    return key(spaced(listed.name)).removesuffix("s") in said("firms")


def states_in(data: Item) -> frozenset[str]:
    """The ids of the states that a file explains: [{"id": "s1", "label": "Not begun"}, …]."""
    legends = (one for _, name, items in lists_in(data) if _is_legend(one := Listed(name, items)))
    return frozenset(own for one in legends for item in one.items for own in own_ids(item))


def _is_remark(item: Item) -> bool:
    """Whether an object is a text, with who wrote it, and perhaps when: {"by": "u1", "text": "…"}."""
    parts = {key(spaced(k)): v for k, v in item.items() if not is_id(k)}
    wrote = [w for w in parts if w in said("writers")]
    texts = [w for w in parts if w in said("bodies") or w in said("comments")]
    rest = [w for w in parts if w not in (*wrote, *texts) and not names_day(parts[w])]
    named = all(isinstance(parts[w], str | int) and not names_day(parts[w]) for w in wrote)
    return bool(wrote) and named and len(texts) == 1 and not rest


def _is_legend(listed: Listed) -> bool:
    """Whether objects only say what the states of the tool are called, and their colours: {"s1": "Open"}."""
    told = [standing(title_of(one)) for one in listed.items if len(one) <= _SMALL]
    known = sum(state is not None and state.known for state in told)
    return known > 1 and known >= _MOST * len(listed.items) and not _share(listed, _has_day)


def _is_side(item: Item) -> bool:
    """Whether an object was found to be one of the sides, by what it says."""
    return any(isinstance(name, Column) and name == FIRM for name in item)


def _has_day(item: Item) -> bool:
    return any(names_day(v) for k, v in item.items() if not is_id(k))


@cache
def by_name(name: str) -> str:
    """The section that a list's key names, or means by its words, or by what it calls its items."""
    text = spaced(name)
    word = key(text)
    known = words.table("sections").get(word, "")
    if known or word in said("comments") or words.is_internal(word):
        return known if known in sections() else ""
    near = section_near(text)
    if near in sections():
        return near
    said_so = (text, text.removesuffix("s"))
    called = (s for s in _NAMED if any(column_of(s, one, _NONE) in _MAIN for one in said_so))
    return next(called, "") if word not in said("plain") else ""


def _by_items(listed: Listed) -> str:
    """People have an address or a job; steps say when and how far; gains what they are worth a year."""
    if _share(listed, _is_gain) >= _MOST:
        return "outcomes"
    if _share(listed, _is_goal) >= _MOST:
        return "issues"
    if key(spaced(listed.name)) in said("comments"):
        return ""
    groups = _are_firms(listed) or key(spaced(listed.name)) in said("teams")
    named = _share(listed, _is_called) >= _MOST
    if _share(listed, _is_person) >= _MOST and not groups and (named or _share(listed, _has_name) >= _MOST):
        return "people"
    if not named and _share(listed, _waits) < _MOST:
        return ""
    return "steps" if _share(listed, _is_step) >= _MOST else ""


def _share(listed: Listed, test: Callable[[Item], bool]) -> float:
    return sum(map(test, listed.items)) / len(listed.items)


def _is_called(item: Item) -> bool:
    texts = [k for k, v in item.items() if isinstance(v, str)]
    titled = any(key(spaced(k)).split(" ")[-1] in said("titles") for k in texts)
    return titled or any(column_of("steps", spaced(k), _NONE) == "title" for k in texts)


def _is_named(item: Item) -> bool:
    return _is_person(item) or _has_name(item) or _in_parts(item)


def _in_parts(item: Item) -> bool:
    """Whether an object has another with two names: {"name": {"given": "Ann", "family": "Lee"}}."""
    inner = ([*v.values()] for v in item.values() if isinstance(v, dict))
    return any(len(texts) == _PAIR and all(map(_may_be_name, texts)) for texts in inner)


def _may_be_name(value: Any) -> bool:
    """Whether a text may be somebody's first or last name: a word with a capital that is no job."""
    word = value.replace("-", "").replace("'", "") if isinstance(value, str) else ""
    return word[:1].isupper() and word.isalpha() and not word.isupper() and not meaning.is_job(value)


def _has_name(item: Item) -> bool:
    """Whether a value may be a person's name, whole or in two."""
    texts = [v for inner in (item, *_objects(item)) for v in inner.values() if isinstance(v, str)]
    single = [v for v in texts if v[:1].isupper() and v.replace("-", "").isalpha() and not meaning.is_job(v)]
    return any(map(meaning.is_name, texts)) or (len(single) > 1 and any(map(meaning.is_address, texts)))


def _is_reached(item: Item) -> bool:
    """Whether an object has an address of somebody's own."""
    return any(meaning.is_address(v) for v in item.values())


def _objects(item: Item) -> Iterator[Item]:
    """The objects right in an object: {"name": {"first": "Ann", "last": "Lee"}}."""
    yield from (v for v in item.values() if isinstance(v, dict))


def _is_person(item: Item) -> bool:
    steering = said("titles") | said("order")
    texts = (k for k, v in item.items() if isinstance(v, str) and key(spaced(k)) not in steering)
    job = any(column_of("people", spaced(k), _NONE) == "title" for k in texts)
    called = meaning.is_name(title_of(item))
    flat = not any(isinstance(v, dict | list) for v in item.values())  # a firm lists its people
    named = called or (flat and any(map(meaning.is_name, item.values())))  # {"display": "Ann Lee", …}
    job = job or (named and any(meaning.is_job(v) for v in item.values() if isinstance(v, str)))
    sorts = (v for k, v in item.items() if isinstance(v, str) and key(spaced(k)) in said("sort"))
    job = job or (called and any(key(v) in said("person") - {"id"} for v in sorts))
    return job or any(meaning.is_address(v) for v in item.values())


def _is_gain(item: Item) -> bool:
    """Whether an object's keys say what something is worth a year, and what it is today or after."""
    within = (k for inner in _objects(item) for k in inner)  # {"gauge": {"today": 96.4, "then": 98.6}}
    fields = {column_of("outcomes", spaced(k), _NONE) for k in (*item, *within)}
    if "annual_value" in fields:
        return not fields.isdisjoint(("before", "after"))
    known = {"before", "after", "unit", "id"}
    others = (
        v for k, v in item.items() if column_of("outcomes", spaced(k), _NONE) not in known and not is_id(k)
    )
    worth = any(_amount(v) >= _WORTH for v in others)
    return worth and {"before", "after"} <= fields and not any(map(names_day, item.values()))


def _amount(value: Any) -> float:
    """A number, or one written as a text of a number: "744000.00"; else 0."""
    if isinstance(value, dict):
        return max(map(_amount, value.values()), default=0)
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return float(value)
    return float(value) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else 0


def _is_goal(item: Item) -> bool:
    """Whether an object says in a sentence what is at stake, and from which figure to which."""
    figures = {k: v for k, v in item.items() if not isinstance(v, dict | list)}
    for inner in item.values():
        figures |= inner if isinstance(inner, dict) else {}
    named = [spaced(k) for k, v in figures.items() if meaning.is_number(v)]
    fields = {column_of("issues", k, _NONE) for k in named}
    fields |= {other for k in named for other in others_of("issues", k, _NONE)}
    sentence = any(isinstance(v, str) and len(v.split()) >= _SENTENCE for v in item.values())
    return sentence and {"baseline", "target"} <= fields


def _is_step(item: Item) -> bool:
    texts = (k for k, v in item.items() if isinstance(v, str))
    state = any(column_of("steps", spaced(k), _NONE) == "status" for k in texts)
    owned = any(
        column_of("steps", spaced(k), _NONE).startswith("owner") for k, v in item.items() if _names(v)
    )
    return (state or owned or _waits(item)) and any(map(names_day, item.values()))


def _waits(item: Item) -> bool:
    """Whether an object lists what must come before it, as nothing but a step does."""
    lists = (k for k, v in item.items() if isinstance(v, list))
    return any(column_of("steps", spaced(k), _NONE) == "after" for k in lists)


def _names(value: Any) -> bool:
    """Whether a value may say who: a text, some texts, or such by side."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else (value,)
    texts = [one for v in inner for one in (v if isinstance(v, list) else (v,))]
    return bool(texts) and all(isinstance(one, str) and one for one in texts)


def names_day(value: Any) -> bool:
    """Whether a value is a day or a time, or an object that holds one."""
    if isinstance(value, dict):
        return any(map(names_day, value.values()))
    return isinstance(value, str) and meaning.is_day(value[:_DAY]) and len(value) < _TIME


def _by_references(
    unknown: Mapping[str, Listed], found: Mapping[str, str], listed: Mapping[str, Listed]
) -> dict[str, str]:
    """What refers to issues is a problem, or with figures an outcome; what refers to problems, an answer."""
    more: dict[str, str] = {}
    for aimed, section in (("issues", "problems"), ("problems", "capabilities")):
        items = (i for p, s in {**found, **more}.items() if s == aimed for i in listed[p].items)
        ids = frozenset(own for item in items for own in own_ids(item))
        for pattern in (p for p in unknown if p not in more):
            one = unknown[pattern]
            if not any(_says_words(item) for item in one.items):
                continue  # {"src": "h-1", "dst": "g-1"} only ties others
            if sum(bool(refers_to(i) & ids) for i in one.items) >= _MOST * len(one.items):
                figures = aimed == "issues" and _share(one, _has_figure) >= _MOST
                more[pattern] = "outcomes" if figures else section
    return more


def _says_words(item: Item) -> bool:
    """Whether an object says something, in words."""
    texts = (v for inner in (item, *_objects(item)) for v in inner.values())
    return any(meaning.is_words(v) for v in texts)


def _has_figure(item: Item) -> bool:
    return any(isinstance(v, int | float) and not isinstance(v, bool) for v in item.values()) or any(
        _has_figure(v) for v in item.values() if isinstance(v, dict)
    )


def titles_by_id(data: Item) -> Mapping[str, str]:
    """What is called how, by its id, of all objects that are listed: {"stg_1": "Prove"}.

    And of what is only called something, by its sort and key: {"teams": {"legal": "Legal"}} is "team:legal".
    """
    found = dict(_called_in(data, 0))
    for item, own in _with_ids(data):
        if own and (title := title_of(item) or _text_within(item)):
            found.setdefault(own, title)
    for _, _, objects in lists_in(data):
        for code, title in _called_by_code(objects):
            found.setdefault(code, title)
    return found


def _called_by_code(objects: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """What a few objects without days are called, by the code of each: {"code": "V1", "nom": …}."""
    if len(objects) > _FEW_CODES or any(map(_has_moment, objects)) or not all(map(title_of, objects)):
        return
    codes = [_code_of(one) for one in objects]
    if all(codes) and len(set(codes)) == len(codes) > 1:
        yield from zip(codes, map(title_of, objects), strict=True)


def _code_of(item: Item) -> str:
    """What an object is called for short: {"code": "V1"}; or ""."""
    coded = (
        v
        for k, v in item.items()
        if isinstance(v, str) and len(v) <= _CODE and any(map(str.isdigit, v)) and meaning.is_mark(v)
        if key(spaced(k)).split(" ")[-1] in said("short") | {"código", "codigo", "kode"}
    )
    return next(coded, "")


def _text_within(item: Item) -> str:
    """What an option of a list is called: {"id": "o1", "value": {"text": "Open"}}."""
    inner = [v for v in item.values() if isinstance(v, dict) and len(v) == 1]
    texts = [v for one in inner for v in one.values() if isinstance(v, str)]
    return texts[0] if len(inner) == len(texts) == 1 else ""


def _called_in(data: Item, depth: int) -> Iterator[tuple[str, str]]:
    for name, value in data.items() if depth <= MAX_DEPTH else ():
        if isinstance(value, dict):
            yield from _called_in(value, depth + 1)
            if value and all(isinstance(v, str) for v in value.values()):
                yield from ((f"{name.removesuffix('s')}:{k}", v) for k, v in value.items())
            elif value and all(isinstance(v, dict) and _ID_LIKE.search(k) for k, v in value.items()):
                yield from ((k, title_of(v)) for k, v in value.items() if title_of(v))  # {"grp_legal": {…}}


def ids_of(data: Item, items: Iterable[Item]) -> frozenset[str]:
    """The ids by which others refer to `items`, which are objects of `data`."""
    listed = {id(item): own for item, own in _with_ids(data)}
    return frozenset(filter(None, (listed.get(id(item), id_of(item)) or _code_of(item) for item in items)))


def _with_ids(data: Item) -> Iterator[tuple[Item, str]]:
    """Each object that is listed, and its own id; what a key holds for several is the id of their lane."""
    for _, _, items in lists_in(data):
        held = Counter(one for item in items for one in _ids(item))
        yield from ((item, next((own for k, own in _ids(item) if held[k, own] == 1), "")) for item in items)


def own_ids(item: Item) -> Iterator[str]:
    """What an object may be referred to by: its keys that end so."""
    yield from (own for _, own in _ids(item))


def _ids(item: Item) -> Iterator[tuple[str, str]]:
    yield from ((k, str(v)) for k, v in item.items() if is_id(k) and type(v) in (str, int))


def id_of(item: Item) -> str:
    """The first of them, or ""."""
    return next(own_ids(item), "")


def is_id(name: str) -> bool:
    """Whether a key holds an id: "id", "goal_id", "ref", "key", "oid"."""
    last = key(spaced(name)).split(" ")[-1]
    return last in said("ids") or (len(last) == _SHORT_ID and last.endswith("id"))


def refers_to(item: Item) -> frozenset[str]:
    """The texts in the lists of an object, or under keys of their own, which may be ids of others."""
    lists = (v for v in item.values() if isinstance(v, list))
    alone = (v for k, v in item.items() if isinstance(v, str) and not is_id(k))
    return frozenset([*(v for listed in lists for v in listed if isinstance(v, str)), *alone])
