"""A native horizontal bar chart: its part, its workbook, and the frame that holds it on the slide."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mutualplan_deck.deck.boxes import Chart, Point, Series, Stroke
from mutualplan_deck.deck.breaks import is_cjk
from mutualplan_deck.powerpoint.markup import (
    CHART,
    DRAWING,
    HEAD,
    RELATION,
    escape,
    fill_xml,
    frame_xml,
    identity_xml,
    line_xml,
)
from mutualplan_deck.powerpoint.text_xml import Style
from mutualplan_deck.powerpoint.workbook import Value, column, workbook

_GROUPING = {"none": "clustered", "stacked": "stacked", "percent": "percentStacked"}
_WHISKER = Stroke("dk1", 1.25)
_ONE_LINE = '<a:bodyPr wrap="none"/>'
_GENERAL = "<c:formatCode>General</c:formatCode>"
_PLAIN = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
_CATEGORIES, _VALUES = 50010, 50020  # axis ids; negative ones are refused by validators


def chart_rows(chart: Chart) -> list[list[Value]]:
    """The workbook's rows: series in columns B, C, …, categories in column A."""
    head: list[Value] = ["", *(s.name for s in chart.series)]
    body = ([c, *(s.values[i] for s in chart.series)] for i, c in enumerate(chart.categories))
    return [head, *body]


def chart_workbook(chart: Chart) -> bytes:
    """The workbook embedded beside the chart: the same numbers."""
    return workbook(chart_rows(chart), chart.number_format)


def frame(chart: Chart, number: int, relation: str) -> str:
    """The graphic frame that shows the chart part behind `relation`."""
    identity = identity_xml(number, chart.name, chart.alt, decorative=chart.decorative)
    data = f'<c:chart xmlns:c="{CHART}" r:id="{relation}"/>'
    locks = '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{identity}{locks}<p:nvPr/></p:nvGraphicFramePr>"
        f"{frame_xml(chart.rect, tag='p:xfrm')}<a:graphic>"
        f'<a:graphicData uri="{CHART}">{data}</a:graphicData></a:graphic></p:graphicFrame>'
    )


def _points_xml(values: Sequence[Decimal | None]) -> str:
    spots = (f'<c:pt idx="{i}"><c:v>{v:f}</c:v></c:pt>' for i, v in enumerate(values) if v is not None)
    return f'<c:ptCount val="{len(values)}"/>{"".join(spots)}'


def _texts_xml(reference: str, texts: Sequence[str]) -> str:
    spots = "".join(f'<c:pt idx="{i}"><c:v>{escape(t)}</c:v></c:pt>' for i, t in enumerate(texts))
    cache = f'<c:strCache><c:ptCount val="{len(texts)}"/>{spots}</c:strCache>'
    return f"<c:strRef><c:f>{reference}</c:f>{cache}</c:strRef>"


def _bar_xml(style: Style, fill: str, stroke: Stroke | None, *, hatch: bool) -> str:
    look = fill_xml(style.inks, fill, hatch=hatch) + line_xml(style.inks, stroke)
    return f"<c:spPr>{look}</c:spPr>"


def _point_xml(style: Style, series: Series, point: Point) -> str:
    look = _bar_xml(style, point.fill or series.fill, point.stroke, hatch=point.hatch)
    flat = '<c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
    return f'<c:dPt><c:idx val="{point.index}"/>{flat}{look}</c:dPt>'


def _text_xml(style: Style, size: float, color: str, *, bold: bool) -> str:
    fill = f"<a:solidFill>{style.inks[color]}</a:solidFill>" + '<a:latin typeface="+mn-lt"/>'
    run = f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}">{fill}</a:defRPr>'
    end = f'<a:endParaRPr lang="{style.language}"/>'
    return f"<c:txPr>{_ONE_LINE}<a:lstStyle/><a:p><a:pPr>{run}</a:pPr>{end}</a:p></c:txPr>"


def _labels_xml(style: Style, chart: Chart) -> str:
    """Values at the bars' ends; PowerPoint refuses that place in a stack, where they stand inside."""
    if not chart.labels:
        return ""
    place = "outEnd" if chart.stacking == "none" else "inEnd"
    shown = "".join(
        f'<c:{tag} val="{int(tag == "showVal")}"/>'
        for tag in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    )
    form = f'<c:numFmt formatCode="{escape(chart.number_format)}" sourceLinked="0"/>'
    text = _text_xml(style, chart.label_size, chart.label_color, bold=True)
    return f'<c:dLbls>{form}{_PLAIN}{text}<c:dLblPos val="{place}"/>{shown}</c:dLbls>'


