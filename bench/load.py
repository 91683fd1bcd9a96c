"""A county's people at once: each changes a filter every five seconds, from loopback, for a minute.

What the browser would post is taken from one real page and given other addresses; every person keeps one
connection for the bar and one for the page, as browsers do. The generator's own cost is told.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import statistics
import time
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.sync_api import sync_playwright

from bench.browser_speed import ARGUMENTS, CHANGE, CHROMIUM, QUIET_MS, WATCH
from callbacks.turns import ASKED

EVERY: Final = 5.0
UPDATE: Final = "/_dash-update-component"
POPULAR: Final = 20
_GZIP: Final = b"\x1f\x8b"
_VERSION: Final = re.compile(rb"version=(v\d+)")


@dataclass
class Heard:
    """What the people heard: seconds of each answer, how often each status, how many were too old.

    `asked_again` counts requests that were told to come again or whose connection broke off (`lost`).
    """

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    stale: int = 0
    asked_again: int = 0
    lost: int = 0

    @property
    def p50_ms(self) -> float:
        """Of the answers that were given."""
        return 1000 * statistics.median(self.seconds)

    @property
    def p95_ms(self) -> float:
        """Likewise."""
        return 1000 * statistics.quantiles(self.seconds, n=20)[-1]


@dataclass(frozen=True)
class Crowd:
    """The load: answers, the generator's own share of a core, and what went on beside it."""

    heard: Heard
    people: int
    seconds: float
    own_cores: float


def posts_of_a_change(address: str) -> list[dict[str, Any]]:
    """What a browser posts when a filter of Overview changes: the bar's request and the page's."""
    posts: list[dict[str, Any]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        page.locator("#graph-months .bars .point").first.wait_for(state="attached")
        page.evaluate(WATCH, QUIET_MS)
        page.evaluate("() => window.benchQuiet(performance.now())")
        page.on(
            "request",
            lambda request: posts.append(request.post_data_json) if UPDATE in request.url else None,
        )
        identity = json.dumps({"filter": "compare"}, separators=(",", ":"))
        with page.expect_request(lambda request: "graph-wards" in (request.post_data or "")):
            page.evaluate(CHANGE, [identity, "none"])
        browser.close()
    return posts


def body_of(post: Mapping[str, Any], search: str) -> bytes:
    """The same post for another address."""
    known = {("url", "search"): search, ("bar", "data-edited"): search}
    given = {
        key: [
            {**item, "value": known[item["id"], item["property"]]}
            if isinstance(item, dict) and (item.get("id"), item.get("property")) in known
            else item
            for item in post.get(key, [])
        ]
        for key in ("inputs", "state")
        if key in post
    }
    return json.dumps({**post, **given}).encode()


def addresses(
    areas: Sequence[str], measures: Sequence[str], months: Sequence[str], *, seed: int
) -> Callable[[], str]:
    """Addresses one after the other: half of them of a few that many look at, half new to any cache."""
    source = random.Random(seed)  # noqa: S311
    windows = ("12m", "fytd", "q", "ytd", "1m")

    def made() -> str:
        parts = {
            "area": source.choice(areas),
            "measure": source.choice(measures),
            "to": source.choice(months),
            "window": source.choice(windows),
            "compare": source.choice(("year", "3y", "none")),
            "show": source.choice(("count", "rate", "change")),
        }
        return "?" + "&".join(f"{key}={value}" for key, value in parts.items())

    popular = [made() for _ in range(POPULAR)]
    return lambda: source.choice(popular) if source.random() < 0.5 else made()


async def _post(door: _Door, body: bytes, *, asked: int) -> tuple[str, bytes, float]:
    """Status, body and the seconds to wait before asking again (0: none) of one request."""
    head = (
        f"POST {UPDATE} HTTP/1.1\r\nHost: {door.host}:{door.port}\r\nContent-Type: application/json\r\n"
        f"Accept-Encoding: gzip\r\nContent-Length: {len(body)}\r\n{ASKED}: {asked}\r\n\r\n"
    )
    await door.open()
    door.writer.write(head.encode() + body)
    await door.writer.drain()
    lines = (await door.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    fields = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])
    }
    if fields.get("transfer-encoding") == "chunked":
        content = b""
        while size := int(await door.reader.readuntil(b"\r\n"), 16):
            content += (await door.reader.readexactly(size + 2))[:-2]
        await door.reader.readexactly(2)
    else:
        content = await door.reader.readexactly(int(fields.get("content-length", 0)))
    if fields.get("connection") == "close":
        door.close()
    return lines[0].split(" ")[1], content, float(fields.get("retry-after", 0))


