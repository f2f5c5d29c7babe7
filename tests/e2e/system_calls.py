"""Watches the system calls of a program, or kills it at the n-th: by strace, or, where tracing is forbidden, preloaded. Preloaded
alone it gives a program another clock, another kind of disk, or little memory."""
import os
import pathlib
import subprocess

BUILD = pathlib.Path(os.environ["GOM_BIN"]).parent if "GOM_BIN" in os.environ else pathlib.Path(__file__).resolve().parents[2] / "build/dev"
PRELOADED = BUILD / "tests" / "libsystem_calls.so"
WATCHED = "pwrite64,fdatasync,fsync,write,sendmsg,sendto"


class Traced:
    @staticmethod
    def watching(output):
        return ["strace", "-f", "-qq", "-y", "-s", "4096", "-e", f"trace={WATCHED}", "-o", str(output)]

    @staticmethod
    def killing(calls, at, detached=False):
        return ["strace", *(["-D"] if detached else []), "-f", "-qq", "-o", "/dev/null", "-e", f"trace={calls}",
                "-e", f"inject={calls}:signal=KILL:when={at}"]

    @staticmethod
    def stop(process):
        """strace passes no signal on to what it traces when it is killed itself: ends the program, and strace with it."""
        subprocess.run(["pkill", "-TERM", "-P", str(process.pid)], check=True)


class Preloaded:
    @staticmethod
    def watching(output):
        return ["env", f"LD_PRELOAD={PRELOADED}", f"GOM_CALLS_OUT={output}"]

    @staticmethod
    def killing(calls, at, detached=False):
        return ["env", f"LD_PRELOAD={PRELOADED}", f"GOM_CALLS_KILL={calls}:{at}"]

    @staticmethod
    def stop(process):
        process.terminate()


def clock_ahead(seconds):
    """The environment of a program whose wall clock is that much ahead of the right one; behind, where it is negative."""
    return {"LD_PRELOAD": str(PRELOADED), "GOM_CALLS_CLOCK": str(seconds)}


def disk_of_kind(number):
    """The environment of a program to which statfs says that of each file system."""
    return {"LD_PRELOAD": str(PRELOADED), "GOM_CALLS_DISK": hex(number)}


def memory_for(allocations):
    """The environment of a program that has no more memory after so many of them."""
    return {"LD_PRELOAD": str(PRELOADED), "GOM_CALLS_MEMORY": str(allocations)}


def tracing_allowed():
    try:
        return subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              timeout=60).returncode == 0
    except OSError:
        return False


# Every way that works here; the first is the one to kill with.
WAYS = [Traced, Preloaded] if tracing_allowed() else [Preloaded]
killing = WAYS[0].killing
