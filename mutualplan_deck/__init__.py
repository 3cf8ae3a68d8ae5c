"""A mutual plan in a spreadsheet or JSON becomes a branded deck of four to six slides."""

__version__ = "0.1.0"
