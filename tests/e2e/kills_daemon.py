"""Processes that are killed and started again, and how many times that was."""
import collections
import os
import select
import statistics
import threading

import grpc

from system_calls import killing

# Seconds; far more than anything here takes. Whoever waits so long has found a program that hangs.
PATIENCE = 120
# Operations whose kills count as in flight.
COUNTED = ("submit", "sync", "review")


class Score:
    """Kills wanted, given, and in the middle of what. For all threads."""

    def __init__(self, wanted):
        self.wanted, self.lock = wanted, threading.Lock()
        self.kills, self.promised = 0, 0
        self.victims, self.operations, self.landed = (collections.Counter() for _ in range(3))
        self.took = collections.defaultdict(lambda: collections.deque([0.02], maxlen=50))

    @property
    def in_flight(self):
        return sum(self.operations[name] for name in COUNTED)

    @property
    def full(self):
        return self.kills + self.promised >= self.wanted

    def give_up(self):
        self.wanted = 0

    def promise(self):
        """One kill that will be given: by hand in a moment, or by the kernel some time. False: there were enough."""
        with self.lock:
            if self.full:
                return False
            self.promised += 1
            return True

    def killed(self, victim):
        with self.lock:
            self.promised -= 1
            self.kills += 1
            self.victims[victim] += 1

    def unanswered(self, operation):
        """The last kill came between the begin and the answer of this operation."""
        with self.lock:
            self.operations[operation] += 1

    @property
    def scarce(self):
        """Too few kills were in flight so far: the next ones come early in an operation that counts."""
        return self.in_flight * 3 <= self.kills * 2

    def moment(self, operation, chance):
        """When to kill, counted from the begin of the operation: mostly before it usually ends."""
        usual = statistics.median(list(self.took[operation]))
        return chance.uniform(0, usual * (0.3 if self.scarce and operation in COUNTED else 1.2))

    def story(self):
        killed = ", ".join(f"{name} {n}" for name, n in self.victims.most_common())
        within = ", ".join(f"{name} {n} ({self.landed[name]} had landed)" if name in self.landed else f"{name} {n}"
                           for name, n in self.operations.most_common())
        usual = ", ".join(f"{name} {statistics.median(times) * 1000:.0f} ms" for name, times in self.took.items())
        return f"killed: {killed}\nwithin: {within}\nusual: {usual}"


def by_the_kernel(chance):
    """A prefix under which the kernel kills the process at the n-th write or sync of one of its threads."""
    return killing("pwrite64,fdatasync", chance.randrange(2, 40), detached=True)


def ends(process, seconds):
    """Whether the process ends within so many seconds."""
    if process.poll() is not None:
        return True
    handle = os.pidfd_open(process.pid)
    try:
        ready, _, _ = select.select([handle], [], [], seconds)
    finally:
        os.close(handle)
    return bool(ready) and process.wait() is not None


class Daemon:
    """A hub or an agent; calls reach it over the Unix socket of its folder. A life lasts from one start to the next kill."""

    def __init__(self, name, score, chance, launch, data):
        self.name, self.score, self.chance, self.launch, self.data = name, score, chance, launch, data
        self.lock = threading.RLock()  # held while there is no life
        self.life, self.process, self.channel, self.traced = 0, None, None, False
        self.begin(plain=True)

    def begin(self, plain=False):
        """A new life; one in seven ends by the kernel's hand, perhaps while it starts."""
        with self.lock:
            while True:
                self.traced = not plain and self.chance.random() < 0.15 and self.score.promise()
                self.process = self.launch(by_the_kernel(self.chance) if self.traced else ())
                if self.process.poll() is None:
                    break
                if not self.traced:
                    raise RuntimeError(f"{self.name} did not come up by itself: {self.process.stderr.read()}")
                self.score.killed(f"{self.name} by the kernel while it started")
            self.life += 1
            self.channel = grpc.insecure_channel(f"unix:{self.data}/gom.sock")

    def now(self):
        with self.lock:
            return self.life, self.channel

    def end(self):
        with self.lock:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            self.process.stderr.close()
            self.channel.close()

    def kill(self, life):
        """SIGKILL, and up again. False: that life was over, or there were enough kills."""
        with self.lock:
            if life != self.life or not (self.traced or self.score.promise()):
                return False
            self.end()
            self.score.killed(self.name)
            self.begin()
            return True

    def pause(self, meanwhile):
        """Stopped as people stop it; `meanwhile`; and up again."""
        with self.lock:
            while self.traced:  # a kill that was promised is given
                self.kill(self.life)
            self.process.terminate()
            if not ends(self.process, PATIENCE):
                raise RuntimeError(f"{self.name} does not stop")
            self.end()
            meanwhile()
            self.begin()

    def mourn(self, life, seconds=0):
        """Up again after a kill by the kernel. False: nobody has died in this life."""
        with self.lock:
            if life != self.life or not self.traced or not ends(self.process, seconds):
                return False
            self.end()
            self.score.killed(f"{self.name} by the kernel")
            self.begin()
            return True
