"""What a school's computer makes durable, operation by operation: how each is brought about, and what must be so after a
kill within it (failpoints_commune.py)."""
import shutil
import signal
import socket
import sqlite3
import zipfile

from commune import Agent
from failpoints_commune import UNIT, Trial, check
from pictures import png

WRITTEN = ("write", "rename", "flush")
CHECKED = ("sync", "read_back", "rename", "flush")  # of what a person carries


def steps(what, *names):
    return tuple(f"{what}.{name}" for name in names)


class Opens(Trial):
    points = steps("agent.open", "flush", "checkpoint")

    def operate(self, env):
        return self.in_agent(env, lambda e: self.a.run("status", env=e))

    def mend(self):
        self.a.run("status", check=True)


class Enters(Trial):
    points = steps("agent.draft", "commit")

    def operate(self, env):
        return self.in_agent(env, lambda e: self.a.enter(env=e))

    def mend(self):
        self.a.report()


class Discards(Trial):
    points = steps("agent.draft_dropped", "commit")

    def stage(self):
        self.entry = self.chance.choice(self.a.entries)
        self.a.enter(self.entry)

    def operate(self, env):
        return self.in_agent(env, lambda e: self.a.discard(self.entry, env=e), times=1)

    def mend(self):
        if self.a.drafts:
            check(self.a.discard(self.entry).returncode == 0, "discarded again")


class Submits(Trial):
    points = steps("agent.submit", "append", "drafts", "commit") + steps("agent.sidecar", *WRITTEN)

    def stage(self):
        for entry in self.chance.sample(self.a.entries, self.chance.randint(1, 2)):
            self.a.enter(entry)

    def operate(self, env):
        def work(e):
            if not self.a.drafts:
                self.a.enter()
            return self.a.submit(env=e)
        return self.in_agent(env, work)

    def mend(self):
        if self.a.drafts:
            check(self.a.submit().returncode == 0, "submitted again")


class Syncs(Trial):
    """What the other computer did comes along."""
    points = steps("agent.reply", "events", "receipt", "commit")

    def prepare(self):
        self.hub_up()

    def stage(self):
        for _ in range(self.chance.randint(1, 3)):
            self.a.report()
        if self.chance.random() < 0.5:
            self.b.report()
            self.b.sync_well()

    def operate(self, env):
        return self.in_agent(env, lambda e: self.a.sync(env=e))

    def mend(self):
        self.a.sync_well()


class HearsOfTheCommune(Trial):
    """Nothing rests on it: what was kept last, or nothing, is there, and the next sync asks again."""
    points = steps("agent.commune", "commit")

    def prepare(self):
        self.hub_up()

    def stage(self):
        self.a.report()

    def operate(self, env):
        return self.in_agent(env, lambda e: self.a.sync(env=e))

    def mend(self):
        self.a.report()
        self.a.sync_well()
        check("commune" in self.a.agent.json("progress"), "where the commune stands is here")


class CopiesItself(Trial):
    """A copy that was cut off has another name, and never looks whole."""
    points = steps("agent.backup", *CHECKED)

    def stage(self):
        self.a.report()
        self.place = self.commune.root / self.mark("stick")
        self.place.mkdir()

    def copy(self, env=None):
        return self.a.run("backup", str(self.place), env=env)

    def whole(self):
        return [each for each in sorted(self.place.iterdir()) if not each.name.endswith(".part")]

    def bring_back(self, env=None):
        return self.back("restore", str(self.whole()[-1]), check=False, lang="en", extra_env=env)

    @property
    def back(self):
        return Agent(self.commune, UNIT, self.place / "data")

    def same(self):
        """What was brought back shows what the computer shows; it meets no hub."""
        for form, period, _ in self.a.entries:
            mine, its = (one.json("show", form, period) for one in (self.a.agent, self.back))
            check(mine["fields"] == its["fields"], f"{form} {period} was brought back")

    def operate(self, env):
        return self.in_agent(env, self.copy, times=1)

    def mend(self):
        check(self.copy().returncode == 0, "copied again")
        for each in self.whole():
            check((each / "agent.db").exists() and (each / "agent.pem").exists(), f"{each} is whole")
        check(self.bring_back().returncode == 0, "brought back")
        self.same()


