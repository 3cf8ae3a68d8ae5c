"""Pictures and charts as parts of their own, and the relationships a slide needs to show them."""

from __future__ import annotations

from mutualplan_deck.deck.boxes import Chart
from mutualplan_deck.errors import LayoutError
from mutualplan_deck.powerpoint.charts import chart_part, chart_workbook
from mutualplan_deck.powerpoint.package import Package
from mutualplan_deck.powerpoint.text_xml import Style

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"\xff\xd8\xff", "jpeg", "image/jpeg"),
    (b"GIF8", "gif", "image/gif"),
)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


class Media:
    """Adds pictures and charts to a package; the same picture is stored once."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._known: dict[bytes, str] = {}

    def picture(self, slide: str, name: str, data: bytes) -> str:
        """The id by which `slide` shows a PNG, JPEG or GIF. Raises LayoutError for anything else."""
        for magic, extension, kind in _MAGIC:
            if data.startswith(magic):
                return self._image(slide, data, extension, kind)
        raise LayoutError(f"the picture {name!r} is no PNG, JPEG or GIF")

    def drawing(self, slide: str, data: bytes) -> str:
        """The id by which `slide` shows the SVG behind a picture; "" without one."""
        return self._image(slide, data, "svg", "image/svg+xml") if data else ""

    def _image(self, slide: str, data: bytes, extension: str, kind: str) -> str:
        if data not in self._known:
            part = self._free(f"ppt/media/image{{}}.{extension}")
            self._known[data] = self._package.add(part, kind, data)
        return self._package.relate(slide, "image", self._known[data])

    def chart(self, slide: str, style: Style, chart: Chart) -> str:
        """The id by which `slide` shows a chart with its workbook."""
        part = self._free("ppt/charts/chart{}.xml")
        book = self._free("ppt/embeddings/Microsoft_Excel_Sheet{}.xlsx")
        self._package.add(book, _XLSX, chart_workbook(chart))
        relation = self._package.relate(part, "package", book)
        self._package.add(part, _CHART, chart_part(style, chart, relation))
        return self._package.relate(slide, "chart", part)

    def _free(self, pattern: str) -> str:
        """The first part name that neither the template nor we have used."""
        number = 1
        while pattern.format(number) in self._package.parts:
            number += 1
        return pattern.format(number)
