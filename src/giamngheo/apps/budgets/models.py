"""Lines of money with their balances, entries with their postings, decisions, needs; money in đồng."""

from django.db import models
from django.db.models import F, Q

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.budgets.states import (
    DISBURSED,
    OPEN,
    Account,
    DecisionKind,
    DecisionState,
    EntryKind,
    EstimateState,
)
from giamngheo.foundation.areas.models import Area

_SPENT = [one.value for one in DISBURSED]


class Dimensions(models.Model):
    """What money is told apart by, with the codes of `law/programmes` and `law/budgets`.

    An empty `project` is money that no project was named for, an empty `use` or `item` likewise. `activity`
    is what it is for, of the same unit, programme and project, in years that meet (held by the database);
    `item` says in the words of the decision which part of it, or which work where that is no activity.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    programme = models.CharField(max_length=60)
    project = models.CharField(max_length=10, blank=True)
    nature = models.CharField(max_length=20)
    source = models.CharField(max_length=20)
    use = models.CharField(max_length=20, blank=True)
    item = models.CharField(max_length=200, blank=True)
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        abstract = True


class Line(Dimensions):
    """Money of one unit, year and kind, and how much of it is where; the database alone moves it.

    `origin_year` is the year for which it was given first: earlier than `year` where it was carried over. The
    balances follow the postings (trigger `budgets_posted`): what is held adds up to what was given, and
    nothing is below nought, so that no unit allocates what it was not given, nor pays what was not allocated.
    What goes to a unit below is `passed`, what goes to another line of the unit itself is `split`.
    `given_on`, `allocated_on`, `paid_on` are the last days on which money came in, was allocated, went out.
    """

    origin_year = models.PositiveSmallIntegerField()
    given = models.BigIntegerField(default=0)
    unallocated = models.BigIntegerField(default=0)
    passed = models.BigIntegerField(default=0)
    split = models.BigIntegerField(default=0)
    allocated = models.BigIntegerField(default=0)
    advanced = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    settled = models.BigIntegerField(default=0)
    carried = models.BigIntegerField(default=0)
    cancelled = models.BigIntegerField(default=0)
    given_on = models.DateField(null=True)
    allocated_on = models.DateField(null=True)
    paid_on = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "dòng kinh phí"
        indexes = (
            models.Index(fields=["year", "area"], name="budgets_line_year"),
            models.Index(
                fields=["activity"], name="budgets_line_activity", condition=Q(activity__isnull=False)
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=[
                    "area",
                    "year",
                    "programme",
                    "project",
                    "nature",
                    "source",
                    "use",
                    "item",
                    "activity",
                    "origin_year",
                ],
                name="budgets_line_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(origin_year__lte=F("year")), name="budgets_line_years"),
            *(
                models.CheckConstraint(
                    condition=Q((f"{account.value}__gte", 0)), name=f"budgets_{account.value}_not_negative"
                )
                for account in Account
            ),
            models.CheckConstraint(
                condition=Q(
                    given=F("unallocated")
                    + F("passed")
                    + F("split")
                    + F("allocated")
                    + F("advanced")
                    + F("paid")
                    + F("settled")
                    + F("carried")
                    + F("cancelled")
                ),
                name="budgets_line_adds_up",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.project} {self.nature} {self.source} {self.year} of {self.area_id}"

    def held(self, account: str) -> int:
        """What an account holds, in đồng."""
        amount: int = getattr(self, account)
        return amount

    @property
    def disbursed(self) -> int:
        """What left the treasury, advances included."""
        return sum(self.held(one) for one in DISBURSED)

    @property
    def is_open(self) -> bool:
        """Whether something of it is neither spent nor closed."""
        return any(self.held(one) for one in OPEN)


class Decision(models.Model):
    """A decision about money, drafted by one person and put in force by another; then its entry is posted.

    `area` is the unit whose people draft and decide. `issuer`, `number`, `day` are those of the paper; its
    file lies under `stored`. `explained` holds how it was computed, as it was shown.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=DecisionKind.choices)
    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=60, blank=True)
    day = models.DateField(null=True)
    issuer = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300)
    explained = models.JSONField(null=True)
    stored = models.CharField(max_length=80, blank=True)
    file_kind = models.CharField(max_length=10, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    drawn_by_id = models.BigIntegerField(null=True)
    drawn_by_name = models.CharField(max_length=200)
    drawn_at = models.DateTimeField(auto_now_add=True)
    put_in_force_by_id = models.BigIntegerField(null=True)
    put_in_force_by_name = models.CharField(max_length=200, blank=True)
    put_in_force_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "quyết định về kinh phí"
        indexes = (models.Index(fields=["area", "year", "-id"], name="budgets_decision_list"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=DecisionKind.values), name="budgets_decision_known"),
            models.CheckConstraint(
                condition=Q(put_in_force_by_id=None) | ~Q(put_in_force_by_id=F("drawn_by_id")),
                name="budgets_decision_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(put_in_force_at=None) | (~Q(number="") & Q(day__isnull=False) & ~Q(issuer="")),
                name="budgets_decision_with_its_paper",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) ^ ~Q(ended_why=""), name="budgets_decision_ended_with_a_reason"
            ),
            models.UniqueConstraint(
                fields=["area", "issuer", "number", "day", "kind"],
                condition=Q(put_in_force_at__isnull=False, ended_at=None),
                name="budgets_decision_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of {self.area_id}"

    @property
    def state(self) -> DecisionState:
        """Where it stands between draft and end."""
        if self.ended_at is not None:
            return DecisionState.REVERSED if self.put_in_force_at is not None else DecisionState.DROPPED
        return DecisionState.DRAFT if self.put_in_force_at is None else DecisionState.IN_FORCE


class DecisionLine(models.Model):
    """One amount of a decision: to `line`, out of `from_line`; below nought where it takes back.

    Where both are the same line the unit allocates to itself what it may spend. Carried over, `from_line` is
    that of the old year; `account` says in which account the money stands, for carrying over and cancelling.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    from_line = models.ForeignKey(Line, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    account = models.CharField(max_length=12, blank=True)
    amount = models.BigIntegerField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "khoản của quyết định về kinh phí"
        constraints = (
            models.CheckConstraint(condition=~Q(amount=0), name="budgets_decided_something"),
            models.UniqueConstraint(
                fields=["decision", "line", "from_line", "account"],
                nulls_distinct=False,
                name="budgets_decided_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.amount} to {self.line_id}"


class Loading(models.Model):
    """A spreadsheet of the treasury or the office that was taken in, undone as a whole where it was wrong."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=200, blank=True)
    undone_why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "bảng chứng từ đã nạp"
        constraints = (
            models.CheckConstraint(
                condition=Q(undone_at=None) ^ ~Q(undone_why=""), name="budgets_loading_undone_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.file_name} of {self.area_id}"


class Entry(models.Model):
    """One deed with money: its postings come with it, in one statement, and balance on every line.

    It rests on a decision or on a voucher of the treasury; it is never rewritten: what was wrong is reversed
    by an entry that `reverses` it and says why, and it is marked.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=EntryKind.choices)
    year = models.PositiveSmallIntegerField()
    day = models.DateField()
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="entries")
    loading = models.ForeignKey(Loading, on_delete=models.PROTECT, null=True, related_name="entries")
    voucher = models.CharField(max_length=60, blank=True)
    payee = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=500, blank=True)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    reversed_at = models.DateTimeField(null=True)
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "bút toán kinh phí"
        indexes = (models.Index(fields=["area", "year", "-day", "-id"], name="budgets_entry_list"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="budgets_entry_known"),
            models.CheckConstraint(
                condition=Q(reverses=None) | ~Q(why=""), name="budgets_reversed_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=False) | ~Q(voucher="") | Q(reverses__isnull=False),
                name="budgets_entry_rests_on_a_paper",
            ),
            models.UniqueConstraint(
                fields=["area", "year", "voucher"],
                condition=~Q(voucher="") & Q(reversed_at=None, reverses=None),
                name="budgets_voucher_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.voucher} of {self.area_id}"

    @property
    def lines(self) -> list[Line]:
        """The lines that it moved; asks nothing where its postings were fetched with their lines."""
        return list({leg.line_id: leg.line for leg in self.postings.all()}.values())


class Posting(models.Model):
    """One side of an entry: đồng into an account of a line (above nought) or out of it; kept as written.

    What was given is a credit: it is written below nought. `area`, `year` and `day` repeat those of the line
    and of the entry, so that sums by month need no join.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="postings", db_index=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    day = models.DateField()
    account = models.CharField(max_length=12, choices=Account.choices)
    amount = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "vế bút toán kinh phí"
        indexes = (
            models.Index(fields=["line", "day", "id"], name="budgets_posting_line"),
            models.Index(
                fields=["year", "area", "day"],
                include=["amount"],
                condition=Q(account__in=_SPENT),
                name="budgets_posting_spent",
            ),
        )
        constraints = (
            models.CheckConstraint(condition=Q(account__in=Account.values), name="budgets_account_known"),
            models.CheckConstraint(condition=~Q(amount=0), name="budgets_posted_something"),
        )

    def __str__(self) -> str:
        return f"{self.account} {self.amount} of {self.line_id}"


class Estimate(Dimensions):
    """What a unit needs for something in a year, and what of it was found right by another person.

    `decision` is the one that was drafted from it, by the unit or the one above, until that is ended.
    """

    asked = models.BigIntegerField()
    ground = models.CharField(max_length=1000)
    found_right = models.BigIntegerField(null=True)
    appraised_why = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=EstimateState.choices, default=EstimateState.NEED)
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)
    appraised_by_id = models.BigIntegerField(null=True)
    appraised_by_name = models.CharField(max_length=200, blank=True)
    appraised_at = models.DateTimeField(null=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, related_name="needs", db_index=False
    )

    class Meta:
        verbose_name_plural = "nhu cầu, dự toán kinh phí"
        indexes = (
            models.Index(fields=["area", "year", "-id"], name="budgets_estimate_list"),
            models.Index(
                fields=["activity"], name="budgets_need_activity", condition=Q(activity__isnull=False)
            ),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=EstimateState.values), name="budgets_need_known"),
            models.CheckConstraint(condition=Q(asked__gt=0), name="budgets_need_of_something"),
            models.CheckConstraint(
                condition=~Q(state=EstimateState.APPRAISED) | Q(found_right__gt=0),
                name="budgets_need_found_right",
            ),
            models.CheckConstraint(
                condition=Q(appraised_by_id=None) | ~Q(appraised_by_id=F("made_by_id")),
                name="budgets_need_by_two_people",
            ),
        )

    def __str__(self) -> str:
        return f"need {self.asked} of {self.area_id}"


class Resolution(models.Model):
    """Criteria of a resolution by which a unit allocates: typed in by one person, signed by another.

    `criteria` holds them as `shares.Criterion` has them; nothing of them stands in the product itself.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    day = models.DateField()
    issuer = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    criteria = models.JSONField()
    drawn_by_id = models.BigIntegerField(null=True)
    drawn_by_name = models.CharField(max_length=200)
    drawn_at = models.DateTimeField(auto_now_add=True)
    signed_by_id = models.BigIntegerField(null=True)
    signed_by_name = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "nghị quyết về tiêu chí phân bổ"
        constraints = (
            models.CheckConstraint(
                condition=Q(signed_by_id=None) | ~Q(signed_by_id=F("drawn_by_id")),
                name="budgets_resolution_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) ^ ~Q(ended_why=""), name="budgets_resolution_ended_with_a_reason"
            ),
            models.UniqueConstraint(
                fields=["area", "number", "day"],
                condition=Q(ended_at=None),
                name="budgets_resolution_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} of {self.area_id}"
