#!/usr/bin/env python3
"""Runs every test that stands for a row of the fault matrix, and prints row by row what came of it: `./test --faults`.

Usage: faults.py SOURCE_DIR BUILD_DIR [--jobs N]. Ends with 1 where a test failed.
The tests are found by name: in the test programs that ctest knows, and in the files of tests/e2e, Python's and the browser's.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import fault_matrix

BROWSER = "tests/e2e/browser/vitest.config.ts"
Result = collections.namedtuple("Result", "program test outcome seconds output")


class Program:
    """A test program that ctest knows: what it is started with, and those of its tests that stand for a row."""

    def __init__(self, entry):
        properties = {p["name"]: p["value"] for p in entry["properties"]}
        self.name, self.command = entry["name"], entry["command"]
        self.env = dict(os.environ, **dict(pair.split("=", 1) for pair in properties.get("ENVIRONMENT", [])))
        self.timeout = properties["TIMEOUT"]
        self.takes_long = "sim" in properties.get("LABELS", [])
        self.folder = pathlib.Path(properties.get("WORKING_DIRECTORY", "."))
        self.is_python = self.command[-1].endswith(".py")
        self.is_browser = self.command[-1].endswith(BROWSER)
        self.tests = [test for test in self.all_tests() if fault_matrix.rows_of(test)]

    def all_tests(self):
        if self.is_python:
            return fault_matrix.python_tests(pathlib.Path(self.command[-1]))
        return fault_matrix.browser_tests((self.folder / self.command[-1]).parent) if self.is_browser else self.google_tests()

    def google_tests(self):
        suite = ""
        for line in self.started("--gtest_list_tests").stdout.splitlines():
            name = line.split("#")[0].rstrip()
            if not line.startswith(" "):
                suite = name
            elif name.strip():
                yield suite + name.strip()

    def started(self, *args):
        try:
            return subprocess.run([*self.command, *args], env=self.env, cwd=self.folder, capture_output=True, text=True, errors="replace",
                                  timeout=self.timeout, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired as late:
            text = (late.stdout or b"").decode(errors="replace")
            return subprocess.CompletedProcess(late.cmd, 1, text, f"not done after {self.timeout:g} s")

    def runs(self):
        """What to run, each answering Results: Python's tests one by one, any other program once for all of them."""
        if self.is_python:
            return [lambda test=test: self.run_python(test) for test in self.tests]
        return [self.run_browser if self.is_browser else self.run_google]

    def run_python(self, test):
        with Stopwatch() as watch:
            done = self.started(test)
        outcome = "FAILED" if done.returncode else "skipped" if "OK (skipped=" in done.stderr else "ok"
        return [Result(self.name, test, outcome, watch.seconds, done.stdout + done.stderr)]

    def run_google(self):
        with tempfile.TemporaryDirectory(prefix="gom-faults-") as folder:
            report = pathlib.Path(folder) / "report.json"
            done = self.started(f"--gtest_filter={':'.join(self.tests)}", f"--gtest_output=json:{report}")
            cases = json.loads(report.read_text(encoding="utf-8"))["testsuites"] if report.exists() else []
        said = {f"{case['classname']}.{case['name']}": case for suite in cases for case in suite["testsuite"]}
        return [self.google_result(test, said.get(test), done.stdout + done.stderr) for test in self.tests]

    def run_browser(self):
        with tempfile.TemporaryDirectory(prefix="gom-faults-") as folder:
            report = pathlib.Path(folder) / "report.json"
            done = self.started("-t", " [A-I][0-9]+_", "--reporter=json", f"--outputFile={report}")
            files = json.loads(report.read_text(encoding="utf-8"))["testResults"] if report.exists() else []
        said = {f"{case['ancestorTitles'][0]}.{case['title']}": case for one in files for case in one["assertionResults"]}
        return [self.browser_result(test, said.get(test), done.stdout + done.stderr) for test in self.tests]

    def browser_result(self, test, case, output):
        if case is None:
            return Result(self.name, test, "FAILED", 0, output)
        outcome = {"passed": "ok", "failed": "FAILED"}.get(case["status"], "skipped")
        return Result(self.name, test, outcome, (case.get("duration") or 0) / 1000, "\n".join(case["failureMessages"]))

    def google_result(self, test, case, output):
        if case is None:  # the program died before it wrote its report
            return Result(self.name, test, "FAILED", 0, output)
        failures = "\n".join(failure["failure"] for failure in case.get("failures", []))
        outcome = "FAILED" if failures else "skipped" if case["result"] == "SKIPPED" else "ok"
        return Result(self.name, test, outcome, float(case["time"].rstrip("s")), failures)


class Stopwatch:
    def __enter__(self):
        self.start = os.times().elapsed
        return self

    def __exit__(self, *_):
        self.seconds = os.times().elapsed - self.start


def programs(build):
    listed = subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"], capture_output=True, text=True, check=True)
    entries = [e for e in json.loads(listed.stdout)["tests"] if e.get("command")]
    tests = pathlib.Path(build).resolve() / "tests"
    return [Program(e) for e in entries if "/tests/e2e/" in e["command"][-1] or e["command"][-1].endswith(BROWSER)
            or len(e["command"]) == 1 and pathlib.Path(e["command"][0]).resolve().parent == tests]


def joined(results):
    """One Result for all parameters of a test; it is ok if none of them failed and one was not skipped."""
    outcomes = [result.outcome for result in results]
    outcome = next((o for o in ("FAILED", "ok") if o in outcomes), "skipped")
    name = fault_matrix.bare(results[0].test) + (f" ({len(results)} cases)" if len(results) > 1 else "")
    return Result(results[0].program, name, outcome, sum(result.seconds for result in results), "")


def table(rows, results):
    """Prints the matrix with what was found; answers how many rows are automated: each has a test, and none failed."""
    of_row = collections.defaultdict(dict)
    for result in results:
        for row in fault_matrix.rows_of(result.test):
            of_row[row].setdefault((result.program, fault_matrix.bare(result.test)), []).append(result)
    automated = 0
    for row in rows:
        print(f"\n{row.name:4} {row.what}")
        found = [joined(cases) for cases in of_row[row.name].values()]
        for result in found:
            print(f"{row.name:4} {result.outcome:8}{result.seconds:6.1f} s  {result.program}  {result.test}")
        outcomes = {result.outcome for result in found}
        automated += "ok" in outcomes and "FAILED" not in outcomes
        if not found:
            print(f"{row.name:4} none    {row.reason or 'the test that it names was not built'}")
    return automated


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("build")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    rows = fault_matrix.matrix(asked.source)
    found = sorted((p for p in programs(asked.build) if p.tests), key=lambda program: not program.takes_long)
    runs = [run for program in found for run in program.runs()]
    results = []
    with concurrent.futures.ThreadPoolExecutor(asked.jobs) as pool:
        for done in concurrent.futures.as_completed([pool.submit(run) for run in runs]):
            results += done.result()
            print(f"\r{len(results)} tests", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    results.sort(key=lambda result: (result.program, result.test))
    failed = [result for result in results if result.outcome == "FAILED"]
    for result in failed:
        print(f"\n== {result.program} {result.test}\n{result.output[-4000:]}", file=sys.stderr)
    automated = table(rows, results)
    print(f"\n{len(results)} tests ran, {len(failed)} failed; {len(rows)} rows")
    print(f"automated: {automated}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
