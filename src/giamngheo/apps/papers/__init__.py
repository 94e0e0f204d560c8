"""Official documents: what they say, and how they come out as PDF in the form of the decree on documents.

The form (margins, sizes, places of things) is data of `law/papers`; the content is a `Document`. Who writes
one says what stands in it and never how it looks. Law: NĐ 30/2020/NĐ-CP, Phụ lục I.
"""
