"""Kills, stops and aborts worker processes; no attempt may be lost.

    python3 Tests/faults/workers.py [FAULTS]

The same job runs undisturbed first; the disturbed one must keep exactly the same episodes.
"""

import os
import random
import signal
import sys
import tempfile
import time

from mill import STACK, Server, check_catalog, discard, job_request, must, say

FAULTS = int(sys.argv[1]) if len(sys.argv) > 1 else 20


def kept(server, job):
    return sorted((one["scene"], one["motion"], one["blob"])
                  for one in server.all(f"/v1/episodes?job={job}", "episodes"))


def alive(server, patience=10):
    """Waits until all workers are up, or for so many seconds."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        workers = server.get("/readyz").json["workers"]
        if workers["alive"] == workers["workers"]:
            return
        time.sleep(0.02)


def main():
    folder = tempfile.mkdtemp(prefix="demomill-workers-")
    # long enough for any attempt on a busy machine, short enough to wait for
    server = Server(folder, workers=3, arguments=["--attempt-deadline", "5"])
    server.start()
    ids = [one["id"] for one in server.upload(STACK.read_bytes()).json["demonstrations"]]
    scenes = min(40, max(20, FAULTS))

    def submit():
        request = job_request(ids, scenes, 20, 7)
        request["motions"]["action_noise"] = 0.3
        return server.post("/v1/jobs", request).json["id"]

    calm = submit()
    server.wait(f"/v1/jobs/{calm}", lambda job: job["done"], 1800)
    wild = submit()
    random_ = random.Random(1)
    done = {name: 0 for name in ("kill", "stop", "abort")}
    rounds = 0
    again = 0
    while sum(done.values()) < FAULTS:
        # at workers that are at work, not at those that come up
        alive(server)
        time.sleep(random_.uniform(0, 0.3))
        job = server.get(f"/v1/jobs/{wild}").json
        if job["done"]:
            # too fast: another one, which must end alike
            must(kept(server, wild) == kept(server, calm), "a disturbed job kept other episodes")
            again += job["retries"]
            wild = submit()
            rounds += 1
            continue
        pids = server.worker_pids()
        if not pids:
            continue
        name = random_.choice(list(done))
        number = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP, "abort": signal.SIGABRT}[name]
        try:
            os.kill(random_.choice(pids), number)
            done[name] += 1
        except ProcessLookupError:
            pass
    end = server.wait(f"/v1/jobs/{wild}", lambda job: job["done"], 1800)
    must(end["state"] == "succeeded" and end["attempts"] == end["total"], f"{end}")
    must("crashed" not in end["failures"], f"{end['failures']}")
    must(kept(server, wild) == kept(server, calm), "the disturbed job kept other episodes")
    must(server.stop() == 0, "the server did not end well")
    problems = check_catalog(folder)
    must(not problems, f"{problems[:5]}")
    say(f"{sum(done.values())} worker faults ({done}): {rounds + 1} jobs of {end['total']} attempts, "
        f"{again + end['retries']} batches done again, 0 attempts lost")
    discard(folder)


main()
