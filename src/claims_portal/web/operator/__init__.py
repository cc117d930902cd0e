"""The operator's pages, under /operator/: routes with the right of each in `urls`."""
