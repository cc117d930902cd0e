"""Server time, statements and size of every page among 200,000 claims."""
