"""What an import costs beside reading the same file with `json.load`, in one run:
python -m tests.bench.bench_import.

Each import runs in a process of its own, so that its peak of memory is its own; this one stays small,
because on Linux a process begins with the peak of the one that started it.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.bench import stage, world

STARTER = "history/data/korea.yaml"
FACTS = 10_000
ROUNDS = 3  # a round of the large base takes many seconds


def measured(what: str, file: str) -> None:
    """Run in a process of its own: prints seconds of CPU, MiB at the peak, and the number of facts."""
    if what == "make":
        Path(file).write_text(json.dumps(world.nfacts(FACTS)), encoding="utf-8")
        facts = FACTS
    elif what == "json":
        with Path(file).open(encoding="utf-8") as opened:
            facts = len(json.load(opened)["facts"])
    elif what == "yaml":
        import yaml

        with Path(file).open(encoding="utf-8") as opened:
            loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
            facts = len(yaml.load(opened, Loader=loader)["facts"])  # noqa: S506  # both are safe loaders
    else:
        with stage.house() as folder:
            stage.move_to(folder / "site.sqlite3")
            from django.core.management import call_command

            from history.models import Fact

            before = _seconds()
            if what == "import":
                call_command("import_facts", file, quiet=True, stdout=sys.stderr, skip_checks=True)
            facts = Fact.objects.count()
            print(_seconds() - before, _peak(), facts)
        return
    print(_seconds(), _peak(), facts)


def _seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _run(what: str, file: Path | str) -> tuple[float, float, int]:
    done = subprocess.run(  # our own interpreter and arguments
        [sys.executable, "-m", "tests.bench.bench_import", what, str(file)],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    seconds, peak, facts = done.stdout.split()
    return float(seconds), float(peak), int(facts)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="attest-bench-") as folder:
        made_up = Path(folder) / "made-up.json"
        _run("make", made_up)
        works = {
            "json.load alone": ("json", made_up),
            f"nfacts/1 of {FACTS:,}": ("import", made_up),
            "yaml.load alone": ("yaml", STARTER),
            "starter pack": ("import", STARTER),
            "an empty house": ("nothing", STARTER),
        }
        rounds = {name: [] for name in works}
        for _ in range(ROUNDS):
            for name, work in works.items():
                rounds[name].append(_run(*work))
    rows = []
    for name, runs in rounds.items():
        seconds, peaks = [run[0] for run in runs], [run[1] for run in runs]
        rows.append([name, runs[0][2], f"{median(seconds):.2f}", f"{median(peaks):.0f}"])
    stage.table(["import", "facts", "s CPU", "MiB at the peak"], rows)
    print("Budget: 10,000 facts in 60 s and 500 MB.")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measured(*sys.argv[1:])
    else:
        main()
