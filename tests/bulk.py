"""Many plans nobody would write, through the whole line: python -m tests.bulk --plans 1000

Each is read from its file, told, placed, written and read back; its deck must be sound and fit, whatever
the plan. Plans that fail are kept in a folder, to be built again by hand.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # where pytest finds the modules that tests share

from deck_checks import deck_problems
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from matrix import TODAY
from plans import plans

from mutualplan_deck.deck.look import available, load_layout, resolve
from mutualplan_deck.pipeline import Order, build
from mutualplan_deck.plan.model import Plan
from mutualplan_deck.readers.json.plan import write_json

EDITIONS = ("working", "champion")
FORMS = st.tuples(
    st.sampled_from(available()), st.sampled_from((6, 5, 4)), st.booleans(), st.sampled_from(EDITIONS)
)
Form = tuple[str, int, bool, str]


@dataclass(slots=True)
class Run:
    """How far a run is, and what failed: a line for each problem, beside the plan's file."""

    folder: Path
    done: int = 0
    failed: list[tuple[Path, str]] = field(default_factory=list)

    def try_plan(self, plan: Plan, form: Form) -> None:
        """One plan through the whole line; problems are noted and the run goes on."""
        self.done += 1
        path = self.folder / f"plan-{self.done}.json"
        path.write_text(write_json(plan), encoding="utf-8")
        problems = _problems(path, form)
        if problems:
            layout, slides, wide, edition = form
            aspect = "16:9" if wide else "4:3"
            asked = f"--layout {layout} --slides {slides} --aspect {aspect} --edition {edition}"
            told = f"{asked}: {'; '.join(problems)}"
            self.failed.append((path, told))
        else:
            path.unlink()


def _problems(plan: Path, form: Form) -> list[str]:
    """What is wrong with the deck of a plan's file; a crash is told by its last lines."""
    layout, slides, wide, edition = form
    deck = plan.with_suffix(".pptx")
    try:
        built = build(Order(plan, deck, slides, layout, wide, edition), today=TODAY)
        look = resolve(load_layout(layout)[0], wide=wide)
        return deck_problems(built.deck, look, deck.read_bytes())
    except Exception:
        return [" | ".join(traceback.format_exc().splitlines()[-4:])]
    finally:
        deck.unlink(missing_ok=True)


def run(count: int, chance: int, folder: Path, told: Callable[[Run], None] = lambda _: None) -> Run:
    """So many plans; the same ones for the same `chance`."""
    result = Run(folder)

    @seed(chance)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        derandomize=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(plans(), FORMS)
    def each(plan: Plan, form: Form) -> None:
        result.try_plan(plan, form)
        told(result)

    each()
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: 0 when every deck is as it should be, 1 when one is not."""
    parser = argparse.ArgumentParser(prog="python -m tests.bulk", description=__doc__)
    parser.add_argument("--plans", type=int, default=1000, help="how many plans (1000)")
    parser.add_argument("--seed", type=int, default=1, help="another number makes other plans (1)")
    asked = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="bulk-"))
    began = time.monotonic()
    result = run(asked.plans, asked.seed, folder, _progress)
    print(f"\n{result.done} plans in {time.monotonic() - began:.0f} s, {len(result.failed)} failed")
    for path, told in result.failed:
        print(f"{path} {told}")
    return 1 if result.failed else 0


def _progress(result: Run) -> None:
    if result.done % 50 == 0:
        print(f"{result.done} plans, {len(result.failed)} failed", flush=True)


if __name__ == "__main__":
    sys.exit(main())
