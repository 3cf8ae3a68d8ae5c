"""What the deck says, on no slide yet: editions, wording, locale. Pure: plan in, texts with keys out."""
