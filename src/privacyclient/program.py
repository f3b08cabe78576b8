# SPDX-License-Identifier: MIT
"""What every face opens first: the profile, the companies that are here, the surroundings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from privacyclient.choices.model import Face
from privacyclient.choices.standing import Surroundings
from privacyclient.errors import AddressError, NotFoundError, UsageError
from privacyclient.policy import catalog
from privacyclient.policy.address import origin
from privacyclient.policy.model import Channel, Policy
from privacyclient.system import paths
from privacyclient.system.clock import Clock, now
from privacyclient.system.database import Database, open_database, open_to_read
from privacyclient.system.files import write_private
from privacyclient.wire import address
from privacyclient.wording import _

PROFILE = "PRIVACYCLIENT_PROFILE"
VENDOR = "PRIVACYCLIENT_VENDOR"


class Program(Struct, frozen=True):
    """One profile as one face sees it. Opening it touches neither database nor network."""

    around: Surroundings
    found: tuple[catalog.Found, ...]
    """Every company file, also those that can not be used, with the reason."""
    vendor: str
    """Address that replaces those of the policies; empty: none."""

    @property
    def profile(self) -> paths.Profile:
        return self.around.profile

    @property
    def policies(self) -> dict[str, Policy]:
        """The policy of each company, by company id."""
        return catalog.current(self.found)

    def company(self, id: str) -> Policy:
        """The policy of a company; the only one when `id` is empty. Raises NotFoundError or UsageError."""
        policies = self.policies
        if id:
            if id not in policies:
                raise NotFoundError(_("There is no company '{id}' here.", id=id), advice=_known(policies))
            return policies[id]
        if not policies:
            raise NotFoundError(
                _("No company is configured, so there is no one to send anything to."),
                advice=_("To see how it works, run 'privacyclient try'."),
            )
        if len(policies) > 1:
            raise UsageError(
                _("There is more than one company here."), advice=f"{_('Add --company.')} {_known(policies)}"
            )
        return next(iter(policies.values()))

    def channel(self, policy: Policy, id: str) -> Channel:
        """A channel of a company. Raises NotFoundError: a way out that is not in the policy does not exist."""
        for channel in policy.channels:
            if channel.id == id:
                return channel
        known = ", ".join(channel.id for channel in policy.channels)
        raise NotFoundError(
            _("{company} has no channel '{id}'.", company=policy.company.title, id=id),
            advice=_("Its channels: {names}.", names=known),
        )

    def url(self, policy: Policy, channel: Channel) -> str:
        """Where a channel goes. Raises AddressError; an example company may send to this computer only."""
        url = address.check(address.replaced(channel.address, self.vendor))
        if policy.example and not address.is_on_this_computer(url):
            raise AddressError(
                f"{policy.company.title} is an example company: its reports stay on this computer.",
                advice=_("To see one sent, run 'privacyclient try'."),
            )
        return url

    def origin(self, policy: Policy, channel: str) -> str:
        """The part of a channel's address that answers bind to; empty for one this program sends nothing on."""
        where = policy.channel(channel).address
        return origin(address.replaced(where, self.vendor)) if where else ""

    def open(self) -> Database:
        """The database, made where it is missing. Raises a StoreError."""
        return open_database(self.profile.database)

    def look(self) -> Database:
        """The database to look at; looking leaves no trace where there is none."""
        return open_to_read(self.profile.database)


def open_program(
    environ: Mapping[str, str], face: Face, *, folder: str = "", vendor: str = "", clock: Clock = now
) -> Program:
    """Find the profile and the companies in it. Raises UsageError or AddressError for impossible settings."""
    profile = paths.profile(folder or environ.get(PROFILE), environ)
    vendor = vendor or environ.get(VENDOR, "")
    if vendor and profile.is_default:
        raise AddressError(
            _("A company's addresses can be replaced only in a profile of its own."),
            advice=_("Add --profile DIR, so that your own data stays out of it."),
        )
    if vendor:
        address.check(vendor)
    folders = [catalog.PolicyFolder(path, True) for path in paths.system_data_folders(environ)]
    if profile.policies is not None:
        folders = [catalog.PolicyFolder(profile.policies, False)]
    return Program(
        around=Surroundings(
            profile=profile,
            managed_folders=paths.system_config_folders(environ),
            environ=environ,
            face=face,
            clock=clock,
        ),
        found=catalog.find(folders, profile.cache / "policies"),
        vendor=vendor,
    )


def use_policy(program: Program, data: bytes, name: str) -> Path:
    """Put a company file into a profile of its own, for trying out. Raises UsageError in the default profile."""
    folder = program.profile.policies
    if folder is None:
        raise UsageError(
            _("A company file can be added by hand only to a profile of its own."),
            advice=_("Add --profile DIR. An installed product brings its own file."),
        )
    path = folder / f"{name}.toml"
    write_private(path, data)
    return path


def _known(policies: Mapping[str, Policy]) -> str:
    return _("Companies here: {names}.", names=", ".join(policies)) if policies else _("No company is configured.")
