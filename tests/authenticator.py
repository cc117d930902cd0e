"""A passkey's device in software: answers challenges as a browser would hand them over."""

import hashlib
import json
import secrets
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, ATTESTED = 1, 4, 64
COUNTER = 4


class Authenticator:
    """One passkey. It may be told to lie: about origin, verification or its counter."""

    def __init__(self, *, origin: str = "http://localhost:8000") -> None:
        self.origin = origin
        self.rp_id = "localhost"
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = secrets.token_bytes(32)
        self.verifies = True
        self.count = 0
        self.counts = True

    def creates(self, options: str) -> str:
        """The answer to registration options."""
        key = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: key.x.to_bytes(32, "big"), -3: key.y.to_bytes(32, "big")}
        length = len(self.credential_id).to_bytes(2, "big")
        attested = bytes(16) + length + self.credential_id + cbor2.dumps(cose)
        data = self._authenticator_data(ATTESTED) + attested
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._client_data("webauthn.create", options)
        response = {"clientDataJSON": said, "attestationObject": made}
        return self._answer(response, transports=["internal", "hybrid"])

    def signs(self, options: str) -> str:
        """The answer to sign-in options."""
        if self.counts:
            self.count += 1
        data, said = self._authenticator_data(0), self._client_data("webauthn.get", options)
        signed = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        response = {"clientDataJSON": said, "authenticatorData": data, "signature": signed}
        return self._answer(response)

    def _authenticator_data(self, flags: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        party = hashlib.sha256(self.rp_id.encode()).digest()
        return party + bytes([flags]) + self.count.to_bytes(COUNTER, "big")

    def _client_data(self, kind: str, options: str) -> bytes:
        challenge = json.loads(options)["challenge"]
        base64url_to_bytes(challenge)
        said = {"type": kind, "challenge": challenge, "origin": self.origin}
        return json.dumps(said).encode()

    def _answer(self, response: dict[str, bytes], **more: Any) -> str:
        name = bytes_to_base64url(self.credential_id)
        encoded = {part: bytes_to_base64url(value) for part, value in response.items()}
        answer = {"id": name, "rawId": name, "type": "public-key", "response": encoded | more}
        return json.dumps(answer)
