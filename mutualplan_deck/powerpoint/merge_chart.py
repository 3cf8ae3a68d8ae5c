"""Charts in an update: a number is a field, by series and category, and a restyled chart keeps its style."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mutualplan_deck.powerpoint.baseline import BoxBase
from mutualplan_deck.powerpoint.fields import Fields
from mutualplan_deck.powerpoint.grafting import Graft, free_name
from mutualplan_deck.powerpoint.ledger import Ledger
from mutualplan_deck.powerpoint.markup import CHART
from mutualplan_deck.powerpoint.sheet import Sheet, plain, series_name
from mutualplan_deck.powerpoint.workbook import workbook

_C = f"{{{CHART}}}"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def merge_chart(
    ledger: Ledger,
    graft: Graft,
    key: str,
    base: BoxBase,
    mine: tuple[Sheet, Any],
    new: tuple[Sheet, Any],
    boxes: tuple[Fields, Fields],
) -> None:
    """Bring the chart of an element up to date, in its own part."""
    seen, wanted = boxes
    target, source = mine[0].chart_part(mine[1]), new[0].chart_part(new[1])
    untouched = seen.values == base.fields.values and seen.categories == base.fields.categories
    styled = seen.look != base.fields.look
    if untouched and not styled:
        _replace(graft, source, target)
        return
    if _shape(seen) != _shape(wanted):
        if ledger.settle(key, "chart", _told(base.fields), _told(seen), _told(wanted)):
            _replace(graft, source, target)
        return
    values = _merged(ledger, key, base.fields, seen, wanted)
    if styled:
        ledger.settle(f"{key}/style", "style", base.fields.look, seen.look, wanted.look, taste=True)
    data = graft.mine.parts[target] if styled else graft.fresh.parts[source]
    _write(graft, target, source, data, wanted.categories, values)


def _shape(fields: Fields) -> tuple[object, ...]:
    return fields.categories, tuple(fields.values)


def _told(fields: Fields) -> str:
    return "; ".join(
        f"{name} {', '.join(v or '-' for v in values)}" for name, values in fields.values.items()
    )


def _merged(ledger: Ledger, key: str, base: Fields, seen: Fields, new: Fields) -> dict[str, tuple[str, ...]]:
    found = {}
    for name, numbers in new.values.items():
        was, there = base.values.get(name, ()), seen.values[name]
        row = []
        for k, number in enumerate(numbers):
            old = was[k] if k < len(was) else ""
            told = f"{key}/{k + 1}" if len(new.values) == 1 else f"{key}/{name}/{k + 1}"
            plans = ledger.settle(told, "figure", old, there[k], number)
            row.append(number if plans else there[k])
        found[name] = tuple(row)
    return found


def _replace(graft: Graft, source: str, target: str) -> None:
    """The plan's chart in the part and the workbook that are there."""
    graft.mine.parts[target] = graft.fresh.parts[source]
    book = next(graft.fresh.targets(source, "package"), "")
    _set_book(graft, target, graft.fresh.parts[book], source)


def _set_book(graft: Graft, target: str, data: bytes, source: str) -> None:
    """The chart's workbook, under the relationship by which the fresh chart names it."""
    from msgspec.structs import replace

    relation = next(r for r in graft.fresh.relations[source] if r.kind.endswith("/package"))
    name = next(graft.mine.targets(target, "package"), "")
    if not name.lower().endswith(".xlsx"):
        name = free_name(graft.mine, relation.target)
    graft.mine.add(name, _XLSX, data)
    graft.mine.relations[target] = [replace(relation, target=name)]


def _write(
    graft: Graft,
    target: str,
    source: str,
    data: bytes,
    categories: tuple[str, ...],
    values: dict[str, tuple[str, ...]],
) -> None:
    from lxml import etree

    root = etree.fromstring(data)
    for series in root.iter(f"{_C}ser"):  # codespell:ignore ser
        _set_values(series.find(f"{_C}val"), values.get(series_name(series), ()))
    relations = list(graft.mine.relations.get(target, ()))
    columns = [[Decimal(v) if v else None for v in row] for row in values.values()]
    rows = [
        ["", *values],
        *([c, *row] for c, row in zip(categories, zip(*columns, strict=True), strict=True)),
    ]
    styled = data is graft.mine.parts[target]
    graft.mine.parts[target] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    _set_book(graft, target, workbook(rows, "General"), source)
    if styled:  # it names its own relationships: keep their ids, lead them to the new workbook
        _rejoin(graft, target, relations)


def _rejoin(graft: Graft, target: str, relations: list[Any]) -> None:
    from msgspec.structs import replace

    book = graft.mine.relations[target][0].target
    kept = [replace(r, target=book) if r.kind.endswith("/package") else r for r in relations]
    graft.mine.relations[target] = kept


def _set_values(holder: Any, values: tuple[str, ...]) -> None:
    """Numbers into a chart's cache, one a category."""
    from lxml import etree

    if holder is None:
        return
    known = {int(p.get("idx")): p for p in holder.iter(f"{_C}pt")}
    cache = next(holder.iter(f"{_C}ptCount")).getparent()
    for k, value in enumerate(values):
        point = known.get(k)
        if point is None and value:
            point = etree.SubElement(cache, f"{_C}pt", idx=str(k))
            etree.SubElement(point, f"{_C}v")
        if point is not None and value and plain(point.findtext(f"{_C}v") or "") != value:
            point.find(f"{_C}v").text = value
        elif point is not None and not value:
            cache.remove(point)
