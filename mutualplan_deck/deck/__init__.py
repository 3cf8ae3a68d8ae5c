"""Where it sits and whether it fits: a deck of boxes, decided to the point. Pure: no PowerPoint here."""
