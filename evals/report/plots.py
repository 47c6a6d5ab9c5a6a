"""Plots as inline SVG: colours and type come from the page's style sheet, nothing from outside."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape

from evals.reliability import Reliability

WIDTH = 180.0  # of the small interval beside a row


def interval(mean: float, low: float, high: float, said: str) -> str:
    """A dot with its whisker on an axis from 0 to 1; "" where there is no mean."""
    if math.isnan(mean):
        return ""
    x = _scale(0.0, 1.0, 6.0, WIDTH - 6.0)
    marks = [
        f'<line class="axis" x1="{x(0):.1f}" y1="10" x2="{x(1):.1f}" y2="10"/>',
        *(_line("tick", x(at), 6, x(at), 14) for at in (0.0, 0.5, 1.0)),
    ]
    if not math.isnan(low):
        marks.append(_line("whisker", x(low), 10, x(high), 10))
    marks.append(f'<circle class="dot" cx="{x(mean):.1f}" cy="10" r="4"/>')
    return _svg(WIDTH, 20, marks, said)


def histogram(values: Sequence[float], unit: str, bins: int = 24) -> str:
    """Counts of values in equal steps from 0 to the greatest."""
    top = _round_up(max(values))
    step = top / bins
    counts = [0] * bins
    for value in values:
        counts[min(bins - 1, int(value / step))] += 1
    most = max(counts)
    x, y = _scale(0.0, top, 40.0, 620.0), _scale(0.0, most, 150.0, 12.0)
    marks = [
        f'<rect class="bar" x="{x(i * step) + 0.5:.1f}" y="{y(count):.1f}" '
        f'width="{x(step) - x(0) - 1:.1f}" height="{150 - y(count):.1f}">'
        f"<title>{i * step:,.0f} to {(i + 1) * step:,.0f} {escape(unit)}: {count}</title></rect>"
        for i, count in enumerate(counts)
        if count
    ]
    marks += [_line("axis", 40, 150, 620, 150), _text(34, 18, str(most), "end")]
    marks += [
        _text(x(top * part), 168, f"{top * part:,.0f} {unit if part == 1 else ''}", "middle")
        for part in (0.0, 0.25, 0.5, 0.75, 1.0)
    ]
    return _svg(660, 178, marks, f"{len(values)} values up to {max(values):,.0f} {unit}")


def calibration(found: Reliability) -> str:
    """Stated probability against the true share with its interval; a dot's area is its count."""
    x, y = _scale(0.0, 1.0, 44.0, 304.0), _scale(0.0, 1.0, 270.0, 10.0)
    marks = [
        _line("axis", x(0), y(0), x(1), y(0)),
        _line("axis", x(0), y(0), x(0), y(1)),
        _line("ideal", x(0), y(0), x(1), y(1)),
    ]
    path = " ".join(f"{x(b.stated):.1f},{y(b.true.mean):.1f}" for b in found.bins)
    marks.append(f'<polyline class="curve" points="{path}"/>')
    for one in found.bins:
        at, true = x(one.stated), one.true
        radius = 3 + 12 * math.sqrt(one.n / found.n)
        marks += [
            _line("range", at, y(true.low), at, y(true.high)),
            f'<circle class="dot" cx="{at:.1f}" cy="{y(true.mean):.1f}" r="{radius:.1f}"><title>'
            f"{one.n} cases: stated {one.stated:.2f}, true {true.mean:.2f}</title></circle>",
        ]
    for at in (0.0, 0.5, 1.0):
        marks += [
            _text(x(at), 286, f"{at:.1f}", "middle"),
            _text(38, y(at) + 4, f"{at:.1f}", "end"),
        ]
    marks.append(_text(174, 304, "stated probability of an answer", "middle"))
    marks.append(_text(52, 18, "share that has one", "start"))
    said = f"calibration error {found.error:.3f}, Brier score {found.brier.mean:.3f}"
    return _svg(330, 310, marks, said)


def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    width = (high - low) or 1.0
    return lambda value: start + (value - low) / width * (end - start)


def _round_up(value: float) -> float:
    """The next of a few round numbers times a power of ten."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(
        power * step for step in (1, 1.2, 1.6, 2, 2.4, 3, 4, 6, 8, 10) if power * step >= value
    )


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(width: float, height: float, marks: Sequence[str], said: str) -> str:
    return (
        f'<svg viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" '
        f'role="img" aria-label="{escape(said)}">{"".join(marks)}</svg>'
    )
