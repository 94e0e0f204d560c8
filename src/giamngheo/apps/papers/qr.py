"""The picture that leads a telephone from a paper to the page where it is checked."""

import io


def svg_of(address: str) -> str:
    """The address as a QR picture made of lines, as large as the place it is put in."""
    return _drawn(address, "svg", omitsize=True, xmldecl=False).decode()


def png_of(address: str) -> bytes:
    """The address as a QR picture made of dots, sharp when printed small."""
    return _drawn(address, "png", scale=8)


def _drawn(address: str, kind: str, scale: int = 1, **more: bool) -> bytes:
    import segno  # noqa: PLC0415  needed where a paper is made only

    drawn = io.BytesIO()
    segno.make(address, micro=False).save(drawn, kind=kind, border=0, scale=scale, **more)
    return drawn.getvalue()
