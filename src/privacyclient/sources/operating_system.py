# SPDX-License-Identifier: MIT
"""The operating system: its name, version and kernel."""

from __future__ import annotations

from privacyclient.sources import tree
from privacyclient.sources.absence import NotAvailableError
from privacyclient.sources.model import Machine


def name(machine: Machine) -> str:
    """NAME of os-release(5), e.g. `Debian GNU/Linux`."""
    return _release(machine)["NAME"]


def version(machine: Machine) -> str:
    """VERSION_ID of os-release(5), e.g. `12`; a release without a number has a code name or a build."""
    release = _release(machine)
    for key in ("VERSION_ID", "VERSION_CODENAME", "BUILD_ID"):
        if release.get(key):
            return release[key]
    raise NotAvailableError("This operating system does not number its versions.")


def kernel(machine: Machine) -> str:
    """Release of the running kernel, e.g. `6.1.0-38-amd64`."""
    return tree.line(machine, "proc/sys/kernel/osrelease")


def _release(machine: Machine) -> dict[str, str]:
    try:
        return tree.assignments(tree.text(machine, "etc/os-release"))
    except FileNotFoundError:
        return tree.assignments(tree.text(machine, "usr/lib/os-release"))


def name_elsewhere(_: Machine) -> str:
    """`Windows` or `macOS`."""
    import platform

    return {"Darwin": "macOS"}.get(platform.system(), platform.system())


def version_elsewhere(_: Machine) -> str:
    """The version that the system gives itself, e.g. `14.2` or `10.0.22631`."""
    import platform

    return platform.mac_ver()[0] or platform.version()


def kernel_elsewhere(_: Machine) -> str:
    """Release of the kernel as the system names it."""
    import platform

    return platform.release()
