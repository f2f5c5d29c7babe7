#!/usr/bin/env python3
"""A commune under load whose processes are killed at random moments: kills.py --kills N [--seed S] [--in-flight PERCENT].

Schools (two computers each) enter, submit and sync, the operator judges, all the time; agents, hub and commands get
SIGKILL, most of them between the begin and the answer of an operation, and are started again. In the end everything is
synced, and what was said meanwhile is held against what is there (kills_ledger.py). The last line is

    kills: N, lost: 0, doubled: 0, in_flight: M

in_flight counts the kills at which a submit, a sync or a review had begun and its answer was never seen: it fails where
that is less than PERCENT of them (50), since how many a seed gives is the machine's word too. Nothing sleeps: a
kill comes a drawn time after a request began, or from the kernel at the n-th write or sync of the process.
"""
import argparse
import pathlib
import random
import sys
import threading
import time

from commune import SOURCE, Commune
from kills_daemon import Daemon, Score
from kills_ledger import Ledger, judge
from kills_people import Operator, School, look_around
from stubs import Stubs

PLAN = SOURCE / "tests/agent/small_plan.textproto"
# Each computer writes entries of its own, so that the last submit is the one that must count.
COMPUTERS = ([("work", "Q1", "events"), ("profile", "Q1", "staff")], [("work", "Q2", "events"), ("profile", "Q2", "staff")])


def roster(folder, schools):
    path = pathlib.Path(folder) / "roster-of-kills.csv"
    rows = ["code,name,kinds,ownership,manager,valid_from,valid_to,successor"]
    rows += [f"TH{n},Trường Tiểu học số {n},primary,public,commune,,," for n in range(1, schools + 1)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


class Run:
    """A commune with its people, for as long as it takes to kill `wanted` times."""

    def __init__(self, api, commune, wanted, seed, schools):
        self.api, self.commune, self.score, self.ledger = api, commune, Score(wanted), Ledger()
        commune.start_hub()
        agents = [(commune.enroll(f"TH{n}"), entries) for n in range(1, schools + 1) for entries in COMPUTERS]
        commune.stop_hub()
        chance = lambda name: random.Random(f"{seed} {name}")
        self.hub = Daemon("hub", self.score, chance("hub"), commune.launch_hub, commune.hub_data)
        self.synced = threading.Event()
        self.schools = [School(api, agent, entries, self.hub, self.score, self.ledger, self.synced, chance(agent.data.name))
                        for agent, entries in agents]
        self.operator = Operator(api, self.hub, self.score, self.ledger, self.synced, chance("operator"))
        self.failures = []

    def work(self, person):
        try:
            while not self.score.full:
                person.step()
            person.rest()
        except BaseException as failure:  # whatever it is, the others must not wait for it
            self.failures.append(failure)
            self.score.give_up()
        finally:
            self.synced.set()

    def play(self):
        threads = [threading.Thread(target=self.work, args=(p,)) for p in (*self.schools, self.operator)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.failures:
            raise self.failures[0]

    def settle(self):
        """Everything is synced; then every computer hears of the others'."""
        for _ in range(2):
            for school in self.schools:
                school.settle()
        return self.look_around()

    def look_around(self):
        return look_around(self.api, self.commune, self.hub, self.schools)

    def close(self):
        for daemon in (*(s.agent for s in self.schools), self.hub):
            daemon.end()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    parser.add_argument("--in-flight", type=int, default=50, metavar="PERCENT")
    parser.add_argument("--schools", type=int, default=4)
    arguments = parser.parse_args()
    print(f"seed: {arguments.seed}", flush=True)
    began = time.monotonic()
    with Stubs() as api, Commune(plan=PLAN, roster=None) as commune:
        commune.hub("unit", "import", roster(commune.root, arguments.schools))
        run = Run(api, commune, arguments.kills, arguments.seed, arguments.schools)
        try:
            run.play()
            took = time.monotonic() - began
            judgement = judge(run.ledger, run.settle())
        finally:
            run.close()
    for what in judgement.lost + judgement.doubled:
        print(f"  {what}")
    score = run.score
    print(score.story())
    print(f"{len(run.ledger.submits)} submits, {len(run.ledger.verdicts)} verdicts, {len(run.ledger.receipts)} receipts held "
          f"against what is there; {score.kills / took:.1f} kills a second")
    print(f"kills: {score.kills}, lost: {len(judgement.lost)}, doubled: {len(judgement.doubled)}, in_flight: {score.in_flight}")
    as_asked = score.kills == arguments.kills and score.in_flight * 100 >= score.kills * arguments.in_flight
    return 0 if as_asked and not judgement.lost and not judgement.doubled else 1


if __name__ == "__main__":
    sys.exit(main())
