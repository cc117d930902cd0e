"""Granian's command line, which need not warn of its many threads: see `config.lanes`."""

import logging

from granian.cli import entrypoint


def is_news(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith("Configuration allows spawning up to")


if __name__ == "__main__":
    logging.getLogger("_granian").addFilter(is_news)
    entrypoint()  # type: ignore[no-untyped-call]
