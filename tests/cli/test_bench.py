"""Tests of what `kizashi bench` prints: a figure that is cut is no figure."""

import pytest

from cli import bench
from cli.terminal import RESULTS
from domain.pack import Pack
from models.bench import Measured, NotMeasured

NAIVE = Measured("optimum-naive", "as-exported", 400, 0.84, 101.2, 13342.4, 15063.1, 12926.0, 1.0)
HEAD = Measured("ours-head-int8-equal-prefix", "int8/exit15", 400, 123.86, 14000.0, 714.2, 818.4, 363.0, None)
LLAMA = Measured("llamacpp-q4_0", "Q4_0", 400, 3.13, 370.0, 1372.0, 1814.0, 286.0, 0.975)


@pytest.mark.parametrize("columns", [80, 200])
def test_a_narrow_terminal_cuts_no_figure(
    pack: Pack, columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RESULTS, "width", columns)
    rows: list[Measured | NotMeasured] = [
        NAIVE,
        HEAD,
        LLAMA,
        NotMeasured("ours-device", "there is no other device than the CPU"),
    ]

    bench._show(
        pack, {"fp32_gmacs": 120.0, "int8_gmacs": 847.0}, rows, {NAIVE.way: 0.08, HEAD.way: 1.0, LLAMA.way: None}
    )

    out = capsys.readouterr().out
    assert "…" not in out
    for figure in ("123.86", "147.5", "39.6", "100%", "13342", "15063", "12926", "98%"):
        assert figure in out, f"{figure} is missing from\n{out}"
    assert "ours-device: not measured, there is no other device than the CPU" in out
