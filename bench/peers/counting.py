"""A door in front of a server that counts the bytes which pass it, both ways, of any protocol."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass
class Door:
    """Where the browser goes instead, and what passed so far (bytes)."""

    port: int = 0
    passed: int = 0


@contextlib.contextmanager
def counted(port: int) -> Iterator[Door]:
    """Open a door to a server on 127.0.0.1."""
    door = Door()
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(1 << 16):
                door.passed += len(data)
                writer.write(data)
                await writer.drain()
        writer.close()

    async def open_door(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            there, back = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.gather(carry(reader, back), carry(there, writer))

    async def serve() -> None:
        server = await asyncio.start_server(open_door, "127.0.0.1", 0)
        door.port = int(server.sockets[0].getsockname()[1])
        ready.set()

    def run() -> None:
        loop.run_until_complete(serve())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait()
    try:
        yield door
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