def _whiskers_xml(style: Style, series: Series) -> str:
    if not (series.plus or series.minus):
        return ""
    zero = (Decimal(0),) * len(series.values)
    ends = "".join(
        f"<c:{tag}><c:numLit>{_GENERAL}{_points_xml(values or zero)}</c:numLit></c:{tag}>"
        for tag, values in (("plus", series.plus), ("minus", series.minus))
    )
    kind = '<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
    return f"<c:errBars>{kind}{ends}<c:spPr>{line_xml(style.inks, _WHISKER)}</c:spPr></c:errBars>"


def _series_xml(style: Style, chart: Chart, index: int) -> str:
    series, letter, last = chart.series[index], column(index + 1), len(chart.categories) + 1
    look = _bar_xml(style, series.fill, series.stroke, hatch=series.hatch)
    points = "".join(_point_xml(style, series, p) for p in sorted(series.points, key=lambda p: p.index))
    code = f"<c:formatCode>{escape(chart.number_format)}</c:formatCode>"
    cache = f"<c:numCache>{code}{_points_xml(series.values)}</c:numCache>"
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>'  # codespell:ignore ser
        f"<c:tx>{_texts_xml(f'Sheet1!${letter}$1', [series.name])}</c:tx>{look}"
        f'<c:invertIfNegative val="0"/>{points}{_labels_xml(style, chart)}{_whiskers_xml(style, series)}'
        f"<c:cat>{_texts_xml(f'Sheet1!$A$2:$A${last}', chart.categories)}</c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!${letter}$2:${letter}${last}</c:f>{cache}</c:numRef></c:val>"
        "</c:ser>"  # codespell:ignore ser
    )


def category_room(chart: Chart) -> float:
    """The share of the width kept for category names, by their longest; at most two fifths."""
    if not chart.categories_shown:
        return 0
    longest = max((_ems(c) for c in chart.categories), default=0)
    return round(min(0.4, (longest * chart.label_size + 5) / chart.rect.w), 4)


def _ems(text: str) -> float:
    """About how wide a name is, in ems, rather too wide than too narrow."""
    return sum(1.05 if is_cjk(c) else 0.56 for c in text)


def _layout_xml(chart: Chart) -> str:
    left = category_room(chart)
    sides = f'<c:x val="{left:g}"/><c:y val="0"/><c:w val="{1 - left:g}"/><c:h val="1"/>'
    edge = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    return f"<c:layout><c:manualLayout>{edge}{sides}</c:manualLayout></c:layout>"


def _category_axis_xml(style: Style, chart: Chart) -> str:
    hidden = int(chart.axis is None and not chart.categories_shown)
    names = "low" if chart.categories_shown else "none"
    color = "muted" if "muted" in style.inks else "dk1"
    return (
        f'<c:catAx><c:axId val="{_CATEGORIES}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        f'<c:delete val="{hidden}"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{names}"/>'
        f"<c:spPr>{line_xml(style.inks, chart.axis)}</c:spPr>"
        f"{_text_xml(style, chart.label_size, color, bold=False)}"
        f'<c:crossAx val="{_VALUES}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        f'<c:lblAlgn val="ctr"/><c:lblOffset val="0"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis_xml(chart: Chart) -> str:
    most = Decimal(1) if chart.stacking == "percent" else chart.maximum
    top = "" if most is None else f'<c:max val="{most:f}"/>'
    return (
        f'<c:valAx><c:axId val="{_VALUES}"/><c:scaling><c:orientation val="minMax"/>{top}<c:min val="0"/>'
        f'</c:scaling><c:delete val="1"/><c:axPos val="t"/>'
        f'<c:numFmt formatCode="{escape(chart.number_format)}" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
        f'<c:crossAx val="{_CATEGORIES}"/><c:crosses val="autoZero"/>'
        f'<c:crossBetween val="between"/></c:valAx>'
    )


def _plot_xml(style: Style, chart: Chart) -> str:
    series = "".join(_series_xml(style, chart, i) for i in range(len(chart.series)))
    overlap = 0 if chart.stacking == "none" else 100
    bars = (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="{_GROUPING[chart.stacking]}"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="{min(chart.gap, 500)}"/>'
        f'<c:overlap val="{overlap}"/><c:axId val="{_CATEGORIES}"/><c:axId val="{_VALUES}"/></c:barChart>'
    )
    axes = _category_axis_xml(style, chart) + _value_axis_xml(chart)
    return f"<c:plotArea>{_layout_xml(chart)}{bars}{axes}{_PLAIN}</c:plotArea>"


def chart_part(style: Style, chart: Chart, workbook_relation: str) -> str:
    """The chart's own part."""
    spaces = f'xmlns:c="{CHART}" xmlns:a="{DRAWING}" xmlns:r="{RELATION}"'
    return (
        f'{HEAD}<c:chartSpace {spaces}><c:date1904 val="0"/><c:lang val="{style.language}"/>'
        f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>{_plot_xml(style, chart)}'
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>{_PLAIN}'
        f"{_text_xml(style, chart.label_size, 'dk1', bold=False)}"
        f'<c:externalData r:id="{workbook_relation}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
