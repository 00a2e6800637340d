"""Damage, scrub, orphans, backup under load and restore, beside a running server.

    python3 Tests/faults/care.py
"""

import http.client
import os
import pathlib
import subprocess
import tempfile
import threading
import time

from mill import PROGRAM, STACK, Gone, Server, check_catalog, discard, job_request, must, say


def command(*arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def flip(path, place):
    """Turns one bit of a file and leaves its times as they were, as a bad disk would."""
    times = os.stat(path)
    with open(path, "r+b") as file:
        file.seek(place)
        byte = file.read(1)
        file.seek(place)
        file.write(bytes([byte[0] ^ 1]))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def whole(server, path, **headers):
    """Whether a GET gave all the bytes that it promised; None when it was refused."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    if response.status >= 400:
        response.read()
        return None
    try:
        response.read()
        return True
    except http.client.IncompleteRead:
        return False
    finally:
        connection.close()


def damage(server, data, job, place, manifest):
    episode = server.all(f"/v1/episodes?job={job}", "episodes")[0]
    blob = data / "blobs" / episode["blob"][:2] / episode["blob"]
    file = data / "datasets" / "d" / "1" / manifest["path"]
    path = f"{place}/files/{manifest['path']}"
    code, said = command("scrub", "--data", data)
    must(code == 0 and "damaged 0" in said, f"a sound folder: {said}")

    # a blob: never as a whole 200, neither as it is nor as JSON; a worker does not take it either
    flip(blob, 1000)
    states = f"/v1/episodes/{episode['id']}/states"
    must(whole(server, states, Accept="application/octet-stream") is not True, "a wrong blob")
    answer = server.get(states)
    must(answer.status == 500 and answer.json["type"].endswith(":damaged"), f"{answer}")
    answer = server.post(f"/v1/episodes/{episode['id']}:verify")
    must(answer.status in (409, 500), f"{answer}")
    code, said = command("scrub", "--data", data)
    must(code == 1 and episode["blob"] in said and f"episode {episode['id']}" in said, said)
    flip(blob, 1000)
    must(whole(server, states, Accept="application/octet-stream") is True, "a mended blob")

    # a dataset's file: a large one is cut before its end, and taken out of use
    flip(file, manifest["size"] - 10)
    must(whole(server, path) is not True, "a wrong dataset")
    found = server.get(place).json
    must(found["state"] == "failed" and "damaged" in found["error"], f"{found}")
    must(server.get(path).status == 409, "a damaged dataset is still given out")
    say("flipped bytes: found by GET (blob as bytes and as JSON, dataset), verify and scrub")


def orphans(server, data):
    lone = "ab" + "0" * 62
    path = data / "blobs" / "ab" / lone
    path.write_bytes(b"nobody needs this")
    young = data / "blobs" / "ab" / ("ab" + "1" * 62)
    young.write_bytes(b"this may yet be needed")
    os.utime(path, (time.time() - 7200,) * 2)
    code, said = command("scrub", "--data", data)
    must(code == 0 and lone in said and young.name not in said and path.exists(), said)
    code, said = command("scrub", "--data", data, "--remove-orphans")
    must(code == 0 and "removed 1" in said and not path.exists() and young.exists(), said)
    young.unlink()
    say("orphans: reported after an hour, removed when told, young ones left alone")


def backups(server, data, ids, out):
    """Backs up while uploads and a job go on; every backup must be whole and restore."""
    busy = threading.Event()

    def load():
        number = 0
        while not busy.is_set():
            number += 1
            request = job_request(ids, 5, 10, number)
            try:
                server.post("/v1/jobs", request)
                for name in ("stack_scripted", "stack_robosuite"):
                    server.upload((STACK.parent / f"{name}.hdf5").read_bytes())
                found = server.all("/v1/demonstrations", "demonstrations")
                extra = [one["id"] for one in found if one["id"] not in ids]
                for id_ in extra:
                    server.send("DELETE", f"/v1/demonstrations/{id_}")
            except Gone:
                return

    thread = threading.Thread(target=load, daemon=True)
    thread.start()
    sizes = []
    for round_ in range(4):
        time.sleep(1)
        code, said = command("backup", "--data", data, "--out", out)
        must(code == 0, f"backup {round_ + 1}: {said}")
        line = [line for line in said.splitlines() if line.startswith("done")][-1]
        sizes.append(line.split("copied ")[1].split(",")[0])
        target = out.parent / f"restored-{round_}"
        code, said = command("restore", out, "--data", target)
        must(code == 0, f"restore {round_ + 1}: {said}")
        problems = check_catalog(target)
        must(not problems, f"restored: {problems[:3]}")
        code, said = command("scrub", "--data", target)
        must(code == 0, f"restored: {said}")
    busy.set()
    thread.join(60)

    # what was restored goes on
    other = Server(target, workers=1)
    other.start()
    jobs = other.all("/v1/jobs", "jobs")
    end = other.wait(f"/v1/jobs/{jobs[0]['id']}", lambda job: job["done"])
    must(end["state"] == "succeeded", f"{end}")
    must(other.stop() == 0, "the restored server did not end well")

    # a damaged backup is refused and leaves nothing
    blob = next(path for path in (out / "blobs").rglob("*") if path.is_file())
    flip(blob, 20)
    bad = out.parent / "bad"
    code, said = command("restore", out, "--data", bad)
    must(code == 1 and "damaged" in said and not bad.exists(), said)
    must(not bad.with_name("bad.restoring").exists(), "half a restore is left")
    flip(blob, 20)
    code, said = command("restore", out, "--data", data)
    must(code == 1 and "not empty" in said, said)
    code, said = command("backup", "--data", data, "--out", data / "within")
    must(code == 1 and "apart" in said, said)
    say(f"backup under load: 4 backups, files copied {', '.join(sizes)}; each restored whole, "
        f"the last went on with its {len(jobs)} jobs; a damaged one was refused")


def main():
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="demomill-care-"))
    data = scratch / "data"
    server = Server(data, workers=2)
    server.start()
    try:
        ids = [one["id"] for one in server.upload(STACK.read_bytes()).json["demonstrations"]]
        job = server.post("/v1/jobs", job_request(ids, 6, 10)).json["id"]
        server.wait(f"/v1/jobs/{job}", lambda one: one["done"])
        answer = server.post("/v1/datasets", {"name": "d", "filter": {"jobs": [job]}})
        place = answer.headers["Location"]
        made = server.wait(place, lambda one: one["state"] in ("ready", "failed"))
        backups(server, data, ids, scratch / "backup")
        orphans(server, data)
        damage(server, data, job, place, made["manifest"]["files"][0])
        must(server.stop() == 0, "the server did not end well")
        code, said = command("scrub", "--data", data)
        must(code == 0, f"without a server: {said}")
    finally:
        if server.process.poll() is None:
            server.kill()
    discard(scratch)


main()
