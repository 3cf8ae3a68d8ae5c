"""One module a block: a function that puts the block of a story on a page."""
