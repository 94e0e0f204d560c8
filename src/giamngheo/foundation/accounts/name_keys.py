"""Keys of a person's name, kept beside it: one to sort lists by, one to find people by without accents."""

from typing import Any

from django.db import models

from giamngheo.foundation.text import plain, sort_key


def name_sort_key(full_name: str) -> str:
    """A key whose byte order is that of Vietnamese lists: the given name, which comes last, decides first."""
    *before, given = full_name.split() or [""]
    return sort_key(" ".join((given, *before)))


def name_search_key(full_name: str, username: str) -> str:
    """The words by which a person is found, without accents: of the name and of the user name."""
    return plain(f"{full_name} {username}")


class NameSortKey(models.TextField):  # type: ignore[type-arg]  # generic in the stubs only
    """Reckoned from `full_name` whenever the row is written, one by one or many at once."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        """Set and return the key."""
        key = name_sort_key(model_instance.full_name)
        setattr(model_instance, self.attname, key)
        return key


class NameSearchKey(models.TextField):  # type: ignore[type-arg]  # generic in the stubs only
    """Reckoned from `full_name` and `username` whenever the row is written."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        """Set and return the key."""
        key = name_search_key(model_instance.full_name, model_instance.username)
        setattr(model_instance, self.attname, key)
        return key
