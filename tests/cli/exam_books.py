"""Our template of ОГЭ results, filled in for tests of loading."""

from __future__ import annotations

from pathlib import Path

from objektiv.analysis.catalogue import readers


def exam_book(path: Path, *schools: tuple[int, int], score: int = 20) -> Path:
    """Write works (school, how many of them) as csv."""
    header = list(readers()["oge_template"].template or ())
    filled = [
        {"школа": f"sch{school}", "код": str(pupil), "первичный": str(score), "класс": "9А"}
        for school, pupils in schools
        for pupil in range(pupils)
    ]
    lines = [header]
    lines += [
        [next((v for k, v in row.items() if k in name.lower()), "") for name in header] for row in filled
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(";".join(line) for line in lines), encoding="utf-8-sig")
    return path
