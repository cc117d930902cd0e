"""Every page of the portal, who looks at it, and the rows that it then shows."""
