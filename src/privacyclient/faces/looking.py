# SPDX-License-Identifier: MIT
"""Looks at a report before it leaves: the draft that can be sent, or a rehearsal that can not."""

from __future__ import annotations

from collections.abc import Sequence

from privacyclient.choices.standing import read_standing
from privacyclient.errors import AddressError, PrivacyClientError, WithheldError
from privacyclient.faces.preview import Shown, shown
from privacyclient.faces.supposing import supposed, supposed_without
from privacyclient.making import Making, Preview
from privacyclient.policy.model import Channel, Policy, Purpose


def look(
    making: Making,
    policy: Policy,
    channel: Channel,
    suppose: Sequence[Purpose] | None = None,
    refuse: Sequence[Purpose] = (),
) -> Shown:
    """The draft of `channel`. With `suppose` a rehearsal, as if the person had said yes to these purposes; with
    `refuse` one, as if they had said no.
    """
    program = making.program
    with making.database.read() as connection:
        standing = read_standing(connection, policy, program.around)
    found: Preview | PrivacyClientError
    try:
        if suppose is not None or refuse:
            face = program.around.face
            standing = supposed(policy, standing, suppose or (), lambda id: program.origin(policy, id), face)
            standing = supposed_without(policy, standing, refuse, face)
            found = making.rehearse(policy, channel, standing)
        else:
            found = making.draft(policy, channel)
    except (AddressError, WithheldError) as error:
        found = error
    with making.database.read() as connection:
        return shown(policy, channel, standing, connection, making.machine, found)
