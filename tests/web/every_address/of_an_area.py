"""Addresses that name something of an area: reached from there, and from above as told."""

# What checks and counts a round is read by whoever sees the round.
CHECKS_OF_A_ROUND = {
    f"ra-soat/<int:round_id>/{page}"
    for page in (
        "kiem-so/",
        "phuc-tra/",
        "bien-dong/",
        "bien-dong/ca-ky/",
        "bien-dong/ho/",
        *(
            f"{table}.{ending}"
            for table in (
                "kiem-so/danh-sach",
                "phuc-tra/danh-sach",
                "phuc-tra/luc-rut",
                "phuc-tra/thong-nhat",
                "bien-dong/ho/danh-sach",
                "bien-dong/ho-ngheo",
                "bien-dong/ho-can-ngheo",
                "bien-dong/nguyen-nhan",
            )
            for ending in ("xlsx", "csv")
        ),
    )
}
# Frozen figures and their tables are read by whoever sees their area whole.
FROZEN = {
    f"bao-cao/<int:snapshot_id>/{page}"
    for page in (
        "",
        "bang-ke.json",
        *(f"ten/<slug:which>/{page}" for page in ("", "danh-sach.xlsx", "danh-sach.csv", "bieu.pdf")),
        *(
            f"<slug:name>/{page}"
            for page in (
                "",
                "bang.xlsx",
                "bang.csv",
                "bieu.pdf",
                "bieu.docx",
                "dhis2.json",
                "adx.xml",
                "ho/",
                "ho/danh-sach.xlsx",
                "ho/danh-sach.csv",
            )
        ),
    )
}
# A report owed is read by whoever sees results of its unit.
COPIED = {
    f"che-do-bao-cao/gui-them/<int:copy_id>/{page}"
    for page in (
        "",
        "bieu/<slug:name>/",
        "bieu/<slug:name>/bang.xlsx",
        "bieu/<slug:name>/bang.csv",
    )
}
REPORTED = {
    f"che-do-bao-cao/<int:area_id>/<slug:duty>/<slug:period>/{page}"
    for page in (
        "",
        "bao-cao.pdf",
        "bao-cao.docx",
        "bieu/<slug:name>/",
        "bieu/<slug:name>/bang.xlsx",
        "bieu/<slug:name>/bang.csv",
        "bieu-mau/<int:place>/",
        "bieu-mau/<int:place>/to.pdf",
        "bieu-mau/<int:place>/to.csv",
    )
}
# Packages of figures likewise.
PACKAGES = {
    f"goi-bao-cao/<int:package_id>/{page}"
    for page in ("", "goi.zip", "phieu-tra-loi.zip", "bieu/<slug:name>/")
}
# Forms and filled forms are read by whoever sees results of their unit.
FORMS = {
    f"bieu-mau/{page}"
    for page in (
        "<int:form_id>/",
        "ban/<int:version_id>/",
        "ban/<int:version_id>/mau.xlsx",
        "to/<int:filled_id>/",
        *(f"to/<int:filled_id>/bieu.{ending}" for ending in ("xlsx", "csv", "pdf")),
    )
}
# Activities are read by whoever sees results of their unit; the health station, too, keeps them.
ACTIVITIES = {
    *(
        f"hoat-dong/<int:activity_id>/{page}"
        for page in (
            "",
            "viec/",
            "sua/",
            "tham-gia/",
            "tham-gia/danh-sach.xlsx",
            "tham-gia/danh-sach.csv",
            "tham-gia/moi.xlsx",
            "tham-gia/moi.csv",
            "giao/",
        )
    ),
    "hoat-dong/buoi/<int:gathering_id>/",
    "hoat-dong/buoi/<int:gathering_id>/in/",
    "hoat-dong/tep/<int:attached_id>/",
}
# Plans handed in as files likewise.
PLANS = {
    *(f"ke-hoach/tep/<int:plan_file_id>/{page}" for page in ("", "ke-hoach.json")),
    *(f"ke-hoach/<int:plan_id>/{page}" for page in ("", "thuc-hien/", "van-ban.pdf", "van-ban.docx")),
}
# What is coordinated is read by whoever sees results; who takes part from above may also tell of it.
COORDINATED = {
    f"dieu-hanh/{page}{deed}"
    for page in (
        "nhiem-vu/<int:task_id>/",
        "vuong-mac/<int:obstacle_id>/",
        "ban-chi-dao/<int:committee_id>/",
        "hoi-nghi/<int:conference_id>/",
        "phap-luat/<int:document_id>/",
    )
    for deed in ("", "viec/")
} | {
    "dieu-hanh/danh-ba/<int:directory_id>/",
    "dieu-hanh/ban-chi-dao/<int:committee_id>/quy-che/",
    "dieu-hanh/ban-chi-dao/<int:committee_id>/danh-sach.pdf",
    "dieu-hanh/ban-chi-dao/<int:committee_id>/danh-sach.docx",
    "dieu-hanh/de-xuat/hop/<int:meeting_id>/",
    "dieu-hanh/de-xuat/hop/<int:meeting_id>/bien-ban/",
    "dieu-hanh/hoi-nghi/<int:conference_id>/bien-ban/",
    "dieu-hanh/phap-luat/<int:document_id>/tep/",
}
# Whoever works in the area may write there, also from above.
COORDINATED_HOUSEHOLDS = {
    "dieu-hanh/de-xuat/hop/<int:meeting_id>/viec/",
    "dieu-hanh/giup-ho/<int:follow_id>/",
    "dieu-hanh/giup-ho/<int:follow_id>/viec/",
    "dieu-hanh/ke-hoach-ho/moi/<slug:code>/",
    *(
        f"dieu-hanh/ke-hoach-ho/<int:home_plan_id>/{page}"
        for page in ("", "viec/", "ke-hoach.pdf", "ke-hoach.docx")
    ),
}
# The fund of a unit is read by who has a part in it.
FUND = {
    *(f"quy/{kind}/" for kind in ("cuoc-van-dong/<int:campaign_id>", "nguoi-ung-ho/<int:donor_id>")),
    *(f"quy/{kind}/" for kind in ("phieu-thu/<int:receipt_id>", "phieu-chi/<int:delivery_id>")),
    *(
        f"quy/{kind}/"
        for kind in ("minh-chung/<int:evidence_id>", "hop/<int:allocation_id>", "chi-khac/<int:outlay_id>")
    ),
    *(f"quy/{kind}/" for kind in ("bao-cao/<int:fund_report_id>", "cam-ket/<int:pledge_id>/thoi")),
    *("ho-so-quy/<int:help_id>/", "do-dau/<int:sponsorship_id>/", "do-dau/nguoi/<int:sponsor_id>/"),
}
# Oversight is read by whoever sees results of the inspecting or the inspected unit.
OVERSIGHT = {
    *(f"giam-sat/ke-hoach/<int:year_plan_id>/{page}" for page in ("", "ke-hoach.pdf", "ke-hoach.docx")),
    *(
        f"giam-sat/doan/<int:inspection_id>/{page}"
        for page in (
            "",
            *(
                f"{paper}.{ending}"
                for paper in ("quyet-dinh", "bien-ban", "bao-cao")
                for ending in ("pdf", "docx")
            ),
        )
    ),
    "giam-sat/tep/<int:oversight_file_id>/",
    "giam-sat/kien-nghi/<int:advice_id>/",
    "giam-sat/xa-hoi/<int:social_id>/",
    "giam-sat/xa-hoi/<int:social_id>/tep/",
}
DASHBOARDS = {
    f"tong-quan/<int:snapshot_id>/<int:area_id>/{page}"
    for page in ("", *(f"<slug:name>.{ending}" for ending in ("svg", "png", "csv")))
}
# Money is read by whoever sees the money of its unit.
MONEY = {
    "kinh-phi/dong/<int:money_line_id>/",
    "kinh-phi/quyet-dinh/<int:money_decision_id>/",
    "kinh-phi/quyet-dinh/<int:money_decision_id>/tep/",
    "kinh-phi/tieu-chi/<int:resolution_id>/",
    *(
        f"kinh-phi/{page}.{ending}"
        for page in ("quyet-dinh/<int:money_decision_id>/van-ban", "chung-tu/<int:money_entry_id>/de-nghi")
        for ending in ("pdf", "docx")
    ),
}
OF_AN_AREA = {
    *FUND,
    *OVERSIGHT,
    "giam-sat/ke-hoach/<int:year_plan_id>/viec/",
    "giam-sat/doan/<int:inspection_id>/viec/",
    "giam-sat/kien-nghi/<int:advice_id>/viec/",
    "giam-sat/xa-hoi/<int:social_id>/viec/",
    *PACKAGES,
    *PLANS,
    *ACTIVITIES,
    "hoat-dong/<int:activity_id>/van-ban/<slug:kind>/",
    *MONEY,
    "kinh-phi/quyet-dinh/<int:money_decision_id>/viec/",
    "kinh-phi/chung-tu/<int:money_entry_id>/dao/",
    "kinh-phi/chung-tu/nap/<int:loading_id>/hoan-tac/",
    "kinh-phi/nhu-cau/<int:need_id>/viec/",
    "kinh-phi/tieu-chi/<int:resolution_id>/viec/",
    *COORDINATED,
    *COORDINATED_HOUSEHOLDS,
    "ke-hoach/tep/<int:plan_file_id>/viec/",
    "ke-hoach/<int:plan_id>/viec/",
    "ke-hoach/<int:plan_id>/sua/<slug:part>/",
    "ke-hoach/<int:plan_id>/giao/<int:given_target_id>/",
    "ke-hoach/chi-tieu/<int:plan_target_id>/so/",
    "goi-bao-cao/<int:package_id>/viec/",
    "goi-bao-cao/khoa/<int:key_id>/viec/",
    *CHECKS_OF_A_ROUND,
    *FROZEN,
    *REPORTED,
    *COPIED,
    "che-do-bao-cao/<int:area_id>/<slug:duty>/<slug:period>/lap/",
    "che-do-bao-cao/<int:area_id>/<slug:duty>/<slug:period>/loi-van/",
    "che-do-bao-cao/<int:area_id>/<slug:duty>/<slug:period>/tra-loi/",
    "che-do-bao-cao/<int:area_id>/<slug:duty>/<slug:period>/viec/",
    *DASHBOARDS,
    "tong-quan/<int:snapshot_id>/<int:area_id>/ranh-gioi/",
    "tong-quan/<int:snapshot_id>/cong-bo/",
    "bao-cao/<int:snapshot_id>/chot-lai/",
    "dia-ban/dot/<int:batch_id>/viec/",
    "dia-ban/dot/<int:batch_id>/soan/",
    "dia-ban/dot/<int:batch_id>/soan/danh-sach.xlsx",
    "dia-ban/dot/<int:batch_id>/soan/danh-sach.csv",
    "dia-ban/dot/<int:batch_id>/soan/thong-tin/",
    "dia-ban/dot/<int:batch_id>/soan/don-vi/",
    "dia-ban/dot/<int:batch_id>/soan/dong/<int:line_id>/",
    "dia-ban/dot/<int:batch_id>/soan/dong/<int:line_id>/xoa/",
    "nguoi-dung/loi-moi/<int:invitation_id>/rut/",
    "nguoi-dung/<int:user_id>/",
    "nguoi-dung/<int:user_id>/giao-vai-tro/",
    "nguoi-dung/<int:user_id>/vai-tro/<int:holding_id>/ket-thuc/",
    "nguoi-dung/<int:user_id>/giup/",
    "nguoi-dung/<int:user_id>/ma-truy-cap/<int:token_id>/thu-hoi/",
    "so-ho/<slug:code>/",
    "so-ho/<slug:code>/viec/",
    "so-ho/<slug:code>/hoan-tac/",
    "so-ho/nguoi/<int:person_id>/",
    "so-ho/nguoi/<int:person_id>/sua/",
    "so-ho/trung/<int:pair_id>/",
    "so-ho/nhap/<uuid:key>/",
    "so-ho/nhap/<uuid:key>/cot/",
    "so-ho/nhap/<uuid:key>/quyet-dinh/",
    "so-ho/nhap/<uuid:key>/ghi/",
    "so-ho/nhap/<uuid:key>/hoan-tac/",
    "so-ho/nhap/<uuid:key>/bo/",
    "so-ho/nhap/<uuid:key>/dung/",
    "so-ho/nhap/<uuid:key>/tep/",
    "so-ho/nhap/<uuid:key>/danh-sach.xlsx",
    "so-ho/nhap/<uuid:key>/danh-sach.csv",
    "so-ho/nguoi/<int:person_id>/thu-nhap-thap/",
    "so-ho/<slug:code>/cong-nhan/",
    "so-ho/<slug:code>/nguyen-nhan/",
    "so-ho/<slug:code>/nhu-cau/",
    "so-ho/<slug:code>/so-tay/",
    "so-ho/<slug:code>/so-tay/bo/",
    "so-ho/<slug:code>/ho-tro/",
    "so-ho/<slug:code>/ho-tro/<int:support_id>/rut-lai/",
    "so-ho/<slug:code>/tep/",
    "so-ho/<slug:code>/tep/<int:paper_id>/",
    "so-ho/<slug:code>/tep/<int:paper_id>/bo/",
    "ra-soat/<int:round_id>/",
    "ra-soat/<int:round_id>/danh-sach.xlsx",
    "ra-soat/<int:round_id>/danh-sach.csv",
    "ra-soat/<int:round_id>/bang-diem/",
    "ra-soat/<int:round_id>/cai-dat/",
    "ra-soat/<int:round_id>/cham/",
    "ra-soat/<int:round_id>/ke-hoach/",
    "ra-soat/viec/<int:happening_id>/tep/",
    "ra-soat/tep/<int:attachment_id>/",
    "ra-soat/tep/<int:attachment_id>/bo/",
    "ra-soat/<int:round_id>/quyet-dinh/",
    "ra-soat/<int:round_id>/quyet-dinh/<int:decision_id>/sua/",
    "ra-soat/<int:round_id>/quyet-dinh/<int:decision_id>/giay-chung-nhan/",
    "ra-soat/<int:round_id>/quyet-dinh/<int:decision_id>/cong-bo/",
    "ra-soat/thon/<int:case_id>/",
    "ra-soat/thon/<int:case_id>/danh-sach.xlsx",
    "ra-soat/thon/<int:case_id>/danh-sach.csv",
    "ra-soat/<int:round_id>/van-ban/<slug:kind>/",
    "ra-soat/thon/<int:case_id>/van-ban/<slug:kind>/",
    "ra-soat/ho/<int:entry_id>/van-ban/<slug:kind>/",
    "ra-soat/khieu-nai/<int:objection_id>/van-ban/<slug:kind>/",
    "ra-soat/thon/<int:case_id>/cham/",
    "ra-soat/thon/<int:case_id>/bo-viec/",
    "ra-soat/thon/<int:case_id>/<slug:word>/",
    "ra-soat/ho/<int:entry_id>/",
    "ra-soat/ho/<int:entry_id>/dua-ra/",
    "phieu/<int:sheet_id>/",
    "phieu/<int:sheet_id>/lich-su/",
    "phieu/<int:sheet_id>/in/",
    "phieu/nhan/<uuid:intake_id>/",
    "phieu/nhan/<uuid:intake_id>/lua-chon/",
    "phieu/nhan/<uuid:intake_id>/ghi/",
    "phieu/nhan/<uuid:intake_id>/hoan-tac/",
    "phieu/nhan/<uuid:intake_id>/bo/",
    "phieu/nhan/<uuid:intake_id>/dung/",
    "phieu/nhan/<uuid:intake_id>/tep/",
    "phieu/nhan/<uuid:intake_id>/danh-sach.xlsx",
    "phieu/nhan/<uuid:intake_id>/danh-sach.csv",
    *FORMS,
    "bieu-mau/<int:form_id>/lap/",
    "bieu-mau/<int:form_id>/phien-ban/",
    "bieu-mau/ban/<int:version_id>/viec/",
    "bieu-mau/to/<int:filled_id>/viec/",
    "ket-qua/<int:target_id>/",
    "ket-qua/<int:target_id>/tach.xlsx",
    "ket-qua/<int:target_id>/tach.csv",
    "ket-qua/<int:target_id>/viec/",
    "ket-qua/<int:target_id>/thay/",
    "ket-qua/<int:target_id>/giao/",
    "ket-qua/<int:target_id>/so/",
    "ket-qua/so/<int:figure_id>/ho/",
    "ket-qua/so/<int:figure_id>/ho/danh-sach.xlsx",
    "ket-qua/so/<int:figure_id>/ho/danh-sach.csv",
    "ket-qua/so/<int:counted_id>/hoat-dong/",
    "ket-qua/so/<int:counted_id>/hoat-dong/danh-sach.xlsx",
    "ket-qua/so/<int:counted_id>/hoat-dong/danh-sach.csv",
    "ket-qua/so/<int:proof_id>/tep/",
    "van-ban/<int:issued_id>/",
    "van-ban/<int:issued_id>/van-ban.pdf",
    "van-ban/<int:issued_id>/van-ban.docx",
    "van-ban/<int:issued_id>/ban-hanh/",
    "van-ban/<int:issued_id>/thu-hoi/",
    "van-ban/<int:issued_id>/thu-hoi/xac-nhan/",
    "van-ban/<int:issued_id>/thu-hoi/bo/",
    "van-ban/<int:issued_id>/thay/",
}

