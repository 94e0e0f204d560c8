"""What was just written down, told once on the next page."""

from dataclasses import asdict, dataclass

from django.http import HttpRequest

_KEY = "register-done"


@dataclass(frozen=True)
class Done:
    """A sentence, and the code of another household to go on to."""

    sentence: str
    code: str = ""


def tell_done(request: HttpRequest, sentence: str, code: str = "") -> None:
    """Keep a sentence for the page that is shown next."""
    request.session[_KEY] = asdict(Done(sentence, code))


def told_done(request: HttpRequest) -> Done | None:
    """The sentence that was kept, once."""
    kept = request.session.pop(_KEY, None)
    return Done(**kept) if kept else None