class BringsItBack(CopiesItself):
    points = steps("agent.restore", *WRITTEN)

    def stage(self):
        super().stage()
        check(self.copy().returncode == 0, "copied")

    def operate(self, env):
        return self.by_command(self.bring_back(env))

    def mend(self):
        again = self.bring_back()
        check(again.returncode == 0 or "holds Gom's data already" in again.stderr, f"brought back again: {again.stderr}")
        self.same()


class FindsNoHub(Trial):
    points = steps("agent.failure", "commit")

    def stage(self):
        self.a.report()

    def operate(self, env):
        done = self.a.sync(env=env)
        check(done.returncode != 0, "there was no hub")
        return done.returncode < 0 and self.by_command(done)

    def mend(self):
        check(self.a.sync().returncode > 0, "there is no hub")


class Enrolls(Trial):
    points = (steps("agent.folder", "flush") + steps("agent.open", "commit", "flush") + steps("agent.seal_key", *WRITTEN) +
              steps("agent.asking_key", *WRITTEN) + steps("agent.keys", *WRITTEN) + steps("agent.enroll", "commit") +
              steps("agent.enrolled", *WRITTEN) + steps("agent.sidecar", *WRITTEN) + steps("agent.asking_key_gone", "remove"))

    def prepare(self):
        self.hub_up()
        self.enrolled = 2

    def stage(self):
        self.enrolled += 1
        self.new = Agent(self.commune, UNIT, self.commune.root / "agents" / f"new-{self.enrolled}")
        self.words = ("enroll", f"127.0.0.1:{self.commune.port}", self.commune.hub_json("enroll", UNIT)["code"])

    def operate(self, env):
        return self.by_command(self.new(*self.words, check=False, extra_env=env))

    def mend(self):
        again = self.new(*self.words, check=False, lang="en")
        check(again.returncode == 0 or "already enrolled" in again.stderr, f"enrolled again: {again.stderr}")
        self.new("sync")
        check(self.new.json("show", "profile", "Q1")["word"] == "WORD_RECEIVED", "the new computer reads what is there")

    def settle(self):
        super().settle()
        devices = self.commune.hub_json("device", "list")["devices"]
        check(len(devices) == self.enrolled, f"{len(devices)} devices, {self.enrolled} were enrolled")


class EnrollsByFile(Enrolls):
    """With three files and no port, first to last."""

    def prepare(self):
        self.enrolled = 2

    def new_school(self):
        self.enrolled += 1
        name = f"new-{self.enrolled}"
        self.new = Agent(self.commune, UNIT, self.commune.root / "agents" / name)
        self.slip, self.up, self.down = (self.commune.root / f"{name}.{what}" for what in ("slip", "request", "welcome"))
        self.commune.hub("enroll", UNIT, "--file", self.slip)

    def ask(self, env=None):
        return self.new("enroll", "--slip", self.slip, "--out", self.up, check=env is None, extra_env=env)

    def at_the_office(self):
        self.commune.hub("bundle", "import", self.up, "--reply", self.down)

    def welcome(self, env=None):
        return self.new("enroll", "--reply", self.down, check=env is None, extra_env=env)

    def look(self):
        check("Q1" in self.new("forms").stdout, "the plan came along")
        check(self.new.json("show", "profile", "Q1")["word"] == "WORD_RECEIVED", "the new computer reads what is there")


class AsksByFile(EnrollsByFile):
    points = (steps("agent.seal_key", *WRITTEN) + steps("agent.asking_key", *WRITTEN) + steps("agent.slip", *WRITTEN) +
              steps("agent.enroll_request", *CHECKED))

    def stage(self):
        self.new_school()

    def operate(self, env):
        return self.by_command(self.ask(env))

    def mend(self):
        if not self.up.exists():  # whatever has the name is whole
            self.ask()
        self.at_the_office()
        self.welcome()
        self.look()


class IsWelcomedByFile(EnrollsByFile):
    points = (steps("agent.keys", *WRITTEN) + steps("agent.enroll", "commit") + steps("agent.enrolled", *WRITTEN) +
              steps("agent.sidecar", *WRITTEN) + steps("agent.asking_key_gone", "remove") + steps("agent.slip_gone", "remove") +
              steps("agent.reply", "events", "commit"))

    def stage(self):
        self.new_school()
        self.ask()
        self.at_the_office()

    def operate(self, env):
        return self.by_command(self.welcome(env))

    def mend(self):
        self.welcome()
        left = [f.name for f in self.new.data.iterdir() if f.name in ("agent.slip", "agent.key")]
        check(left == [], f"{left} is left")
        self.look()


