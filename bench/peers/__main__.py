"""The same content as plain pages in Streamlit, Panel and Vizro, beside ours: `python -m bench.peers`.

Each peer has an environment of its own, which is made when it is not there. One run, one machine, one store.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

from bench.__main__ import CACHE, HOME, demonstration_store
from bench.lines import Line, run_bench
from bench.peers.measuring import Measured, Peer, measure
from bench.start_speed import free_port

HERE = Path(__file__).parent
HEADING = "Side by side"
CHANGES = 21
PAINTS = 5
AREAS = {"Dover": "E07000108", "Thanet": "E07000114", "Ashford": "E07000105"}
MEASURES = {
    "Violence": "violence_against_the_person",
    "Criminal damage": "criminal_damage",
    "All crime": "all_crime",
}
# To reach: so many times faster a change than they are.
FASTER = {"Streamlit": 4.0, "Panel": 4.0, "Vizro": 2.0}


def environment(name: str) -> Path:
    """The folder of a peer's commands, installed as its list says; made anew where the list changed."""
    folder = CACHE / "peers" / name
    wanted = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    done = folder / "installed.txt"
    if not done.exists() or done.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "-qq", "-r"]
        subprocess.run([*pip, str(HERE / f"{name}.txt")], check=True)
        done.write_text(wanted, encoding="utf-8")
    return folder / "bin"


def peers(store: Path) -> list[Peer]:
    """Ours and the others, each served as its own guide says."""
    theirs = {**os.environ, "PEER_STORE": str(store)}
    chosen = {name: ("area", code) for name, code in AREAS.items()}
    chosen |= {name: ("measure", code) for name, code in MEASURES.items()}
    csp = str(Path(sys.executable).parent / "csp")
    ours = [csp, "serve", "--store", str(store), "--home", HOME, "--port", "{port}"]
    streamlit = [str(environment("streamlit") / "streamlit"), "run", "streamlit_page.py"]
    local = ["--server.address", "127.0.0.1", "--server.port", "{port}", "--server.headless", "true"]
    quiet = ["--browser.gatherUsageStats", "false"]
    # The door in front of it has another port than the one it knows.
    panel = [str(environment("panel") / "panel"), "serve", "panel_page.py", "--address", "127.0.0.1"]
    anywhere = ["--port", "{port}", "--allow-websocket-origin", "*"]
    vizro = [str(environment("vizro") / "python"), "vizro_page.py", "{port}"]
    first = "?map=geo&show=count"
    return [
        Peer("ours", ours, HERE, f"/{first}", "#graph-months .bars .point", os.environ, chosen),
        Peer("Streamlit", [*streamlit, *local, *quiet], HERE, "/", "[data-testid=stDataFrame]", theirs, {}),
        Peer("Panel", [*panel, *anywhere], HERE, "/panel_page", ".tabulator-row", theirs, {}),
        Peer("Vizro", vizro, HERE, "/", ".ag-row", theirs, {}),
    ]


def lines(found: dict[str, Measured]) -> list[Line]:
    """A row a peer and figure, ours beside it."""
    ours = found.pop("ours")
    rows = []
    for name, peer in found.items():
        ratio = peer.change_ms / ours.change_ms
        rows += [
            Line(
                f"filter change to redraw, {name} / ours, medians of {CHANGES - 1}",
                f"≥ {FASTER[name]:g}",
                f"{ratio:.1f} ({peer.change_ms:.0f} ms / {ours.change_ms:.0f} ms)",
                ratio >= FASTER[name],
            ),
            Line(
                f"bytes a change both ways, ours / {name}",
                "< 1",
                f"{ours.bytes_a_change / peer.bytes_a_change:.2f} "
                f"({ours.bytes_a_change / 1000:.1f} KB / {peer.bytes_a_change / 1000:.1f} KB)",
                ours.bytes_a_change < peer.bytes_a_change,
            ),
            Line(
                f"start, first paint, memory: {name} (ours)",
                "told",
                f"{peer.start_s:.1f} s, {peer.paint_ms:.0f} ms, {peer.memory_mib:.0f} MiB "
                f"({ours.start_s:.1f} s, {ours.paint_ms:.0f} ms, {ours.memory_mib:.0f} MiB)",
                reached=True,
            ),
        ]
    return rows


def bench_peers() -> list[Line]:
    """All four, one after the other."""
    turns = itertools.cycle(itertools.chain.from_iterable(zip(AREAS, MEASURES, strict=True)))
    changes = list(itertools.islice(turns, CHANGES))
    return lines(
        {
            peer.name: measure(peer, port=free_port(), changes=changes, paints=PAINTS)
            for peer in peers(demonstration_store())
        }
    )


def main() -> None:
    """Measure, print the table and write it to docs/benchmarks.md."""
    CACHE.mkdir(parents=True, exist_ok=True)
    run_bench({"peers": bench_peers}, ["peers"], heading=HEADING, written=True)


if __name__ == "__main__":
    main()
