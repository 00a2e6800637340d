"""Lets one write, sync or rename of the server fail, each at another place, by strace.

    python3 Tests/faults/inject.py [PLACES]

After each: the server is up, what it acknowledged is there after a restart, and its catalog is sound.
"""

import itertools
import shutil
import subprocess
import sys
import tempfile

from mill import STACK, Gone, Server, check_catalog, discard, job_request, must, say

PLACES = int(sys.argv[1]) if len(sys.argv) > 1 else 4
# (calls, the places that are tried first)
CALLS = [("fsync,fdatasync", 1), ("syncfs", 1), ("rename,renameat,renameat2", 1),
         ("pwrite64", 3), ("write", 40), ("pwritev,writev", 1)]


def attempt(calls, place):
    """One life with one fault; how many requests were refused by it."""
    folder = tempfile.mkdtemp(prefix="demomill-inject-")
    plain = Server(folder, workers=1)
    plain.start()
    must(plain.stop() == 0, "no clean start")

    # only the server's own calls: -f follows threads, and the children that are its workers too
    server = Server(folder, workers=1, prefix=[
        "strace", "-f", "-qq", "-e", f"trace={calls}", "-e", "signal=none", "-o", "/dev/null",
        "-e", f"inject={calls}:error=EIO:when={place}"])
    kept, jobs, refused = [], [], 0
    try:
        server.start()
    except Gone:
        # a start that cannot write says so; the next one finds all as it was
        refused += 1
    else:
        for file, task in [("stack_robosuite", "stack"), ("lift_scripted", "lift")]:
            try:
                answer = server.upload((STACK.parent / f"{file}.hdf5").read_bytes(), task=task)
            except Gone:
                must(server.process.poll() is None, f"{calls} {place}: the server died")
                refused += 1
                continue
            if answer.status in (200, 201):
                kept += [(one["id"], task) for one in answer.json["demonstrations"]]
            else:
                must(answer.status >= 500, f"{calls} {place}: {answer}")
                refused += 1
        ids = [id_ for id_, task in kept if task == "stack"]
        if ids:
            try:
                answer = server.post("/v1/jobs", job_request(ids, 2, 5))
                if answer.status == 202:
                    jobs.append(answer.json["id"])
                    end = server.wait(f"/v1/jobs/{jobs[0]}", lambda job: job["done"], 180)
                    must(end["state"] == "succeeded" and end["attempts"] == 10,
                         f"{calls} {place}: {end}")
                    server.post("/v1/datasets", {"name": "d", "filter": {"jobs": jobs}})
                else:
                    must(answer.status >= 500, f"{calls} {place}: {answer}")
                    refused += 1
            except Gone:
                refused += 1
        must(server.process.poll() is None, f"{calls} {place}: the server died")
        server.kill()
    problems = check_catalog(folder)
    must(not problems, f"{calls} {place}: {problems[:3]}")

    # what was acknowledged is there in the next life
    plain.start()
    known = {one["id"] for one in plain.all("/v1/demonstrations", "demonstrations")}
    must(all(id_ in known for id_, _ in kept), f"{calls} {place}: an upload is lost")
    must(all(plain.get(f"/v1/jobs/{job}").status == 200 for job in jobs),
         f"{calls} {place}: a job is lost")
    plain.kill()
    discard(folder)
    return refused


def main():
    if shutil.which("strace") is None or subprocess.run(
            ["strace", "-o", "/dev/null", "true"], capture_output=True).returncode:
        say("SKIPPED: strace is not there, or may not trace here")
        return
    refused = count = 0
    for calls, first in CALLS:
        for place in itertools.islice(itertools.count(first, max(1, first // 2)), PLACES):
            refused += attempt(calls, place)
            count += 1
        say(f"{calls}: {PLACES} places, no crash, no false success")
    say(f"{count} injected faults, {refused} requests refused by them")


main()
