"""Descriptions that msgspec makes of our Struct types, made before several threads need them.

msgspec makes each at its first use. Two threads that make the same one at once end the whole process
(seen with 0.22: a server that answers its first requests together), so that a process with threads makes all
of them before.
"""

from collections.abc import Iterator
from contextlib import suppress

import msgspec


def build_struct_types() -> None:
    """Make the descriptions of all Struct types of the modules that are loaded by now."""
    for kind in _below(msgspec.Struct):
        with suppress(TypeError):  # a type that is never read may hold what no text says
            msgspec.json.Decoder(kind)


def _below(kind: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)
