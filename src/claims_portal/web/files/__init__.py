"""Pages of a claim's files: attachments, printed forms, the bundle."""
