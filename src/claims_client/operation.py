"""What the client knows of an operation of the API; its table is `operations`."""

import re
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import quote

Body = TypeVar("Body")
Answer = TypeVar("Answer")
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Operation(Generic[Body, Answer]):
    """An operation, with the types of its body and its answer."""

    name: str
    method: str
    path: str
    """Below /api/v1, with {places} for what names the thing."""
    query: tuple[str, ...]
    bodies: tuple[str, ...]
    """Media types that it takes; none where it takes no body."""
    if_match: bool
    gives_file: bool = False

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(_PLACE.findall(self.path))

    def filled(self, parameters: dict[str, str]) -> str:
        """The path, with the parameters that belong into it; TypeError without one of them."""
        missing = [name for name in self.places if not parameters.get(name)]
        if missing:
            raise TypeError(f"{self.name} needs {', '.join(missing)}")
        return _PLACE.sub(lambda place: quote(parameters[place[1]], safe=""), self.path)

    def must_know(self, parameters: dict[str, object]) -> None:
        """TypeError for a parameter that the operation has not."""
        unknown = [name for name in parameters if name not in (*self.places, *self.query)]
        if unknown:
            known = ", ".join((*self.places, *self.query)) or "none"
            raise TypeError(f"{self.name} has no parameter {', '.join(unknown)}; it has: {known}")
