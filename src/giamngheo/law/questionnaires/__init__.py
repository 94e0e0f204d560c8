"""Forms as data: one folder is one form, with its questions and who is asked; and how a sheet is played.

`library` finds forms; `sheets` is a sheet as filled in, `stored` the same as JSON; `asking` tells what is
asked and missing, `checking` what is wrong or implausible, `carrying` what last year says; `evidence` turns
answers into the frames of the measure. `truth` answers conditions for one sheet, `columns` for any number;
`reading` is a form in Vietnamese, `xlsforms` takes it to ODK and Kobo and back.
"""
