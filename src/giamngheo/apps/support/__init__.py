"""The ledger of help: what a household or one of its people was given, by whom, when and for which need.

Words it owns: support (khoản hỗ trợ). Every app that helps people writes here in the transaction of its own
deed, so that a need is not met twice, nobody in need is left out, and who was helped can be checked against
what they were on that day (QĐ 90/QĐ-TTg; `programme.md` §9: E20, E21, I19).
"""
