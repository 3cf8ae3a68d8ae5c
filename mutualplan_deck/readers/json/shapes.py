"""What other tools' JSON writes in roundabout ways, made plain: formatted texts, tables by columns' ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mutualplan_deck.readers.headings import section_near
from mutualplan_deck.readers.json.lists import (
    MAX_DEPTH,
    Column,
    Entries,
    Renamed,
    by_name,
    child,
    id_of,
    said,
    title_of,
)
from mutualplan_deck.readers.json.text import plain
from mutualplan_deck.readers.json.visibility import reason_of, rooms
from mutualplan_deck.readers.words import Names, key, spaced
from mutualplan_deck.regex import regex

_SORTS = ("type", "object", "node", "kind", "nodeType", "t")
_DOCUMENTS = ("doc", "document", "root", "richtext", "rich_text", "body")
_INSIDE = ("content", "children", "nodes")
_INLINE = ("text", "mention", "emoji", "link", "hardbreak", "hard_break", "inlinecard")
# Of a cell; what is shown first, where the value is a code.
_VALUES = ("formatted", "text", "value", "display value", "id value", "value id", "option", "option id")
_FEW = 2
_HEADS = ("head", "header", "headers", "heading row", "column titles", "columns", "cols")
_ROWS = ("rows", "body", "lines")
_ITEM = regex(r"<li\b[^>]*>(.*?)</li>", re.DOTALL | re.IGNORECASE)
_TEXTS = ("issues", "problems", "capabilities")
_IN_ID = regex(r"\d")
_LONGEST = 40  # letters of an id
_HALF = 0.5
_NEARLY_ALL = 0.9
_TARGETS = ("target", "mention", "user", "person", "ref")

Columns = Mapping[str, str]


def made_plain(data: dict[str, Any]) -> dict[str, Any]:
    """The same file with formatted texts as texts, cells under their columns' names, lists by ids as lists.

    Everything keeps its place: a cell's key knows where it stood.
    """
    texts = frozenset(_texts(data, 0))
    return {k: _plain(v, {}, 0, texts, k) for k, v in data.items()} if _has_shapes(data, 0, texts) else data


def _texts(value: Any, depth: int) -> Iterator[str]:
    """All texts of a file that may be ids by which its parts speak of each other."""
    if isinstance(value, str) and len(value) <= _LONGEST:
        yield value
    elif isinstance(value, dict | list) and depth <= MAX_DEPTH:
        for member in value.values() if isinstance(value, dict) else value:
            yield from _texts(member, depth + 1)


def _has_shapes(value: Any, depth: int, texts: frozenset[str], name: str = "") -> bool:
    """Whether anything is to be made plain at all; most files are as they should be."""
    if depth > MAX_DEPTH:
        return False
    if isinstance(value, list):
        return any(_has_shapes(v, depth + 1, texts) for v in value)
    if not isinstance(value, dict):
        return False
    if (
        columns_of(value)
        or _is_document(value)
        or _is_set(value)
        or _points(value)[1]
        or _is_by_id(value, texts, name)
        or _headed_rows(value, depth)
        or any(_fields_of(k, v, value) for k, v in value.items())
    ):
        return True
    return any(_has_shapes(v, depth + 1, texts, k) for k, v in value.items())


def _plain(value: Any, columns: Columns, depth: int, texts: frozenset[str], name: str = "") -> Any:
    if depth > MAX_DEPTH:
        return value
    if isinstance(value, list):
        return [_plain(v, columns, depth + 1, texts) for v in value]
    if not isinstance(value, dict):
        return value
    whole = _as_whole(value, columns, depth, texts, name)
    return _members(value, columns, depth, texts) if whole is None else whole


def _as_whole(value: dict[str, Any], columns: Columns, depth: int, texts: frozenset[str], called: str) -> Any:
    """A formatted text, a list by ids or a table in a text, as what it is; None of any other object."""
    if _is_document(value):
        return "\n".join(filter(None, map(str.strip, _paragraphs(value, depth))))
    name, listed = _points(value)
    if listed:
        rest = {k: _plain(v, columns, depth + 1, texts, k) for k, v in value.items() if k != name}
        return {**rest, Renamed("items", child("", name)): [{"text": point} for point in listed]}
    if _is_set(value):
        return [name for name, held in value.items() if held]
    if _is_by_id(value, texts, called):
        made = Entries({"id": name, **_plain(one, columns, depth + 1, texts)} for name, one in value.items())
        made.names = tuple(value)
        return made
    return _headed_rows(value, depth) or None


def _members(value: dict[str, Any], columns: Columns, depth: int, texts: frozenset[str]) -> dict[str, Any]:
    own = columns_of(value)
    inside = {**columns, **own}
    found: dict[str, Any] = {}
    for name, member in value.items():
        if own and name == columns_key(value):
            continue
        if own and key(name) in said("row_lists") and isinstance(member, list):
            found[name] = [_row(row, list(own.values()), inside, depth, texts) for row in member]
        elif own_fields := _fields_of(name, member, value):
            found |= {k: _plain(v, {}, depth + 1, texts) for k, v in own_fields.items() if k not in found}
        elif cells := cells_of(name, member, inside):
            found |= {k: _plain(v, {}, depth + 1, texts) for k, v in cells.items()}
        else:
            found[name] = _plain(member, inside, depth + 1, texts, name)
    return found


def _fields_of(name: str, member: Any, item: Mapping[str, Any]) -> dict[Column, Any]:
    """Fields that an item of a list keeps as names with values: [{"name": "Done when", "value": "…"}]."""
    if not isinstance(member, list) or not member or key(spaced(name)) not in said("field_lists"):
        return {}
    if not title_of(item) or not all(isinstance(one, dict) and title_of(one) for one in member):
        return {}
    by_word = [{key(spaced(k)): k for k in one} for one in member]
    if not all("value" in words for words in by_word):
        return {}
    at = child("", name)
    return {
        Column(title_of(one), child(child(at, index), words["value"])): one[words["value"]]
        for index, (one, words) in enumerate(zip(member, by_word, strict=True))
    }


def _row(row: Any, titles: list[str], columns: Columns, depth: int, texts: frozenset[str]) -> Any:
    """A row as an object: a list of values has them in the order of the columns."""
    if isinstance(row, list):
        return {
            Column(t, f"/{i}"): _plain(v, {}, depth + 1, texts)
            for i, (t, v) in enumerate(zip(titles, row, strict=False))
        }
    return _plain(row, columns, depth + 1, texts)


def _headed_rows(value: Mapping[str, Any], depth: int) -> dict[str, Any]:
    """A table in a text as a list of objects: {"head": ["What", …], "rows": [{"cells": [{…}, …]}]}; or {}."""
    by_word = {key(spaced(k)): k for k in value}
    head = next((by_word[w] for w in _HEADS if w in by_word), "")
    rows = next((by_word[w] for w in _ROWS if w in by_word), "")
    listed = value.get(rows)
    if not head or not isinstance(listed, list) or not isinstance(value[head], list):
        return {}
    if head in ("columns", "cols") and not any(isinstance(row, list) for row in listed):
        return {}
    titles = [_cell_text(one, depth) for one in value[head]]
    if not all(isinstance(t, str) and t for t in titles):
        return {}
    found = {k: v for k, v in value.items() if k not in (head, rows)}
    found[rows] = [dict(_cells_in(row, titles, depth)) for row in listed]
    return found


def _cells_in(row: Any, titles: list[Any], depth: int) -> Iterator[tuple[Column, Any]]:
    """The cells of such a row, under the titles of their columns."""
    inside = next(
        (k for k in ("cells", *_INSIDE) if isinstance(row, dict) and isinstance(row.get(k), list)), ""
    )
    cells = row[inside] if inside else row if isinstance(row, list) else []
    at = f"/{inside}" if inside else ""
    for number, (title, cell) in enumerate(zip(titles, cells, strict=False)):
        yield Column(title, f"{at}/{number}"), _cell_text(cell, depth)


def _cell_text(cell: Any, depth: int) -> Any:
    """What a cell says: its text, or whom it mentions."""
    if not isinstance(cell, dict):
        return cell
    nodes = next((cell[k] for k in _INSIDE if isinstance(cell.get(k), list)), None)
    if nodes is None:
        return _leaf(cell)
    mentioned = [v for node in nodes if isinstance(node, dict) for k, v in node.items() if key(k) in _TARGETS]
    return mentioned[0] if len(nodes) == 1 and mentioned else "\n".join(_paragraphs(cell, depth))


def columns_of(value: Mapping[str, Any]) -> Columns:
    """What the columns of a table are called, by their ids, where an object lists them."""
    listed = value.get(columns_key(value))
    if not isinstance(listed, list) or len(listed) < _FEW or not all(isinstance(c, dict) for c in listed):
        return {}
    found = {i: _called(c, title) for c in listed if (i := id_of(c)) and (title := title_of(c))}
    others = [v for v in value.values() if v is not listed]
    return found if len(found) == len(listed) and any(_has_cells(v, found, 0) for v in others) else {}


def columns_key(value: Mapping[str, Any]) -> str:
    """The key under which an object lists its columns, or the fields of its cards; or ""."""
    words = {key(spaced(k)): k for k in value}
    named = [k for what in ("column_lists", "field_lists") for w, k in words.items() if w in said(what)]
    return named[0] if named else ""


def _has_cells(value: Any, columns: Columns, depth: int) -> bool:
    """Whether something has cells under columns: keys or objects with their ids, or lists as rows.

    The columns of a board, in which cards stand, are its phases: {"column": "c2"} has no cell.
    """
    if depth > MAX_DEPTH or not isinstance(value, dict | list):
        return False
    if isinstance(value, dict):
        named = not columns.keys().isdisjoint(value) or _is_cell(value, columns)
        return named or any(_has_cells(v, columns, depth + 1) for v in value.values())
    return (depth == 0 and any(isinstance(v, list) for v in value)) or any(
        _has_cells(v, columns, depth + 1) for v in value
    )


def _is_cell(value: Mapping[str, Any], columns: Columns) -> bool:
    """Whether an object is a cell: it has the id of a column, and a value."""
    if id_of(value) in columns:
        return True
    valued = any(key(spaced(k)) in _VALUES for k in value)
    return valued and any(isinstance(v, str) and v in columns for v in value.values())


def _called(column: dict[str, Any], title: str) -> str:
    """A column's title; that of a hidden one says so."""
    return f"internal: {title}" if reason_of(column, "") else title


