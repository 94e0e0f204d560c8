"""The order in which lists put people: by given name, which stands last."""


def given_name_first(full_name: str) -> str:
    """«Mẫu Thị Hoa» as «Hoa Mẫu Thị»."""
    *before, given = full_name.split() or [""]
    return " ".join([given, *before])
