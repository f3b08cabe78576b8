# SPDX-License-Identifier: MIT
"""The tree of errors. Each has a title, what happened, and an advice for a person.

PrivacyClientError
├── UsageError            the command or value typed is not possible           exit 2
│   └── NotFoundError     no such company, channel, purpose, entry             exit 4
├── PolicyError           a policy file can not be used (holds every fault)    exit 1
├── ManagedError          the organisation's policies.json can not be used     exit 1
├── WithheldError         nothing may leave, and why                           exit 3
├── StoreError            the database                                         exit 6
│   ├── StoreDamagedError
│   ├── StoreNewerError   written by a newer version of this program
│   ├── StoreFullError    the disk is full
│   ├── StoreReadOnlyError
│   └── StoreBusyError    another process holds it for too long
├── NotSavedError         an answer could not be saved (a "no" still holds)    exit 6
├── NoScreenError         no window can be opened here                         exit 7
└── WireError             on the way to the recipient                          exit 5
    ├── AddressError      not https, or not an address
    ├── UnreachableError  no connection was made: nothing left
    ├── CertificateError  the other side could not prove who it is: nothing left
    ├── OvertakenError    the entry was no longer allowed when it was claimed: nothing left
    └── InterruptedSendError   something may have left; what came of it is not known
"""

from privacyclient.wording import N_


class PrivacyClientError(Exception):
    """An error a person can read: `title`, what happened (`detail`), what to do (`advice`)."""

    title = N_("Something went wrong")
    advice = ""
    exit_code = 1

    def __init__(self, detail: str, *, advice: str | None = None, title: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        if advice is not None:
            self.advice = advice
        if title is not None:
            self.title = title


class UsageError(PrivacyClientError):
    title = N_("That is not possible")
    advice = N_("See 'privacyclient --help'.")
    exit_code = 2


class NotFoundError(UsageError):
    title = N_("Not found")
    exit_code = 4


class PolicyError(PrivacyClientError):
    """A policy file that can not be used; `faults` are lines such as 'FILE: item[3].title: …'."""

    title = N_("This policy file can not be used")
    advice = N_("Nothing optional is sent under it. Run 'privacyclient policy check FILE' to see every fault.")

    def __init__(self, detail: str, *, faults: tuple[str, ...] = (), advice: str | None = None) -> None:
        super().__init__(detail, advice=advice)
        self.faults = faults

    def __eq__(self, other: object) -> bool:
        """Two looks at the same file find the same fault: whoever compares them must not see a change."""
        return isinstance(other, PolicyError) and self._told() == other._told()

    def __hash__(self) -> int:
        return hash(self._told())

    def _told(self) -> tuple[str, str, str, tuple[str, ...]]:
        return self.title, self.detail, self.advice, self.faults


class ManagedError(PrivacyClientError):
    title = N_("Your organisation's settings file can not be used")
    advice = N_("Everything optional is off until an administrator repairs it.")


class WithheldError(PrivacyClientError):
    title = N_("Nothing was sent")
    advice = N_("'privacyclient status' tells what is off, and why.")
    exit_code = 3


class StoreError(PrivacyClientError):
    title = N_("The record can not be used")
    advice = N_("Nothing is sent until it can be written.")
    exit_code = 6


class StoreDamagedError(StoreError):
    title = N_("The record is damaged")
    advice = N_(
        "Nothing is sent. Start 'privacyclient agent': it sets the damaged file aside, keeps it, and begins a new one. "
        "Your refusals are kept in a second file and still hold."
    )


class StoreNewerError(StoreError):
    title = N_("The record was written by a newer version of this program")
    advice = N_("Nothing is sent and nothing was changed. Install the newer version again.")


class StoreFullError(StoreError):
    title = N_("The disk is full")
    advice = N_("Nothing is sent, because it could not be written down first. Free some space and try again.")


class StoreReadOnlyError(StoreError):
    title = N_("The record can not be written")
    advice = N_("Nothing is sent. Make the folder writable for you, or choose another with --profile.")


class StoreBusyError(StoreError):
    title = N_("The record is in use")
    advice = N_("Another part of this program is writing for unusually long. Try again.")


class NotSavedError(PrivacyClientError):
    title = N_("Your answer could not be saved")
    exit_code = 6


class NoScreenError(PrivacyClientError):
    title = N_("No window can be opened here")
    advice = N_("'privacyclient status' tells the same without a window.")
    exit_code = 7


class WireError(PrivacyClientError):
    title = N_("The report could not be delivered")
    exit_code = 5


class AddressError(WireError):
    title = N_("This address can not be used")
    advice = N_("Reports go to https addresses only, or to http on this computer for trying out.")


class UnreachableError(WireError):
    title = N_("No connection")
    advice = N_("Nothing left. The report waits and is tried again later.")


class CertificateError(WireError):
    title = N_("The other side could not prove who it is")
    advice = N_("Nothing left. If you are on a public network, sign in to it first; otherwise tell the company.")


class OvertakenError(WireError):
    title = N_("Your answer came first")
    advice = N_("Nothing left.")


class InterruptedSendError(WireError):
    title = N_("It is not known what came of the report")
    advice = N_("It may have arrived. The next try is the same report with the same number.")
