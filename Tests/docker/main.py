"""Builds docker/Dockerfile in fresh Debian trees, and drives one job in what comes out."""

import fnmatch
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from dockerfile import build  # noqa: E402

repository = Path(__file__).resolve().parents[2]
folder = Path(sys.argv[1]).resolve()
build_packages = sys.argv[2].split()


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def bind(source, root):
    """Shows a folder of this machine inside a tree, read-only."""
    target = Path(str(root) + str(source))
    target.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "--bind", source, target], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", target], check=True)


def debian(name):
    """A fresh minimal Debian 12 with this machine's package sources; gives its root."""
    root, cached = folder / name, folder / "debian12.tar"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    if not cached.exists():
        mirror = output("apt-get", "indextargets", "--format", "$(REPO_URI)").split()[0]
        print(f"[{name}] debootstrap", flush=True)
        subprocess.run(["debootstrap", "--variant=minbase", "bookworm", root, mirror], check=True,
                       stdout=subprocess.DEVNULL)
        subprocess.run(["tar", "-C", root, "-cf", cached, "."], check=True)
    else:
        subprocess.run(["tar", "-C", root, "-xf", cached], check=True)

    # how this machine reaches packages and sources is its own affair
    for path in ["/etc/resolv.conf", "/etc/hosts", "/etc/gitconfig", os.path.expanduser("~/.gitconfig")]:
        if os.path.exists(path):
            target = Path(str(root) + path.replace(os.path.expanduser("~"), "/root"))
            target.unlink(missing_ok=True)
            shutil.copy(path, target)
    for path in ["/etc/apt/apt.conf.d", "/etc/apt/sources.list.d"]:
        shutil.copytree(path, str(root) + path, dirs_exist_ok=True)
    if os.path.exists("/etc/apt/sources.list"):
        shutil.copy("/etc/apt/sources.list", str(root) + "/etc/apt/sources.list")
    subprocess.run(["mount", "-t", "proc", "proc", root / "proc"], check=True)
    subprocess.run(["mount", "--rbind", "/dev", root / "dev"], check=True)
    return root


def make_base(image, name):
    root = debian(name)
    if not image.startswith("swift:"):
        if image != "debian:12-slim":
            raise SystemExit(f"FROM {image}: there is nothing to stand in for it")
        return root

    # this machine's toolchain stands in for the image's, with what it needs from Debian
    swift = Path(os.path.realpath(shutil.which("swift"))).parents[2]
    bind(swift, root)
    for tool in ("swift", "swiftc", "clang"):
        (root / "usr/local/bin" / tool).symlink_to(swift / "usr/bin" / tool)
    git = subprocess.run(["git", "config", "--get-regexp", r"^url\..*\.insteadof"],
                         capture_output=True, text=True).stdout
    for line in git.splitlines():
        path = line.split()[0][len("url."):-len(".insteadof")].rstrip("/")
        if os.path.isdir(path):
            bind(path, root)
    subprocess.run(["chroot", root, "sh", "-c", "apt-get update -qq && apt-get install -y -qq "
                    "--no-install-recommends binutils gcc g++ libc6-dev libstdc++-12-dev libcurl4 libedit2 "
                    "libncurses6 libxml2 libsqlite3-0 tzdata ca-certificates git >/dev/null"], check=True)
    return root


patterns = (repository / ".dockerignore").read_text().split()


def ignored(path):
    """As the last line of .dockerignore that matches says."""
    result = False
    for pattern in patterns:
        if fnmatch.fnmatch(path.split("/")[0], pattern.lstrip("!")):
            result = not pattern.startswith("!")
    return result


os.environ["DEBIAN_FRONTEND"] = "noninteractive"
image = build(repository / "docker/Dockerfile", repository, make_base, ignored)
size = int(output("du", "-sxm", "--exclude=proc", "--exclude=dev", str(image.root)).split()[0])
print(f"the image's tree holds {size} MB", flush=True)

# the proxy's own tree
proxy = debian("proxy")
subprocess.run(["chroot", proxy, "sh", "-c", "apt-get update -qq && apt-get install -y -qq "
                "--no-install-recommends caddy ca-certificates >/dev/null"], check=True)

# from here on nothing but loopback
import drive  # noqa: E402

drive.alone_on_the_network()
drive.run(image, proxy, repository)
