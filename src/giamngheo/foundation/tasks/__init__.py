"""Background work that takes longer than a page: its steps, its progress, its end.

Words: a task is background work (a job is employment). A kind of task is named in `settings.TASK_KINDS`.
"""