class Renews(Trial):
    """The hub has begun a new authority; what it signs with is told along, where the computer does not know it."""
    points = (steps("agent.asking_key", *WRITTEN) + steps("agent.keys", *WRITTEN) + steps("agent.hub_key", "commit") +
              steps("agent.asking_key_gone", "remove"))
    most = 5
    KEY_FIELD = 2 + 32  # bytes of the last field of the row: its head, and the key

    def prepare(self):
        self.hub_up()
        self.authorities = 1

    def stage(self):
        self.commune.hub("authority", "begin")
        self.authorities += 1
        with sqlite3.connect(self.a.agent.data / "agent.db") as db:  # as an older program left it
            db.execute("UPDATE meta SET value = substr(value, 1, length(value) - ?) WHERE name = 'enrollment'", [self.KEY_FIELD])
        db.close()

    def operate(self, env):
        return self.by_command(self.a.sync(env=env))

    def mend(self):
        self.a.sync_well()
        certificates = (self.a.agent.data / "agent.pem").read_text().count("BEGIN CERTIFICATE")
        check(certificates == 1 + self.authorities, f"{certificates} certificates of {self.authorities} authorities")
        sealed = self.a.run("bundle", "export", self.commune.root / "up.gom")
        check(sealed.returncode == 0, f"the hub's key is known, so that a bundle can be sealed to it: {sealed.stderr}")


class Moves(Trial):
    """The folder was put back to an older copy, and somebody typed on."""
    points = steps("agent.move", "append", "commit")

    def prepare(self):
        self.hub_up()

    def come_back_and_type(self):
        copy = self.commune.root / "older"
        shutil.copytree(self.a.agent.data, copy, ignore=shutil.ignore_patterns("*.sock"))
        self.a.report(self.a.entries[0])
        self.a.sync_well()
        shutil.rmtree(self.a.agent.data)
        shutil.move(copy, self.a.agent.data)
        self.a.report(self.a.entries[1])

    def stage(self):
        self.a.sync_well()
        self.come_back_and_type()

    def operate(self, env):
        return self.in_agent(env, lambda e: self.a.sync(env=e))

    def mend(self):
        self.a.sync_well()


class FallsBehind(Moves):
    """The database alone was put back, behind its sidecar: what was typed since is lost, and told so; the rest goes on."""
    points = steps("agent.fallen_behind", "commit") + steps("agent.settle", "commit")

    def stage(self):
        self.a.sync_well()
        self.a.report(self.a.entries[1])
        self.lose_a_submit()

    def lose_a_submit(self):
        database = self.a.agent.data / "agent.db"
        copy = database.read_bytes()
        entry = self.a.entries[0]
        self.a.run("enter", *entry[:2], f"{entry[2]}=999", "--note", "lost", check=True)
        self.a.run("submit", check=True)
        database.write_bytes(copy)

    def operate(self, env):
        return self.by_command(self.a.sync(env=env))

    def mend(self):
        self.a.sync_well()
        check("Q1" in self.a.run("status").stdout, "told which period to look through")


class FallsBehindAndApart(FallsBehind):
    """And where it stands now the hub has what another life of the folder wrote."""
    points = steps("agent.settle", "append", "orphans", "commit")

    def stage(self):
        self.a.sync_well()
        self.come_back_and_type()
        self.lose_a_submit()


class Differs(Trial):
    """An event that was read is not there any more: the hub's log is read anew, aside."""
    points = steps("agent.differs", "commit") + steps("agent.reply", "swap") + steps("agent.agrees", "commit")

    def prepare(self):
        self.hub_up()

    def stage(self):
        self.a.report()
        self.a.sync_well()
        with sqlite3.connect(self.a.agent.data / "agent.db") as db:
            db.execute("DELETE FROM event WHERE hub_index = (SELECT max(hub_index) FROM event WHERE own_log > 0)")
        db.close()

    def operate(self, env):
        return self.by_command(self.a.sync(env=env))

    def mend(self):
        self.a.sync_well()


