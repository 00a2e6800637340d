"""Compares the statistics of a LeRobot dataset with what lerobot itself computes of its frames.

    lerobot_statistics.py CLIENTS DATASET

CLIENTS is the folder with check_lerobot.py."""
import glob
import json
import os
import sys

sys.path.insert(0, sys.argv[1])
import torchvision_cpu

torchvision_cpu.ready()
import numpy as np
import pyarrow.parquet as pq
from lerobot.datasets.compute_stats import aggregate_stats, compute_episode_stats

root = sys.argv[2]
info = json.load(open(f"{root}/meta/info.json"))
features = {k: f for k, f in info["features"].items() if f["dtype"] not in ("image", "video")}
frames = {k: [] for k in features}
for path in sorted(glob.glob(f"{root}/data/*/*.parquet")):
    table = pq.read_table(path)
    for key in features:
        frames[key] += table.column(key).to_pylist()
frames = {k: np.array(v, dtype=features[k]["dtype"]) for k, v in frames.items()}
episodes = []
for path in sorted(glob.glob(f"{root}/meta/episodes/*/*.parquet")):
    episodes += pq.read_table(path).to_pylist()

worst, faults, computed = 0.0, 0, []


def compare(place, own, theirs):
    """Limits to the bit, all else to nine digits."""
    global worst, faults
    for name, value in theirs.items():
        found = np.array(own(name), dtype=float).reshape(-1)
        wanted = np.asarray(value, dtype=float).reshape(-1)
        error = np.abs(found - wanted) / (np.abs(wanted) + 1)
        # lerobot's deviation is a difference of squares, which loses half of the digits
        bound = {"count": 0, "min": 0, "max": 0, "std": 1e-6}.get(name, 1e-9)
        if found.shape != wanted.shape or (error > bound).any():
            faults += 1
            print("ERROR", place, name, found, wanted)
        elif name.startswith("q"):
            worst = max(worst, float(error.max()))


for row in episodes:
    part = slice(row["dataset_from_index"], row["dataset_to_index"])
    # in double precision: in single, its deviation of what never changes is not 0
    theirs = compute_episode_stats({k: v[part].astype(float) for k, v in frames.items()}, features)
    computed.append(theirs)
    for key in features:
        place = f"episode {row['episode_index']}, {key}"
        compare(place, lambda n: row[f"stats/{key}/{n}"], theirs[key])
stats = json.load(open(f"{root}/meta/stats.json"))
for key, theirs in aggregate_stats(computed).items():
    compare(key, lambda n: stats[key][n], theirs)
print(f"{len(episodes)} episodes, {len(features)} features, quantiles within {worst:.1g}")
print("ACCEPTED" if not faults else "REJECTED", "statistics of", os.path.basename(root))
sys.exit(1 if faults else 0)
