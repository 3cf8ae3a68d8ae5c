"""What both sides agreed: the model, and what follows from it. Pure: no file, no clock, no slide."""
