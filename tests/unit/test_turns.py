"""Turns: what is worked out at once, what waits, and what is told to come again."""

from __future__ import annotations

import threading
import time

from flask import Flask

from callbacks import turns
from dashboard.cli.serve import KEEP_ALIVE, THREADS, command


def served(held: turns.Turns):
    """A server whose answers wait until they are let go."""
    server = Flask("test")
    begun, go = threading.Semaphore(0), threading.Event()

    @server.post("/_dash-update-component")
    def answer():
        begun.release()
        go.wait(10)
        return "done"

    @server.get("/assets/a.css")
    def file():
        return "file"

    turns.register(server, held)
    return server, begun, go


def test_so_many_work_so_many_wait_and_the_rest_are_told_when_to_come_again():
    held = turns.Turns(working=2, waiting=3, patience=10)
    server, begun, go = served(held)
    seen: list[int] = []

    def asks(told: str) -> None:
        heads = {turns.ASKED: told}
        seen.append(server.test_client().post("/_dash-update-component", headers=heads).status_code)

    def queue(*all_told: str, until: int) -> list[threading.Thread]:
        coming = [threading.Thread(target=asks, args=(told,)) for told in all_told]
        for person in coming:
            person.start()
        for _ in range(500):
            if held.queued == until:
                break
            time.sleep(0.01)
        assert held.queued == until
        return coming

    people = queue("", "", until=0)
    begun.acquire(timeout=5)
    begun.acquire(timeout=5)
    people += queue("0", "", until=2)
    for told in ("", "2", "often"):
        again = server.test_client().post("/_dash-update-component", headers={turns.ASKED: told})
        assert again.status_code == 503, "the last place is kept for who was refused three times"
    people += queue("3", until=3)
    refused = server.test_client().post("/_dash-update-component", headers={turns.ASKED: "9"})
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) >= 1
    assert "busy" in refused.text
    for path in ("/table/a.csv", "/text/a.md", "/figure/a.json", "/said/matrix.json", "/target-test.csv"):
        assert server.test_client().get(path).status_code == 503, "whatever is worked out takes one"
    assert server.test_client().get("/assets/a.css").status_code == 200, "files take no turn"
    go.set()
    for person in people:
        person.join(10)
    assert seen == [200] * 5
    assert server.test_client().post("/_dash-update-component").status_code == 200, "every turn came back"


def test_nobody_waits_for_ever_and_a_failed_answer_gives_its_turn_back():
    server, begun, go = served(turns.Turns(working=1, waiting=1, patience=0.05))

    @server.post("/_dash-update-component/broken")
    def broken():
        raise ValueError("broken")

    assert server.test_client().post("/_dash-update-component/broken").status_code == 500
    first = threading.Thread(target=lambda: server.test_client().post("/_dash-update-component"))
    first.start()
    begun.acquire(timeout=5)
    assert server.test_client().post("/_dash-update-component").status_code == 503
    go.set()
    first.join(10)
    assert server.test_client().post("/_dash-update-component").status_code == 200


def test_the_server_has_a_thread_for_whoever_waits_or_is_refused():
    assert THREADS == turns.THREADS
    given = command(host="127.0.0.1", port=8050)
    assert given[given.index("--threads") + 1] == str(turns.THREADS)


def test_a_connection_stays_open_longer_than_the_page_waits_to_ask_again():
    """The page waits up to 1.5 times what it is told (assets/turns.js); people who read wait longer."""
    given = command(host="127.0.0.1", port=8050)
    assert given[given.index("--keep-alive") + 1] == str(KEEP_ALIVE)
    assert KEEP_ALIVE > 3 * 1.5 * turns.COME_AGAIN
