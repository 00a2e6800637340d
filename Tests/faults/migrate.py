"""Kills the server while it brings a large catalog of the first schema up to date.

    python3 Tests/faults/migrate.py [KILLS]
"""

import contextlib
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from mill import PROGRAM, ROOT, Server, check_catalog, discard, must, say

KILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 15
ROWS = 150_000


def large_catalog(path):
    """The first schema's catalog with many attempts and tasks in it."""
    shutil.copy(ROOT / "Tests/CatalogTests/Fixtures/v1.sqlite", path)
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        columns = [row[1] for row in db.execute("PRAGMA table_info(jobs)")]
        row = dict(zip(columns, db.execute(
            "SELECT * FROM jobs WHERE state = 'succeeded'").fetchone()))
        row.update(seq=None, id="job_large", request_key=None, attempts=ROWS, total=ROWS,
                   successes=0, state="cancelled")
        marks = ", ".join("?" * len(columns))
        job = db.execute(f"INSERT INTO jobs VALUES ({marks})", list(row.values())).lastrowid
        db.executemany(
            "INSERT INTO attempts (job, scene, motion, failure, steps, any_frame_success,"
            " cpu_seconds, detail, created_at) VALUES (?, ?, ?, 'dropped', 10, 0, 0.1, ?, 1)",
            ((job, n // 100, n % 100, f"attempt {n}") for n in range(ROWS)))
        db.executemany(
            "INSERT INTO demonstrations (id, sha256, upload_sha256, name, task, robot, frames,"
            " subtasks, created_at) VALUES (?, ?, ?, 'd', 'lift', 'panda', 10, '[]', 1)",
            ((f"demo_{n}", f"{n:064x}", f"{n:064x}") for n in range(ROWS)))


def counts(path):
    with contextlib.closing(sqlite3.connect(path)) as db:
        done = [row[0] for row in db.execute("SELECT identifier FROM grdb_migrations")]
        return done, [db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                      for table in ("attempts", "demonstrations", "jobs", "episodes")]


def forget_log(folder):
    """Removes the files beside a catalog that is about to be replaced."""
    for name in ("catalog.sqlite-wal", "catalog.sqlite-shm", "server.json"):
        pathlib.Path(folder, name).unlink(missing_ok=True)


def main():
    scratch = tempfile.mkdtemp(prefix="demomill-migrate-")
    template = f"{scratch}/large.sqlite"
    large_catalog(template)
    _, before = counts(template)
    random_ = random.Random(1)
    seen = set()

    # how long an undisturbed start takes says when to kill
    folder = f"{scratch}/calm"
    server = Server(folder, workers=1)
    server.start()
    server.stop()
    forget_log(folder)
    shutil.copy(template, f"{folder}/catalog.sqlite")
    taken, _, _ = server.start()
    server.kill()
    newest, after = counts(f"{folder}/catalog.sqlite")
    must(after == before, f"{before} became {after}")
    for number in range(KILLS):
        folder = f"{scratch}/{number}"
        shutil.copytree(f"{scratch}/calm", folder)
        forget_log(folder)
        shutil.copy(template, f"{folder}/catalog.sqlite")
        process = subprocess.Popen(
            [PROGRAM, "serve", "--data", folder, "--port", "0", "--workers", "1",
             "--scenes-folder", str(ROOT / "Scenes")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random_.uniform(0.2, 1.0) * taken)
        process.send_signal(signal.SIGKILL)
        process.wait()
        with tempfile.TemporaryDirectory() as copy:
            for name in ("catalog.sqlite", "catalog.sqlite-wal"):
                with contextlib.suppress(FileNotFoundError):
                    shutil.copy(f"{folder}/{name}", copy)
            done, found = counts(f"{copy}/catalog.sqlite")
        must(found == before, f"after a kill: {found}")
        seen.add(tuple(done))
        again = Server(folder, workers=1)
        again.start()
        must(again.get("/v1/jobs/job_large").json["attempts"] == ROWS, "the job is not the same")
        again.kill()
        done, found = counts(f"{folder}/catalog.sqlite")
        must(sorted(done) == sorted(newest) and found == before, f"{done}: {found}")
        problems = [one for one in check_catalog(folder) if not one.startswith("blob")]
        must(not problems, f"{problems[:3]}")
        discard(folder)
    say(f"{KILLS} kills while {ROWS} attempts were brought from schema v1 to {newest[-1]}: nothing "
        f"lost; killed at {sorted(len(one) for one in seen)} migrations done")

    # a catalog from the future is left alone
    folder = f"{scratch}/calm"
    with contextlib.closing(sqlite3.connect(f"{folder}/catalog.sqlite")) as db, db:
        db.execute("INSERT INTO grdb_migrations VALUES ('v99-from-the-future')")
    done = subprocess.run(
        [PROGRAM, "serve", "--data", folder, "--port", "0", "--scenes-folder",
         str(ROOT / "Scenes")], capture_output=True, text=True, timeout=60)
    must(done.returncode == 1 and "newer demomill" in done.stderr and "v99" in done.stderr,
         f"{done}")
    must(counts(f"{folder}/catalog.sqlite")[1] == before, "a newer catalog was changed")
    say(f"a newer catalog: refused with \"{done.stderr.strip()}\"")
    discard(scratch)


main()
