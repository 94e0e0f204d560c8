"""Who leads and who takes part in each project of a year, and what was given to whom until when."""

from django.db import models
from django.db.models import Q

from giamngheo.apps.coordination.models.conferences import Conference
from giamngheo.apps.coordination.models.made import Made, Step
from giamngheo.apps.coordination.states import AssignmentState, Part, TaskState, TaskVerb
from giamngheo.apps.programmes.models import UnitPlan
from giamngheo.foundation.areas.models import Area


class Assignment(Made):
    """An organisation or post leads or takes part in a project of a programme, in a unit and year.

    `project` is the national code («3.1»), `key` the name of the organisation in its plain form. Proposals
    come from a plan of the unit (`plan`); of those that were confirmed one leads a project.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    programme = models.CharField(max_length=60)
    project = models.CharField(max_length=10)
    organisation = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    part = models.CharField(max_length=12, choices=Part.choices)
    state = models.CharField(max_length=10, choices=AssignmentState.choices)
    plan = models.ForeignKey(UnitPlan, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=500, blank=True)
    confirmed_by_id = models.BigIntegerField(null=True)
    confirmed_by_name = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "phân công dự án"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=AssignmentState.values, part__in=Part.values),
                name="coordination_assignment_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=AssignmentState.ENDED) | ~Q(why=""),
                name="coordination_assignment_ended_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=AssignmentState.CONFIRMED) | Q(confirmed_at__isnull=False),
                name="coordination_assignment_confirmed_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["area", "year", "programme", "project"],
                condition=Q(state=AssignmentState.CONFIRMED, part=Part.LEAD),
                name="coordination_one_lead",
            ),
            models.UniqueConstraint(
                fields=["area", "year", "programme", "project", "key"],
                condition=~Q(state=AssignmentState.ENDED),
                name="coordination_organisation_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.part} of {self.project} in {self.area_id}, {self.year}"


class GivenTask(Made):
    """What an organisation is to do until a day, given by `area`; `unit` is the unit below where it is one.

    `result` is what was said last of how it stands. `plan` is the plan whose words it repeats, `conference`
    the one that concluded it.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    project = models.CharField(max_length=10, blank=True)
    organisation = models.CharField(max_length=200)
    words = models.CharField(max_length=1000)
    due = models.DateField()
    state = models.CharField(max_length=10, choices=TaskState.choices)
    result = models.CharField(max_length=1000, blank=True)
    plan = models.ForeignKey(UnitPlan, on_delete=models.PROTECT, null=True, related_name="+")
    conference = models.ForeignKey(
        Conference, on_delete=models.PROTECT, null=True, related_name="conclusions"
    )
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "nhiệm vụ được giao"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=TaskState.values), name="coordination_task_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=TaskState.DONE) | (~Q(result="") & Q(done_at__isnull=False)),
                name="coordination_task_done_with_words",
            ),
        )
        indexes = (
            models.Index(  # asked by every home page
                fields=["area", "due"],
                name="coordination_task_waits",
                condition=Q(state__in=[TaskState.GIVEN, TaskState.DOING]),
            ),
        )

    def __str__(self) -> str:
        return f"task of {self.organisation} until {self.due}"


class TaskStep(Step):
    """What was done to a given task; `due` is the day that held from then on."""

    task = models.ForeignKey(GivenTask, on_delete=models.PROTECT, related_name="steps")
    due = models.DateField()

    class Meta:
        verbose_name_plural = "việc của nhiệm vụ được giao"

    def __str__(self) -> str:
        return f"{self.verb} of task {self.task_id}"

    @property
    def done(self) -> str:
        """What was done, in words."""
        return str(TaskVerb(self.verb).label)
