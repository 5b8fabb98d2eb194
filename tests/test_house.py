"""The house itself: what can drift from its rules is tested."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "rapport").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.j2"))
NAMELESS = {"utils", "util", "helpers", "helper", "misc", "common", "base", "tools", "stuff"}
LONGEST_FUNCTION = 60
LONGEST_MODULE = 400


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def is_typing_only(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def imported(path: Path) -> set[str]:
    """Return the packages that a module imports when it is itself imported."""
    found: set[str] = set()
    for node in tree(path).body:
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not is_typing_only(node):
            found.add((node.module or "").split(".")[0])
    return found


def test_there_is_something_to_look_at() -> None:
    assert len(MODULES) > 50
    assert TEMPLATES


def test_every_module_says_what_it_is_about() -> None:
    assert [name(module) for module in MODULES if not ast.get_docstring(tree(module))] == []


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert [name(module) for module in MODULES if module.stem.strip("_") in NAMELESS] == []


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        # the signature of a command is the list of its options, and may be as long as that is
        f"{name(module)}:{node.name}": (node.end_lineno or 0) - node.body[0].lineno + 1
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {function: length for function, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_a_long_module_explains_itself() -> None:
    lengths = {module: module.read_text(encoding="utf-8").count("\n") for module in MODULES}
    silent = {
        name(module): length
        for module, length in lengths.items()
        if length > LONGEST_MODULE and "long" not in (ast.get_docstring(tree(module)) or "")
    }
    assert silent == {}


def is_year(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int) and 1990 <= node.value <= 2100


def test_no_code_knows_a_year() -> None:
    years = [
        f"{name(module)}:{node.lineno}"
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Compare) and any(is_year(part) for part in [node.left, *node.comparators])
    ]
    assert years == []


def test_a_float_is_made_only_where_files_are_written() -> None:
    calls = [
        f"{name(module)}:{node.lineno}"
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
    ]
    assert [call for call in calls if not call.startswith("rapport/write/")] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_templates_never_calculate(template: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    for expression in re.findall(r"\{[{%](.*?)[%}]\}", text, flags=re.DOTALL):
        bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", expression).strip("-+ ")
        assert not re.search(r"(?<![|])\s[-+*/%]\s|//|\*\*", bare), expression
        assert not re.search(r"\|\s*(sum|round|abs|int|float|length|count|max|min)\b", bare), expression


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_templates_hold_no_figures_of_a_year(template: Path) -> None:
    assert not re.search(r"\b(19|20)[0-9]{2}\b", template.read_text(encoding="utf-8"))


def test_modules_import_one_way_within_the_house() -> None:
    """import-linter holds the directions; this holds that its contract names every room."""
    contract = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    layers = re.search(r"layers = \[(.*?)\]", contract, flags=re.DOTALL)
    assert layers
    named = set(re.findall(r"[a-z_]+", layers[1]))
    rooms = {
        path.stem
        for path in (ROOT / "rapport").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert rooms - {"__init__"} == named


def test_the_set_up_script_runs_every_check_and_the_tests_last() -> None:
    sys.path.insert(0, str(ROOT))
    try:
        import start  # noqa: PLC0415  it stands beside the package, not in it
    finally:
        sys.path.remove(str(ROOT))
    checks = [" ".join(check) for check in start.CHECKS]
    assert checks == [
        "-m ruff check .",
        "-m ruff format --check .",
        "-m mypy",
        f"-c {start.LINT_IMPORTS}",
        "-m pytest -q",
    ]
    assert "lint_imports_command" in start.LINT_IMPORTS


def test_the_set_up_script_needs_nothing_but_python() -> None:
    assert imported(ROOT / "start.py") <= set(sys.stdlib_module_names)


def test_the_ci_runs_the_same_checks() -> None:
    assert "python3 start.py test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
