#!/usr/bin/env python3
"""The house as its include graph shows it: dependencies point one way, nothing runs in a circle, and the pure rooms know
no gRPC, no SQLite, no clock, no thread and no file. Usage: include_graph_test.py SOURCE_DIR"""
import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else ".").resolve()

# Ground floor first; a room may include its own floor's room and those before it.
COMMON = ["common/text", "common/evidence", "common/plan", "common/platform", "common/log", "common/sync", "common/rpc",
          "common/rpc/door", "common/cli"]
AGENT = ["agent/state", "agent/store", "agent/sync", "agent/service", "agent/cli", "agent"]
HUB = ["hub/state", "hub/store", "hub/snapshot", "hub/writer", "hub/auth", "hub/report", "hub/service", "hub/cli", "hub"]
# What a room may not include although it stands lower: rooms that have nothing to say to each other.
STRANGERS = {
    "common/plan": {"common/platform", "common/log"},
    "common/platform": {"common/plan"},
    "common/log": {"common/plan"},
    "common/sync": {"common/platform"},
    "common/rpc": {"common/plan", "common/sync"},
    "common/rpc/door": {"common/plan", "common/sync", "common/log"},
    "hub/auth": {"hub/writer", "hub/store"},
}
GRPC_ROOMS = {"common/rpc", "common/rpc/door", "common/cli", "agent/service", "agent/cli", "agent", "hub/service", "hub/cli", "hub"}
PURE_ROOMS = {"common/evidence", "common/plan", "common/sync", "hub/state", "agent/state"}
IMPURE = re.compile(
    r"#include\s*[<\"](grpc|SQLiteCpp|sqlite3|absl/time/clock|absl/synchronization|thread|mutex|atomic|condition_variable"
    r"|future|fstream|filesystem|unistd|sys/|ctime|time\.h|random|iostream|openssl/rand)"
    r"|\b(absl::Now|std::time|gettimeofday|clock_gettime|std::getenv|(system|steady|high_resolution)_clock)\b")
INCLUDE = re.compile(r'^\s*#include\s*"((?:common|agent|hub)/[^"]+)"', re.M)
GRPC = re.compile(r'#include\s*[<"](grpcpp?/|gom/v1/\w+\.grpc\.pb\.h)')


def sources():
    for top in ("common", "agent", "hub"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in (".h", ".cc"):
                yield path


def room(path):
    return str(pathlib.PurePosixPath(path).parent)


FILES = {str(p.relative_to(ROOT)): p.read_text(encoding="utf-8") for p in sources()}
EDGES = {name: INCLUDE.findall(text) for name, text in FILES.items()}


class IncludeGraph(unittest.TestCase):
    def test_there_is_something_to_measure(self):
        self.assertGreater(len(FILES), 100)
        self.assertGreater(sum(map(len, EDGES.values())), 200)

    def test_every_include_of_ours_exists(self):
        for name, targets in EDGES.items():
            for target in targets:
                self.assertIn(target, FILES, f"{name} includes {target}")

    def test_every_room_has_a_floor(self):
        rooms = {room(name) for name in FILES}
        self.assertEqual(rooms - set(COMMON + AGENT + HUB), set())

    def test_no_edge_runs_upward(self):
        for name, targets in EDGES.items():
            here = room(name)
            house = AGENT if here in AGENT else HUB if here in HUB else []
            order = COMMON + house
            for target in targets:
                there = room(target)
                with self.subTest(f"{name} -> {target}"):
                    self.assertIn(there, order, "agent and hub never include each other, common neither of them")
                    self.assertLessEqual(order.index(there), order.index(here), "an upward edge")
                    self.assertNotIn(there, STRANGERS.get(here, set()), "rooms that are strangers")

    def test_nothing_runs_in_a_circle(self):
        state = {}

        def walk(name, trail):
            if state.get(name) == "done":
                return
            self.assertNotIn(name, trail, "a circle: " + " -> ".join(trail + [name]))
            for target in EDGES.get(name, []):
                walk(target, trail + [name])
            state[name] = "done"

        for name in EDGES:
            walk(name, [])

    def test_grpc_stays_at_the_edges(self):
        for name, text in FILES.items():
            if room(name) not in GRPC_ROOMS:
                self.assertIsNone(GRPC.search(text), f"{name} sees gRPC")

    def test_pure_rooms_are_pure(self):
        for name, text in FILES.items():
            if room(name) in PURE_ROOMS:
                found = IMPURE.search(text)
                self.assertIsNone(found, f"{name}: {found and found.group(0)}")

    def test_what_pure_rooms_include_is_free_of_grpc_and_sqlite(self):
        def reach(name, seen):
            for target in EDGES.get(name, []):
                if target not in seen:
                    seen.add(target)
                    reach(target, seen)
            return seen

        for name in FILES:
            if room(name) in PURE_ROOMS:
                for target in reach(name, set()):
                    self.assertIsNone(re.search(r"#include\s*[<\"](grpc|SQLiteCpp|sqlite3)", FILES[target]),
                                      f"{name} reaches {target}")


if __name__ == "__main__":
    unittest.main()
