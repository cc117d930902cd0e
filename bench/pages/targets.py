"""What is measured of a page, and the most that it may be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figures:
    p50_ms: float
    p99_ms: float
    cpu_p50_ms: float
    """Of the portal and of its session of the database: what another's work does not change."""
    cpu_p99_ms: float
    statements: int
    """The most of any page of the row, with BEGIN and COMMIT."""
    packed_kb: float
    """The largest page of the row itself."""
    first_kb: float
    """The same with the style, script and pictures that it loads, which come once and are kept."""


@dataclass(frozen=True)
class Target:
    title: str
    name: str
    most: float | None = None

    def of(self, figures: Figures) -> float:
        value: float = getattr(figures, self.name)
        return value

    def is_missed(self, figures: Figures) -> bool:
        return self.most is not None and self.of(figures) > self.most


TARGETS = (
    Target("p50, ms", "p50_ms"),
    Target("p99, ms", "p99_ms", 100.0),
    Target("CPU p50", "cpu_p50_ms"),
    Target("CPU p99", "cpu_p99_ms"),
    Target("statements", "statements", 15),
    Target("KB", "packed_kb", 30.0),
    Target("KB first", "first_kb", 150.0),
)


def misses(figures: Figures) -> bool:
    return any(one.is_missed(figures) for one in TARGETS)
