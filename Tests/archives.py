"""Opens what DatasetSamples wrote with zarr, numcodecs, webdataset, tarfile and GNU tar.

    python archives.py FOLDER EPISODES
"""

import glob
import io
import json
import os
import subprocess
import sys
import tarfile
import zipfile

import numpy as np
import webdataset
import zarr

folder, episodes = sys.argv[1], int(sys.argv[2])
lengths = [40 + k % 7 for k in range(episodes)]
ends = np.cumsum(lengths)
sides = ["valid" if k % 4 == 3 else "test" if k == 2 else "train" for k in range(episodes)]
paraphrases = ["put the red cube on the green one", "cover the green one with the red cube"]
checks = 0


def check(condition, what):
    global checks
    checks += 1
    if not condition:
        sys.exit(f"FAILED: {what}")


def open_buffer(path):
    """Into memory array by array, as replay buffers are opened for training."""
    with zarr.ZipStore(path, mode="r") as store:
        root = zarr.group(store)
        check(sorted(root.group_keys()) == ["data", "meta"], "groups")
        data = {key: array[:] for key, array in root["data"].items()}
        meta = {key: array[:] for key, array in root["meta"].items()}
        for key, array in root["data"].items():
            check(array.shape[0] == meta["episode_ends"][-1], f"rows of {key}")
        chunks = {key: array.chunks for key, array in root["data"].items()}
        attributes = dict(root.attrs)
    return data, meta, chunks, attributes


def copy_buffer(path):
    """Into a store in memory without unpacking, as UMI opens its files."""
    memory = zarr.MemoryStore()
    with zarr.ZipStore(path, mode="r") as store:
        copied, skipped, _ = zarr.copy_store(
            source=store, dest=memory, source_path="/meta", dest_path="/meta")
        check(copied > 0 and skipped == 0, "copy of meta")
        root = zarr.group(store=memory)
        source = zarr.group(store)
        group = root.create_group("data", overwrite=True)
        for key in source["data"].keys():
            zarr.copy_store(
                source=store, dest=memory, source_path=f"/data/{key}", dest_path=f"/data/{key}")
        check(sorted(group.keys()) == sorted(source["data"].keys()), "copied keys")
        return {key: array[:] for key, array in root["data"].items()}


# every compression holds the same
reference = {}
for path in sorted(glob.glob(f"{folder}/*_*.zarr.zip")):
    name = os.path.basename(path)
    if not name.startswith(("robosuite_", "umi_")):
        continue
    check(zipfile.ZipFile(path).testzip() is None, f"{name}: checksums")
    check(len(set(zipfile.ZipFile(path).namelist())) == len(zipfile.ZipFile(path).namelist()),
          f"{name}: names")
    data, meta, chunks, attributes = open_buffer(path)
    for key, values in copy_buffer(path).items():
        check(np.array_equal(values, data[key]), f"{name}: {key} copied")
    naming = name.split("_")[0]
    if naming in reference:
        check(reference[naming].keys() == data.keys(), f"{name}: keys")
        for key in data:
            check(np.array_equal(data[key], reference[naming][key]), f"{name}: {key}")
    reference[naming] = data

    check(np.array_equal(meta["episode_ends"], ends), f"{name}: episode_ends")
    check(meta["episode_ends"].dtype == np.int64, f"{name}: type of episode_ends")
    for side in ["valid", "test"]:
        flags = meta[f"episode_{side}"]
        check(flags.dtype == bool, f"{name}: type of episode_{side}")
        check(list(flags) == [own == side for own in sides], f"{name}: episode_{side}")
    check([json.loads(text) for text in meta["paraphrases"]] == [paraphrases] * episodes,
          f"{name}: paraphrases")
    check(list(meta["instruction"]) == ["put the red cube on the green one"] * episodes,
          f"{name}: instructions")
    recipes = [json.loads(text) for text in meta["recipe"]]
    check([recipe["scene"] for recipe in recipes] == list(range(episodes)), f"{name}: recipes")
    check(json.loads(attributes["env_args"])["type"] == 1, f"{name}: env_args")
    pictures = "agentview_image" if naming == "robosuite" else "camera0_rgb"
    check(chunks[pictures] == (1, 8, 12, 3), f"{name}: chunks of pictures")
    check(data[pictures].dtype == np.uint8, f"{name}: type of pictures")
    first = (np.arange(lengths[0] * 8 * 12 * 3) * 7 % 251).astype(np.uint8)
    check(np.array_equal(data[pictures][: lengths[0]].ravel(), first), f"{name}: pictures")
    again = data[pictures][ends[-2] : ends[-2] + 2].ravel()
    check(np.array_equal(again, first[: again.size]), f"{name}: pictures of the last episode")
