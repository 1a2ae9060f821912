"""What the fake did with each of its dependencies, for the tests."""

from dataclasses import dataclass


@dataclass
class Usage:
    """A line of the report: how often the dependency acknowledged, and why its last use failed."""

    acknowledged: int = 0
    problem: str = ""

    def succeeded(self, count: int = 1) -> None:
        self.acknowledged += count
        self.problem = ""

    def failed(self, error: BaseException) -> None:
        self.problem = f"{type(error).__name__}: {error}"

    def as_json(self, found: int) -> dict:
        line = {"acknowledged": self.acknowledged, "found": found}
        return {**line, "problem": self.problem} if self.problem else line
