"""Pictures of every room, made from the shipped papers and the example workstreams.

    python -m tests.screenshots [LIBRARY] [--only NAME]

Writes docs/screens/NAME.png and NAME-phone.png, and the page that shows them. LIBRARY is one that
was made from corpus/; it is copied, never written to. Without one the corpus is read first, which
takes a minute. The evaluation that Quality shows is the committed baseline. The clocks of the
register and of the audit log stand at DAY, so that pictures differ where the rooms do, and in how
long an answer took.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import PropertyMock, patch

from tests.command_line import ROOT, waymark

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = Path("/usr/bin/chromium")
SCREENS = ROOT / "docs" / "screens"
SIZES = {"": (1280, 800), "-phone": (390, 844)}
MOST_BYTES = 200_000
DAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PERSON, SECRET = "Ada Bell", "seven quiet lamps"
ANSWERED = "What are the six priority workstreams?"
REFUSED = "How much does parking at the hospital cost?"
IN_A_PDF = "What is the Programme Board asked to do about vascular services?"


def _ready(page: Page) -> None:
    page.locator(".wm-part:not([aria-busy])").wait_for()


def _ask(page: Page, question: str) -> None:
    page.goto("/")
    page.locator(".wm-example").first.wait_for()
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    page.locator("#wm-current .wm-turn[data-state=answered]").wait_for(timeout=180_000)
    page.locator("#wm-current .wm-verdict").wait_for()
    page.locator("#wm-current .wm-next").wait_for(timeout=180_000)


def _ask_answer(page: Page) -> None:
    _ask(page, ANSWERED)


def _ask_refusal(page: Page) -> None:
    _ask(page, REFUSED)
    if page.evaluate("innerWidth") < 600:  # what is related stands below
        page.locator("#wm-current .wm-sources").evaluate(
            "related => scrollTo(0, scrollY + related.getBoundingClientRect().top - 24)"
        )


def _source(page: Page) -> None:
    _ask(page, IN_A_PDF)
    card = page.locator("#wm-current .wm-card", has_text=".pdf").first
    card.locator("[data-wm=source]").click()
    page.locator("#wm-source img").evaluate("image => image.decode()")


def _next(page: Page) -> None:
    page.goto("/next")
    page.locator(".wm-nx-portfolio").wait_for()


def _workstream(page: Page) -> None:
    page.goto("/next?w=Stroke")
    page.locator(".wm-nx-map").wait_for()


def _map(page: Page) -> None:
    _workstream(page)
    page.locator(".wm-nx-picture").evaluate("picture => picture.scrollIntoView()")


def _library(page: Page) -> None:
    page.goto("/library")
    _ready(page)


def _paper(page: Page) -> None:
    page.goto("/library")
    _ready(page)
    page.get_by_role("link", name="11 June 2026 (AMENDED)").first.click()
    page.locator(".wm-two").wait_for()


def _add(page: Page) -> None:
    page.goto("/library?add=1")
    _ready(page)
    files = {"travel-report.md": 31_000, "board-minutes.docx": 420_000, "letter.exe": 9_000}
    page.locator("#wm-files").set_input_files(
        [
            {"name": name, "mimeType": "application/octet-stream", "buffer": b"x" * size}
            for name, size in files.items()
        ]
    )
    page.locator(".wm-files li").nth(2).wait_for()


def _quality(page: Page) -> None:
    page.goto("/quality")
    _ready(page)
    page.locator(".wm-out").wait_for()


def _audit(page: Page) -> None:
    page.goto("/audit")
    _ready(page)


def _sign_in(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/sign-in")


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its file's name, its heading, what it shows, and how to get there."""

    name: str
    title: str
    says: str
    go: Callable[[Page], None]


