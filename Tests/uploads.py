"""Uploads demonstrations with tuspy through a proxy that cuts connections at random bytes, while the
server is killed every few cuts; every file must arrive whole."""

import argparse
import hashlib
import json
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

from tusclient import client

root = pathlib.Path(__file__).resolve().parent.parent

# a file, and the task that it shows
sources = [
    ("stack_robosuite", "stack"), ("lift_human", "lift"), ("lift_scripted", "lift"),
    ("coffee_scripted", "coffee"), ("push_scripted", "push"), ("square_scripted", "square"),
    ("threading_scripted", "threading"), ("hammer_cleanup_scripted", "hammer_cleanup"),
    ("mug_cleanup_scripted", "mug_cleanup"), ("pick_place_scripted", "pick_place"),
]


class Server:
    """The real program, on one port through all its lives."""

    def __init__(self, program, data):
        self.program, self.data = program, data
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.lives = 0
        self.slowest = 0.0
        self.start()

    def start(self):
        began = time.monotonic()
        self.process = subprocess.Popen(
            [self.program, "serve", "--data", self.data, "--port", str(self.port), "--workers", "1",
             "--scenes", str(root / "Scenes")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while True:
            try:
                self.get("/livez")
                break
            except OSError:
                if self.process.poll() is not None or time.monotonic() - began > 30:
                    sys.exit("the server does not start")
                time.sleep(0.02)
        self.lives += 1
        self.slowest = max(self.slowest, time.monotonic() - began)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return json.load(answer)


class Proxy:
    """Passes connections on, and cuts them when so many bytes of a client have gone through."""

    def __init__(self, server, rng):
        self.server, self.rng = server, rng
        self.budget = None
        self.cuts = 0
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, near):
        try:
            far = socket.create_connection(("127.0.0.1", self.server.port))
        except OSError:
            near.close()
            return
        threading.Thread(target=self.answers, args=(far, near), daemon=True).start()
        try:
            while data := near.recv(16384):
                with self.lock:
                    cut = self.budget is not None and len(data) >= self.budget
                    passed = data[:self.budget] if cut else data
                    if self.budget is not None:
                        self.budget = None if cut else self.budget - len(data)
                    self.cuts += cut
                far.sendall(passed)
                if cut:
                    self.close(near, far)
                    return
            far.shutdown(socket.SHUT_WR)
        except OSError:
            self.close(near, far)

    def answers(self, far, near):
        try:
            while data := far.recv(65536):
                near.sendall(data)
            near.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def close(self, near, far):
        # an orderly end, or a reset
        if self.rng.random() < 0.5:
            for end in (near, far):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        for end in (near, far):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()


def upload(path, task, cuts, server, proxy, rng, kill_every):
    """One file; returns a row of the table."""
    content = path.read_bytes()
    checked = rng.random() < 0.5
    chunk = rng.choice([len(content), 200_000, 65_536]) if not checked else rng.choice([65_536, 20_000])
    tus = client.TusClient(f"http://127.0.0.1:{proxy.port}/v1/uploads", headers={})
    url, kills, tries = None, 0, 0
    first = proxy.cuts
    while True:
        left = cuts - (proxy.cuts - first)
        with proxy.lock:
            # beyond the head, so that cuts fall into bodies mostly
            proxy.budget = rng.randrange(1, 2 * len(content) // (cuts + 1) + 600) if left > 0 else None
        before = proxy.cuts
        try:
            tries += 1
            with path.open("rb") as stream:
                sender = tus.uploader(
                    file_stream=stream, chunk_size=chunk, url=url, upload_checksum=checked,
                    metadata={"task": task, "filename": path.name, "filetype": "application/x-hdf5"})
                if url is None:
                    url = sender.create_url()
                    sender.set_url(url)
                    sender.offset = 0
                sender.upload()
            if proxy.cuts - first >= cuts:
                break
            # done before the last cut: what is left is cut on the next file
            break
        except Exception as error:
            if tries > 50 * (cuts + 1):
                sys.exit(f"{path.name} does not arrive: {error!r}")
            if proxy.cuts > before and proxy.cuts % kill_every == 0:
                server.kill()
                server.start()
                kills += 1
            else:
                # the server needs a moment to notice that a sender is gone
                time.sleep(0.01)

    identity = url.rsplit("/", 1)[1]
    for _ in range(600):
        state = server.get(f"/v1/uploads/{identity}")
        if state["state"] in ("kept", "refused"):
            break
        time.sleep(0.05)
    equal = state["sha256"] == hashlib.sha256(content).hexdigest()
    row = (path.name, len(content), chunk, "yes" if checked else "no", proxy.cuts - first, kills, tries,
           "equal" if equal else "DIFFERS", state["state"], len(state["demonstrations"] or []))
    return row, equal and state["state"] == "kept"


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--demomill", required=True)
    options.add_argument("--cuts", type=int, default=200)
    options.add_argument("--kill-every", type=int, default=10)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    rng = random.Random(options.seed)
    data = tempfile.mkdtemp(prefix="demomill-uploads-")
    server = Server(options.demomill, data)
    proxy = Proxy(server, rng)
    header = ("file", "bytes", "chunk", "checksum", "cuts", "kills", "tries", "sha256", "state", "demos")
    print("| " + " | ".join(header) + " |\n|" + " --- |" * len(header))
    good, files, began = True, 0, time.monotonic()
    try:
        while proxy.cuts < options.cuts:
            name, task = sources[files % len(sources)]
            files += 1
            cuts = min(rng.randrange(5, 16), options.cuts - proxy.cuts)
            row, fine = upload(root / "Demos" / f"{name}.hdf5", task, cuts, server, proxy, rng,
                               options.kill_every)
            good &= fine
            print("| " + " | ".join(str(cell) for cell in row) + " |", flush=True)
        # the same content, however often it came, is there once
        listed = server.get("/v1/demonstrations?page_size=1000")["demonstrations"]
        hashes = [one["sha256"] for one in listed]
        good &= len(hashes) == len(set(hashes))
        rest = list(pathlib.Path(data, "resumable").iterdir())
        print(f"\n{files} files, {proxy.cuts} cuts, {server.lives - 1} kills, ready again in at most "
              f"{server.slowest:.2f} s, {len(hashes)} demonstrations, {len(rest)} unfinished files, "
              f"{time.monotonic() - began:.0f} s")
    finally:
        server.kill()
        shutil.rmtree(data, ignore_errors=True)
    sys.exit(0 if good else 1)


main()
