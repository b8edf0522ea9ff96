#!/usr/bin/env python3
"""A host that was written from README and the header alone lives its day beside the program's
receiver; what it caused arrives there, signed.

with_database.sh check_vendor.py HOST MODULE PROGRAM
"""
import json
import os
import re
import signal
import subprocess
import sys
import tempfile

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def main():
    host, module, program = sys.argv[1:]
    config = {"database": {"socket": os.environ["STAMMGAST_TEST_SOCKET"], "user": "root",
                           "name": os.environ["STAMMGAST_TEST_DATABASE"]},
              "migrate": True, "deadline_ms": 10000}
    with tempfile.TemporaryDirectory() as folder:
        kept = os.path.join(folder, "received")
        with subprocess.Popen([program, "receive", "--secret", SECRET, "--port", "0",
                               "--store", kept], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True) as receiver:
            try:
                port = re.search(r":(\d+)/", receiver.stderr.readline()).group(1)
                done = subprocess.run([host, module, json.dumps(config), port, SECRET],
                                      capture_output=True, text=True, check=False, timeout=100)
            finally:
                receiver.send_signal(signal.SIGINT)
                receiver.stderr.read()
        assert done.returncode == 0, f"exit {done.returncode}: {done.stdout}{done.stderr}"
        with open(kept, encoding="utf-8") as file:
            received = [json.loads(line) for line in file]
    assert received and all(one["verified"] for one in received), received
    bodies = [one["body"] if isinstance(one["body"], dict) else json.loads(one["body"])
              for one in received]
    assert "checklist.issued" in {body["type"] for body in bodies}, bodies
    print(f"{len(received)} deliveries received and verified")


if __name__ == "__main__":
    main()