class HandsBack(Trial):
    """The hub's folder was put back: what this computer had read of the other is handed back."""
    points = steps("agent.reply", "orphans", "swap")

    def stage(self):
        self.hub_down()
        copy = self.commune.root / "hub-older"
        shutil.copytree(self.commune.hub_data, copy, ignore=shutil.ignore_patterns("*.sock"))
        self.hub_up()
        self.b.report()
        self.b.sync_well()
        self.a.report()
        self.a.sync_well()
        self.hub_down()
        shutil.rmtree(self.commune.hub_data)
        shutil.move(copy, self.commune.hub_data)
        self.hub_up()

    def operate(self, env):
        return self.by_command(self.a.sync(env=env))

    def mend(self):
        self.a.sync_well()
        self.b.sync_well()


class WithPhoto(Trial):

    def photo(self):
        self.marks += 1
        path = self.commune.root / f"photo-{self.marks}.png"
        path.write_bytes(png(80, 90, seed=self.chance.randrange(2**32)))
        return path

    def files(self, computer):
        return computer.agent.json("show", *self.entry[:2]).get("evidence", [])

    def codes(self):
        return [line.split()[0] for line in self.a.run("evidence", "list", *self.entry[:2], check=True).stdout.splitlines()[1:]]

    def add(self, env=None):
        return self.a.run("evidence", "add", *self.entry[:2], self.path, env=env)

    def stage(self):
        self.entry, self.path = self.a.entries[0], self.photo()
        self.a.enter(self.entry)
        for code in self.codes():  # which go along from the version before
            self.a.run("evidence", "remove", *self.entry[:2], code, check=True)

    def report_with_photo(self):
        WithPhoto.stage(self)
        check(self.add().returncode == 0, "added")
        check(self.a.submit().returncode == 0, "submitted")


class AddsPhoto(WithPhoto):
    points = steps("agent.evidence", *WRITTEN)

    def operate(self, env):
        return self.in_agent(env, lambda e: self.add(e), times=1)

    def mend(self):
        check(self.add().returncode == 0, "added again")
        files = self.files(self.a)
        check([f["where"] for f in files] == ["WHERE_HERE"], f"{files}")
        check(self.a.submit().returncode == 0, "submitted")


class RemovesPhoto(WithPhoto):
    points = steps("agent.evidence_gone", "remove", "flush")

    def stage(self):
        super().stage()
        check(self.add().returncode == 0, "added")
        (self.code,) = self.codes()

    def operate(self, env):
        return self.in_agent(env, lambda e: self.a.run("evidence", "remove", *self.entry[:2], self.code, env=e), times=1)

    def mend(self):
        check(self.files(self.a) == [], "the draft names it no more")
        check(self.add().returncode == 0, "added again")
        check(self.a.submit().returncode == 0, "submitted")


class SendsPhoto(WithPhoto):
    points = steps("agent.evidence_at_hub", "commit")

    def prepare(self):
        self.hub_up()

    def stage(self):
        self.report_with_photo()

    def operate(self, env):
        return self.by_command(self.a.sync(env=env))

    def mend(self):
        self.a.sync_well()
        if self.commune.hub_json("status").get("evidence_missing", 0):
            # The hub says once an hour what it misses, and once more after a start; that word was lost with the kill.
            self.hub_down()
            self.hub_up()
            self.a.sync_well()
        status = self.commune.hub_json("status")
        check(status.get("evidence_missing", 0) == 0, f"{status}")


class SendsPhotoAgain(SendsPhoto):
    points = steps("agent.evidence_wanted", "commit")
    most = 8  # all photos are lost each time, and the hub asks for sixteen at a time

    def stage(self):
        super().stage()
        self.a.sync_well()
        self.hub_down()
        for file in (self.commune.hub_data / "evidence").iterdir():
            file.unlink()
        self.hub_up()


class FailsToSendPhoto(SendsPhoto):
    """The hub cannot keep it: the numbers have gone, and that the photo has not is remembered until it has."""
    points = steps("agent.evidence_tried", "commit")

    def stage(self):
        folder = self.commune.hub_data / "evidence"
        shutil.rmtree(folder, ignore_errors=True)
        folder.write_text("none of a folder")
        super().stage()

    def operate(self, env):
        return self.a.sync(env=env).returncode == -signal.SIGKILL

    def mend(self):
        (self.commune.hub_data / "evidence").unlink()
        super().mend()


