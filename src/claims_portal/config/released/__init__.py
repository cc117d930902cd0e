"""What the API has promised: its last release, how the code differs, and what was announced."""
