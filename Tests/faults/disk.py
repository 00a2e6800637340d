"""Fills a small disk under a server: everything says so, nothing is kept by half, and it heals.

    python3 Tests/faults/disk.py

Needs to mount a tmpfs of 64 MB, so root (or a user namespace that allows it); says so where it cannot.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from mill import STACK, Server, check_catalog, job_request, must, say

SIZE = 64


def free(folder):
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize


class Ballast:
    """A file that leaves so much of the disk free."""

    def __init__(self, folder):
        self.path = pathlib.Path(folder) / "ballast"

    def leave(self, megabytes):
        self.remove()
        with open(self.path, "wb") as file:
            count = free(self.path.parent) - int(megabytes * 1e6)
            try:
                while count > 0:
                    file.write(b"\0" * min(count, 65536))
                    count -= 65536
                file.flush()
            except OSError:
                pass

    def remove(self):
        self.path.unlink(missing_ok=True)


def half_files(data):
    """Files that nothing knows: parts, and files of datasets that are not ready."""
    found = [str(path) for path in (data / "blobs/incoming").iterdir()]
    found += [str(path) for path in (data / "uploads").rglob("*") if path.is_file()]
    return found


def check(server, ballast, data):
    upload = STACK.read_bytes()
    answer = server.upload(upload)
    must(answer.status == 201, f"{answer}")
    ids = [one["id"] for one in answer.json["demonstrations"]]
    request = job_request(ids, 4, 5)
    first = server.post("/v1/jobs", request).json["id"]
    server.wait(f"/v1/jobs/{first}", lambda job: job["done"])
    cameras = {"names": ["agentview"], "size": [64, 64]}

    # below the reserve nothing new is taken, and probes say so
    ballast.leave(2)
    other = (STACK.parent / "stack_scripted.hdf5").read_bytes()
    before = len(server.all("/v1/demonstrations", "demonstrations"))
    for what, answer in [
        ("upload", server.upload(other)),
        ("job", server.post("/v1/jobs", request)),
        ("dataset", server.post("/v1/datasets", {"name": "x", "filter": {"jobs": [first]}})),
        ("render", server.post("/v1/renders", {"jobs": [first], "cameras": cameras})),
    ]:
        must(answer.status == 507 and answer.json["type"] == "urn:demomill:problem:disk-full",
             f"{what} on a low disk: {answer}")
    ready = server.get("/readyz")
    must(ready.status == 503 and "nearly full" in ready.json["detail"], f"{ready}")
    must(server.get("/livez").status == 200, "not alive")
    must(server.get(f"/v1/jobs/{first}").status == 200, "no reads on a low disk")
    must(len(server.all("/v1/demonstrations", "demonstrations")) == before, "half an upload")
    must(not half_files(data), f"left: {half_files(data)}")
    ballast.remove()
    must(server.get("/readyz").status == 200, "does not heal")
    answer = server.upload(other)
    must(answer.status == 201, f"after healing: {answer}")
    say("below the reserve: 507 for uploads, jobs, datasets and renders, 503 from /readyz; heals")

    # a job in work waits while there is no byte left, says why, and goes on by itself
    long = server.post("/v1/jobs", job_request(ids, 5, 16, 3)).json["id"]
    server.wait(f"/v1/jobs/{long}", lambda job: job["attempts"] > 8)
    ballast.leave(0)
    waiting = server.wait(f"/v1/jobs/{long}", lambda job: job["waits_for"] or job["done"])
    must(not waiting["done"] and "full" in waiting["waits_for"], f"{waiting}")
    time.sleep(3)
    stuck = server.get(f"/v1/jobs/{long}").json
    must(not stuck["done"] and stuck["error"] is None, f"{stuck}")
    for what, answer in [("upload", server.upload(other)), ("job", server.post("/v1/jobs", request))]:
        must(answer.status == 507, f"{what} on a full disk: {answer}")
    ballast.remove()
    end = server.wait(f"/v1/jobs/{long}", lambda job: job["done"])
    must(end["state"] == "succeeded" and end["attempts"] == 80 and end["waits_for"] is None,
         f"{end}")
    say(f"full under a job: it waited at {waiting['attempts']} of 80 attempts "
        f"(\"{waiting['waits_for']}\") and ended with all of them")

    # an export and a render that run out of room wait for it, and leave no half file
    room = 5.5
    for kind, path, body in [
        ("export", "/v1/datasets", {"name": "big", "filter": {"jobs": [long]}}),
        ("render", "/v1/renders",
         {"jobs": [long], "cameras": {"names": ["agentview"], "size": [128, 128]}}),
    ]:
        ballast.leave(room)
        answer = server.post(path, body)
        must(answer.status == 202, f"{kind}: {answer}")
        place = answer.headers["Location"]
        waiting = server.wait(
            place, lambda one: (one["state"] == "queued" and one.get("error")) or
            one["state"] in ("ready", "failed"))
        must(waiting["state"] == "queued", f"{kind}: {waiting}")
        must(not half_files(data), f"left: {half_files(data)}")
        must(kind == "render" or not list((data / "datasets").rglob("*.hdf5*")), "half a dataset")
        ballast.remove()
        if kind == "render":
            must(server.post(f"{place}:cancel").status in (200, 409), "cannot be cancelled")
            say(f"full under a render: it waited (\"{waiting['error']}\")")
            continue
        end = server.wait(place, lambda one: one["state"] in ("ready", "failed"))
        must(end["state"] == "ready", f"{end}")
        file = end["manifest"]["files"][0]
        got = server.get(f"{place}/files/{file['path']}")
        must(got.status == 200 and len(got.body) == file["size"], "not the whole dataset")
        say(f"full under an export: it waited (\"{waiting['error']}\") and ended whole, "
            f"{file['size']} bytes")


def main():
    mount = tempfile.mkdtemp(prefix="demomill-disk-")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", mount], capture_output=True)
    if done.returncode:
        say(f"SKIPPED: no tmpfs can be mounted here ({done.stderr.decode().strip()})")
        sys.exit(0)
    try:
        data = pathlib.Path(mount) / "data"
        server = Server(data, workers=2)
        server.start()
        try:
            check(server, Ballast(mount), data)
            must(server.stop() == 0, "the server did not end well")
        finally:
            if server.process.poll() is None:
                server.kill()
        problems = check_catalog(data)
        must(not problems, f"{problems[:5]}")
        say("the catalog is sound")
    finally:
        subprocess.run(["umount", "-l", mount], check=False)
        shutil.rmtree(mount, ignore_errors=True)


main()
