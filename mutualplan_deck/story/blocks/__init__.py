"""One module a block: facts in, the block's texts out."""
