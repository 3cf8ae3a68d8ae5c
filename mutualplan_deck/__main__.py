"""`python -m mutualplan_deck`: the same commands."""

from mutualplan_deck.cli import main

if __name__ == "__main__":
    main()
