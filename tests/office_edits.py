"""Edits made in LibreOffice, run by the system's Python that has UNO: `office_edits.py PORT IN OUT`.

Moves a shape, retypes a paragraph and adds a row to a table, then saves as PowerPoint does not: with all
renumbered and placeholders renamed.
"""

import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]


def connected(port: str) -> Any:
    """LibreOffice's desktop, waited for."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            context = resolver.resolve(
                f"uno:socket,host=localhost,port={port};urp;StarOffice.ComponentContext"
            )
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:  # not up yet, whatever it calls that
            time.sleep(0.5)
    raise SystemExit("LibreOffice did not start")


def shapes(page: Any) -> dict[str, Any]:
    """The shapes of a page by name."""
    found = {}
    for index in range(page.Count):
        shape = page.getByIndex(index)
        found[shape.Name] = shape
    return found


def main(port: str, source: str, target: str) -> None:
    """Open, edit, save. It is left open: LibreOffice may crash on closing, and is ended from outside."""
    desktop = connected(port)
    hidden = PropertyValue(Name="Hidden", Value=True)
    document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (hidden,))
    pages = document.DrawPages
    summary, issues, timeline = (shapes(pages.getByIndex(k)) for k in (0, 1, 5))
    mark = summary["mp.summary.since"]
    spot = mark.Position
    spot.X += 500  # hundredths of a millimetre
    mark.setPosition(spot)
    issues["mp.issues.issue.i1.owner"].getText().setString("Marian Holt answers for it")
    model = timeline["mp.timeline.table"].Model
    model.Rows.insertByIndex(model.Rows.Count, 1)
    model.getCellByPosition(1, model.Rows.Count - 1).getText().setString("Row added in LibreOffice")
    kind = PropertyValue(Name="FilterName", Value="Impress MS PowerPoint 2007 XML")
    document.storeToURL(Path(target).as_uri(), (kind,))


main(*sys.argv[1:4])
