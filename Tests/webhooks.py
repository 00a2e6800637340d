"""Drives one server through everything that webhooks are told of, and checks every message.

usage: webhooks.py DEMOMILL DEMONSTRATIONS.hdf5 SCENES
"""
import http.server
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

program, demonstrations, scenes = sys.argv[1:4]
received = []  # (headers, body)
refuse = [2]  # how many of the next messages get a 503


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if refuse[0] > 0:
            refuse[0] -= 1
            self.send_response(503)
        else:
            received.append((dict(self.headers), body))
            self.send_response(204)
        self.end_headers()

    def log_message(self, *words):
        pass


receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=receiver.serve_forever, daemon=True).start()
data = tempfile.TemporaryDirectory()


def serve():
    """Starts the server; its process and its address."""
    process = subprocess.Popen(
        [program, "serve", "--data", data.name, "--port", "0", "--workers", "1", "--scenes", scenes,
         "--allow-private-webhooks"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return process, process.stdout.readline().split()[-1]


def call(method, path, body=None, kind="application/json"):
    content = json.dumps(body).encode() if isinstance(body, (dict, list)) else body
    headers = {"Content-Type": kind} if content is not None else {}
    request = urllib.request.Request(address + path, content, headers, method=method)
    with urllib.request.urlopen(request) as answer:
        text = answer.read()
        return json.loads(text) if text else None


def wait(what, probe, seconds=60):
    end = time.time() + seconds
    while time.time() < end:
        value = probe()
        if value:
            return value
        time.sleep(0.05)
    sys.exit(f"{what} does not come")


server, address = serve()
hook = call("POST", "/v1/webhooks", {"url": f"http://127.0.0.1:{receiver.server_port}/hook"})
secrets = [hook["secret"]]

# the first tries are refused: 5 s later they come again, with the same id
with open(demonstrations, "rb") as file:
    kept = call("POST", "/v1/demonstrations?task=stack", file.read(), "application/x-hdf5")
ids = [one["id"] for one in kept["demonstrations"]]
wait("demonstration.kept", lambda: len(received) == len(ids))

job = call("POST", "/v1/jobs", {
    "task": "stack", "demonstrations": ids, "scenes": {"count": 3}, "motions": {"count": 2}})
wait("the job", lambda: call("GET", f"/v1/jobs/{job['id']}")["done"])
# killed with what it has not told yet
server.send_signal(signal.SIGKILL)
server.wait()
server, address = serve()
call("POST", "/v1/datasets", {"name": "d", "filter": {"jobs": [job["id"]]}})
other = call("POST", "/v1/jobs", {
    "task": "stack", "demonstrations": ids, "scenes": {"count": 5000}, "motions": {"count": 9}})
call("POST", f"/v1/jobs/{other['id']}:cancel")
wait("everything", lambda: len({h["webhook-id"] for h, _ in received}) >= len(ids) + 4)

types = {}
for headers, body in received:
    # raises when the signature is wrong or too old
    message = Webhook(secrets[0]).verify(body, headers)
    types.setdefault(message["type"], set()).add(headers["webhook-id"])
    try:
        Webhook(secrets[0]).verify(body + b" ", headers)
        sys.exit("a changed body passes")
    except WebhookVerificationError:
        pass
for kind in ("demonstration.kept", "job.started", "job.succeeded", "job.cancelled", "dataset.ready"):
    if kind not in types:
        sys.exit(f"{kind} was never told: {sorted(types)}")

# both secrets count after a rotation
secrets.append(call("POST", f"/v1/webhooks/{hook['id']}:rotate")["secret"])
log = call("GET", f"/v1/webhooks/{hook['id']}/deliveries")["deliveries"]
before = len(received)
call("POST", f"/v1/webhooks/{hook['id']}/deliveries/{log[0]['id']}:resend")
wait("what was sent again", lambda: len(received) > before)
for secret in secrets:
    Webhook(secret).verify(received[-1][1], received[-1][0])
try:
    Webhook("whsec_" + "A" * 43 + "=").verify(received[-1][1], received[-1][0])
    sys.exit("a foreign secret passes")
except WebhookVerificationError:
    pass

tries = sum(len(one["attempts"]) for one in log)
server.send_signal(signal.SIGTERM)
server.wait(30)
print("| event | messages |\n| --- | --- |")
for kind in sorted(types):
    print(f"| {kind} | {len(types[kind])} |")
print(f"{len(received)} messages verified by standardwebhooks, {tries} tries in the log")
os._exit(0)
