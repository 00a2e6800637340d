"""Carries out the instructions of a Dockerfile in trees of files (the few that ours uses)."""

import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path


def instructions(text):
    """The instructions of a Dockerfile as (word, rest), comments dropped and lines joined."""
    lines, joined = [], ""
    for line in text.splitlines():
        if line.lstrip().startswith("#"):
            continue
        joined += line.rstrip()
        if joined.endswith("\\"):
            joined = joined[:-1]
            continue
        if joined.strip():
            word, _, rest = joined.strip().partition(" ")
            lines.append((word.upper(), rest.strip()))
        joined = ""
    return lines


class Stage:
    """One stage: a tree of files, and what its instructions said about running it."""

    def __init__(self, name, root):
        self.name, self.root = name, root
        self.user, self.workdir = "root", "/"
        self.environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
        self.entrypoint, self.command, self.health, self.volumes = [], [], None, []

    def chroot(self, command, **options):
        """The command line that runs a command inside, as the stage's user."""
        identity = [] if self.user == "root" else [f"--userspec={self.user}:{self.user}"]
        inner = ["sh", "-c", f'cd "{self.workdir}" && exec "$@"', "sh", *command]
        return ["chroot", *identity, str(self.root), "env", "-i",
                *[f"{k}={v}" for k, v in self.environment.items()], *inner]

    def run(self, command):
        print(f"[{self.name}] {' '.join(command)[:160]}", flush=True)
        subprocess.run(self.chroot(command), check=True)


def build(dockerfile, context, make_base, ignored):
    """Carries out a Dockerfile; gives its last stage.

    `make_base(image, name)` gives the tree of a FROM; `ignored(path)` is what .dockerignore leaves out.
    """
    stages = {}
    stage = None
    for word, rest in instructions(Path(dockerfile).read_text()):
        if word == "FROM":
            parts = rest.split()
            name = parts[2] if len(parts) == 3 and parts[1].upper() == "AS" else f"stage{len(stages)}"
            stage = Stage(name, make_base(parts[0], name))
            stages[name] = stage
        elif word == "RUN":
            stage.run(["sh", "-c", rest])
        elif word == "WORKDIR":
            stage.workdir = rest
            inside(stage, rest).mkdir(parents=True, exist_ok=True)
        elif word == "ENV":
            for pair in shlex.split(rest):
                key, _, value = pair.partition("=")
                stage.environment[key] = value
        elif word == "COPY":
            copy(stage, stages, rest, Path(context), ignored)
        elif word == "USER":
            stage.user = rest
        elif word == "VOLUME":
            stage.volumes.append(rest)
        elif word in ("ENTRYPOINT", "CMD"):
            parsed = json.loads(rest)
            if word == "ENTRYPOINT":
                stage.entrypoint = parsed
            else:
                stage.command = parsed
        elif word == "HEALTHCHECK":
            stage.health = ["sh", "-c", re.sub(r"^(--\S+\s+)*CMD\s+", "", rest)]
        elif word not in ("EXPOSE", "STOPSIGNAL", "LABEL"):
            raise SystemExit(f"{dockerfile}: {word} is not understood here")
    return stage


def inside(stage, path):
    return Path(str(stage.root) + os.path.join(stage.workdir, path))


def copy(stage, stages, rest, context, ignored):
    words = rest.split()
    source_root = context
    if words[0].startswith("--from="):
        source_root = Path(str(stages[words.pop(0)[7:]].root))
    *sources, target = words
    for source in sources:
        origin = source_root / source.lstrip("/")
        if source_root == context and ignored(source):
            raise SystemExit(f"COPY {source}: .dockerignore leaves it out")
        destination = inside(stage, target)
        if origin.is_dir():
            shutil.copytree(origin, destination, dirs_exist_ok=True, symlinks=True)
        else:
            if target.endswith("/") or destination.is_dir():
                destination = destination / origin.name
            destination.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(origin, destination)
