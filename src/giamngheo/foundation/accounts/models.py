"""The tables of people who sign in, their roles and their invitations."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from giamngheo.foundation.accounts.name_keys import NameSearchKey, NameSortKey
from giamngheo.foundation.accounts.roles import ROLES
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.periods import one_at_a_time


class User(AbstractBaseUser):
    """Somebody who signs in; what they may do comes from their holdings alone."""

    username = models.CharField("tên đăng nhập", max_length=150, unique=True)
    email = models.EmailField("thư điện tử", blank=True)
    full_name = models.CharField("họ và tên", max_length=200)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    sort_key = NameSortKey(default="", editable=False, db_collation="C")  # by bytes, whatever the database
    search_key = NameSearchKey(default="", editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["full_name"]

    objects = BaseUserManager["User"]()

    class Meta:
        constraints = (
            models.UniqueConstraint(Lower("username"), name="accounts_user_name_whatever_its_case"),
            models.UniqueConstraint(
                Lower("email"), name="accounts_user_email_once", condition=~models.Q(email="")
            ),
        )
        indexes = (
            models.Index(fields=["sort_key", "id"], name="accounts_user_by_given_name"),
            GinIndex(SearchVector("search_key", config="simple"), name="accounts_user_words"),
        )

    def __str__(self) -> str:
        return f"user {self.pk}"

    def get_full_name(self) -> str:
        """The name as it is written in Vietnam: in one piece."""
        return self.full_name

    def get_short_name(self) -> str:
        """The given name, which comes last."""
        return self.full_name.split()[-1] if self.full_name.split() else self.username


class HoldingQuerySet(models.QuerySet["Holding"]):
    """Questions about holdings in domain words."""

    def in_force_on(self, day: date) -> "HoldingQuerySet":
        """Holdings of this day."""
        return self.filter(valid__contains=day)

    def running_on(self, day: date) -> "HoldingQuerySet":
        """Holdings of this day whose unit lives: a role ends with its unit."""
        return self.in_force_on(day).filter(area__valid__contains=day)

    def over_on(self, day: date) -> "HoldingQuerySet":
        """Holdings that ended by this day, by themselves or with their unit."""
        return self.filter(Q(valid__fully_lt=(day, None)) | Q(area__valid__fully_lt=(day, None)))


class Holding(models.Model):
    """One person's role in one area, from when to when, by whom and on what ground."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField(max_length=40, choices=[(role.id, role.label) for role in ROLES.values()])
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="holdings")
    valid = DateRangeField()
    ground = models.CharField(max_length=300, blank=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="granted")
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="ended")
    end_reason = models.CharField(max_length=300, blank=True)
    # The role in a unit that ended, from which this one was carried over.
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="carried_to")

    objects = HoldingQuerySet.as_manager()

    class Meta:
        constraints = (
            one_at_a_time("accounts_holding_once_at_a_time", numbers=("user_id", "area_id"), texts=("role",)),
            models.CheckConstraint(
                condition=models.Q(role__in=list(ROLES)), name="accounts_holding_role_known"
            ),
        )
        indexes = (models.Index(fields=["area", "role"], name="accounts_holding_of_area"),)

    def __str__(self) -> str:
        return f"{self.role} of {self.user_id}"


class Invitation(models.Model):
    """A word to somebody without an account: who opens it first sets a password and holds the role.

    Only the hash of the secret is kept; the link itself is shown once to who invites.
    """

    email = models.EmailField(blank=True)
    full_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40, choices=[(role.id, role.label) for role in ROLES.values()])
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="invitations")
    role_valid = DateRangeField()
    ground = models.CharField(max_length=300, blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="taken_invitations")
    taken_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(role__in=list(ROLES)), name="accounts_invitation_role"),
        )

    def __str__(self) -> str:
        return f"invitation {self.pk}"