class SavesPhoto(WithPhoto):
    points = steps("agent.saved_photo", *CHECKED)

    def stage(self):
        super().stage()
        check(self.add().returncode == 0, "added")
        (self.code, *_), self.to = self.codes(), self.commune.root / "out.jpg"

    def get(self, env=None):
        return self.a.run("evidence", "get", *self.entry[:2], self.code, "--to", self.to, env=env)

    def operate(self, env):
        return self.by_command(self.get(env))

    def mend(self):
        there = self.to.read_bytes() if self.to.exists() else None
        self.to.unlink(missing_ok=True)
        check(self.get().returncode == 0, "again")
        check(there in (None, self.to.read_bytes()), "half a photo under its name")
        self.to.unlink()
        check(self.a.submit().returncode == 0, "submitted")


class SavesReceipt(Trial):
    points = steps("agent.saved_receipt", *CHECKED)

    def prepare(self):
        self.hub_up()
        self.a.report()
        self.a.sync_well()
        self.to = self.commune.root / "receipt.gomr"

    def export(self, env=None):
        return self.a.run("receipt", "export", self.to, env=env)

    def operate(self, env):
        return self.by_command(self.export(env))

    def mend(self):
        there = self.to.read_bytes() if self.to.exists() else None
        self.to.unlink(missing_ok=True)
        check(self.export().returncode == 0, "again")
        check(there in (None, self.to.read_bytes()), "half a receipt under its name")
        self.to.unlink()


class SendsMessage(Trial):
    points = steps("agent.message", "append", "commit")

    def stage(self):
        self.text = self.mark("message")

    def send(self, env=None):
        done = self.a.run("message", "send", self.text, env=env)
        there = self.there()
        check(there == 1 if done.returncode == 0 else there in (0, 1), f"{self.text} is there {there} times: {done}")
        return done

    def there(self):
        return sum(m["text"] == self.text for m in self.a.agent.json("message", "list")["messages"])

    def operate(self, env):
        return self.in_agent(env, lambda e: self.send(e), times=1)

    def mend(self):
        if self.there() == 0:
            check(self.send().returncode == 0, "sent again")


class SeesMessages(Trial):
    points = steps("agent.messages_seen", "commit")

    def prepare(self):
        self.hub_up()

    def stage(self):
        self.commune.hub("message", "send", UNIT, self.mark("word"))
        self.a.sync_well()
        check(self.unseen() > 0, "news")

    def look(self, env=None):
        return self.a.run("message", "list", env=env)

    def unseen(self):
        return self.a.agent.json("status").get("messages_unseen", 0)

    def operate(self, env):
        return self.in_agent(env, self.look, times=1)

    def mend(self):
        check(self.look().returncode == 0, "looked at again")
        check(self.unseen() == 0, "none is news any more")


class SavesTemplate(Trial):
    points = steps("agent.template", *WRITTEN) + steps("agent.saved_template", *CHECKED)

    def stage(self):
        self.to = self.commune.root / "form.xlsx"

    def make(self, env=None):
        # What is left on the way there goes with the commune.
        return self.a.run("template", "profile", "Q1", self.to, env=dict(env or {}, TMPDIR=str(self.commune.root)))

    def operate(self, env):
        return self.by_command(self.make(env))

    def mend(self):
        whole = not self.to.exists() or zipfile.ZipFile(self.to).testzip() is None
        check(whole, "half a template under its name")
        self.to.unlink(missing_ok=True)
        check(self.make().returncode == 0, "again")
        self.to.unlink()


class Exports(Trial):
    """What waits is carried on a stick; the hub is a folder that commands open."""
    points = steps("agent.exported", "commit") + steps("agent.stick", *CHECKED)

    def prepare(self):
        self.up, self.down = self.commune.root / "up.gom", self.commune.root / "down.gom"

    def stage(self):
        for _ in range(self.chance.randint(1, 2)):
            self.a.report()
        if self.chance.random() < 0.5:
            self.up.unlink(missing_ok=True)

    def operate(self, env):
        return self.by_command(self.a.run("bundle", "export", self.up, env=env))

    def mend(self):
        if self.up.exists():  # whatever has the name is whole
            self.commune.hub("bundle", "import", self.up, "--reply", self.down)
        self.a.run("bundle", "export", self.up, check=True)
        self.commune.hub("bundle", "import", self.up, "--reply", self.down)
        self.a.run("bundle", "import", self.down, check=True)


