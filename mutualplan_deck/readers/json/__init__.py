"""JSON: plans in our own form, and what other tools export."""
