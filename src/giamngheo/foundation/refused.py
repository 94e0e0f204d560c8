"""A deed that is refused: says in Vietnamese why and what to do, and at which fields of a form."""


class RefusedError(Exception):
    """`wrong` has a sentence for each field of the form; a sentence of no field stands under «»."""

    def __init__(self, message: str, about: str = "", wrong: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.wrong = wrong or {about: message}

    @property
    def about(self) -> str:
        """The first field that it is about; empty where it is about none."""
        return next(iter(self.wrong))

    @classmethod
    def words(cls, text: str, what: str, *, about: str, longest: int, needed: bool = True) -> str:
        """Words as they are kept, in one line; refused where they are missing or too long."""
        said = " ".join(text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8").split())
        if needed and not said:
            raise cls(f"Chưa ghi {what}. Cách xử lý: ghi {what} rồi lưu lại.", about)
        if len(said) > longest:
            raise cls(f"{what.capitalize()} dài hơn {longest} chữ. Cách xử lý: ghi ngắn lại.", about)
        return said
