"""Many rigs and trainers at once, the pool busy: latencies, goodput under ten times the load, and leaks.

    python3 Tests/faults/load.py

MINUTES (default 2) is how long the steady part lasts. Open loops: a rig's next upload does not wait for
the answer to its last one. Who hears 503 comes again after what Retry-After says.
"""

import asyncio
import json
import os
import pathlib
import random
import tempfile
import time
from statistics import median

from mill import STACK, Server, check_catalog, discard, job_request, must, say, stack_json

MINUTES = float(os.environ.get("MINUTES", "2"))
RIGS, TRAINERS = 50, 20
# of the rate of uploads that gives the most, and of ten times that rate
ROUNDS = 6
CORES = os.cpu_count() or 1


class Meter:
    """What became of the requests of one kind."""

    def __init__(self):
        self.times, self.bytes, self.busy, self.failed = [], 0, 0, []

    def percentile(self, share):
        times = sorted(self.times)
        return times[min(len(times) - 1, int(share * len(times)))] * 1000 if times else float("nan")


async def ask(port, method, path, body=b"", kind=None, connection=None):
    """One request; status, headers, length of the body, and the connection if it is still good."""
    reader, writer = connection or await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
    if kind:
        head += f"Content-Type: {kind}\r\n"
    try:
        writer.write(head.encode() + b"\r\n" + body)
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(lines[0].split()[1])
        headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines[1:])}
        left = length = int(headers.get("content-length", 0))
        while left:
            piece = await reader.read(min(left, 1 << 20))
            if not piece:
                raise ConnectionError("the body ended early")
            left -= len(piece)
    except BaseException:
        writer.close()
        raise
    if headers.get("connection", "").lower() == "close":
        writer.close()
        return status, headers, length, None
    return status, headers, length, (reader, writer)


async def counted(meter, port, *request, wanted=(200,), connection=None, patience=60):
    """Asks once and counts what came of it; the connection, and how long to wait after a 503."""
    began = time.monotonic()
    try:
        async with asyncio.timeout(patience):
            status, headers, length, connection = await ask(port, *request, connection=connection)
    except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError) as error:
        meter.failed.append(repr(error))
        return None, 1
    if status in wanted:
        meter.times.append(time.monotonic() - began)
        meter.bytes += length
        return connection, 0
    if status == 503:
        meter.busy += 1
        return connection, float(headers.get("retry-after", 1))
    meter.failed.append(str(status))
    return connection, 1


class Rigs:
    """Makes files that nobody has sent before, at next to no cost: clients share the server's cores."""

    def __init__(self):
        self.random = random.Random(1)
        file = stack_json()
        file["demonstrations"] = file["demonstrations"][:1]
        one = file["demonstrations"][0]
        # what is in a demonstration tells it apart, not its name
        self.place = one["eef_pose"][5][0]
        one["eef_pose"][5][0], one["name"] = "PLACE", "NAME"
        first, rest = json.dumps(file).encode().split(b"NAME")
        self.parts = first, *rest.split(b'"PLACE"')

    def next(self):
        """What tells a file apart; thousands of those who wait hold no more than that."""
        self.place += self.random.uniform(0, 1e-9)
        return f"take_{self.random.random()}".encode(), repr(self.place).encode()

    def file(self, name, place):
        first, middle, last = self.parts
        return b"".join((first, name, middle, place, last))


class Connections:
    """Connections that are kept for the next request, as rigs and their libraries do."""

    def __init__(self):
        self.idle = []

    def take(self):
        while self.idle:
            connection = self.idle.pop()
            # the server may have given it up meanwhile
            if not connection[0].at_eof():
                return connection
            connection[1].close()
        return None

    def give(self, connection):
        if connection:
            self.idle.append(connection)

    def close(self):
        for connection in self.idle:
            connection[1].close()


