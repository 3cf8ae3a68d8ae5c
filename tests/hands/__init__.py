"""Plans written down by many hands: the sheets that different reps would keep of the same deal.

What a truth of `tests/messy` says is written as a workbook in words, arrangement and ways to write values
drawn by lot, in the truth's language. How well it is read says how the reader does with sheets nobody has
tuned it to; `python -m tests.hands` prints it.
"""