class _Door:
    """One connection that is opened again when it has been closed."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.reader: asyncio.StreamReader
        self.writer: asyncio.StreamWriter | None = None  # type: ignore[assignment]

    async def open(self) -> None:
        """A connection, the same as long as it holds."""
        if self.writer is None or self.writer.is_closing() or self.reader.at_eof():
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port)

    def close(self) -> None:
        """The next request opens another."""
        if self.writer is not None:
            self.writer.close()
        self.writer = None


async def _ask(door: _Door, body: bytes, heard: Heard, oldest: Callable[[], str]) -> None:
    """Ask until there is an answer, as the page does; its time runs from the first asking."""
    began, needed = time.perf_counter(), oldest()
    lost = told = 0
    for _ in range(16):
        try:
            status, content, again = await _post(door, body, asked=told)
        except (ConnectionError, asyncio.IncompleteReadError):
            door.close()
            lost += 1
            heard.lost += 1
            if lost > 3:
                heard.statuses["lost"] += 1
                return
            heard.asked_again += 1
            await asyncio.sleep(0.2 if lost == 1 else 1)
            continue
        if status == "503" and again:
            heard.asked_again += 1
            lost = 0
            told += 1
            await asyncio.sleep(again * (0.5 + random.random()))  # noqa: S311
            continue
        heard.statuses[status] += 1
        heard.seconds.append(time.perf_counter() - began)
        found = _VERSION.search(zlib.decompress(content, 31) if content.startswith(_GZIP) else content)
        if found and found[1].decode() < needed:
            heard.stale += 1
        return
    heard.statuses["gave up"] += 1


async def _person(
    doors: Sequence[_Door],
    posts: Sequence[Mapping[str, Any]],
    *,
    chosen: Callable[[], str],
    heard: Heard,
    oldest: Callable[[], str],
    until: float,
) -> None:
    await asyncio.sleep(random.random() * EVERY)  # noqa: S311
    while time.perf_counter() < until:
        began = time.perf_counter()
        search = chosen()
        await asyncio.gather(
            *(
                _ask(door, body_of(post, search), heard, oldest)
                for door, post in zip(doors, posts, strict=True)
            )
        )
        await asyncio.sleep(max(0.0, EVERY - (time.perf_counter() - began)))


def crowd(
    address: str,
    posts: Sequence[Mapping[str, Any]],
    *,
    people: int,
    seconds: float,
    chosen: Callable[[], str],
    oldest: Callable[[], str] = lambda: "",
    beside: Callable[[], Awaitable[None]] | None = None,
) -> Crowd:
    """Let so many people change filters for so many seconds. `beside` goes on at the same time.

    `oldest` tells the least version an answer may be of when it is asked for.
    """
    host, port = address.removeprefix("http://").split(":")
    heard = Heard()

    async def run() -> None:
        until = time.perf_counter() + seconds
        everybody = [
            _person(
                [_Door(host, int(port)) for _ in posts],
                posts,
                chosen=chosen,
                heard=heard,
                oldest=oldest,
                until=until,
            )
            for _ in range(people)
        ]
        await asyncio.gather(*everybody, *([beside()] if beside else []))

    began, own = time.perf_counter(), time.process_time()
    asyncio.run(run())
    taken = time.perf_counter() - began
    return Crowd(heard, people, taken, (time.process_time() - own) / taken)
