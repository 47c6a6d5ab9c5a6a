"""How the code is laid out: who may import whom, how long a module is, what a start may load."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("ingest", "assistant", "evals", "corpus")
LONGEST = 300
BELOW = {  # what each may import of ours
    "ingest": {"ingest"},
    "assistant": {"assistant", "ingest"},
    "evals": {"evals", "assistant", "ingest"},
    "corpus": {"corpus", "assistant", "ingest"},
}
HEAVY = (
    "chromadb", "gradio", "llama_index", "lxml", "onnxruntime", "openpyxl", "pypdfium2",
    "sentence_transformers", "torch", "transformers",
)  # fmt: skip

MODULES = sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


each_module = pytest.mark.parametrize("path", MODULES, ids=name_of)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            yield str(node.module)


def own(tree: ast.AST) -> set[str]:
    """Our own packages that a module imports, wherever in it."""
    ours = {*PACKAGES, "app", "tests"}
    return {name.split(".")[0] for name in imported(tree)} & ours


@each_module
def test_imports_point_one_way(path: Path) -> None:
    assert own(tree_of(path)) <= BELOW[path.relative_to(ROOT).parts[0]]


def test_the_app_only_wires_the_web_chat() -> None:
    names = {name for name in imported(tree_of(ROOT / "app.py")) if name.split(".")[0] in PACKAGES}
    assert names <= {"assistant.web.start", "assistant.cli", "ingest.errors", "ingest.settings"}


@each_module
def test_a_module_can_be_held_in_the_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@each_module
def test_a_module_says_what_it_is_for(path: Path) -> None:
    doc = ast.get_docstring(tree_of(path))
    assert doc, "every module begins with a docstring"
    assert len(doc) > 20


def packages() -> list[Path]:
    return sorted(path for path in MODULES if path.name == "__init__.py")


def test_every_folder_with_modules_is_a_package() -> None:
    folders = {path.parent for path in MODULES}
    assert folders == {path.parent for path in packages()}


def exported(path: Path) -> list[str] | None:
    for node in tree_of(path).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    return None


@pytest.mark.parametrize("path", [p for p in packages() if exported(p)], ids=name_of)
def test_what_a_package_exports_is_all_that_others_take(path: Path) -> None:
    listed = exported(path)
    assert listed is not None
    assert len(set(listed)) == len(listed), "no name twice"
    package = ".".join(path.parent.relative_to(ROOT).parts)
    module = import_module(package)
    assert [name for name in listed if not hasattr(module, name)] == []
    taken = {
        alias.name
        for other in (*MODULES, *(ROOT / "tests").rglob("*.py"))
        for node in ast.walk(tree_of(other))
        if isinstance(node, ast.ImportFrom) and node.module == package
        for alias in node.names
    }
    inner = {p.stem for p in path.parent.glob("*.py")} | {p.name for p in path.parent.iterdir()}
    assert taken - set(listed) - inner == set()


@pytest.mark.parametrize("module", ["assistant.cli", "app", "ingest.settings", "ingest.run"])
def test_starting_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}\nprint(sorted(m for m in {HEAVY!r} if m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def tracked() -> list[Path]:
    """The files that a clone has; in a copy without Git, all that are not built."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("not a Git clone")
    return [ROOT / name for name in listing.stdout.split("\0") if name]


def texts() -> Iterator[tuple[str, str]]:
    for path in tracked():
        if path.is_file() and path != Path(__file__):
            try:
                yield name_of(path), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


FORBIDDEN = {
    "a path of somebody's machine": r"(?<![\w.])/(?:work|farm|root|home/\w+|Users/\w+)/",
    "a host to install from": r"(?i)https?://[^\s)\"'>]*(?:pypi|simple/|index)|--index-url"
    r"|--find-links|file:///",
    "an unfinished thing": r"\b(?:TODO|FIXME|XXX)\b|raise NotImplementedError",
    "a secret": r"(?i)\b(?:api[_-]?key|password|token)\s*=\s*['\"][\w-]{16,}",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    found = [
        f"{name}: {match.group()}"
        for name, text in texts()
        for match in re.finditer(FORBIDDEN[what], text)
    ]
    assert found == []


def test_constraints_are_exact_and_name_no_place() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.!+-]+", line)] == []
    names = [re.sub(r"[-_.]+", "-", line.split("==")[0]).lower() for line in lines]
    assert len(set(names)) == len(names)


def test_every_dependency_is_pinned() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *chain.from_iterable(project["optional-dependencies"].values()),
    ]
    pinned = {
        re.sub(r"[-_.]+", "-", line.split("==")[0]).lower()
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    }
    names = {re.sub(r"[-_.]+", "-", re.split(r"[<>=\[; ]", want)[0]).lower() for want in wanted}
    assert names - pinned == set()


@pytest.mark.parametrize("making", [False, True], ids=["what is installed", "making the corpus"])
def test_every_import_is_a_dependency(making: bool) -> None:
    """What our code imports of others is what pyproject.toml asks for, and nothing else.

    The corpus is made where the tests run, with what they need besides.
    """
    import tomllib
    from importlib.metadata import packages_distributions

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"]]
    if making:
        wanted += project["optional-dependencies"]["test"]
    asked = {re.sub(r"[-_.]+", "-", re.split(r"[<>=\[; ]", w)[0]).lower() for w in wanted}
    owners = packages_distributions()
    modules = [path for path in MODULES if path.is_relative_to(ROOT / "corpus") == making]
    used = {name.split(".")[0] for path in modules for name in imported(tree_of(path))}
    others = used - set(PACKAGES) - set(sys.stdlib_module_names)
    missing = {
        name: owners.get(name, ["?"])
        for name in others
        if not asked & {re.sub(r"[-_.]+", "-", o).lower() for o in owners.get(name, [])}
    }
    # Came with what is asked for: Starlette with Gradio, the others with sentence-transformers.
    assert set(missing) <= {"starlette", "tokenizers", "transformers", "sklearn", "scipy"}, missing
