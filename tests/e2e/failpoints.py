#!/usr/bin/env python3
"""Kills at every point that common/platform/failpoint.h marks: failpoints.py [--times N | --once] [--seed S] [--only REGEX].

Before and after each step that makes something durable, in each operation that takes it, a real program of a real commune
gets SIGKILL, N times (20): in which operation, at which passing, by a command or in a daemon, and what else is going on is
drawn from the seed.
Then it is started again, the operation is done again, everything is synced, and what was said is held against what is there.
First each operation is done without a kill, which shows that it passes each of its points, and how often. A point that is
passed and is in no trial is a failure too. The last line is

    failpoints: N, kills: M, lost: 0, doubled: 0

Wants programs that were built with GOM_FAILPOINTS (dev, asan, gcc).
"""
import argparse
import collections
import concurrent.futures
import contextlib
import os
import random
import re
import sys
import tempfile
import time
import traceback

import failpoints_agent
import failpoints_hub
from failpoints_commune import Copy, NotTrue, Template

TRIALS = {f"{side}.{trial.__name__}": trial for side, trials in (("agent", failpoints_agent.TRIALS), ("hub", failpoints_hub.TRIALS))
          for trial in trials}
SIDES = ("before", "after")
template = None  # of this process


def points_of(trial):
    return [f"{step}.{side}" for step in trial.points for side in SIDES]


def all_points():
    return sorted({point for trial in TRIALS.values() for point in points_of(trial)})


def one_of_each_pair(seed):
    chance = random.Random(f"{seed} sides")
    return [f"{step}.{chance.choice(SIDES)}" for step in sorted({step for trial in TRIALS.values() for step in trial.points})]


def make_template(folder):
    global template
    template = Template(tempfile.mkdtemp(dir=folder))


@contextlib.contextmanager
def watched(name, part, seed):
    """The trial, in a commune of its own, and a set that holds all points that any of its programs passed, in the end."""
    passed = set()
    with Copy(template) as commune:
        file = commune.root / "passed-everywhere"
        os.environ["GOM_FAILPOINTS_PASSED"] = str(file)
        try:
            yield TRIALS[name](commune, random.Random(f"{seed} {name} {part}")), passed
        finally:
            del os.environ["GOM_FAILPOINTS_PASSED"]
            passed |= set(file.read_text().split()) if file.exists() else set()


def count(name, seed):
    """How often the trial's own program passes which points, without a kill."""
    with watched(name, "count", seed) as (trial, _):
        try:
            return name, trial.count(trial.commune.root / "passed"), ""
        except Exception:
            return name, collections.Counter(), traceback.format_exc()


def play(name, part, points, passings, seed):
    """One chain of trials in one commune: kills, what was lost, what was doubled, and points that nobody knows."""
    with watched(name, part, seed) as (trial, passed):
        try:
            judgement = trial.play(points, passings)
            lost, doubled = judgement.lost, judgement.doubled
        except NotTrue as wrong:
            lost, doubled = [str(wrong)], []
        except Exception:
            lost, doubled = [traceback.format_exc()], []
    return name, part, trial.kills, lost, doubled, passed - set(all_points())


def chains(names, wanted, times, seed):
    """Each point so many times, each time in one of the operations that take it; in parts that one commune bears."""
    chance, points = random.Random(seed), {name: [] for name in names}
    for point in wanted:
        having = [name for name in names if point in points_of(TRIALS[name])]
        for _ in range(times if having else 0):
            points[chance.choice(having)].append(point)
    for name, kills in points.items():
        chance.shuffle(kills)
        for begin in range(0, len(kills), TRIALS[name].most):
            yield name, begin // TRIALS[name].most, kills[begin:begin + TRIALS[name].most]


class Run:
    def __init__(self, names, seed, jobs):
        self.names, self.seed, self.failures = names, seed, []
        self.folder = tempfile.TemporaryDirectory(prefix="gom-failpoints-")
        self.pool = concurrent.futures.ProcessPoolExecutor(jobs, initializer=make_template, initargs=(self.folder.name,))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.pool.shutdown()
        self.folder.cleanup()

    def finished(self, futures):
        for future in concurrent.futures.as_completed(futures):
            yield future.result()

    def count(self):
        """Passings by trial and point. Each trial must pass all of its points."""
        passings = {}
        for name, passed, failure in self.finished([self.pool.submit(count, n, self.seed) for n in self.names]):
            passings[name] = {point: n for point, n in passed.items()}
            if failure:
                self.fail(f"{name}: without a kill: {failure}")
            for point in set(points_of(TRIALS[name])) - set(passed) if not failure else ():
                self.fail(f"{name} does not pass {point}")
        return passings

    def kill(self, wanted, times, passings):
        kills, lost, doubled = collections.Counter(), [], []
        parts = list(chains(self.names, wanted, times, self.seed))
        tasks = [self.pool.submit(play, name, part, points, passings.get(name, {}), self.seed) for name, part, points in parts]
        left = collections.Counter(name for name, *_ in parts)
        for name, part, killed, was_lost, was_doubled, unknown in self.finished(tasks):
            kills[name], left[name] = kills[name] + killed, left[name] - 1
            if left[name] == 0:
                print(f"{name}: {kills[name]} kills", flush=True)
            for found, into in ((was_lost, lost), (was_doubled, doubled)):
                into += found
                for what in found:
                    print(f"  {name} {part}: {what}", flush=True)
            for point in unknown:
                self.fail(f"{name} passes {point}, which is in no trial")
        return kills, lost, doubled

    def fail(self, what):
        self.failures.append(what)
        print(f"  {what}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=20, metavar="N")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    parser.add_argument("--once", action="store_true", help="each step once: killed before or after it, at its first passing")
    parser.add_argument("--only", default="", metavar="REGEX", help="trials by their name")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    names = [name for name in TRIALS if re.search(arguments.only, name)]
    print(f"seed: {arguments.seed}", flush=True)
    began = time.monotonic()
    times = 1 if arguments.once else arguments.times
    taken = {point for name in names for point in points_of(TRIALS[name])}
    points = [p for p in (one_of_each_pair(arguments.seed) if arguments.once else all_points()) if p in taken]
    with Run(names, arguments.seed, arguments.jobs) as run:
        kills, lost, doubled = run.kill(points, times, {} if arguments.once else run.count())
    wanted, steps = len(points) * times, {point.rsplit(".", 1)[0] for point in points}
    print(f"{len(names)} operations, {len(steps)} steps, {time.monotonic() - began:.0f} s")
    print(f"failpoints: {len(points)}, kills: {sum(kills.values())}, lost: {len(lost)}, doubled: {len(doubled)}")
    return 0 if sum(kills.values()) == wanted and not lost and not doubled and not run.failures else 1


if __name__ == "__main__":
    sys.exit(main())
