"""`make fuzz`: spoilt files of every kind through the real intake, in processes with bounded memory.

python -m tests.fuzz --inputs 10000 --run 1 --workers 2
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

MEMORY = 6 * 2**30
# Of the processor for one case; on the clock, where other work may come first, ten times as long.
SECONDS = 60
BATCH = 100
KEPT = Path("fuzz-failures")


def main() -> int:
    """Run everything and print the table; 1 when a promise was broken."""
    given = _arguments()
    if given.worker is not None:
        return _work(given)
    started = time.monotonic()
    # In memory where there is such a place: thousands of small files are written and removed.
    memory = Path("/dev/shm")  # noqa: S108
    with tempfile.TemporaryDirectory(prefix="csp-fuzz-", dir=memory if memory.is_dir() else None) as scratch:
        workers = [_Worker(number, given, Path(scratch)) for number in range(given.workers)]
        # A line of each in turn: one that nobody listens to stands still.
        going = workers
        while going:
            going = [worker for worker in going if worker.pump()]
    found = [outcome for worker in workers for outcome in worker.outcomes]
    failures = [outcome for outcome in found if outcome.get("failure")]
    print(_table(found))
    for failed in failures[:50]:
        print("BROKEN", *(failed[name] for name in ("number", "label", "group", "change", "failure")))
    builds, peak = sum(worker.builds for worker in workers), max(worker.peak for worker in workers)
    print(
        f"{len(found):,} inputs and {builds:,} whole builds of {BATCH} of them, run {given.run}, in "
        f"{time.monotonic() - started:.0f} s: {len(failures)} broken promises; "
        f"at most {peak / 2**20:,.0f} MiB of memory."
    )
    return 1 if failures or len(found) < given.inputs else 0


class _Worker:
    """A process that takes in its share of the cases. When it dies, that is a failure, another goes on."""

    def __init__(self, number: int, given: argparse.Namespace, scratch: Path) -> None:
        self._number, self._given, self._scratch = number, given, scratch
        self._next = number
        self._current: dict[str, Any] = {}
        self.outcomes: list[dict[str, Any]] = []
        self.peak = self.builds = 0
        self._process = self._start()

    def _start(self) -> subprocess.Popen[str]:
        command = [
            sys.executable,
            "-m",
            "tests.fuzz",
            "--worker",
            str(self._number),
            "--start",
            str(self._next),
        ]
        command += ["--inputs", str(self._given.inputs), "--run", str(self._given.run)]
        command += [
            "--workers",
            str(self._given.workers),
            "--scratch",
            str(self._scratch / str(self._number)),
        ]
        command += ["--builds" if self._given.builds else "--no-builds"]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def pump(self) -> bool:
        """Take one line of what it says. False when all of its cases are done."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if line:
            self._take(json.loads(line))
            return True
        code = self._process.wait()
        if code and self._current:
            self.outcomes.append({**self._current, "failure": f"the process died with {code}"})
            self._next = self._current["number"] + self._given.workers
            self._current = {}
            self._process = self._start()
            return True
        return False

    def _take(self, said: dict[str, Any]) -> None:
        if "peak" in said:
            self.peak, self.builds = max(self.peak, said["peak"]), self.builds + said["builds"]
        elif "failure" in said:
            self.outcomes.append({**self._current, **said})
        else:
            self._current = said


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--run", type=int, default=1)
    parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 4))
    parser.add_argument("--builds", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--worker", type=int)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--scratch", type=Path)
    return parser.parse_args()


def _work(given: argparse.Namespace) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _too_long)
    signal.signal(signal.SIGPROF, _too_long)
    from tests.fuzz.building import build_batch
    from tests.fuzz.mutations import make_case
    from tests.fuzz.seeds import seeds
    from tests.fuzz.trial import remove, take_in

    every, builds, batch = seeds(), 0, []
    for number in range(given.start, given.inputs, given.workers):
        case = make_case(every, number, run=given.run)
        about = {"number": number, "label": case.seed.label, "group": case.group, "change": case.change}
        _say(about)
        failure, outcome = "", None
        _allow(SECONDS)
        try:
            outcome = take_in(case, given.scratch)
        except Exception as error:  # noqa: BLE001  whatever it is, it is what is looked for
            failure = _told(error)
            _keep(case.files, number, failure)
        _allow(0)
        remove(given.scratch)
        _say({"failure": failure, **(vars(outcome) if outcome else {})})
        batch.append(case)
        if given.builds and (len(batch) == BATCH or number + given.workers >= given.inputs):
            for culprit, failure in build_batch(batch, given.scratch):
                about = {"label": culprit.seed.label, "group": culprit.group, "change": culprit.change}
                _keep(culprit.files, number, failure)
                _say({"number": number, **about})
                _say({"failure": f"in a whole build: {failure}"})
            builds, batch = builds + 1, []
    _say({"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, "builds": builds})
    return 0


def _say(words: dict[str, Any]) -> None:
    print(json.dumps(words), flush=True)


def _allow(seconds: int) -> None:
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(10 * seconds)


def _too_long(*_: object) -> None:
    raise TimeoutError(f"more than {SECONDS} s")


def _told(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    inner = next(
        (frame for frame in reversed(frames) if "/data/" in frame.filename or "/geo/" in frame.filename),
        frames[-1],
    )
    return f"{type(error).__name__}: {str(error)[:600]} ({Path(inner.filename).name}:{inner.lineno})"


def _keep(files: dict[str, bytes], number: int, failure: str) -> None:
    """The files of a case that broke a promise, to be looked at."""
    for name, content in {**files, "failure.txt": failure.encode()}.items():
        path = KEPT / str(number) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _table(outcomes: list[dict[str, Any]]) -> str:
    """A line for every kind and group of mutations."""
    sums: dict[tuple[str, str], Counter[str]] = {}
    for outcome in outcomes:
        for key in ((outcome["label"], outcome["group"]), ("all", "")):
            count = sums.setdefault(key, Counter())
            count["inputs"] += 1
            count["broken"] += bool(outcome.get("failure"))
            count["refused"] += bool(outcome.get("refused"))
            count.update({name: outcome.get(name, 0) for name in ("read", "loaded", "aside", "whole")})
    names = ("inputs", "read", "loaded", "aside", "whole", "refused", "broken")
    heads = ("inputs", "rows read", "= loaded", "+ set aside", "files whole", "refused", "broken")
    lines = [f"{'kind':24}{'mutation':12}" + "".join(f"{head:>13}" for head in heads)]
    for (label, group), count in sorted(sums.items(), key=lambda item: (item[0][0] == "all", item[0])):
        lines.append(f"{label:24}{group:12}" + "".join(f"{count[name]:>13,}" for name in names))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
