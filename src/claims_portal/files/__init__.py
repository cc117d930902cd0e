"""Files of a claim: what the parties attach to it, and the printed forms of what they sent."""
