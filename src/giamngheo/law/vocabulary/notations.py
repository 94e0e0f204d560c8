"""Reading a notation of conditions: a text cut into words, read once from left to right.

The conditions of forms (`conditions`) and those of XLSForms (`questionnaires.xlsforms.xpath`) are read so.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import NoReturn, TypeVar

DEEPEST = 25

Read = TypeVar("Read")


class Reader(ABC):
    """One text and how far it is read; a notation says what its words are and how it refuses."""

    def __init__(self, text: str, word: re.Pattern[str]) -> None:
        self.text = text
        self.words: list[str] = []
        self.at = self.depth = 0
        place, end = 0, len(text.rstrip())
        while place < end:
            found = word.match(text, place)
            if found is None:
                self.words = [text[place:].strip()[:20]]
                self.refuse("không đọc được")
            self.words.append(found[1])
            place = found.end()

    @abstractmethod
    def refuse(self, why: str) -> NoReturn:
        """Say why the text cannot be read at the word ahead."""

    def whole(self, read: Callable[[], Read]) -> Read:
        """What `read` gives, where it leaves no word behind."""
        found = read()
        if self.at < len(self.words):
            self.refuse("không đọc được từ")
        return found

    def nested(self, read: Callable[[], Read]) -> Read:
        """What `read` gives one layer further in; a text of too many layers is refused."""
        self.depth += 1
        if self.depth > DEEPEST:
            self.refuse(f"lồng quá {DEEPEST} lớp ở")
        found = read()
        self.depth -= 1
        return found

    def joined(self, word: str, read: Callable[[], Read], together: Callable[[Read, Read], Read]) -> Read:
        """Parts with this word between them, put together from the left."""
        found = read()
        while self.took(word):
            found = together(found, read())
        return found

    def bracketed(self, read: Callable[[], Read]) -> Read:
        """What `read` gives between two brackets."""
        self.need("(")
        found = read()
        self.need(")")
        return found

    def took(self, word: str) -> bool:
        """Whether this word was ahead; if so it is read."""
        if self.ahead(0) != word:
            return False
        self.at += 1
        return True

    def need(self, word: str) -> None:
        """Read this word or refuse."""
        if not self.took(word):
            self.refuse(f"thiếu «{word}» ở")

    def ahead(self, steps: int) -> str:
        """A word that is not read yet; empty behind the last."""
        return self.words[self.at + steps] if self.at + steps < len(self.words) else ""
