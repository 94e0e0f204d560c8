"""How a personal number is shown: whole to who needs it, else only what tells two apart."""

_SHOWN_DIGITS = 3


def masked(personal_number: str, whole: bool) -> str:
    """A personal number in full, or its first and last digits for who need not know it; a dash for none."""
    if not personal_number or whole:
        return personal_number or "–"
    hidden = "•" * (len(personal_number) - 2 * _SHOWN_DIGITS)
    return f"{personal_number[:_SHOWN_DIGITS]}{hidden}{personal_number[-_SHOWN_DIGITS:]}"
