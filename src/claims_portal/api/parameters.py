"""What the framework says of a wrong parameter or header, as a sentence and faults of ours."""

import re
from collections.abc import Iterator

from claims_portal.api.problems import ProblemFault
from claims_portal.claims.documents.faults import FaultCode

# Where the framework's sentences name its own variables instead of the caller's parameters.
_WHERE = re.compile(r" - at `\$\.parsed_\w+`")
_NAME = re.compile(r"\$\.parsed_\w+\.([\w-]+)")
_FAULTS = (
    (re.compile(r"unknown field `([^`]+)`"), FaultCode.MUST_NOT_BE_PROVIDED),
    (re.compile(r"missing required field `([^`]+)`"), FaultCode.MUST_BE_PROVIDED),
    (re.compile(r" - at `([^`]+)`$"), FaultCode.FORMAT_NOT_VALID),
)
LONGEST_NAME = 100


def named(sentence: str) -> str:
    """The sentence with the names that the caller knows."""
    return _NAME.sub(r"\1", _WHERE.sub("", sentence))


def faults_in(sentence: str) -> Iterator[ProblemFault]:
    """Which parameter is wrong; the framework stops at the first."""
    for pattern, code in _FAULTS:
        if found := pattern.search(sentence):
            yield ProblemFault(found[1][:LONGEST_NAME], code.value, sentence)
            return