class Imports(Exports):
    points = steps("agent.reply", "commit")

    def stage(self):
        super().stage()
        self.a.run("bundle", "export", self.up, check=True)
        self.commune.hub("bundle", "import", self.up, "--reply", self.down)

    def operate(self, env):
        return self.in_agent(env, lambda e: self.a.run("bundle", "import", self.down, env=e), times=1)

    def mend(self):
        self.a.run("bundle", "import", self.down, check=True)
        word = {self.a.agent.json("show", *e[:2])["word"] for e in self.a.entries}
        check(word == {"WORD_RECEIVED"}, f"{word}")


class Erases(Trial):
    """What the hub erased on request goes here too."""
    points = steps("agent.reply", "erase") + steps("agent.sweep", "vacuum", "checkpoint", "commit")

    def prepare(self):
        self.hub_up()

    def stage(self):
        self.author = self.mark("Nguyễn Thị Lan")
        entry = self.a.entries[0]
        # Without a note: what is erased could not be found again by it.
        self.a.run("enter", *entry[:2], f"{entry[2]}=5", "--note", "", "--author", self.author, check=True)
        self.a.run("submit", check=True)
        self.a.sync_well()
        self.commune.hub("redact", "--unit", UNIT, "--author", self.author, "--reason", "Theo đơn", "--yes")

    def operate(self, env):
        return self.in_agent(env, lambda e: self.a.sync(env=e))

    def mend(self):
        self.a.sync_well()
        held = [f.name for f in self.a.agent.data.rglob("*") if f.is_file() and self.author.encode() in f.read_bytes()]
        check(held == [], f"{self.author} stands in {held}")

    def settle(self):
        self.a.report(self.a.entries[1])
        super().settle()


class ErasesPhoto(WithPhoto):
    """A photo that the hub erased on request."""
    points = steps("agent.evidence_gone", "remove", "flush")
    most = 8

    def prepare(self):
        self.hub_up()

    def kept(self):
        return [f.name for f in (self.a.agent.data / "evidence").iterdir()]

    def stage(self):
        self.report_with_photo()
        self.a.sync_well()
        (name,) = self.kept()
        self.commune.hub("redact", "--unit", UNIT, "--evidence", name, "--reason", "Theo đơn", "--yes")

    def operate(self, env):
        return self.in_agent(env, lambda e: self.a.sync(env=e), times=1)

    def mend(self):
        self.a.sync_well()
        check(self.kept() == [], f"{self.kept()} is left")
        check(self.add().returncode > 0, "it is not added again")


class FollowsHub(Trial):
    points = steps("agent.address", "commit") + steps("agent.enrolled", *WRITTEN)

    def prepare(self):
        self.hub_up()

    def operate(self, env):
        return self.by_command(self.a.run("hub", f"127.0.0.1:{self.commune.port}", env=env))

    def mend(self):
        self.a.run("hub", f"127.0.0.1:{self.commune.port}", check=True)
        self.a.sync_well()


class FindsDamage(Trial):
    """A record that was never sent cannot be read: the person is told, and what stands behind it goes on."""
    points = steps("agent.notice", "commit") + steps("agent.move", "commit")
    most = 4  # ten notices are kept

    def prepare(self):
        self.hub_up()

    def stage(self):
        self.a.sync_well()
        entry = self.a.entries[0]
        self.a.run("enter", *entry[:2], f"{entry[2]}=77", "--note", "spoilt", check=True)
        self.a.run("submit", check=True)
        with sqlite3.connect(self.a.agent.data / "agent.db") as db:
            db.execute("UPDATE record SET main = x'00' WHERE key = (SELECT max(key) FROM record)")
        db.close()

    def operate(self, env):
        return self.by_command(self.a.run("status", env=env))

    def mend(self):
        told = [line for line in self.a.run("status", check=True, lang="en").stdout.splitlines() if "is damaged" in line]
        check(told and len(told) == len(set(told)), f"told, and once: {told}")
        self.a.report()


class FindsEventDamaged(Trial):
    """What came from the hub is otherwise on the disk: it is asked for again, aside."""
    points = steps("agent.read_anew", "commit")
    most = 8

    def prepare(self):
        self.hub_up()

    def stage(self):
        self.a.report()
        self.a.sync_well()
        with sqlite3.connect(self.a.agent.data / "agent.db") as db:
            db.execute("UPDATE event SET main = x'00' WHERE hub_index = (SELECT max(hub_index) FROM event WHERE own_log > 0)")
        db.close()

    def operate(self, env):
        return self.by_command(self.a.run("status", env=env))

    def mend(self):
        check("has altered 1 entries" in " ".join(self.a.run("status", check=True, lang="en").stdout.split()), "told")
        self.a.sync_well()
        word = {self.a.agent.json("show", *e[:2])["word"] for e in self.a.entries}
        check(word == {"WORD_RECEIVED"}, f"{word}")


