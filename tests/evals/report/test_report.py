"""The report: it stands by itself, escapes what papers say, and shows every failure."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from evals.metrics import catalogue
from evals.reliability import reliability
from evals.report import plots
from evals.report.markdown import as_markdown, plain
from evals.report.page import as_page
from evals.report.view import quantile, view
from evals.run_folder import RunFolder
from evals.score import score

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Checker(HTMLParser):
    """Notes every tag and attribute, and whether what opens is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.values: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.values += [f"{name}={value}" for name, value in attrs]
        if tag not in VOID and not self.get_starttag_text().endswith("/>"):  # type: ignore[union-attr]
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            assert self.open.pop() == tag


def test_the_page_stands_by_itself(made_run: Path) -> None:
    page = (made_run / "report.html").read_text("utf8")
    checker = Checker()
    checker.feed(page)
    assert checker.open == []
    assert not checker.tags & {"script", "link", "img", "iframe", "object"}
    assert "default-src 'none'" in page
    assert not re.search(r"https?:|url\(|@import|javascript:", page)
    assert not [value for value in checker.values if re.match(r"on\w+=|src=|href=[^#]", value)]
    assert "$" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


def test_what_people_and_papers_write_is_escaped(made_run: Path) -> None:
    seen = view(RunFolder(made_run))
    assert "<b>harbour" not in as_page(seen)
    assert "Which aircraft" not in as_page(seen), "no failure, not listed"


def test_failures_are_shown_whole(made_run: Path) -> None:
    seen = view(RunFolder(made_run))
    assert "lookup-1" in {failure.case.id for failure in seen.failures}
    page, text = as_page(seen), as_markdown(seen)
    for part in ("What is the budget for dredging?", "a thing that is not said"):
        assert part in page
        assert part in text
    (failure,) = (f for f in seen.failures if f.case.id == "lookup-1")
    assert [wanted.there for wanted in failure.wanted] == [True, True, False]
    assert failure.why[0][0].name == "nugget_recall"
    assert failure.made.answer.split("\n")[0].split(" [")[0] in page


def test_every_measured_metric_is_in_both(made_run: Path) -> None:
    seen = view(RunFolder(made_run))
    measured = [entry.metric for entry in seen.groups["all"]]
    assert measured
    for metric in measured:
        assert f"<td>{metric.title}</td>" in as_page(seen)
        assert f"| {metric.title} |" in as_markdown(seen)
    assert catalogue()["conflict_shown"] not in measured
    assert plain(seen).count("\n") == len(measured) - 1


def test_what_the_assistant_is_sure_of_comes_through_to_the_report(made_run: Path) -> None:
    """Four questions were weighed; “???” was not, and of the open one nobody knows."""
    told = {i: made.confidence for i, made in RunFolder(made_run).generated().items()}
    assert [i for i, p in told.items() if p is None] == ["injection-1"]
    seen = view(RunFolder(made_run))
    assert seen.reliability is not None
    assert (seen.reliability.n, seen.reliability.without) == (4, 1)
    kept = seen.summary["reliability"]
    assert sum(one["n"] for one in kept["bins"]) == kept["n"] == 4
    page, text = as_page(seen), as_markdown(seen)
    for report in (page, text):
        assert f"Expected calibration error {kept['error']:.3f}" in report
    assert "calibration error" in re.findall(r'aria-label="([^"]+)"', page)[-2]
    last = kept["bins"][-1]
    assert f"| {last['start']:.1f} to {last['end']:.1f} | {last['n']} |" in text
    assert f"<td>{last['start']:.1f} to {last['end']:.1f}</td><td>{last['n']}</td>" in page


def test_a_run_without_probabilities_says_so(made_run: Path, tmp_path: Path) -> None:
    for path in made_run.iterdir():
        text = re.sub(r'"confidence": [\d.]+', '"confidence": null', path.read_text("utf8"))
        (tmp_path / path.name).write_text(text, encoding="utf8")
    assert score(RunFolder(tmp_path))["reliability"] is None
    seen = view(RunFolder(tmp_path))
    assert "told no probabilities" in as_page(seen)
    assert "## Reliability" not in as_markdown(seen)


def test_plots() -> None:
    found = reliability([(0.1, False), (0.9, True)])
    assert 'aria-label="calibration error' in plots.calibration(found)
    assert plots.interval(float("nan"), 0, 1, "") == ""
    assert plots.interval(1.0, float("nan"), float("nan"), "<x>").count("whisker") == 0
    assert "&lt;x&gt;" in plots.interval(1.0, 0.5, 1.0, "<x>")
    assert plots.histogram([1.0, 2.0, 900.0], "ms").count('class="bar"') == 2
    assert plots.histogram([0.0], "ms").count('class="bar"') == 1


def test_quantiles() -> None:
    assert quantile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.5
    assert quantile([7.0], 0.95) == 7.0
    assert quantile([], 0.5) != quantile([], 0.5), "NaN"
