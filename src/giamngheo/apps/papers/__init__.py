"""Official documents: content (`documents`) set as PDF (`typesetting`) and Word (`word`), and kept as papers.

Words: a document is what is said; a paper is a document under a check code, drawn up, issued with number and
day by a person, replaced or withdrawn with a reason. Nothing of a paper is ever rewritten: a draft that must
be corrected is withdrawn and drawn up anew. The law: NĐ 30/2020/NĐ-CP, Phụ lục I (`law/papers`).
"""
