"""Starts an image's command behind the proxy, and drives one job over TLS."""

import ctypes
import fcntl
import hashlib
import json
import os
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import time
import urllib.error
import urllib.request

HOST = "localhost"


def alone_on_the_network():
    """Goes into a network namespace of its own, with loopback only, so that ports are free."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(0x40000000) != 0:  # CLONE_NEWNET
        raise OSError(ctypes.get_errno(), "unshare")
    with socket.socket() as handle:  # ifconfig lo up
        request = struct.pack("16sh14x", b"lo", 0x1 | 0x40)
        fcntl.ioctl(handle, 0x8914, request)


def until(what, seconds, attempt):
    """The first true value of `attempt`, tried again until the time is over."""
    end, last = time.monotonic() + seconds, None
    while time.monotonic() < end:
        try:
            last = attempt()
            if last:
                return last
        except (OSError, urllib.error.URLError) as error:
            last = error
        time.sleep(0.25)
    raise SystemExit(f"{what}: not within {seconds} s ({last})")


class Client:
    def __init__(self, certificate, key):
        self.context = ssl.create_default_context(cafile=certificate)
        self.key = key

    def call(self, method, path, body=None, kind="application/json", key=True):
        request = urllib.request.Request(f"https://{HOST}{path}", data=body, method=method)
        if key:
            request.add_header("Authorization", f"Bearer {self.key}")
        if body is not None:
            request.add_header("Content-Type", kind)
        with urllib.request.urlopen(request, context=self.context, timeout=30) as answer:
            return answer.status, dict(answer.headers), answer.read()

    def json(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        return json.loads(self.call(method, path, data)[2])


def run(image, proxy, repository):
    # the volume: a folder owned as the image's own
    command = image.entrypoint + image.command
    made = subprocess.run(
        image.chroot(image.entrypoint + ["key", "create", "--data", "/data", "--name", "operator",
                                         "--scope", "admin"]),
        check=True, capture_output=True, text=True)
    key = next(word for word in made.stdout.split() if word.startswith("dm_"))

    server = subprocess.Popen(image.chroot(command))
    shutil.copy(repository / "docker/Caddyfile", proxy / "etc/caddy/Caddyfile")
    gate = subprocess.Popen(
        ["chroot", proxy, "env", "-i", "HOME=/root", "PATH=/usr/bin:/bin", f"DEMOMILL_HOST={HOST}",
         "DEMOMILL_UPSTREAM=127.0.0.1:8080", "caddy", "run", "--config", "/etc/caddy/Caddyfile"],
        stderr=subprocess.DEVNULL)
    try:
        until("the health check", 30, lambda: subprocess.run(image.chroot(image.health)).returncode == 0)
        owner = os.stat(f"/proc/{server.pid}").st_uid
        assert owner == 10001, f"the server runs as {owner}"
        certificate = proxy / "root/.local/share/caddy/pki/authorities/local/root.crt"
        until("the proxy's authority", 30, certificate.exists)
        client = Client(str(certificate), key)
        until("TLS", 30, lambda: client.call("GET", "/livez")[0] == 200)
        drive(client, repository)

        # told to stop, it ends by itself, and another start finds everything
        server.send_signal(signal.SIGTERM)
        code = server.wait(40)
        assert code == 0, f"the server ended with {code}"
        server = subprocess.Popen(image.chroot(command))
        until("a second start", 30, lambda: client.call("GET", "/readyz", key=False)[0] == 200)
        kept = client.json("GET", "/v1/jobs")["jobs"]
        assert [job["state"] for job in kept] == ["succeeded"], kept
        print("stopped, started again, and everything is there")
    finally:
        for process in (server, gate):
            process.terminate()
            process.wait(40)


def drive(client, repository):
    """Upload, job, dataset, download; nothing without a key."""
    try:
        client.call("GET", "/v1/jobs", key=False)
        raise SystemExit("a call without a key was answered")
    except urllib.error.HTTPError as error:
        assert error.code == 401, error.code

    file = (repository / "Demos/lift_human.hdf5").read_bytes()
    status, _, answer = client.call(
        "POST", "/v1/demonstrations?task=lift", file, "application/x-hdf5")
    ids = [one["id"] for one in json.loads(answer)["demonstrations"]]
    print(f"uploaded {len(ids)} demonstrations over TLS: {status}")
    job = client.json("POST", "/v1/jobs", {
        "task": "lift", "demonstrations": ids, "seed": 1, "scenes": {"count": 4}, "motions": {"count": 5}})
    path = f"/v1/jobs/{job['id']}"
    job = until("the job", 120, lambda: (now := client.json("GET", path))["done"] and now)
    print(f"job {job['state']}: {job['successes']} of {job['attempts']} kept")
    assert job["successes"] > 0, job

    made = client.json("POST", "/v1/datasets", {"name": "lift", "filter": {"jobs": [job["id"]]}})
    path = f"/v1/datasets/{made['name']}/versions/{made['version']}"
    made = until("the dataset", 60, lambda: (now := client.json("GET", path))["state"] == "ready" and now)
    entry = made["manifest"]["files"][0]
    _, headers, content = client.call("GET", f"{path}/files/{entry['path']}")
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert headers["Etag"] == f'"{entry["sha256"]}"', headers
    print(f"downloaded {entry['path']}: {len(content)} bytes, the digest is right")
