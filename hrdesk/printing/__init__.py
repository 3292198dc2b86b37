"""Printing: turns a `Sheet` into PDF pages. The only place that knows reportlab.

`sheet` and `line_breaking` import nothing heavy; `fonts`, `approval_form` and
`recovery_sheet` load reportlab and are imported where something is printed.
"""