check(sorted(reference) == ["robosuite", "umi"], "both namings")

robosuite, umi = reference["robosuite"], reference["umi"]
check(robosuite["action"].shape == (ends[-1], 7), "actions")
check(robosuite["action"].dtype == np.float32, "type of actions")
check(robosuite["object"].shape == (ends[-1], 20), "objects")
check(robosuite["robot0_eye_in_hand_depth"].shape == (ends[-1], 8, 12, 1), "depths")
check(set(umi) == {
    "robot0_eef_pos", "robot0_eef_rot_axis_angle", "robot0_gripper_width",
    "robot0_demo_start_pose", "robot0_demo_end_pose", "camera0_rgb", "camera1_rgb"}, "UMI's keys")
check(np.array_equal(umi["robot0_eef_pos"], robosuite["robot0_eef_pos"]), "positions agree")
start = np.concatenate([umi["robot0_eef_pos"], umi["robot0_eef_rot_axis_angle"]], axis=1)[0]
check(np.array_equal(umi["robot0_demo_start_pose"][: lengths[0]], np.tile(start, (lengths[0], 1))),
      "start poses")

# a rotation vector, its matrix and its quaternion say the same
absolute = open_buffer(f"{folder}/absolute_pose.zarr.zip")[0]["action"]
six = open_buffer(f"{folder}/absolute_pose_6d.zarr.zip")[0]["action"]
joints, meta, _, attributes = open_buffer(f"{folder}/joint_positions.zarr.zip")
check(absolute.shape[1:] == (7,) and six.shape[1:] == (10,), "widths of poses")
check(attributes["action_names"] == [f"joint{k}" for k in range(1, 8)] + ["gripper"], "joints")
for row, (a, b) in enumerate(zip(absolute[:50], six[:50])):
    v = a[3:6].astype(np.float64)
    angle = np.linalg.norm(v)
    k = v / angle
    cross = np.array([[0, -k[2], k[1]], [k[2], 0, -k[0]], [-k[1], k[0], 0]])
    matrix = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
    check(np.allclose(matrix[:2].ravel(), b[3:9], atol=1e-5), f"rotation of row {row}")
    check(a[6] == b[9], f"gripper of row {row}")
check(np.array_equal(joints["action"][: lengths[0] - 1, :7],
                     joints["robot0_joint_pos"][1 : lengths[0]]), "the next joint positions")

# WebDataset: every sample once, decoded by its own handlers
found = {}
for subset in ["train", "valid", "test"]:
    shards = sorted(glob.glob(f"{folder}/{subset}-*.tar"))
    check(len(shards) > 0, f"shards of {subset}")
    for sample in webdataset.WebDataset(shards, shardshuffle=False).decode():
        check((sample["__key__"] in found) is False, "a sample is there twice")
        found[sample["__key__"]] = subset
        index = int(sample["__key__"])
        numbers, meta = sample["npz"], sample["json"]
        check(meta["episode"] == index and meta["recipe"]["scene"] == index, "JSON of a sample")
        check(subset == sides[index], "subset of a sample")
        check(meta["paraphrases"] == paraphrases, "paraphrases of a sample")
        begin = ends[index] - lengths[index]
        for key in numbers:
            check(np.array_equal(numbers[key], robosuite[key][begin : ends[index]]),
                  f"{key} of sample {index}")
        view = sample["agentview.npz"]["image"]
        check(np.array_equal(view, robosuite["agentview_image"][begin : ends[index]]),
              f"pictures of sample {index}")
check(sorted(found) == [f"{k:06d}" for k in range(episodes)], "all samples")

# the tar stream, by Python and by GNU tar
path = f"{folder}/stream.tar"
names = ["a.txt", "meta/empty", "deep/" + "long/" * 30 + "name.bin", "x" * 140 + ".bin",
         "grün/größe.bin"]
with tarfile.open(path) as tar:
    check(tar.getnames() == names, "names in the stream")
    for index, member in enumerate(tar.getmembers()):
        content = tar.extractfile(member).read()
        check(content == bytes(k % 256 for k in range(index * 700)), f"content of {member.name}")
        check(member.mtime == 1_700_000_000 and member.mode == 0o644, "date and mode")
listed = subprocess.run(
    ["tar", "--quoting-style=literal", "-tf", path], check=True, capture_output=True,
    env=dict(os.environ, LC_ALL="C.UTF-8"))
check(listed.stdout.decode().split("\n")[:-1] == names, "names by GNU tar")
check(listed.stderr == b"", "GNU tar has nothing to say")
print(f"{checks} checks, all right")
