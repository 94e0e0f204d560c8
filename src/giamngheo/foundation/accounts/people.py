"""Lists of people: who holds one of some roles, in the order of given names, found without accents."""

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.text import plain


def count_people(held: QuerySet[Holding], words: str = "") -> int:
    """How many people hold one of these roles; `words` are beginnings of words of their names."""
    if plain(words):
        return _named(words).filter(_holds(held)).count()
    return held.order_by().values("user_id").distinct().count()


def page_of_people(
    held: QuerySet[Holding], words: str = "", *, after: int | None = None, total: int, most: int
) -> QuerySet[User]:
    """At most so many of the `total` people, by given name, who come `after` the person of this number.

    Whether to walk the people in their order until the page is full, or to fetch and sort the few there are,
    is reckoned here: of a table under row-level security the database reads no statistics and guesses wrong.
    """
    is_shorter_to_walk = not plain(words) and total**2 > most * User.objects.count()
    holds = Coalesce(_holds(held), False) if is_shorter_to_walk else _holds(held)  # asked person by person
    return _after(_named(words).filter(holds), after).order_by("sort_key", "pk")[:most]


def _holds(held: QuerySet[Holding]) -> Exists:
    return Exists(held.filter(user_id=OuterRef("pk")))


def _named(words: str) -> QuerySet[User]:
    beginnings = [f"'{word}':*" for word in plain(words).split()]
    if not beginnings:
        return User.objects.all()
    # The expression is that of the index `accounts_user_words`.
    query = SearchQuery(" & ".join(beginnings), config="simple", search_type="raw")
    return User.objects.annotate(named=SearchVector("search_key", config="simple")).filter(named=query)


def _after(people: QuerySet[User], number: int | None) -> QuerySet[User]:
    """Those who come after this person in the list; all where nobody has this number."""
    place = User.objects.filter(pk=number).values_list("sort_key", flat=True).first() if number else None
    if number is None or place is None:
        return people
    # The last condition alone is for the index; the first leaves out who has the same name and came before.
    return people.filter(Q(sort_key__gt=place) | Q(pk__gt=number), sort_key__gte=place)