def cells_of(name: str, member: Any, columns: Columns) -> dict[Column, Any]:
    """The cells that a member of a row holds, by what their columns are called; none if it holds no cells."""
    if not columns:
        return {}
    if name in columns:
        return {Column(columns[name], child("", name), name): member}
    if isinstance(member, dict) and member and member.keys() <= columns.keys():
        return dict(_cell(columns, k, v, child(child("", name), k)) for k, v in member.items())
    if not isinstance(member, list) or not member:
        return {}
    named = [_column_named(v, columns) if isinstance(v, dict) else "" for v in member]
    if not all(one in columns for one in named):
        return {}
    at = (child(child("", name), i) for i in range(len(member)))
    return dict(_cell(columns, c, v, where) for c, v, where in zip(named, member, at, strict=True))


def _column_named(cell: Mapping[str, Any], columns: Columns) -> str:
    """The id of the column that a cell is of, whatever its key: {"id": "x1", "idCustomField": "f2", …}."""
    own = id_of(cell)
    return (
        own if own in columns else next((v for v in cell.values() if isinstance(v, str) and v in columns), "")
    )


def _cell(columns: Columns, column: str, cell: Any, at: str) -> tuple[Column, Any]:
    """A cell under its column; what it shows, where it is an object with its column's id."""
    if not isinstance(cell, dict):
        return Column(columns[column], at, column), cell
    by_name = {key(spaced(k)): k for k in cell}
    named = [by_name[n] for n in _VALUES if n in by_name]
    shown = next((n for n in named if cell[n] not in (None, "")), named[0] if named else "")
    return Column(columns[column], child(at, shown) if shown else at, column), cell.get(shown)


