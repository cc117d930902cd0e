"""What a token may be used for: less than what its client and the User ID may do, never more.

Which scope a route asks for is one table: `api.urls`.
"""

from enum import StrEnum


class TokenScope(StrEnum):
    READ = "read"
    ACT = "act"
    ADMINISTER = "administer"

    @property
    def meaning(self) -> str:
        return _MEANINGS[self]


_MEANINGS = {
    TokenScope.READ: "Read claims, their documents and what is news in them.",
    TokenScope.ACT: "Send claims, do actions, attach files, lock and allocate.",
    TokenScope.ADMINISTER: "Run the organisation: users, branches, API clients, audit.",
}


def all_scopes() -> list[str]:
    return [scope.value for scope in TokenScope]