async def upload(port, rigs, meter, end, connections):
    one = rigs.next()
    while time.monotonic() < end:
        connection, pause = await counted(
            meter, port, "POST", "/v1/demonstrations?task=stack", rigs.file(*one),
            "application/json", wanted=(200, 201), connection=connections.take())
        connections.give(connection)
        if not pause:
            return
        await asyncio.sleep(pause * random.uniform(1, 1.5))


async def uploads(port, rigs, meter, rate, seconds):
    """Uploads that begin at a rate, whatever became of those before.

    How many a second end well, and how many begin.
    """
    end = time.monotonic() + seconds
    tasks, due, connections = [], time.monotonic(), Connections()
    while due < end:
        await asyncio.sleep(max(0, due - time.monotonic()))
        tasks.append(asyncio.create_task(upload(port, rigs, meter, end, connections)))
        due += random.expovariate(rate)
    await asyncio.sleep(max(0, end - time.monotonic()))
    done = len(meter.times)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    connections.close()
    return done / seconds, len(tasks) / seconds


async def looks(port, job, meter, connections, seconds, pause=0.0):
    """Clients that look at a job again and again."""
    end = time.monotonic() + seconds

    async def client():
        connection = None
        while time.monotonic() < end:
            connection, wait = await counted(
                meter, port, "GET", f"/v1/jobs/{job}", connection=connection)
            if wait or pause:
                await asyncio.sleep(max(wait, pause))
        if connection:
            connection[1].close()

    await asyncio.gather(*(client() for _ in range(connections)))
    return len(meter.times) / seconds


async def trainers(port, path, meter, count, end, pause):
    async def client():
        while time.monotonic() < end:
            connection, wait = await counted(meter, port, "GET", path)
            if connection:
                connection[1].close()
            await asyncio.sleep(wait or random.uniform(0.5, 1.5) * pause)

    await asyncio.gather(*(client() for _ in range(count)))


def sample(server):
    """Memory, open files and the write-ahead log of a server."""
    with open(f"/proc/{server.pid}/status") as file:
        memory = next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))
    files = len(os.listdir(f"/proc/{server.pid}/fd"))
    log = pathlib.Path(server.folder, "catalog.sqlite-wal")
    return memory / 1024, files, log.stat().st_size / 1e6 if log.exists() else 0


class CPU:
    """How many cores the clients, the server and all else had since it was made, and what other machines
    on the same hardware took."""

    def __init__(self, server):
        self.server, self.began = server, time.monotonic()
        self.first = self.used()

    def used(self):
        with open("/proc/stat") as file:
            ticks = [int(one) for one in file.readline().split()[1:9]]
        second = os.sysconf("SC_CLK_TCK")
        # of all but what was idle
        busy, stolen = (sum(ticks) - ticks[3] - ticks[4] - ticks[7]) / second, ticks[7] / second
        own = time.process_time(), self.server.cpu()
        return *own, busy - sum(own), stolen

    def cores(self):
        """Cores of the clients, the server and all else, and those that other machines took."""
        seconds = time.monotonic() - self.began
        return [(now - then) / seconds for now, then in zip(self.used(), self.first)]

    @staticmethod
    def words(cores):
        return "cores: clients {:.2f}, server {:.2f}, workers and others {:.2f}, stolen {:.2f}".format(*cores)


def slope(points):
    """Change per minute by least squares."""
    n = len(points)
    mean_x = sum(x for x, _ in points) / n
    mean_y = sum(y for _, y in points) / n
    spread = sum((x - mean_x) ** 2 for x, _ in points) or 1
    return 60 * sum((x - mean_x) * (y - mean_y) for x, y in points) / spread


