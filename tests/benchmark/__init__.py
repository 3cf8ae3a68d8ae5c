"""How fast the tool is beside a plain hand-written script: python -m tests.benchmark."""
