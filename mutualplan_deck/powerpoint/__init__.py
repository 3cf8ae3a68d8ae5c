"""The only folder that knows PowerPoint files: template, writing, reading back, soundness, disk."""
