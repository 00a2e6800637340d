"""Kills the server under mixed load, again and again, and checks what it had acknowledged.

    python3 Tests/faults/kills.py [KILLS]

Uploads, jobs, datasets, downloads and steering go on at once; SIGKILL comes after 0.1 to 3 s. Every
request that changes something has a key and is sent again with it until it is answered, as a client
would. Checked after each kill: the catalog's soundness, and every acknowledged thing; at the end: that
nothing was made twice, and that every job came to its end with exactly its attempts.
"""

import copy
import hashlib
import json
import os
import random
import sys
import tempfile
import threading
import time

from mill import Gone, Server, check_catalog, discard, job_request, must, say, stack_json

KILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 20
SEED = int(os.environ.get("SEED", "1"))


class Load:
    """What clients want, and what they were told."""

    def __init__(self, server):
        self.server = server
        self.lock = threading.Lock()
        self.uploads, self.jobs, self.datasets, self.steered = {}, {}, {}, {}
        self.keys = 0
        self.alive = threading.Event()
        self.over = threading.Event()
        self.downloads = 0
        self.refused = []
        self.template = stack_json()
        first = self.template["demonstrations"][0]
        self.template["demonstrations"] = [first]

    @property
    def told(self):
        with self.lock:
            return len(self.uploads) + len(self.jobs) + len(self.datasets)

    def wait_for_more(self, patience):
        """Returns when something new was acknowledged."""
        before, end = self.told, time.monotonic() + patience
        while self.told == before and time.monotonic() < end:
            time.sleep(0.02)

    def key(self, kind):
        with self.lock:
            self.keys += 1
            return f"{kind}-{SEED}-{self.keys}"

    def until_answered(self, ask, good):
        """Asks again while the server is away; the answer, or None when all is over."""
        while not self.over.is_set():
            if not self.alive.wait(0.5):
                continue
            try:
                answer = ask()
            except Gone:
                time.sleep(0.02)
                continue
            # in flight: an earlier try is still in work
            if answer.status == 503 or (answer.status == 409 and b"in-flight" in answer.body):
                time.sleep(0.05)
                continue
            if answer.status not in good:
                self.refused.append((good, repr(answer)))
            return answer
        return None

    def upload(self, random_):
        file = copy.deepcopy(self.template)
        pose = file["demonstrations"][0]
        pose["name"] = f"take_{random_.random()}"
        nudge(pose, random_)
        data = json.dumps(file).encode()
        key = self.key("upload")
        answer = self.until_answered(
            lambda: self.server.upload(data, kind="application/json", key=key), {200, 201})
        if answer is not None and answer.status in (200, 201):
            with self.lock:
                self.uploads[key] = [one["id"] for one in answer.json["demonstrations"]]

    def job(self, random_):
        with self.lock:
            known = list(self.uploads.values())
        if not known:
            return
        ids = random_.choice(known)
        request = job_request(
            ids, random_.randint(1, 3), random_.randint(2, 8), random_.randint(1, 99))
        key = self.key("job")
        answer = self.until_answered(lambda: self.server.post("/v1/jobs", request, key), {202})
        if answer is not None and answer.status == 202:
            total = request["scenes"]["count"] * request["motions"]["count"]
            with self.lock:
                self.jobs[key] = (answer.json["id"], total)

    def dataset(self, random_):
        with self.lock:
            jobs = list(self.jobs.values())
        if not jobs:
            return
        job = random_.choice(jobs)[0]
        key = self.key("set")
        name = key.lower()
        request = {"name": name, "filter": {"jobs": [job]}}
        answer = self.until_answered(
            lambda: self.server.post("/v1/datasets", request, key), {202, 422})
        if answer is not None and answer.status == 202:
            with self.lock:
                self.datasets[key] = (name, answer.json["version"])

    def download(self, random_):
        with self.lock:
            sets = list(self.datasets.values())
        if not sets:
            return
        name, version = random_.choice(sets)
        try:
            record = self.server.get(f"/v1/datasets/{name}/versions/{version}")
            if record.status != 200 or record.json["state"] != "ready":
                return
            file = record.json["manifest"]["files"][0]
            answer = self.server.get(f"/v1/datasets/{name}/versions/{version}/files/{file['path']}")
            if answer.status == 200:
                must(hashlib.sha256(answer.body).hexdigest() == file["sha256"],
                     "a download had other bytes")
                self.downloads += 1
        except Gone:
            pass

    def steer(self, random_):
        with self.lock:
            jobs = [job for job, _ in self.jobs.values() if job not in self.steered]
        if not jobs:
            return
        job = random_.choice(jobs)
        for verb in ("pause", "resume") if random_.random() < 0.8 else ("cancel",):
            answer = self.until_answered(
                lambda: self.server.post(f"/v1/jobs/{job}:{verb}"), {200, 409})
            if answer is not None and answer.status == 200 and verb == "cancel":
                with self.lock:
                    self.steered[job] = "cancelled"

    def client(self, number):
        random_ = random.Random(f"{SEED}/{number}")
        acts = [self.upload, self.job, self.dataset, self.download, self.steer]
        weights = [5, 3, 2, 4, 1]
        while not self.over.is_set():
            if not self.alive.wait(0.2):
                continue
            try:
                random_.choices(acts, weights)[0](random_)
            except Gone:
                pass
            time.sleep(random_.uniform(0.0, 0.2))