SALVAGED = ("flush", "commit", "close")
SWITCHED = ("rename", "flush")


def spoil(database, page):
    """Garbage over one page, from 0 on."""
    with open(database, "r+b") as file:
        file.seek(page * 4096)
        file.write(b"\xa5" * 4096)


def root_page(database, table):
    with sqlite3.connect(database) as db:
        ((page,),) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table])
    db.close()
    return page - 1


class Rescues(Trial):
    """A page of the database is garbage, or all of it: what can be read of it is taken over, and the hub fills in the rest."""
    points = steps("agent.rescue_salvage", *SALVAGED) + steps("agent.rescue_count", *SWITCHED) + steps("agent.rescue_switch", *SWITCHED)
    most = 8  # ten notices are kept

    def prepare(self):
        self.hub_up()
        self.kept = set()

    def stage(self):
        self.a.report()
        self.a.sync_well()
        database = self.a.agent.data / "agent.db"
        if self.chance.random() < 0.5:
            self.a.report()  # which the hub has not, and which stands on another page
            spoil(database, root_page(database, "event"))
        else:
            spoil(database, 0)
        self.damaged = database.read_bytes()

    def operate(self, env):
        return self.by_command(self.a.run("status", env=env))

    def mend(self):
        self.a.run("status", check=True)
        folder = self.a.agent.data
        kept = {f.name for f in folder.iterdir() if f.name.startswith("agent.db.damaged-") and not f.name.endswith("-wal")}
        (name,) = kept - self.kept
        check((folder / name).read_bytes() == self.damaged, "the damaged file is kept as it was")
        self.kept = kept
        left = [f.name for f in folder.iterdir() if ".salvag" in f.name and f.suffix != ".lock"]
        check(left == [], f"{left} is left")
        check(name in "".join(self.a.run("status", check=True, lang="en").stdout.split()), "the person is told where it is")
        self.a.sync_well()
        check(self.a.agent.json("show", *self.a.entries[0][:2])["word"] == "WORD_RECEIVED", "and it is whole again")


class SetsPin(Trial):
    points = steps("agent.pin", *WRITTEN)

    def stage(self):
        self.pin = self.mark("123456")

    def set_pin(self, env=None):
        return self.a.agent("pin", "set", check=False, extra_env=env, input_text=f"{self.pin}\n{self.pin}\n")

    def operate(self, env):
        return self.in_agent(env, self.set_pin, times=1)

    def mend(self):
        kept = self.a.agent.data / "page.pin"
        check(not kept.exists() or kept.read_text().startswith("$argon2id$"), "a PIN is there whole, or none")
        check(self.set_pin().returncode == 0, "set again")


class KeepsThePort(Trial):
    points = steps("agent.page_port", *WRITTEN)

    def prepare(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def stage(self):
        (self.a.agent.data / "page.port").unlink(missing_ok=True)

    def serve(self, env=None):
        daemon = self.a.agent.launch(extra_env=env, page=("--port", str(self.port)))
        killed = daemon.poll() == -signal.SIGKILL
        daemon.kill()
        daemon.communicate()
        return killed

    def operate(self, env):
        return self.serve(env)

    def mend(self):
        self.serve()
        check(self.port <= int((self.a.agent.data / "page.port").read_text()) <= self.port + 20, "the port is kept whole")


TRIALS = (FindsEventDamaged, Rescues, Opens, Enters, Discards, Submits, Syncs, HearsOfTheCommune, CopiesItself, BringsItBack, FindsNoHub, Enrolls, AsksByFile, IsWelcomedByFile, Renews, Moves, FallsBehind,
          FallsBehindAndApart, Differs, HandsBack, AddsPhoto, RemovesPhoto, SendsPhoto, SendsPhotoAgain, FailsToSendPhoto, SavesPhoto,
          SavesReceipt, SavesTemplate, SendsMessage, SeesMessages, Exports, Imports, Erases, ErasesPhoto, FollowsHub, SetsPin, KeepsThePort, FindsDamage)
