"""Who may see and do what in the Library room, asked of the server itself."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.audit import What
from ingest.library import Library
from tests.fakes_rooms import PEOPLE, SECRET, SECRET_NAME, SECRET_TITLE, STAFF, Rooms

FILES = "/library/files"
TEXT = b"# A new paper\n\nThe oars are kept in the shed.\n"
SECRETS = re.compile(r"lighthouse|secret", re.IGNORECASE)


def number_of(client: httpx.Client, title: str) -> str:
    found = re.search(rf'd=(\d+)" data-part>{title}<', client.get("/library/part").text)
    assert found
    return found[1]


def number_of_file(client: httpx.Client, name: str) -> str:
    """The number of the one paper whose title or file name has that in it."""
    found = re.search(r'\?d=(\d+)" data-part>', client.get(f"/library/part?q={name}").text)
    assert found
    return found[1]


@pytest.fixture(scope="module")
def secret(rooms: Rooms) -> str:
    with rooms.as_("Cy") as client:
        return number_of(client, SECRET_TITLE)


@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_is_told_of_papers_outside_their_groups(
    rooms: Rooms, name: str, secret: str
) -> None:
    reads = name == "Cy"
    with rooms.as_(name) as client:
        for query in ("", "?q=lighthouse", "?collection=secret", f"?d={secret}", "?add=1"):
            text = client.get(f"/library/part{query}").text.replace('value="lighthouse"', "")
            if query == "?collection=secret" and not reads:
                text = text.replace("secret", "")
            assert bool(SECRETS.search(text)) is reads, query
        listed = client.get("/library/part").text
        here = {"Ed": 2}.get(name, 4 if reads else 3)
        assert f"{here} papers, {here} passages" in listed


def test_a_paper_that_may_not_be_read_is_as_one_that_is_not_there(
    rooms: Rooms, secret: str
) -> None:
    with rooms.as_("Bo") as client:
        for path in ("/library/reread", "/library/retire"):
            said = client.post(path, data={"d": secret, "sure": "1"})
            unknown = client.post(path, data={"d": "99999", "sure": "1"})
            assert (said.status_code, said.text) == (unknown.status_code, unknown.text)
            assert said.status_code == 404
        for query in ({"d": secret, "name": "x.md"}, {"collection": "secret", "name": "x.md"}):
            other = {**query, **({"d": "99999"} if "d" in query else {"collection": "nowhere"})}
            said = client.post(FILES, params=query, content=TEXT)
            unknown = client.post(FILES, params=other, content=TEXT)
            assert (said.status_code, said.text) == (unknown.status_code, unknown.text)
            assert said.status_code == 404
        asked = {"names": ["x.md"], "collection": "secret"}
        unknown = client.post("/library/check", json={**asked, "collection": "nowhere"})
        said = client.post("/library/check", json=asked)
        assert (said.status_code, said.text) == (404, unknown.text)


@pytest.mark.parametrize("name", ["Di", "Ed"])
def test_only_librarians_change_anything(rooms: Rooms, name: str) -> None:
    with rooms.as_(name) as client:
        number = number_of(client, "Harbour Board minutes")
        for path in ("/library/reread", "/library/retire"):
            assert client.post(path, data={"d": number, "sure": "1"}).status_code == 403
        query = {"collection": "open", "name": "x.md"}
        assert client.post(FILES, params=query, content=TEXT).status_code == 403
        assert client.post("/library/check", json={"names": []}).status_code == 403
        assert client.get("/library/work").status_code == 403
        page = client.get(f"/library/part?d={number}").text
        assert "Retire" not in page and "Harbour Board minutes" in page
    assert not list(rooms.desk.papers.root.rglob("x.md"))


def test_a_paper_is_added_and_replaced_only_when_that_is_said(rooms: Rooms) -> None:
    query = {"collection": "staff", "name": "Oars.md"}
    with rooms.as_("Bo") as client:
        said = client.post(FILES, params=query, content=TEXT)
        assert said.status_code == 202
        rooms.desk.wait()
        again = client.post(FILES, params={**query, "name": "oars.MD"}, content=TEXT + b"More.\n")
        assert (again.status_code, "there already" in again.text) == (409, True)
        asked = {"names": ["oars.md", "tool.exe", "new.md"], "collection": "staff"}
        found = client.post("/library/check", json=asked).json()["files"]
        assert found[0]["replaces"]["title"] == "A new paper"
        assert ".pdf" in found[1]["problem"]
        assert found[2] == {"name": "new.md", "replaces": None}
        sure = client.post(FILES, params={**query, "replace": "1"}, content=TEXT + b"\nMore.\n")
        assert sure.status_code == 202
        rooms.desk.wait()
        assert "Updated" in client.get("/library/work").text
    with rooms.as_("Cy") as client:
        assert "Oars.md" in client.get("/library/work").text
    rows = rooms.audit.rows(who="Bo", what=What.ADDED)
    assert [row.detail["outcome"] for row in rows] == ["added", "asked for"]


def test_the_same_file_that_still_waits_is_asked_about_too(open_rooms: Rooms) -> None:
    with (
        open_rooms.as_("local") as client,
        Library.open(
            open_rooms.settings.library, model=None, dimensions=None, write=True, lock_wait=9
        ),
    ):
        query, text = {"collection": "open", "name": "first.md"}, b"# Twice\n\nOne of two.\n"
        assert client.post(FILES, params=query, content=text).status_code == 202
        asked = client.post(FILES, params={**query, "name": "second.md"}, content=text)
        assert (asked.status_code, "first.md" in asked.json()["same"]) == (409, True)
        again = client.post(FILES, params=query, content=text)
        assert "still waiting" in again.text
    open_rooms.desk.wait()


def test_one_name_twice_in_a_list_is_said(open_rooms: Rooms) -> None:
    with open_rooms.as_("local") as client:
        asked = {"names": ["Plan.md", "plan.md", "other.md"], "collection": "open"}
        found = client.post("/library/check", json=asked).json()["files"]
    assert ["problem" in one for one in found] == [False, True, False]
    assert "same name" in found[1]["problem"]


def test_what_others_add_is_not_told(rooms: Rooms) -> None:
    with rooms.as_("Cy") as client:
        query = {"collection": "secret", "name": "lighthouse-survey.md"}
        assert client.post(FILES, params=query, content=TEXT).status_code == 202
        rooms.desk.wait()
        assert SECRETS.search(client.get("/library/work").text)
    with rooms.as_("Bo") as client:
        assert not SECRETS.search(client.get("/library/work").text)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("tool.exe", TEXT, "Readable are"),
        ("old.doc", TEXT, "save it as .docx"),
        ("photo.png", TEXT, "picture"),
        ("not-really.pdf", b"plain words, no pages", ".pdf"),
        ("empty.md", b"", "empty"),
        ("..", TEXT, "Readable are"),
    ],
)
def test_the_wrong_kind_is_refused_with_what_to_do(
    rooms: Rooms, name: str, content: bytes, said: str
) -> None:
    with rooms.as_("Bo") as client:
        query = {"collection": "open", "name": name}
        refused = client.post(FILES, params=query, content=content)
    assert (refused.status_code, said in refused.text) == (415, True)
    assert not [p for p in rooms.desk.papers.incoming.glob("*") if p.is_dir()]


@pytest.fixture
def incoming(rooms: Rooms) -> Iterator[Path]:
    rooms.desk.wait()
    yield rooms.desk.papers.incoming
    assert list(rooms.desk.papers.incoming.iterdir()) == [], "nothing is left on the disk"


def test_600_megabytes_are_refused_before_they_are_read(rooms: Rooms, incoming: Path) -> None:
    with rooms.as_("Bo") as client:
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    host, port = "127.0.0.1", rooms.settings.port
    head = (
        f"POST {FILES}?collection=open&name=big.pdf HTTP/1.1\r\nHost: {host}:{port}\r\n"
        f"Cookie: {cookie}\r\nContent-Length: {600 * 1024 * 1024}\r\n\r\n"
    )
    with socket.create_connection((host, port), timeout=10) as sent:
        sent.sendall(head.encode() + b"%PDF-1.7 and so on")
        answer = sent.recv(4096).decode()
    assert "413" in answer.splitlines()[0]
    assert "larger than 1 MB" in answer


def test_a_file_that_does_not_say_how_long_it_is_is_stopped_at_the_limit(
    rooms: Rooms, incoming: Path
) -> None:
    given = 0

    def endless() -> Iterator[bytes]:
        nonlocal given
        while True:
            given += 65536
            assert given < 200 * 1024 * 1024, "the server goes on reading"
            yield b"x" * 65536

    with rooms.as_("Bo") as client:
        query = {"collection": "open", "name": "big.txt"}
        try:
            refused = client.post(FILES, params=query, content=endless())
        except (httpx.WriteError, httpx.ReadError):  # the server hangs up on who sends on
            pass
        else:
            assert (refused.status_code, "larger than 1 MB" in refused.text) == (413, True)


def test_half_a_file_is_not_taken(rooms: Rooms, incoming: Path) -> None:
    with rooms.as_("Bo") as client:
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    host, port = "127.0.0.1", rooms.settings.port
    head = (
        f"POST {FILES}?collection=open&name=half.md HTTP/1.1\r\nHost: {host}:{port}\r\n"
        f"Cookie: {cookie}\r\nContent-Length: 5000\r\n\r\n"
    )
    with socket.create_connection((host, port), timeout=10) as sent:
        sent.sendall(head.encode() + TEXT)
    with rooms.as_("Bo") as client:
        for _ in range(100):
            if not list(rooms.desk.papers.incoming.iterdir()):
                break
            client.get("/alive")
        assert "half.md" not in client.get("/library/work").text


def test_where_nobody_signs_in_a_new_collection_can_be_named(open_rooms: Rooms) -> None:
    with open_rooms.as_("local") as client:
        query = {"collection": "", "new": "Harbour talks", "name": "talk.md"}
        assert client.post(FILES, params=query, content=TEXT).status_code == 202
        open_rooms.desk.wait()
        assert "Harbour talks" in client.get("/library/part?q=talk").text
        bad = client.post(FILES, params={**query, "new": "../x"}, content=TEXT)
        assert (bad.status_code, "name of a collection" in bad.text) == (422, True)
        never = client.post(FILES, params={**query, "collection": "nowhere"}, content=TEXT)
        assert never.status_code == 404


def test_a_paper_from_a_folder_outside_is_replaced_and_retired(open_rooms: Rooms) -> None:
    rota = open_rooms.papers / "staff" / "rota.md"
    with open_rooms.as_("local") as client:
        number = number_of(client, "Staff rota")
        assert "folder outside the library" in client.get(f"/library/part?d={number}").text
        query = {"d": number, "name": "rota-new.md", "replace": "1"}
        said = client.post(FILES, params=query, content=b"# Staff rota 2\n\nIvy keeps it.\n")
        assert said.status_code == 202
        open_rooms.desk.wait()
        listed = client.get("/library/part?q=rota").text
        assert "uploaded/staff/rota-new.md" in listed and ">staff/rota.md<" not in listed
        assert rota.is_file()
        number = number_of(client, "Staff rota 2")
        assert client.post("/library/retire", data={"d": number}).status_code == 422
        data = {"d": number, "sure": "1"}
        assert client.post("/library/retire", data=data).status_code == 202
        open_rooms.desk.wait()
        assert "No paper fits" in client.get("/library/part?q=rota").text
        assert client.post("/library/retire", data=data).status_code == 404


def test_a_replacement_does_not_overwrite_a_third_paper(open_rooms: Rooms) -> None:
    with open_rooms.as_("local") as client:
        for name in ("skiff", "third"):
            text = f"# The {name} boat\n\nIt is the {name}.\n".encode()
            query = {"collection": "open", "name": f"{name}.{'md' if name == 'skiff' else 'txt'}"}
            assert client.post(FILES, params=query, content=text).status_code == 202
        open_rooms.desk.wait()
        number = number_of_file(client, "skiff.md")
        query = {"d": number, "name": "third.txt", "replace": "1"}
        said = client.post(FILES, params=query, content=b"Something else.\n")
        assert (said.status_code, "third" in said.text) == (409, True)


def test_a_slow_replacement_does_not_overwrite_a_paper_that_came_meanwhile(
    open_rooms: Rooms,
) -> None:
    desk, came = open_rooms.desk, b"# The punt\n\nIt came meanwhile.\n"
    with open_rooms.as_("local") as client, open_rooms.as_("local") as other:
        query = {"collection": "open", "name": "wherry.md"}
        first = client.post(FILES, params=query, content=b"# The wherry\n\nIt is slow.\n")
        assert first.status_code == 202
        desk.wait()

        def slow() -> Iterator[bytes]:
            yield b"The newer "
            while not [p for p in desk.papers.incoming.iterdir() if p.is_dir()]:
                time.sleep(0.02)  # until it was let in
            added = other.post(FILES, params={**query, "name": "punt.txt"}, content=came)
            assert added.status_code == 202
            desk.wait()
            yield b"wherry is quick.\n"

        number = number_of_file(client, "wherry.md")
        replacing = {"d": number, "name": "punt.txt", "replace": "1"}
        said = client.post(FILES, params=replacing, content=slow())
        assert (said.status_code, "Another paper has this file name" in said.text) == (409, True)
        assert desk.papers.path("uploaded/open/punt.txt").read_bytes() == came
        assert "uploaded/open/wherry.md" in client.get("/library/part?q=wherry").text


def test_another_sites_page_cannot_send_a_file(rooms: Rooms) -> None:
    with rooms.as_("Bo") as client:
        query = {"collection": "open", "name": "x.md"}
        headers = {"sec-fetch-site": "cross-site"}
        said = client.post(FILES, params=query, content=TEXT, headers=headers)
        assert said.status_code == 403


def test_a_guess_at_a_path_gets_nothing(rooms: Rooms) -> None:
    with rooms.as_("Bo") as client:
        for path in ("papers", "papers/uploaded/staff/Oars.md", f"files/{SECRET_NAME}"):
            assert client.get(f"/library/{path}").status_code in (404, 405)


def test_the_same_file_under_another_name_is_asked_about_and_only_of_what_may_be_read(
    rooms: Rooms,
) -> None:
    secret = SECRET.encode()
    with rooms.as_("Bo") as client:
        rota = {"collection": "open", "name": "another name.md"}
        asked = client.post(FILES, params=rota, content=STAFF.encode())
        assert asked.status_code == 409
        assert asked.json()["same"].startswith("The very same file is in the library already: ")
        assert "Staff rota" in asked.text and "the collection staff" in asked.text
        assert "another name" not in client.get("/library/work").text
        # a copy of a paper that Bo may not read is as any new file
        copy = {"collection": "staff", "name": "copy.md"}
        assert client.post(FILES, params=copy, content=secret).status_code == 202
        rooms.desk.wait()
        sure = client.post(FILES, params={**rota, "same": "1"}, content=STAFF.encode())
        assert sure.status_code == 202
        rooms.desk.wait()
        assert "another name.md" in client.get("/library/part?q=another").text
        for name in ("copy", "another name"):
            number = number_of_file(client, name)
            said = client.post("/library/retire", data={"d": number, "sure": "1"})
            assert said.status_code == 202
        rooms.desk.wait()
    with rooms.as_("Cy") as client:
        told = client.post(FILES, params=copy, content=secret)
        assert told.status_code == 409 and SECRET_TITLE in told.json()["same"]
    assert list(rooms.desk.papers.incoming.iterdir()) == []
