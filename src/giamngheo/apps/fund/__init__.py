"""The fund «Vì người nghèo» of a unit, kept by the Front, and those who sponsor poor households.

Words it owns: campaign (cuộc vận động), donor (người ủng hộ), pledge (cam kết), receipt (phiếu thu), help
case (hồ sơ đề nghị), allocation meeting (họp xét), delivery (lần trao), sponsor and sponsorship (đỡ đầu),
report of a year. Law: QĐ 1198/QĐ-MTTW-ĐCT, HD 96/HD-MTTW-BTT (`law/fund.yaml`; `programme.md` §9: B19, E15,
F3, F10–F14).
Money and goods are kept by double entry (`booking.py`); help that is given is written to `apps/support`.
"""
