"""What stops a run: one readable line, exit code 2, never a traceback."""


class MutualPlanError(Exception):
    """Base of everything that makes any deck impossible; `str()` is the line a rep reads."""


class UnreadableFileError(MutualPlanError):
    """The file is missing, locked, of another kind, or not safe to read."""


class NotAPlanError(MutualPlanError):
    """The file can be read, and holds no plan: no customer can be found in it."""


class LayoutError(MutualPlanError):
    """A look is missing, misspelt, or cannot reach the contrast a reader needs."""


class UnsoundDeckError(MutualPlanError):
    """The deck just written is not valid, so it was not left on disk under its name."""


class UnwritableFileError(MutualPlanError):
    """The deck is open elsewhere, read-only, newer than what we know, or the disk is full."""
