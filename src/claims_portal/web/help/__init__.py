"""Help: guides that belong to screens, a glossary, what each phase means, and a way to ask."""
