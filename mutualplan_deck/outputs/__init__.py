"""The other things handed over: the plan as an e-mail, a calendar and one page, and the check that nothing
of the vendor's own is in any of them.

What is said comes from a story or its facts, so an edition is enforced before anything is written here.
"""