def _is_by_id(value: Mapping[str, Any], texts: frozenset[str], called: str) -> bool:
    """Whether an object is a list by ids: objects alike, under keys that are no words, or that others name.

    One alone is, where what it stands under lists people or a section. The sides are no list.
    """
    ones = list(value.values())
    if not ones or not all(isinstance(one, dict) and one for one in ones):
        return False
    shared = set.intersection(*(set(one) for one in ones))
    if 2 * len(shared) < min(map(len, ones)):
        return False
    if len(ones) >= _FEW and _are_numbered(value):
        return True
    named = sum(name in texts for name in value) >= _HALF * len(ones)
    lists = len(ones) >= _FEW or by_name(called) != "" or key(spaced(called)) in said("users")
    sides = sum(bool(rooms().side(spaced(n)) or Names().side(spaced(n))) for n in value)
    return named and lists and not (sides >= _FEW or sides == len(value))  # "OUR" may be short for Ourimba


def _points(value: Mapping[str, Any]) -> tuple[str, list[str]]:
    """(key, texts) of the one list in HTML below a title that names a section; ("", []) if there is none.

    {"title": "What we need", "html": "<ul><li>See every van</li><li>…</li></ul>"}
    """
    held = {k: _ITEM.findall(v) for k, v in value.items() if isinstance(v, str) and "<li" in v}
    if len(held) != 1 or section_near(title_of(value)) not in _TEXTS:
        return "", []
    name, listed = next(iter(held.items()))
    return (name, [str(plain(f"<p>{text}</p>")) for text in listed]) if len(listed) > 1 else ("", [])


