"""What a run costs, and how two compare."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

import available
import documents
import results
import starting
from measure import Command, Cost, Failed, Runs, exponent, interleaved, ratio, run_once

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MINUTE = 60.0


def runs(*seconds: float) -> Runs:
    return Runs(tuple(Cost(2 * each, each, 1024) for each in seconds))


def processor(cost: Cost) -> float | None:
    return cost.processor


def python(name: str, code: str, folder: Path) -> Command:
    return Command(name, (sys.executable, "-c", code), folder)


def test_the_ratio_is_the_median_of_the_rounds_ratios() -> None:
    # 2, 3 and 10 times as much; the ratio of the medians would be 2
    assert ratio(runs(2, 6, 4), runs(1, 2, 0.4), processor) == 3


def test_a_round_that_only_one_was_run_in_has_no_ratio() -> None:
    assert ratio(runs(2, 4, 100), runs(1, 2), processor) == 2


def test_without_common_rounds_there_is_no_ratio() -> None:
    assert ratio(Runs((), stopped=MINUTE), runs(1, 2), processor) is None
    assert ratio(Runs((Cost(1, None, None),)), runs(1), processor) is None


def test_medians() -> None:
    assert (runs(1, 5, 2).processor, runs(1, 5, 2).wall, runs(1).memory) == (2, 4, 1024)
    assert Runs(()).wall is None


@pytest.mark.parametrize(("large", "grows"), [(10.0, 1), (100.0, 2), (1.0, 0)])
def test_the_exponent_of_growth(large: float, grows: float) -> None:
    assert exponent((1, 10), (1.0, large)) == pytest.approx(grows)


def test_what_was_stopped_has_no_growth() -> None:
    assert exponent((1, 10), (1.0, None)) is None


def test_rounds_are_interleaved(tmp_path: Path) -> None:
    write = "open('order', 'a').write('{}')"
    commands = [python(name, write.format(name), tmp_path) for name in "AB"]
    found = interleaved(commands, 3, MINUTE)
    assert (tmp_path / "order").read_text(encoding="utf-8") == "ABABAB"
    assert {name: len(each.costs) for name, each in found.items()} == {"A": 3, "B": 3}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells only the wall clock's time")
def test_a_run_costs_time_and_memory(tmp_path: Path) -> None:
    cost = run_once(python("work", "sum(range(10_000))", tmp_path), MINUTE)
    assert cost is not None
    assert cost.wall > 0
    assert cost.processor
    assert cost.memory
    assert cost.memory > 1024 * 1024


def test_a_slow_run_is_stopped_and_not_tried_again(tmp_path: Path) -> None:
    slow = python("slow", "import time; open('tries', 'a').write('x'); time.sleep(600)", tmp_path)
    found = interleaved([slow], 3, 1.0)["slow"]
    assert found == Runs((), stopped=1.0)
    assert (tmp_path / "tries").read_text(encoding="utf-8") == "x"
    assert "| slow | > 1 | – | – |" in table({"rapport, Word": runs(1), "slow": found})


def test_a_run_that_fails_says_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="bad ended with status 3: not today"):
        run_once(python("bad", "import sys; sys.stderr.write('not today'); sys.exit(3)", tmp_path), MINUTE)


def test_one_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    bad, good = python("bad", "raise SystemExit(3)", tmp_path), python("good", "pass", tmp_path)
    found = interleaved([bad, good], 2, MINUTE)
    assert found["bad"].failed
    assert len(found["good"].costs) == 2


def test_what_is_measured_stores_byte_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    code = "import sys; sys.exit(sys.dont_write_bytecode)"
    assert run_once(python("stores", code, tmp_path), MINUTE) is not None


def test_an_earlier_file_is_removed_before_each_run(tmp_path: Path) -> None:
    left = tmp_path / "left"
    command = Command(
        "fresh",
        (sys.executable, "-c", "open('left', 'x')"),
        tmp_path,
        prepare=lambda: left.unlink(missing_ok=True),
    )
    assert len(interleaved([command], 2, MINUTE)["fresh"].costs) == 2


def table(measured: dict[str, Runs], proven: Iterable[str] = ()) -> str:
    size = documents.Measured(1, 969, 142, measured, frozenset(proven))
    return "\n".join(results.document_tables("Title", "About.", [size]))


def test_a_table_tells_costs_and_ratios() -> None:
    text = table({"rapport, Word": runs(0.25, 0.5, 0.75), "docxtpl": runs(0.5, 1, 1.5)}, ["docxtpl"])
    assert "### 1×: 969 lines of YAML and Markdown, 142 table rows" in text
    assert "| docxtpl | 2.00 | 1.00 | 0 | 2.00 | 2.00 | yes |" in text
    assert "| rapport, Word | 1.00 | 0.500 | 0 | 1.00 | 1.00 | – |" in text


def test_the_glance_names_the_quickest_peer_and_how_far_the_floor_is() -> None:
    measured = {"rapport, Word": runs(1), "rapport, Word and Excel": runs(0.1), "floor": runs(0.5)}
    measured |= {"python-docx, body as text": runs(0.8)}
    measured |= {"docxtpl": runs(3), "pandoc": runs(2), "docxtemplater": Runs((), stopped=MINUTE)}
    sizes = [documents.Measured(10, 969, 142, measured, frozenset())]
    text = "\n".join(results.glance({"Real": sizes}))
    assert "| Real, 10× | 1.00 | 2.00 | pandoc 2.00 | docxtpl 3.00 | 0.80 |" in text


def test_every_command_is_asked_to_start() -> None:
    assert {"build", "check", "explain"} <= set(starting.command_names())


def test_what_a_command_imports_is_seen() -> None:
    assert "typer" in starting.imported("--help")
    assert "yaml" in starting.imported("check", "--period", "2020-T1")


def test_a_missing_peer_is_left_out_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(available, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(available, "NODE_MODULES", tmp_path)
    monkeypatch.setattr("shutil.which", lambda _: None)
    found = available.available()
    assert (found.python, found.node, found.pandoc) == (None, None, None)
    assert [line.split(" ")[0] for line in found.missing] == ["docxtpl,", "docxtemplater", "pandoc"]
    assert "- pandoc is left out" in "\n".join(results.opening(found.versions, found.missing, ""))
