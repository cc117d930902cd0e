"""msgspec describes a struct at first use, which two threads must not do at once."""

import subprocess
import sys

MEET = """
import json, sys, threading
from importlib import resources
import msgspec
from claims_portal.claims.documents.cnf_rta import RtaCnf
from claims_portal.config import structs

structs.describe_all()
sys.setswitchinterval(1e-6)
body = json.loads(resources.files("claims_portal.samples").joinpath("rta_cnf.json").read_text())
together = threading.Barrier(8)

def take():
    together.wait()
    msgspec.convert(body, RtaCnf)

threads = [threading.Thread(target=take) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def test_a_form_may_reach_eight_threads_of_a_fresh_process_at_once() -> None:
    for _ in range(5):
        subprocess.run([sys.executable, "-c", MEET], check=True)
