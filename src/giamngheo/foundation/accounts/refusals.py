"""What is said when something about people and roles is refused: what, why, what to do now."""


class RefusedError(Exception):
    """A deed that was not done; `about` names the field of a form that it concerns, if one does."""

    def __init__(self, what: str, why: str, remedy: str, about: str = "") -> None:
        super().__init__(f"{what}: {why}. {remedy}.")
        self.what, self.why, self.remedy, self.about = what, why, remedy, about


class BeyondRightsError(RefusedError):
    """What was asked for is more than who asks may do: for the trail, not a slip of the pen."""