def _is_set(value: Mapping[str, Any]) -> bool:
    """Whether an object is a list of ids: each with a yes, {"p12": true, "p31": true}."""
    flags = [*value.values()]
    return bool(flags) and all(held is True for held in flags) and all(_IN_ID.search(name) for name in value)


def _are_numbered(names: Mapping[str, Any]) -> bool:
    """Whether keys have figures in them, or all begin with the same letters and a mark."""
    first, last = min(names), max(names)
    head = first[: next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)].rstrip(
        "0123456789"
    )
    numbered = sum(any(map(str.isdigit, name)) for name in names) >= _NEARLY_ALL * len(names)
    return numbered or (len(head) > 1 and head[-1] in "-_:")


def _is_document(value: Mapping[str, Any]) -> bool:
    """Whether an object is a formatted text as editors store it: nodes within nodes, with texts as leaves."""
    sort = next((value[k] for k in _SORTS if isinstance(value.get(k), str)), "")
    return sort in _DOCUMENTS and any(isinstance(value.get(n), list) for n in _INSIDE)


def _paragraphs(node: Any, depth: int) -> Iterator[str]:
    """The text of each block below a node."""
    inside = (
        next((node[n] for n in _INSIDE if isinstance(node.get(n), list)), ())
        if isinstance(node, dict)
        else ()
    )
    if depth > MAX_DEPTH:
        return
    if any(_is_inline(v) for v in inside):
        yield "".join(_leaf(v) for v in inside)
        return
    for one in inside:
        yield from _paragraphs(one, depth + 1)


def _is_inline(node: Any) -> bool:
    return isinstance(node, dict) and (
        isinstance(node.get("text"), str) or key(str(node.get("type"))) in _INLINE
    )


def _leaf(node: Any) -> str:
    if not isinstance(node, dict):
        return ""
    if "break" in str(node.get("type")).casefold():
        return "\n"
    attributes = node.get("attrs")
    of_mention = attributes.get("text") if isinstance(attributes, dict) else ""
    text = node.get("text") or of_mention or "".join(_paragraphs(node, MAX_DEPTH - 1))
    return text if isinstance(text, str) else ""
