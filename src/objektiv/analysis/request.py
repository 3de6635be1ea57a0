"""What a user asks of an analysis."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from objektiv.scales.loader import CONFIRMED_FILE


@dataclass(frozen=True, slots=True)
class AnalysisRequest:
    """What is asked. Empty ``school_year`` = every year of the lake; ``municipality`` and ``school`` choose output.

    ``is_whole_region``: the user answers for it that every school of the subject of the Federation is loaded.
    """

    school_year: str = ""
    municipality: int = 0
    school: int = 0
    is_whole_region: bool = False
    pack: Path | None = None

    def parameters(self, lake: Path | None = None) -> dict[str, str]:
        """The request as plain text for run.json and for the reports, files beside the workbooks by SHA-256.

        ``lake`` is the folder of the data: its confirmed scales, when there are any, count as asked for.
        """
        scales = lake / CONFIRMED_FILE if lake else None
        return {
            **_hash("reference_pack_sha256", self.pack),
            **_hash("scales_sha256", scales if scales and scales.is_file() else None),
            "school_year": self.school_year or "все",
            "municipality": str(self.municipality or "все"),
            "school": f"{self.school:06d}" if self.school else "все",
            "region_complete": "да" if self.is_whole_region else "нет",
            "reference_pack": self.pack.name if self.pack else "нет",
        }


def _hash(name: str, path: Path | None) -> dict[str, str]:
    return {name: sha256(path.read_bytes()).hexdigest()} if path else {}
