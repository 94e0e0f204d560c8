"""The columns of the tables that are published: what a snapshot holds and tables of reports count.

Households, one row each, of those that lived in the area on either day; people, one row each, of those who
lived there on the closing day. A null is not known; classes are `HouseholdClass.code`, 0 where nothing was
decided yet.
"""

from typing import Final

HOUSEHOLD: Final = "household"
CODE: Final = "code"
AREA: Final = "area"
"""The village or group where it lives on the closing day, else where it lived on the opening day."""
AREA_OPENING: Final = "area_opening"
IS_HERE: Final = "is_here"
"""Whether it lives in the area on the closing day, with somebody in it."""
CLASS_CODE: Final = "class_code"
CLASS_CODE_OPENING: Final = "class_code_opening"
LISTED_BEFORE: Final = "listed_before"
"""Whether it was poor or near poor on the opening day or ever before."""
FIRST_LISTED: Final = "first_listed"
"""Class of the decision that first put it on a list, until the closing day; 0 where it never was on one."""
ESCAPED_STAYED: Final = "escaped_stayed"
"""Of who left the poor within the months of the law: not poor again since. Null of everybody else."""
IS_NEWCOMER: Final = "is_newcomer"
"""Came between the days from elsewhere or by a split: no household that fell into poverty."""
MEMBERS: Final = "member_count"
MEMBERS_OPENING: Final = "member_count_opening"
MINORITY_MEMBERS: Final = "minority_members"
CHILDREN: Final = "children"
"""Members who are certainly children on the closing day by the law of that day."""
HEAD_ETHNICITY: Final = "head_ethnicity"
KINH: Final = "kinh"
"""The group that is no minority, by its code in `codes/ethnic_groups.yaml`."""
DEPRIVATIONS_TOLD: Final = "deprivations_told"
"""Whether the decision names the deprivations; then no `deprived_<id>` is null."""
DEPRIVED: Final = "deprived_"
CAUSE: Final = "cause_"
CAUSES_TOLD: Final = "causes_told"

PERSON: Final = "person"
RELATIONSHIP: Final = "relationship"
SEX: Final = "sex"
BIRTH_EARLIEST: Final = "birth_earliest"
BIRTH_LATEST: Final = "birth_latest"
ETHNICITY: Final = "ethnicity"
ATTENDING: Final = "attending"
HAS_HEALTH_INSURANCE: Final = "has_health_insurance"
WORK_STATUS: Final = "work_status"
