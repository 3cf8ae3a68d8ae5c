"""What the hands write: the truths of `tests/messy`, without what only their own files' mess is about."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.hands.writer import REMARK

MESSY = Path(__file__).parents[1] / "messy"
_MOST = 16  # steps


def truths(folder: Path = MESSY) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(name, language, truth) of all that have people and steps, and say their language."""
    for path in sorted(folder.glob("*.truth.json")):
        truth = json.loads(path.read_text("utf-8"))
        language = truth["_meta"].get("language", "")[:2]
        if language and truth["steps"] and truth["people"]:
            yield path.name.removesuffix(".truth.json"), language, bare(truth)


def bare(given: dict[str, Any]) -> dict[str, Any]:
    """A truth of which a sheet can be made: each owner a person of the side, every step with an id."""
    truth = copy.deepcopy({k: v for k, v in given.items() if not k.startswith("_")})
    truth["vendor"] = truth["vendor"] or "Vendoria"
    truth["_meta"] = {k: v for k, v in given["_meta"].items() if k in ("as_of", "language")}
    truth |= {"must_warn": [], "internal": [REMARK]}
    for person in truth["people"]:
        person["side"] = "buyer" if person["side"] == "buyer" else "vendor"
    side = {p["name"]: p["side"] for p in truth["people"]}
    truth["steps"] = truth["steps"][:_MOST]
    for n, step in enumerate(truth["steps"], 1):
        step["_id"] = str(step.get("_id") or n)
        for field, wanted in (("buyer_owner", "buyer"), ("vendor_owner", "vendor")):
            if any(side.get(name) != wanted for name in (step.get(field) or "").split("; ")):
                step[field] = None
    known = {step["_id"] for step in truth["steps"]}
    for step in truth["steps"]:
        step["depends_on"] = [str(d) for d in step.get("depends_on", ()) if str(d) in known]
    for issue in truth["issues"]:
        issue["owner"] = issue.get("owner") if issue.get("owner") in side else None
    for item in (i for s in ("issues", "outcomes", "people", "steps") for i in truth[s]):
        for key in [k for k in item if k.startswith("_") and k != "_id"]:
            del item[key]
    return truth
