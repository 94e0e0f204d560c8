"""Activities of the programme: one engine for all kinds, from a proposal to what was accepted and repeated.

Words it owns: activity, participant, gathering, thing, home visit, question, asset, officer, norm, product.
Kinds are data (`law/activities`). A participant is a household or person of the register with the standing of
the day of entry, so that «đúng đối tượng» is looked at when somebody is entered (QĐ 90/QĐ-TTg; `programme.md`
§9: C, G, H, I19). What is handed over stands in the ledger of help (`apps/support`).
"""
