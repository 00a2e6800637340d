"""Trains policies on source and on generated demonstrations, and tries each in sessions of a server."""

import argparse
import contextlib
import io
import json
import math
import re
import sys
import time
import urllib.request
from pathlib import Path

import h5py
import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "Demos"))
from demomill_env import DemoMillEnv  # noqa: E402

OBJECTS = ("cubeA", "cubeB")
HORIZON = 250


# what a policy sees, from poses as source files, generated files and sessions have them


def rotation(quaternion):
    """Rotation matrices (..., 3, 3) of quaternions (x, y, z, w)."""
    x, y, z, w = np.moveaxis(np.asarray(quaternion, np.float64), -1, 0)
    return np.stack([
        np.stack([1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)], -1),
        np.stack([2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)], -1),
        np.stack([2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)], -1)], -2)


def features(eef, objects, command):
    """(T, 34): hand, objects, objects seen from the hand, and the last gripper command.

    `eef` and each of `objects` are (positions (T, 3), matrices (T, 3, 3)). Two columns of a matrix stand for
    a rotation, since quaternions have two signs.
    """
    columns = [eef[0], eef[1][..., :2].reshape(-1, 6)]
    for position, matrix in objects:
        columns += [position, matrix[..., :2].reshape(-1, 6), position - eef[0]]
    columns.append(np.asarray(command, np.float64).reshape(-1, 1))
    return np.concatenate(columns, axis=-1)


def last_command(actions):
    """The gripper command before each step; open before the first."""
    return np.concatenate([[-1.0], actions[:-1, 6]])


def of_source(demo):
    info = demo["datagen_info"]

    def pose(name):
        matrix = info[name][:]
        return matrix[:, :3, 3], matrix[:, :3, :3]
    actions = demo["actions"][:]
    objects = [pose(f"object_poses/{name}") for name in OBJECTS]
    return features(pose("eef_pose"), objects, last_command(actions)), actions


def of_generated(demo):
    obs, actions = demo["obs"], demo["actions"][:]
    objects = [(obs[f"{name}_pos"][:], rotation(obs[f"{name}_quat"][:])) for name in OBJECTS]
    eef = (obs["robot0_eef_pos"][:], rotation(obs["robot0_eef_quat"][:]))
    return features(eef, objects, last_command(actions)), actions


def of_session(observation, command):
    def pose(name):
        return observation[f"{name}_pos"][None], rotation(observation[f"{name}_quat"])[None]
    return features(pose("robot0_eef"), [pose(name) for name in OBJECTS], [command])[0]


def demonstrations(path, read, count):
    """The first `count` demonstrations of a file: features and actions of each."""
    with h5py.File(path, "r") as file:
        names = sorted(file["data"], key=lambda name: int(name[5:]))[:count]
        return [read(file["data"][name]) for name in names]


# training, by robomimic's own algorithm


def importable_torchvision():
    """robomimic imports torchvision, whose compiled operators a CPU-only torch lacks; none is called here."""
    while True:
        try:
            import torchvision  # noqa: F401
            return
        except RuntimeError as error:
            missing = re.search(r"operator torchvision::(\w+) does not exist", str(error))
            if not missing:
                raise
            for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
                del sys.modules[name]
            torch.library.define(f"torchvision::{missing[1]}", "(Tensor x) -> Tensor")


def train(demos, steps, seed):
    importable_torchvision()
    from robomimic.algo import algo_factory
    from robomimic.config import config_factory
    import robomimic.utils.obs_utils as obs_utils

    inputs = np.concatenate([demo[0] for demo in demos])
    targets = np.concatenate([demo[1] for demo in demos])
    mean, scale = inputs.mean(0), inputs.std(0) + 1e-3
    config = config_factory(algo_name="bc")
    with config.values_unlocked():
        config.observation.modalities.obs.low_dim = ["features"]
        config.algo.gmm.enabled = True
        config.algo.actor_layer_dims = [512, 512]
        config.algo.optim_params.policy.learning_rate.initial = 5e-4
        config.algo.optim_params.policy.regularization.L2 = 1e-5
    torch.manual_seed(seed)
    with contextlib.redirect_stdout(io.StringIO()):
        obs_utils.initialize_obs_utils_with_config(config)
        model = algo_factory("bc", config, {"features": [inputs.shape[1]]}, targets.shape[1],
                             torch.device("cpu"))
    model.set_train()
    random = np.random.default_rng(seed)
    inputs = torch.tensor((inputs - mean) / scale, dtype=torch.float32)
    targets = torch.tensor(targets, dtype=torch.float32)
    optimizer = model.optimizers["policy"]
    loss = float("nan")
    for step in range(steps):
        # from the full rate down to nothing
        for group in optimizer.param_groups:
            group["lr"] = 5e-4 * 0.5 * (1 + math.cos(math.pi * step / steps))
        index = torch.from_numpy(random.integers(0, len(inputs), 256))
        batch = {"obs": {"features": inputs[index][:, None]}, "actions": targets[index][:, None],
                 "goal_obs": None}
        batch = model.process_batch_for_training(batch)
        loss = float(model.log_info(model.train_on_batch(batch, epoch=1, validate=False))["Loss"])
    model.set_eval()

    def policy(observation, command):
        row = (of_session(observation, command) - mean) / scale
        tensor = torch.tensor(row, dtype=torch.float32)[None]
        with torch.no_grad():
            return model.get_action({"features": tensor})[0].numpy()
    return policy, loss


