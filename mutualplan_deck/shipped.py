"""Where what ships with the tool lies: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def layouts_folder() -> Path:
    """The folder of the looks that ship, one folder each."""
    return _shipped("layouts")


def samples_folder() -> Path:
    """The folder of the sample plans."""
    return _shipped("sample_plans")


def _shipped(name: str) -> Path:
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
