"""What went wrong with the database, said so that a person can act."""


class UnusableDatabaseError(Exception):
    """The database cannot be used: what happened, why, and what to do, all in Vietnamese."""

    def __init__(self, what: str, why: str, remedy: str) -> None:
        super().__init__(what, why, remedy)
        self.what = what
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}\n  Vì sao: {self.why}\n  Cần làm: {self.remedy}"