SHOTS = (
    Shot(
        "ask-answer", "Ask: an answer and its sources",
        "Every line of the answer ends in the number of the passage it was taken from. Beside it "
        "stand those passages, each with its paper, date and heading, and the quoted words marked.",
        _ask_answer,
    ),
    Shot(
        "ask-refusal", "Ask: the papers do not say",
        "Where no passage answers, Waymark says so and says what it looked for. The nearest "
        "passages follow under a heading that tells that they are no answer.",
        _ask_refusal,
    ),
    Shot(
        "source", "A source opened in its place",
        "The page of the paper itself, with the quoted words boxed where they stand. From here one "
        "can turn its pages, save the file, or see how it was read.",
        _source,
    ),
    Shot(
        "next", "Next step: all workstreams",
        "Where each workstream stands on the redesign approach, what it is to do next, and what "
        "holds it up. These six come with Waymark as examples.",
        _next,
    ),
    Shot(
        "next-workstream", "Next step: one workstream",
        "What to do next and why, who decides, and what is still owed; each statement names the "
        "record or the page of the approach that it rests on.",
        _workstream,
    ),
    Shot(
        "next-map", "Next step: the map of a workstream",
        "All deliverables and gates in their order, each with its state in words and not only in "
        "colour. On a phone the same is a list, and the map scrolls within itself.",
        _map,
    ),
    Shot(
        "library", "Library: the papers",
        "Which papers there are, with their dates or the reason why they have none, and whether "
        "something went wrong when they were read.",
        _library,
    ),
    Shot(
        "library-paper", "Library: one paper",
        "What was taken from the paper, whether something went wrong, and the ways to see it as it "
        "was read, to replace it and to retire it.",
        _paper,
    ),
    Shot(
        "library-add", "Library: adding papers",
        "Files are looked at before they are sent: what cannot be read, is too big or is there "
        "already is said at once.",
        _add,
    ),
    Shot(
        "quality", "Quality",
        "What people said was not right, to be looked into, the results of the last evaluation, "
        "and how well the papers could be read.",
        _quality,
    ),
    Shot(
        "audit", "Audit log",
        "Who asked, opened, recorded and signed in, and when. Only an administrator sees it, and "
        "it never shows a paper that this administrator may not read.",
        _audit,
    ),
    Shot(
        "sign-in", "Signing in",
        "Where several people use one Waymark, each signs in and sees only the papers of their own "
        "groups. On one's own machine nobody has to.",
        _sign_in,
    ),
)  # fmt: skip


