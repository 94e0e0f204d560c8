"""Snapshots: the register of an area as it stood on two days, frozen as files that never change.

Words: the opening and the closing day, between which lists move; the manifest, which names every file with
its hash and by which law and engine it was made; what replaces a snapshot says what differs and why.
"""