def nudge(demonstration, random_):
    """Changes one recorded position by a hair, so that the content is new."""
    demonstration["eef_pose"][5][0] += random_.uniform(-1e-6, 1e-6)


def acknowledged(server, load):
    """What was acknowledged and is not there, or not as it was said."""
    with load.lock:
        uploads = {id_ for ids in load.uploads.values() for id_ in ids}
        jobs, sets = dict(load.jobs), dict(load.datasets)
        steered = dict(load.steered)
    problems = []
    known = {record["id"] for record in server.all("/v1/demonstrations", "demonstrations")}
    problems += [f"upload {id_} is lost" for id_ in uploads - known]
    found = {record["id"]: record for record in server.all("/v1/jobs", "jobs")}
    for id_, total in jobs.values():
        if id_ not in found:
            problems.append(f"job {id_} is lost")
        elif found[id_]["total"] != total:
            problems.append(f"job {id_} has other attempts")
    problems += [f"{id_} is {found[id_]['state']}, was cancelled" for id_ in steered
                 if id_ in found and found[id_]["state"] != "cancelled"]
    known = {(one["name"], one["version"]) for one in server.all("/v1/datasets", "datasets")}
    problems += [f"dataset {one} is lost" for one in sets.values() if one not in known]
    return problems


def main():
    folder = tempfile.mkdtemp(prefix="demomill-kills-")
    server = Server(folder, workers=2)
    load = Load(server)
    random_ = random.Random(SEED)
    waits = []
    server.start()
    load.alive.set()
    clients = [threading.Thread(target=load.client, args=(n,), daemon=True) for n in range(8)]
    for client in clients:
        client.start()
    for kill in range(KILLS):
        time.sleep(random_.uniform(0.1, 3))
        if kill % 2:
            # on a slow machine a life may be too short to acknowledge anything
            load.wait_for_more(30)
            time.sleep(random_.uniform(0, 0.5))
        load.alive.clear()
        server.kill()
        problems = check_catalog(folder)
        must(not problems, f"after kill {kill + 1}: {problems[:5]}")
        waits.append(server.start())
        problems = acknowledged(server, load)
        must(not problems, f"after kill {kill + 1}: {problems[:5]}")
        load.alive.set()
        if (kill + 1) % 10 == 0:
            say(f"{kill + 1} kills: {len(load.uploads)} uploads, {len(load.jobs)} jobs, "
                f"{len(load.datasets)} datasets, {load.downloads} downloads; ready after "
                f"{max(wait for wait, _, _ in waits):.2f} s at most")

    # let all come to its end
    load.over.set()
    for client in clients:
        client.join(120)
    for record in server.all("/v1/jobs", "jobs"):
        if record["state"] == "paused":
            server.post(f"/v1/jobs/{record['id']}:resume")
    for id_, total in load.jobs.values():
        end = server.wait(f"/v1/jobs/{id_}", lambda job: job["done"], 900)
        if id_ in load.steered:
            continue
        must(end["state"] in ("succeeded", "cancelled") and
             (end["state"] == "cancelled" or end["attempts"] == total), f"{id_}: {end}")
    for name, version in load.datasets.values():
        end = server.wait(f"/v1/datasets/{name}/versions/{version}",
                          lambda one: one["state"] in ("ready", "failed"))
        must(end["state"] == "ready", f"{name}: {end}")
    jobs = server.all("/v1/jobs", "jobs")
    must(len(jobs) <= load.keys and len({one["id"] for one in jobs}) == len(jobs), "jobs twice")
    keyed = [one[0] for one in load.jobs.values()]
    must(len(set(keyed)) == len(keyed), "two keys got one job")
    extra = len(jobs) - len(keyed)
    must(extra <= 8, f"{extra} jobs that nobody was told of")
    must(not load.refused, f"refused: {load.refused[:3]}")
    must(server.stop() == 0, "the server did not end well")
    problems = check_catalog(folder)
    must(not problems, f"at the end: {problems[:5]}")
    wall, taken, cpu = (sorted(one) for one in zip(*waits))
    # on a machine of its own; what its host gave to others meanwhile is no time of the server's
    own = sorted(wait - away for wait, away, _ in waits)
    slow = sum(1 for wait in own if wait > 2)
    say(f"{KILLS} kills: {len(load.uploads)} uploads, {len(load.jobs)} jobs, {len(load.datasets)} "
        f"datasets acknowledged, {load.downloads} downloads; 0 lost, 0 twice; ready after "
        f"{wall[len(wall) // 2]:.2f} s (median), {wall[-1]:.2f} s at most, less what the host took "
        f"(at most {taken[-1]:.2f} s a core) {own[len(own) // 2]:.2f} and {own[-1]:.2f} s "
        f"({slow} over 2 s); of its CPU at most {cpu[-1]:.2f} s")
    cores = os.cpu_count() or 1
    if os.getloadavg()[0] < 1.5 * cores:
        must(slow == 0, f"{slow} starts took more than 2 s")
    must(cpu[-1] < 2, "a start took more than 2 s of CPU")
    discard(folder)


main()
