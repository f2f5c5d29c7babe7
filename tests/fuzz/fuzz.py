#!/usr/bin/env python3
"""Runs every fuzz target of a build for its share of the time. Usage: fuzz.py FOLDER --minutes M [--jobs N]

What is found goes to FOLDER: corpus/TARGET (inputs that reach something new, kept for the next time) and crashes/. The last
line is `fuzz: TARGETS targets, RUNS runs, crashes: N`; with a crash the exit code is 1, and before it stand the file of each
and the command that does it again.
"""
import argparse
import pathlib
import re
import subprocess
import sys

TREE = pathlib.Path(__file__).resolve().parent / "corpus"
RUNS = re.compile(r"^stat::number_of_executed_units:\s*(\d+)", re.M)


class Outcome:
    """runs: inputs tried. crashes: files. failed: the target ended otherwise than in time."""

    def __init__(self, runs, crashes, failed):
        self.runs, self.crashes, self.failed = runs, crashes, failed


def run(program, seconds, jobs):
    name = program.name.removeprefix("fuzz_")
    folder = program.parent
    corpus, crashes, logs = (folder / kind / name for kind in ("corpus", "crashes", "logs"))
    for made in (corpus, crashes, logs):
        made.mkdir(parents=True, exist_ok=True)
    for old in logs.glob("fuzz-*.log"):
        old.unlink()
    before = set(crashes.iterdir())
    done = subprocess.run(
        [program, f"-max_total_time={seconds}", f"-jobs={jobs}", f"-workers={jobs}", "-max_len=20000", "-timeout=30",
         "-print_final_stats=1", f"-artifact_prefix={crashes}/", corpus, TREE / name],
        cwd=logs, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    text = "".join(log.read_text(errors="replace") for log in sorted(logs.glob("fuzz-*.log")))
    new = sorted(set(crashes.iterdir()) - before)
    return Outcome(sum(map(int, RUNS.findall(text))), new, done.returncode != 0 and not new)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--minutes", type=int, required=True)
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args()
    programs = sorted(p for p in asked.folder.resolve().glob("fuzz_*") if p.is_file())
    if not programs:
        sys.exit(f"no fuzz target in {asked.folder}")
    seconds = max(1, asked.minutes * 60 // len(programs))
    runs = crashes = failed = 0
    for program in programs:
        outcome = run(program, seconds, asked.jobs)
        print(f"{program.name}: {outcome.runs} runs, crashes: {len(outcome.crashes)}", flush=True)
        for crash in outcome.crashes:
            print(f"  {crash}\n  again: {program} {crash}")
        if outcome.failed:
            print(f"  ended by itself: see {program.parent / 'logs' / program.name.removeprefix('fuzz_')}")
        runs, crashes, failed = runs + outcome.runs, crashes + len(outcome.crashes), failed + outcome.failed
    print(f"fuzz: {len(programs)} targets, {runs} runs, crashes: {crashes}")
    sys.exit(1 if crashes or failed else 0)


if __name__ == "__main__":
    main()