def page_of_screens() -> str:
    """The text of docs/screens/README.md."""
    parts = [
        "# What Waymark looks like",
        "Each room in a wide window and on a phone. `make screenshots` takes these pictures from "
        "the papers that come with Waymark: the briefings, the redesign approach and the example "
        "papers of an invented programme, with the six example workstreams. The person who is "
        "signed in is an invented administrator who is not in the group that may read the "
        f"confidential paper. The register's clock stands at {DAY.day} November {DAY.year}.",
    ]
    for shot in SHOTS:
        parts += [
            f"## {shot.title}",
            shot.says,
            f"![{shot.title}, in a wide window]({shot.name}.png)",
            f"![{shot.title}, on a phone]({shot.name}-phone.png)",
        ]
    return "\n\n".join(parts) + "\n"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the Library in `folder` / "library", with the examples and a person."""
    from assistant.ask import Assistant
    from assistant.audit import AuditLog
    from assistant.feedback import Feedback, FeedbackStore, Place, Reason, Verdict
    from assistant.model import Status
    from assistant.people import Account, Contents, PeopleFile, Role
    from assistant.register import Register, examples
    from assistant.web.next.desk import Desk
    from assistant.web.opening import OpenedLater
    from assistant.web.server import _server, application, free_port
    from assistant.web.site import Site
    from ingest.settings import Settings
    from tests.fakes_people import cheap

    library, users = folder / "library", folder / "people.json"
    open_to_all = ("briefings", "examples", "redesign-approach", "default")
    collections = {name: ("everybody",) for name in open_to_all} | {"examples-part-2": ("board",)}
    account = Account(PERSON, Role.ADMIN, (), cheap().hash(SECRET))
    made = Contents({PERSON.casefold(): account}, collections)
    PeopleFile(users, cheap()).change(lambda _: made, begin=made)
    port = free_port("127.0.0.1", 0)
    settings = Settings(library=library, users=users, port=port, runs=folder / "runs")
    site = Site.of(OpenedLater(lambda: Assistant(settings)), settings)
    site = dataclasses.replace(site, audit=AuditLog(library, DAY.timestamp))
    examples.load(Register.open(library, write=True), site.approach.now().approach, date.today())
    paper = site.answerer.documents()[0]
    FeedbackStore(library).add(
        Feedback(
            "When did the congress meet?", Status.ANSWERED, Verdict.DOWN, (),
            (Place(paper.document, None, 0, 40),),
            reason=Reason.INCOMPLETE, comment="It met on two days.", who=PERSON, when=DAY,
        )
    )  # fmt: skip
    _baseline(settings.runs, [one.document for one in site.answerer.documents()])
    server = _server(application(site), "127.0.0.1", port)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    with patch.object(Desk, "today", PropertyMock(return_value=DAY.date())):
        yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


def _baseline(runs: Path, documents: Sequence[str]) -> None:
    """The folder of a run with the committed baseline's figures."""
    from evals.metrics import catalogue
    from evals.score import SAID

    summary = json.loads((ROOT / "evals" / "baseline" / "summary.json").read_text("utf-8"))
    summary["metrics"] = {
        name: {key: getattr(metric, key) for key in SAID} for name, metric in catalogue().items()
    }
    settings = {"made": DAY.isoformat(), "library": {"documents": list(documents)}}
    place = runs / "baseline"
    place.mkdir(parents=True)
    (place / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    (place / "settings.json").write_text(json.dumps(settings), encoding="utf-8")


def shrunk(path: Path) -> None:
    """Write a picture anew, with a palette of 256 colours where it is too big otherwise."""
    from PIL import Image

    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    picture.save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        picture.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


def take(address: str, shots: Sequence[Shot], into: Path, scheme: str = "light") -> None:
    """Take the pictures, each in a context of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        for ending, (width, height) in SIZES.items():
            context = browser.new_context(
                base_url=address,
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
                timezone_id="Europe/London",
                locale="en-GB",
            )
            context.set_default_timeout(60_000)
            page = context.new_page()
            page.goto("/sign-in")
            page.get_by_label("Name").fill(PERSON)
            page.get_by_label("Password").fill(SECRET)
            page.get_by_role("button", name="Sign in").click()
            page.locator(".wm-example").first.wait_for()
            for shot in shots:
                shot.go(page)
                path = into / f"{shot.name}{ending}.png"
                page.screenshot(path=path, animations="disabled")
                shrunk(path)
                print(path.name, path.stat().st_size, flush=True)
            context.close()
        browser.close()


def main() -> None:
    """Take all pictures, or the one that is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("library", nargs="?", type=Path, help="a Library made from corpus/")
    parser.add_argument("--only", action="append", help="take this picture alone")
    parser.add_argument("--into", type=Path, default=SCREENS)
    parser.add_argument("--scheme", choices=("light", "dark"), default="light")
    chosen = parser.parse_args()
    chosen.into.mkdir(parents=True, exist_ok=True)
    shots = [shot for shot in SHOTS if not chosen.only or shot.name in chosen.only]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if chosen.library:
            papers_only = shutil.ignore_patterns("audit*", "register*", "conv*", "feedback*")
            shutil.copytree(chosen.library, folder / "library", ignore=papers_only)
        else:
            done = waymark("ingest", ROOT / "corpus", "--library", folder / "library")
            if done.code:
                sys.exit(done.err)
        with served(folder) as address:
            take(address, shots, chosen.into, chosen.scheme)
    if chosen.into == SCREENS:
        (SCREENS / "README.md").write_text(page_of_screens(), encoding="utf-8")


if __name__ == "__main__":
    main()
