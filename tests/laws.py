"""The laws of an update on many random plans' changes and hand edits; CI runs fewer.

python -m tests.laws [--cases 5000]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from hypothesis import HealthCheck, given, settings

sys.path.insert(0, str(Path(__file__).parent))


def main() -> None:
    """The command."""
    import test_updating

    parser = argparse.ArgumentParser(prog="python -m tests.laws", description=__doc__)
    parser.add_argument("--cases", type=int, default=5000)
    cases = parser.parse_args().cases
    quiet = list(HealthCheck)
    run = given(*test_updating.CASES)(test_updating.laws)
    settings(max_examples=cases, deadline=None, suppress_health_check=quiet)(run)()
    print(
        f"{cases} cases: every edit kept or told, the rest as built afresh, a second update changes nothing"
    )


if __name__ == "__main__":
    main()
