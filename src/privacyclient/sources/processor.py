# SPDX-License-Identifier: MIT
"""The processor: model, number of cores, architecture. Serial lines of /proc/cpuinfo are never used."""

from __future__ import annotations

import re
from pathlib import Path

from privacyclient.sources import tree
from privacyclient.sources.absence import NotAvailableError
from privacyclient.sources.model import Machine

_MODEL_KEYS = ("model name", "cpu model", "cpu", "Processor", "Model", "Hardware", "uarch")
"""How /proc/cpuinfo names the model, depending on the architecture (x86, MIPS, PowerPC, ARM, RISC-V)."""


def model(machine: Machine) -> str:
    """E.g. `Intel(R) Core(TM) i7-8550U CPU @ 1.80GHz`."""
    rows = [row.partition(":") for row in tree.text(machine, "proc/cpuinfo").splitlines()]
    found = {key.strip(): value.strip() for key, _, value in reversed(rows)}
    for key in _MODEL_KEYS:
        if found.get(key):
            return found[key]
    raise NotAvailableError("This processor does not name its model.")


def cores(machine: Machine) -> int:
    """Cores, each counted once however many threads it runs."""
    base = "sys/devices/system/cpu"
    cpus = [name for name in tree.names(machine, base) if re.fullmatch(r"cpu[0-9]+", name)]
    siblings = {_siblings(machine, f"{base}/{cpu}/topology") for cpu in cpus} - {""}
    if not siblings:
        raise NotAvailableError("This computer does not tell which of its processors share a core.")
    return len(siblings)


def _siblings(machine: Machine, folder: str) -> str:
    """The threads of one core, e.g. `0,4`; empty for a processor at rest. Old kernels use the second name."""
    return tree.optional(machine, f"{folder}/core_cpus_list") or tree.optional(
        machine, f"{folder}/thread_siblings_list"
    )


def architecture(machine: Machine) -> str:
    """E.g. `x86_64`."""
    try:
        return tree.line(machine, "proc/sys/kernel/arch")
    except FileNotFoundError:
        if machine.root != Path("/"):
            raise
        return architecture_elsewhere(machine)  # the file exists since Linux 6.1 only


def model_elsewhere(machine: Machine) -> str:
    """Windows states it in the environment; macOS has no place that needs no other program."""
    return machine.environ["PROCESSOR_IDENTIFIER"]


def cores_elsewhere(_: Machine) -> int:
    """Physical cores, counted by psutil."""
    import psutil

    count = psutil.cpu_count(logical=False)
    if count is None:
        raise NotAvailableError("This computer does not tell which of its processors share a core.")
    return count


def architecture_elsewhere(_: Machine) -> str:
    """E.g. `AMD64` or `arm64`."""
    import platform

    return platform.machine()