# What every role that works with households reads in its area, also from above.
READ_FROM_ABOVE = {
    *OVERSIGHT,
    *PACKAGES,
    *PLANS,
    *ACTIVITIES,
    *MONEY,
    *(route for route in COORDINATED if not route.endswith("viec/")),
    *COORDINATED_HOUSEHOLDS,
    *CHECKS_OF_A_ROUND,
    *FROZEN,
    *REPORTED,
    *COPIED,
    *FORMS,
    *DASHBOARDS,
    "so-ho/<slug:code>/",
    "so-ho/<slug:code>/ho-tro/",
    "so-ho/<slug:code>/ho-tro/<int:support_id>/rut-lai/",  # health writes help down, too
    "so-ho/nguoi/<int:person_id>/",
    "so-ho/trung/<int:pair_id>/",
    "so-ho/<slug:code>/tep/<int:paper_id>/",
    "ra-soat/<int:round_id>/",
    "ra-soat/<int:round_id>/danh-sach.xlsx",
    "ra-soat/<int:round_id>/danh-sach.csv",
    "ra-soat/<int:round_id>/bang-diem/",
    "ra-soat/<int:round_id>/cai-dat/",
    "ra-soat/<int:round_id>/ke-hoach/",
    "ra-soat/<int:round_id>/quyet-dinh/<int:decision_id>/giay-chung-nhan/",
    "ra-soat/<int:round_id>/quyet-dinh/<int:decision_id>/cong-bo/",
    "ra-soat/tep/<int:attachment_id>/",
    "ra-soat/thon/<int:case_id>/",
    "ra-soat/thon/<int:case_id>/danh-sach.xlsx",
    "ra-soat/thon/<int:case_id>/danh-sach.csv",
    "ra-soat/ho/<int:entry_id>/",
    "phieu/<int:sheet_id>/",
    "phieu/<int:sheet_id>/lich-su/",
    "phieu/<int:sheet_id>/in/",
    "ket-qua/<int:target_id>/",
    "ket-qua/<int:target_id>/tach.xlsx",
    "ket-qua/<int:target_id>/tach.csv",
    "ket-qua/so/<int:figure_id>/ho/",
    "ket-qua/so/<int:figure_id>/ho/danh-sach.xlsx",
    "ket-qua/so/<int:figure_id>/ho/danh-sach.csv",
    "ket-qua/so/<int:counted_id>/hoat-dong/",
    "ket-qua/so/<int:counted_id>/hoat-dong/danh-sach.xlsx",
    "ket-qua/so/<int:counted_id>/hoat-dong/danh-sach.csv",
    "ket-qua/so/<int:proof_id>/tep/",
    "van-ban/<int:issued_id>/",
    "van-ban/<int:issued_id>/van-ban.pdf",
    "van-ban/<int:issued_id>/van-ban.docx",
}
