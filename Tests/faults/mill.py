"""A DemoMill server in a process of its own, as the checks of faults and load use it."""

import atexit
import contextlib
import hashlib
import http.client
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("DEMOMILL", str(ROOT / ".build/release/demomill"))
STACK = ROOT / "Demos/stack_robosuite.hdf5"


class Gone(Exception):
    """The server did not answer."""


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.status} {self.body[:300]!r}"


_servers = []


@atexit.register
def _end_all():
    """Leaves no server behind when a check fails."""
    for server in _servers:
        if server.process and server.process.poll() is None:
            server.kill()


class Server:
    """One life of a server after the other on the same folder."""

    def __init__(self, folder, workers=2, arguments=(), prefix=(), log=None):
        self.folder = pathlib.Path(folder)
        self.workers, self.arguments, self.prefix = workers, list(arguments), list(prefix)
        self.process = None
        self.port = None
        _servers.append(self)
        self.log = log or os.path.join(tempfile.gettempdir(), f"mill-{os.getpid()}.log")

    def start(self, patience=60):
        """Starts it; until it was ready the seconds of wall time, those that each core was taken away by
        other machines on the same host, and those of its own CPU."""
        began, taken = time.monotonic(), stolen()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*self.prefix, PROGRAM, "serve", "--data", str(self.folder), "--port", "0",
                 "--workers", str(self.workers), "--scenes-folder", str(ROOT / "Scenes"),
                 *self.arguments],
                stdout=subprocess.PIPE, stderr=log)
        line = self.process.stdout.readline().decode()
        if "listening on" not in line:
            raise Gone(f"no server: exit code {self.process.wait()}, see {self.log}")
        self.port = int(line.rsplit(":", 1)[1])
        while time.monotonic() - began < patience:
            with contextlib.suppress(Gone):
                if self.get("/readyz").status == 200:
                    return time.monotonic() - began, stolen() - taken, self.cpu()
            time.sleep(0.01)
        raise Gone("not ready")

    @property
    def pid(self):
        """The server's own process, also behind a prefix such as strace."""
        if not self.prefix:
            return self.process.pid
        tracer = self.process.pid
        return int(pathlib.Path(f"/proc/{tracer}/task/{tracer}/children").read_text().split()[0])

    def cpu(self):
        with open(f"/proc/{self.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def worker_pids(self):
        """Its worker processes."""
        found = []
        for task in pathlib.Path(f"/proc/{self.pid}/task").iterdir():
            with contextlib.suppress(OSError):
                found += [int(pid) for pid in (task / "children").read_text().split()]
        return found

    def kill(self):
        with contextlib.suppress(OSError, IndexError):
            os.kill(self.pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def stop(self, patience=60):
        """Ends it in good order; its exit code."""
        os.kill(self.pid, signal.SIGTERM)
        code = self.process.wait(patience)
        self.process.stdout.close()
        return code

    def send(self, method, path, body=None, headers=None, timeout=60):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        except (OSError, http.client.HTTPException) as error:
            raise Gone(repr(error)) from error
        finally:
            connection.close()

    def get(self, path, headers=None, **options):
        return self.send("GET", path, None, headers, **options)

    def post(self, path, value=None, key=None, **options):
        headers = {"Idempotency-Key": key} if key else {}
        body = None
        if value is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(value).encode()
        return self.send("POST", path, body, headers, **options)

    def upload(self, data, task="stack", kind="application/x-hdf5", key=None, **options):
        headers = {"Content-Type": kind}
        if key:
            headers["Idempotency-Key"] = key
        return self.send("POST", f"/v1/demonstrations?task={task}", data, headers, **options)

    def all(self, path, name):
        """Every record of a paged list."""
        found, token = [], None
        while True:
            mark = "&" if "?" in path else "?"
            rest = f"{mark}page_size=1000" + (f"&page_token={token}" if token else "")
            page = self.get(path + rest).json
            found += page[name]
            token = page["next_page_token"]
            if not token:
                return found

    def wait(self, path, wanted, patience=300):
        """What lies at a path once `wanted` holds of it."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            found = self.get(path).json
            if wanted(found):
                return found
            time.sleep(0.1)
        raise AssertionError(f"{path} does not come to its end: {found}")


def stolen():
    """Seconds since the machine's start that its host gave to others, by the core."""
    with open("/proc/stat") as file:
        ticks = int(file.readline().split()[8])
    return ticks / os.sysconf("SC_CLK_TCK") / (os.cpu_count() or 1)


def stack_json():
    """The demonstrations to start from, as JSON whose numbers can be changed."""
    cache = pathlib.Path(tempfile.gettempdir()) / f"demomill-stack-{os.getuid()}.json"
    if not cache.exists():
        part = str(cache) + f".{os.getpid()}.json"
        subprocess.run(
            [PROGRAM, "convert", str(STACK), part], check=True,
            stdout=subprocess.DEVNULL)
        os.rename(part, cache)
    return json.loads(cache.read_text())


def job_request(ids, scenes, motions, seed=1, **more):
    return {"task": "stack", "demonstrations": ids, "scenes": {"count": scenes},
            "motions": {"count": motions}, "seed": seed, **more}


def check_catalog(folder):
    """What SQLite says of a copy of a dead server's catalog: integrity, keys, double records."""
    folder = pathlib.Path(folder)
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("catalog.sqlite", "catalog.sqlite-wal"):
            if (folder / name).exists():
                shutil.copy(folder / name, scratch)
        with contextlib.closing(sqlite3.connect(f"{scratch}/catalog.sqlite")) as db:
            problems = [row[0] for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
            problems += [f"foreign key {row}" for row in db.execute("PRAGMA foreign_key_check")]
            for query, what in [
                ("SELECT sha256 FROM demonstrations GROUP BY 1 HAVING count(*) > 1",
                 "a demonstration twice"),
                ("SELECT job, scene, motion FROM attempts GROUP BY 1, 2, 3 HAVING count(*) > 1",
                 "an attempt twice"),
                ("SELECT job, scene, motion FROM episodes GROUP BY 1, 2, 3 HAVING count(*) > 1",
                 "an episode twice"),
                ("SELECT id FROM jobs WHERE attempts <> (SELECT count(*) FROM attempts"
                 " WHERE job = jobs.seq)", "a job that counts other attempts than it has"),
                ("SELECT id FROM jobs WHERE successes <> (SELECT count(*) FROM episodes"
                 " WHERE job = jobs.seq)", "a job that counts other successes than it has"),
            ]:
                problems += [f"{what}: {row}" for row in db.execute(query)]
            blobs = {row[0] for row in db.execute(
                "SELECT sha256 FROM demonstrations UNION SELECT blob FROM episodes"
                " UNION SELECT blob FROM picture_sets")}
    for sha in sorted(blobs):
        path = folder / "blobs" / sha[:2] / sha
        if not path.exists():
            problems.append(f"blob {sha} is missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != sha:
            problems.append(f"blob {sha} is damaged")
    return problems


def discard(folder, patience=20):
    """Removes the folder of a server that was killed, once its workers are gone: they notice a little later."""
    name = os.fsencode(str(folder))
    end = time.monotonic() + patience

    def stays():
        for line in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                if name in line.read_bytes():
                    return True
        return False

    while stays():
        must(time.monotonic() < end, f"a worker of {folder} outlives its server")
        time.sleep(0.05)
    shutil.rmtree(folder)


def say(text):
    print(text, flush=True)


def fail(text):
    print(f"FAILED: {text}", flush=True)
    sys.exit(1)


def must(condition, text):
    if not condition:
        fail(text)