def tried(policy, url, demonstration, distribution, rollouts):
    """Successes among rollouts in scenes that no demonstration was made in."""
    env = DemoMillEnv(url, "stack", distribution, seed=987654321, demonstration=demonstration)
    wins = 0
    try:
        for scene in range(rollouts):
            observation, info = env.reset(options={"scene": scene})
            command = -1.0
            for _ in range(HORIZON):
                action = np.clip(policy(observation, command), -1, 1)
                command = float(action[6])
                observation, _, terminated, truncated, info = env.step(action)
                if terminated or truncated:
                    break
            wins += bool(info["success"])
    finally:
        env.close()
    return wins


def wilson(successes, trials, z=1.96):
    p, n = successes / trials, trials
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return centre - half, centre + half


# the server


def call(url, method, path, body=None, kind="application/json", raw=False):
    request = urllib.request.Request(url + path, data=body, method=method)
    if body is not None:
        request.add_header("Content-Type", kind)
    with urllib.request.urlopen(request, timeout=120) as answer:
        return answer.read() if raw else json.loads(answer.read())


def until(attempt):
    while not (result := attempt()):
        time.sleep(1)
    return result


def generated(url, ids, distribution, count, folder):
    """A dataset of so many successes, downloaded."""
    job = call(url, "POST", "/v1/jobs", json.dumps({
        "task": "stack", "demonstrations": ids, "seed": 5,
        "scenes": {"count": 2000, "distribution": distribution}, "motions": {"count": 2},
        "goal": {"successes": count}}).encode())
    job = until(lambda: (now := call(url, "GET", f"/v1/jobs/{job['id']}"))["done"] and now)
    name = f"stack-{distribution.lower()}"
    made = call(url, "POST", "/v1/datasets", json.dumps(
        {"name": name, "filter": {"jobs": [job["id"]]}, "split": {"train": 1, "valid": 0}}).encode())
    path = f"/v1/datasets/{name}/versions/{made['version']}"
    made = until(lambda: (now := call(url, "GET", path))["state"] == "ready" and now)
    file = folder / f"{name}.hdf5"
    file.write_bytes(call(url, "GET", f"{path}/files/{made['manifest']['files'][0]['path']}", raw=True))
    print(f"{distribution}: {job['successes']} of {job['attempts']} attempts kept", flush=True)
    return file


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--source", required=True)
    parser.add_argument("--folder", required=True, type=Path)
    parser.add_argument("--steps", type=int, default=20000)
    parser.add_argument("--rollouts", type=int, default=100)
    parser.add_argument("--sizes", type=int, nargs="*", default=[200, 1000])
    parser.add_argument("--distributions", nargs="*", default=["D0", "D1"])
    # for so small a network two threads wait for one another longer than they compute
    parser.add_argument("--threads", type=int, default=1)
    a = parser.parse_args()
    torch.set_num_threads(a.threads)

    answer = call(a.url, "POST", "/v1/demonstrations?task=stack", Path(a.source).read_bytes(),
                  "application/x-hdf5")
    ids = [one["id"] for one in answer["demonstrations"]]
    source, loss = train(demonstrations(a.source, of_source, None), a.steps, seed=0)
    print(f"{len(ids)} source demonstrations: loss {loss:.2f}", flush=True)
    rows = []
    for distribution in a.distributions:
        cells = [tried(source, a.url, ids[0], distribution, a.rollouts)]
        print(f"{distribution}, {len(ids)} source: {cells[0]} of {a.rollouts}", flush=True)
        file = generated(a.url, ids, distribution, max(a.sizes), a.folder)
        for size in a.sizes:
            policy, loss = train(demonstrations(file, of_generated, size), a.steps, seed=0)
            wins = tried(policy, a.url, ids[0], distribution, a.rollouts)
            print(f"{distribution}, {size} generated: {wins} of {a.rollouts}, loss {loss:.2f}", flush=True)
            cells.append(wins)
        rows.append((distribution, cells))

    print("\n| stack | " + " | ".join([f"{len(ids)} source"] + [f"{n:,} generated" for n in a.sizes]) + " |")
    print("| --- |" + " --- |" * (1 + len(a.sizes)))
    for distribution, cells in rows:
        words = []
        for wins in cells:
            low, high = wilson(wins, a.rollouts)
            words.append(f"{100 * wins / a.rollouts:.0f} % ({100 * low:.0f} to {100 * high:.0f})")
        print(f"| {distribution} | " + " | ".join(words) + " |")


if __name__ == "__main__":
    main()
