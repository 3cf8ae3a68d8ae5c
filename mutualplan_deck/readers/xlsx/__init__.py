"""Workbooks as their parts say: names of cells, texts, formats, cells. Nothing is executed or fetched.

Written at the level of parts because a plan needs what a cell shows (crossed out, hidden, merged, a formula
without its value) of sheets that may be long, and needs nothing else: `tests/test_xlsx.py` holds it against
openpyxl, cell by cell.
"""
