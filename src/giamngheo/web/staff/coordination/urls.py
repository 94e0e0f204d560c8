"""Addresses of coordination."""

from django.urls import path

from giamngheo.web.components.exporting import addresses
from giamngheo.web.staff.coordination import (
    committees,
    conferences,
    documents,
    following,
    household_plan_paper,
    household_plans,
    hub,
    matrix,
    matrix_files,
    obstacles,
    proposals,
    tasks,
)
from giamngheo.web.staff.coordination.printing import paper_addresses

urlpatterns = [
    path("dieu-hanh/", hub.hub, name="coordination"),
    path("dieu-hanh/phan-cong/", matrix.matrix, name="assignments"),
    path("dieu-hanh/phan-cong/viec/", matrix.deed, name="assignment-deed"),
    *addresses("dieu-hanh/phan-cong/danh-sach", matrix_files.listed, "assignments"),
    *paper_addresses("dieu-hanh/phan-cong/bang-phan-cong", matrix_files.paper, "assignments"),
    path("dieu-hanh/nhiem-vu/", tasks.tasks, name="given-tasks"),
    *addresses("dieu-hanh/nhiem-vu/danh-sach", tasks.listed, "given-tasks"),
    path("dieu-hanh/nhiem-vu/moi/", tasks.new, name="new-task"),
    path("dieu-hanh/nhiem-vu/tu-ke-hoach/", tasks.from_plan, name="tasks-from-plan"),
    path("dieu-hanh/nhiem-vu/<int:task_id>/", tasks.one, name="given-task"),
    path("dieu-hanh/nhiem-vu/<int:task_id>/viec/", tasks.deed, name="given-task-deed"),
    path("dieu-hanh/vuong-mac/", obstacles.obstacles, name="obstacles"),
    *addresses("dieu-hanh/vuong-mac/danh-sach", obstacles.listed, "obstacles"),
    path("dieu-hanh/vuong-mac/moi/", obstacles.new, name="new-obstacle"),
    path("dieu-hanh/vuong-mac/<int:obstacle_id>/", obstacles.one, name="obstacle"),
    path("dieu-hanh/vuong-mac/<int:obstacle_id>/viec/", obstacles.deed, name="obstacle-deed"),
    path("dieu-hanh/giup-ho/", following.followed, name="followed-households"),
    *addresses("dieu-hanh/giup-ho/danh-sach", following.listed, "followed-households"),
    path("dieu-hanh/giup-ho/giao/", following.assigning, name="assign-followers"),
    path("dieu-hanh/giup-ho/<int:follow_id>/", following.one, name="follow"),
    path("dieu-hanh/giup-ho/<int:follow_id>/viec/", following.deed, name="follow-deed"),
    path("dieu-hanh/ke-hoach-ho/", household_plans.plans, name="household-plans"),
    *addresses("dieu-hanh/ke-hoach-ho/danh-sach", household_plans.listed, "household-plans"),
    path("dieu-hanh/ke-hoach-ho/moi/<slug:code>/", household_plans.new, name="new-household-plan"),
    path("dieu-hanh/ke-hoach-ho/<int:home_plan_id>/", household_plans.one, name="household-plan"),
    path("dieu-hanh/ke-hoach-ho/<int:home_plan_id>/viec/", household_plans.deed, name="household-plan-deed"),
    *paper_addresses(
        "dieu-hanh/ke-hoach-ho/<int:home_plan_id>/ke-hoach", household_plan_paper.paper, "household-plan"
    ),
    path("dieu-hanh/ban-chi-dao/", committees.committees, name="committees"),
    path("dieu-hanh/ban-chi-dao/viec/", committees.deed, name="committees-deed"),
    path("dieu-hanh/ban-chi-dao/<int:committee_id>/", committees.one, name="committee"),
    path("dieu-hanh/ban-chi-dao/<int:committee_id>/viec/", committees.one_deed, name="committee-deed"),
    path("dieu-hanh/ban-chi-dao/<int:committee_id>/quy-che/", committees.rules, name="committee-rules"),
    *paper_addresses(
        "dieu-hanh/ban-chi-dao/<int:committee_id>/danh-sach", committees.paper, "committee-members"
    ),
    path("dieu-hanh/de-xuat/", proposals.proposals, name="community-proposals"),
    *addresses("dieu-hanh/de-xuat/danh-sach", proposals.listed, "community-proposals"),
    *paper_addresses("dieu-hanh/de-xuat/phat-trien-cong-dong", proposals.paper, "community-plan"),
    path("dieu-hanh/de-xuat/hop/moi/", proposals.new, name="new-meeting"),
    path("dieu-hanh/de-xuat/hop/<int:meeting_id>/", proposals.one, name="community-meeting"),
    path("dieu-hanh/de-xuat/hop/<int:meeting_id>/viec/", proposals.deed, name="community-meeting-deed"),
    path("dieu-hanh/de-xuat/hop/<int:meeting_id>/bien-ban/", proposals.minutes, name="meeting-minutes"),
    path("dieu-hanh/hoi-nghi/", conferences.conferences, name="conferences"),
    path("dieu-hanh/hoi-nghi/moi/", conferences.new, name="new-conference"),
    path("dieu-hanh/hoi-nghi/<int:conference_id>/", conferences.one, name="conference"),
    path("dieu-hanh/hoi-nghi/<int:conference_id>/viec/", conferences.deed, name="conference-deed"),
    path("dieu-hanh/hoi-nghi/<int:conference_id>/bien-ban/", conferences.minutes, name="conference-minutes"),
    path("dieu-hanh/phap-luat/", documents.documents, name="legal-documents"),
    *addresses("dieu-hanh/phap-luat/danh-sach", documents.listed, "legal-documents"),
    path("dieu-hanh/phap-luat/moi/", documents.new, name="new-document"),
    path("dieu-hanh/phap-luat/sua/", documents.amending, name="amendments-deed"),
    path("dieu-hanh/phap-luat/<int:document_id>/", documents.one, name="local-document"),
    path("dieu-hanh/phap-luat/<int:document_id>/viec/", documents.one_deed, name="local-document-deed"),
    path("dieu-hanh/phap-luat/<int:document_id>/tep/", documents.opening, name="open-local-document"),
]
