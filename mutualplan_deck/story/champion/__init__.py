"""The customer's own edition: what is asked of whom, told as "we", with a talk track in the notes.

It is told from what both sides share and from nothing else (`story.edition`).
"""