async def steady(server, job, path, rigs, seconds):
    """The usual load, and how the process stood; the seconds that half of the uploads took at most."""
    port, end = server.port, time.monotonic() + seconds
    up, down, look = Meter(), Meter(), Meter()
    began, samples = time.monotonic(), []

    async def watch():
        while time.monotonic() < end:
            samples.append((time.monotonic() - began, *sample(server)))
            await asyncio.sleep(min(5, seconds / 20))

    # a rig sends a demonstration every 50 s, a trainer takes the dataset every 5 s
    await asyncio.gather(
        uploads(port, rigs, up, RIGS / 50, seconds), watch(),
        trainers(port, path, down, TRAINERS, end, 5), looks(port, job, look, 4, seconds, 0.05))
    say(f"steady for {seconds / 60:.1f} min, {RIGS} rigs, {TRAINERS} trainers, pool busy:")
    say(f"  GET /v1/jobs/ID: {len(look.times)} answers, p50 {look.percentile(0.5):.1f} ms, "
        f"p99 {look.percentile(0.99):.1f} ms")
    say(f"  uploads: {len(up.times)} ({len(up.times) / seconds:.2f}/s), p50 "
        f"{up.percentile(0.5):.0f} ms, p99 {up.percentile(0.99):.0f} ms; {up.busy} told to wait")
    say(f"  downloads: {len(down.times)}, {down.bytes / seconds / 1e6:.1f} MB/s, p50 "
        f"{down.percentile(0.5):.0f} ms, p99 {down.percentile(0.99):.0f} ms")
    must(not up.failed + down.failed + look.failed,
         f"failed: {up.failed[:3]} {down.failed[:3]} {look.failed[:3]}")

    # the first fifth warms caches
    late = samples[len(samples) // 5:]
    fifth = max(1, len(late) // 5)
    bounds = [("memory, MB", 30), ("open files", 15), ("write-ahead log, MB", 10)]
    for index, (name, slack) in enumerate(bounds, 1):
        values = [one[index] for one in late]
        first, last = median(values[:fifth]), median(values[-fifth:])
        say(f"  {name}: {first:.0f} to {last:.0f}, at most {max(values):.0f}, slope "
            f"{slope([(one[0], one[index]) for one in late]):+.2f} a minute")
        must(last <= 1.25 * first + slack, f"not flat: {name} went from {first:.0f} to {last:.0f}")
    return up.percentile(0.5) / 1000


async def enough(server, rigs, usual, seconds):
    """The least rate of uploads of which nearly as many are kept as of any rate, and the most that were kept.

    Doubles the rate until less than 70 % of the offers is kept, then looks between the last two.
    """
    kept = []

    async def offer(rate):
        goodput, offered, *_ = await offers(server, rigs, rate, seconds)
        kept.append((rate, goodput))
        return goodput / max(offered, 1 / seconds)

    rate = min(0.5, 2 / usual)
    while await offer(rate) >= 0.7:
        rate *= 2
    for step in (0.25, 0.5, 0.75):
        await offer(rate / 2 * 2**step)
    best = max(goodput for _, goodput in kept)
    must(best > 0, f"no upload came to its end within {seconds:.0f} s")
    return min(rate for rate, goodput in kept if goodput >= 0.95 * best), best


async def offers(server, rigs, rate, seconds):
    """What `uploads` says of a rate, its meter, and the cores that were left for the server and its workers."""
    cpu, meter = CPU(server), Meter()
    # chance offers more or less than the rate
    goodput, offered = await uploads(server.port, rigs, meter, rate, seconds)
    cores = cpu.cores()
    say(f"  {offered:.2f} uploads/s offered: {goodput:.2f}/s kept; {CPU.words(cores)}")
    return goodput, offered, meter, CORES - cores[0] - cores[3]


async def overload(server, job, rigs, usual):
    """Goodput at the rate that gives the most, and at ten times of it; `usual` is how long an upload takes.

    Machines that others use, too, are now faster, now slower: both are offered in turns, each first in
    every other round.
    """
    port = server.port
    # long enough for several uploads one behind the other, on a slow machine too
    seconds = min(300, max(20, 6 * usual))
    at, top = await enough(server, rigs, usual, seconds)
    most, flood, left, busy, failed, quiet = [], [], [0, 0], 0, 0, Meter()
    for turn in range(2 * ROUNDS):
        if turn % 4 in (0, 3):
            goodput, *_, cores = await offers(server, rigs, at, seconds)
            most.append(goodput)
            left[0] += cores
        else:
            (goodput, _, meter, cores), _ = await asyncio.gather(
                offers(server, rigs, 10 * at, seconds), looks(port, job, quiet, 2, seconds, 0.1))
            flood.append(goodput)
            left[1] += cores
            busy, failed = busy + meter.busy, failed + len(meter.failed)
    shares = [sum(flood) / sum(most)]
    say(f"uploads: {sum(most) / ROUNDS:.2f}/s kept of {at:.1f}/s, {sum(flood) / ROUNDS:.2f}/s of "
        f"{10 * at:.1f}/s ({100 * shares[0]:.0f} %; in rounds "
        f"{', '.join(f'{100 * f / m:.0f}' for f, m in zip(flood, most))}), {busy} answers of 503, "
        f"{failed} failed; a status call meanwhile: p50 {quiet.percentile(0.5):.0f} ms, "
        f"p99 {quiet.percentile(0.99):.0f} ms")
    say(f"  {100 * sum(flood) / ROUNDS / top:.0f} % of the most that any {seconds:.0f} s before kept, {top:.2f}/s")
    must(sum(most) / ROUNDS > 0.5 * top, "between floods less than half was kept of what had been")
    # rigs have cores of their own, where they do not share a machine with their server
    say(f"  to each core that the clients left: {sum(most) / left[0]:.2f} and "
        f"{sum(flood) / left[1]:.2f}/s ({100 * shares[0] * left[0] / left[1]:.0f} %)")

    best, at = 0.0, 1
    for connections in (1, 4, 16, 32):
        goodput = await looks(port, job, Meter(), connections, 8)
        if goodput > best:
            best, at = goodput, connections
    meter = Meter()
    goodput = await looks(port, job, meter, 10 * at, 15)
    say(f"status calls: at most {best:.0f}/s by {at} clients; {10 * at} clients: {goodput:.0f}/s "
        f"({100 * goodput / best:.0f} %), p99 {meter.percentile(0.99):.0f} ms, "
        f"{meter.busy} answers of 503, {len(meter.failed)} failed")
    return shares + [goodput / best]


def main():
    folder = tempfile.mkdtemp(prefix="demomill-load-", dir=os.environ.get("SCRATCH"))
    server = Server(folder, workers=CORES)
    server.start()
    ids = [one["id"] for one in server.upload(STACK.read_bytes()).json["demonstrations"]]
    made = server.post("/v1/jobs", job_request(ids, 20, 20)).json["id"]
    server.wait(f"/v1/jobs/{made}", lambda job: job["done"], 900)
    answer = server.post("/v1/datasets", {"name": "d", "filter": {"jobs": [made]}})
    place = answer.headers["Location"]
    file = server.wait(place, lambda one: one["state"] == "ready")["manifest"]["files"][0]
    path = f"{place}/files/{file['path']}"
    say(f"{CORES} cores, load average {os.getloadavg()[0]:.1f} at the start; a dataset of "
        f"{file['size'] / 1e6:.1f} MB")
    busy = server.post("/v1/jobs", job_request(ids, 10_000, 100, 2)).json["id"]
    rigs = Rigs()
    usual = asyncio.run(steady(server, busy, path, rigs, 60 * MINUTES))
    shares = asyncio.run(overload(server, busy, rigs, usual))
    must(server.get(f"/v1/jobs/{busy}").json["state"] == "running", "the pool was not busy")
    server.post(f"/v1/jobs/{busy}:cancel")
    must(server.stop() == 0, "the server did not end well")
    problems = check_catalog(folder)
    must(not problems, f"{problems[:3]}")
    discard(folder)
    must(min(shares) >= 0.8, f"goodput under ten times the load is {min(shares):.2f} of the peak")


main()
