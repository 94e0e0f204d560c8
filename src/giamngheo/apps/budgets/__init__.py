"""Money of the programmes: what a unit was given, allocates, pays, settles, carries over; double entry.

Words it owns: line (dòng kinh phí), entry (bút toán), posting, decision, estimate (dự toán).
What the words mean is the law's (`law/budgets`, `programme.md` §3); NĐ 27/2022, TT 55/2023/TT-BTC.
"""
