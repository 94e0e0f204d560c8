"""What is refused of packages, keys and answers."""


class PackageError(Exception):
    """Refused; the message says in Vietnamese why and what to do. `about` is the field of a form."""

    def __init__(self, why: str, remedy: str, about: str = "") -> None:
        super().__init__(f"{why} Cách xử lý: {remedy}")
        self.about = about
