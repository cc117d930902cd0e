"""`python -m bench.receiver SECRET PORT`: takes webhooks with as little work as can be.

It verifies the signature of every hundredth; GET tells how many messages came, and how
many different ones.
"""

import asyncio
import json
import sys
from typing import Any

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

VERIFIED_OF = 100


class Counted:
    """What has come so far."""

    def __init__(self, secret: str) -> None:
        self.verifier = Webhook(secret)
        self.ids: list[str] = []
        self.verified = self.wrong = 0

    def take(self, headers: dict[str, str], body: bytes) -> None:
        self.ids.append(headers["webhook-id"])
        if len(self.ids) % VERIFIED_OF:
            return
        try:
            self.verifier.verify(body, headers)
            self.verified += 1
        except WebhookVerificationError:
            self.wrong += 1

    def told(self) -> bytes:
        said = {
            "messages": len(self.ids),
            "different": len(set(self.ids)),
            "verified": self.verified,
            "wrong": self.wrong,
        }
        return json.dumps(said).encode()


class Connection(asyncio.Protocol):
    def __init__(self, counted: Counted) -> None:
        self.counted, self.buffer = counted, b""
        self.transport: Any = None

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            line, headers = parsed(self.buffer[:end])
            rest, length = self.buffer[end + 4 :], int(headers.get("content-length", 0))
            if len(rest) < length:
                return
            self.buffer = rest[length:]
            self.answer(line, headers, rest[:length])

    def answer(self, line: str, headers: dict[str, str], body: bytes) -> None:
        if line.startswith("GET"):
            said = self.counted.told()
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(said)}\r\n\r\n"
            self.transport.write(head.encode() + said)
            return
        self.counted.take(headers, body)
        self.transport.write(b"HTTP/1.1 204 No Content\r\n\r\n")


def parsed(head: bytes) -> tuple[str, dict[str, str]]:
    line, *lines = head.decode().split("\r\n")
    named = (one.partition(": ") for one in lines)
    return line, {name.lower(): value for name, _, value in named}


async def serve(secret: str, port: int) -> None:
    counted = Counted(secret)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(counted), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2])))
