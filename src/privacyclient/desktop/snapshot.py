# SPDX-License-Identifier: MIT
"""Everything the window shows of the state of things, read at one moment; the same facts that `status` tells."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, structs

from privacyclient.choices import settings
from privacyclient.desktop.core import Core
from privacyclient.errors import NotFoundError, PrivacyClientError, StoreError
from privacyclient.faces import halts, overview
from privacyclient.faces.halts import Halts
from privacyclient.faces.overview import CompanyState, Whole
from privacyclient.faces.snapshot import snapshot as one_moment
from privacyclient.policy.catalog import Found
from privacyclient.policy.model import Policy
from privacyclient.program import Program
from privacyclient.wording import LANGUAGE, _


class Snapshot(Struct, frozen=True):
    """The state of things at one moment."""

    program: Program
    """With the companies' texts in the person's language, where there is a translation."""
    original: Program
    """With the binding texts."""
    whole: Whole | None
    """None when the record could not be read."""
    halts: Halts | None
    numbers: Mapping[str, int]
    """The settings of `choices.settings.LIMITS`."""
    has_record: bool
    fault: PrivacyClientError | None = None
    """Why there is nothing to show."""

    @property
    def companies(self) -> tuple[CompanyState, ...]:
        return self.whole.companies if self.whole else ()

    @property
    def policies(self) -> dict[str, Policy]:
        return self.program.policies

    def company(self, id: str) -> CompanyState:
        """The state of one company. Raises NotFoundError when it is no longer here."""
        found = self.find(id)
        if found is None:
            raise NotFoundError(_("There is no company '{id}' here.", id=id))
        return found

    def find(self, id: str) -> CompanyState | None:
        """The state of one company; None when it is no longer here, which may be between a look and a click."""
        return next((one for one in self.companies if one.policy.company.id == id), None)

    @property
    def is_example(self) -> bool:
        """Whether there are companies, and all are examples."""
        policies = self.policies.values()
        return bool(policies) and all(policy.example for policy in policies)


def read(core: Core) -> Snapshot:
    """The state of things now. Never raises a StoreError: that is part of the snapshot."""
    original = core.program
    program = in_persons_language(original)
    try:
        database = core.look()  # once: a record that is made meanwhile would take its place while it is read
        with database.read() as connection, one_moment(connection):
            return Snapshot(
                program=program,
                original=original,
                whole=overview.read(program, connection, tuple(program.policies.values())),
                halts=halts.halts(program, connection),
                numbers={key: settings.number(connection, key) for key in settings.LIMITS},
                has_record=database.path is not None,
            )
    except StoreError as error:
        return Snapshot(
            program=program, original=original, whole=None, halts=None, numbers={}, has_record=True, fault=error
        )


_KNOWN: dict[tuple[str, Policy], Policy] = {}
"""Translations of this process, by language and original: translating takes longer than everything else here."""


def in_persons_language(program: Program) -> Program:
    """`program` with translated texts. What decides is the same, and so are the fingerprints."""
    if LANGUAGE.tag == "en":
        return program
    return structs.replace(program, found=tuple(_translated(found) for found in program.found))


def _translated(found: Found) -> Found:
    if found.policy is None or found.policy.language == LANGUAGE.tag:
        return found
    return structs.replace(found, policy=_policy(found, found.policy))


def _policy(found: Found, policy: Policy) -> Policy:
    known = _KNOWN.get((LANGUAGE.tag, policy))
    if known is None:
        from privacyclient.policy.texts import translated
        from privacyclient.policy.translation import beside  # only where another language is spoken

        messages = beside(found, LANGUAGE.tag)
        known = _KNOWN[LANGUAGE.tag, policy] = translated(policy, messages) if messages else policy
    return known
