# SPDX-License-Identifier: MIT
"""Scripts that complete commands in a shell."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.console.console import Console

from privacyclient.console.catalog import VERBS

ASK = """
source "$1"
COMP_WORDS=(privacyclient {words})
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
COMP_LINE="${{COMP_WORDS[*]}}"
_shtab_privacyclient
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture
def script(nobody: Console, tmp_path: Path) -> Path:
    ran = nobody("completion", "bash")
    assert (ran.code, ran.err) == (0, "")
    path = tmp_path / "completion.bash"
    path.write_bytes(ran.raw)
    return path


def completed(script: Path, words: str) -> list[str]:
    bash = shutil.which("bash")
    assert bash is not None
    done = subprocess.run(
        [bash, "-c", ASK.format(words=words), "bash", str(script)],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
        cwd=script.parent,
    )
    assert done.stderr == ""
    return [line.strip() for line in done.stdout.splitlines()]


def test_bash_completes_verbs_options_and_verbs_below_verbs(script: Path) -> None:
    assert set(VERBS) <= set(completed(script, "''"))
    assert completed(script, "stat") == ["status"]
    assert "--if-on" in completed(script, "show --")
    assert {"show", "export", "verify", "clear"} <= set(completed(script, "log ''"))


def test_bash_completes_files_and_folders(script: Path) -> None:
    (script.parent / "folder").mkdir()
    assert "completion.bash" in completed(script, "policy check comp")
    assert completed(script, "--profile fold") == ["folder"]


@pytest.mark.parametrize("shell", ["zsh", "fish", "tcsh"])
def test_other_shells_have_one_too(nobody: Console, shell: str) -> None:
    ran = nobody("completion", shell)
    assert ran.code == 0
    assert "do-not-track" in ran.out
    assert nobody("completion", shell, "--json").document["shell"] == shell


def test_an_unknown_shell_is_told(nobody: Console) -> None:
    assert nobody("completion", "cmd").code == 2
