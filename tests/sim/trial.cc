#include "tests/sim/trial.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/text/message.h"

namespace gom::sim {
namespace {

// What the operation does where nothing fails.
struct CleanRun {
  std::string before, after;   // pictures
  int64_t changes_of_act = 0;  // writes and syncs
  int64_t changes_of_all = 0;  // with those of closing
  int64_t calls_of_act = 0;
  int64_t writes_of_act = 0;
  int64_t growth = 0;  // bytes
};

// One kind of fault over one operation: runs cases, collects what is wrong.
class Trial {
 public:
  explicit Trial(const Operation& operation) : op_(operation) { RunClean(); }

  const CleanRun& clean() const { return clean_; }
  bool usable() const { return verdicts_.wrong.empty(); }
  Verdicts Take() { return std::move(verdicts_); }

  // A new case; `what` says how to repeat it.
  CrashDisk& Begin(uint64_t seed, std::string what) {
    program_.reset();
    disk_ = std::make_unique<CrashDisk>(seed, op_.before);
    what_ = absl::StrCat(what, ", seed ", seed);
    ++verdicts_.cases;
    return *disk_;
  }
  // Starts the program; false: it did not start, which was wrong.
  bool Start() {
    const absl::Status status = TryStart();
    if (!status.ok()) Complain("does not start: ", status.ToString());
    return status.ok();
  }
  absl::Status TryStart() {
    auto program = op_.start(*disk_);
    if (!program.ok()) return CheckWords(program.status());
    program_ = *std::move(program);
    return absl::OkStatus();
  }
  absl::Status Act() { return CheckWords(program_->Act()); }
  void Close() { program_.reset(); }
  std::string Picture() { return program_->Picture(); }

  // What the program believes now, against what was told.
  void CheckBelief(const absl::Status& told, bool interrupted = false) {
    const std::string picture = Picture();
    const bool whole = picture == clean_.after;
    const bool absent = picture == clean_.before;
    if (!whole && !absent) return Complain("holds something between:\n", picture);
    if (told.ok() && !whole) return Complain("said done, and it is not: ", picture);
    const bool refused = !told.ok() && !absl::IsUnknown(told) && !interrupted;
    if (refused && !absent && !op_.refused_may_be_done) {
      return Complain("refused, and it is done: ", told.ToString());
    }
  }
  // Starts the program anew and asks everything.
  void CheckStarted(const absl::Status& told, bool interrupted = false) {
    if (program_ == nullptr && !Start()) return;
    CheckBelief(told, interrupted);
    for (const std::string& problem : program_->Problems()) Complain("not sound: ", problem);
    ++(Picture() == clean_.after ? verdicts_.whole : verdicts_.absent);
    Close();
    CheckIntegrity();
  }
  void Complain(const std::string& a, const std::string& b) {
    if (verdicts_.wrong.size() < 20) verdicts_.wrong.push_back(absl::StrCat(what_, ": ", a, b));
  }

 private:
  void RunClean() {
    CrashDisk& disk = Begin(1, "nothing fails");
    if (!Start()) return;
    clean_.before = Picture();
    const int64_t bytes = disk.TotalBytes();
    disk.ForgetCalls();
    if (const absl::Status told = Act(); !told.ok()) Complain("refused: ", told.ToString());
    clean_.changes_of_act = disk.changes();
    clean_.calls_of_act = disk.calls();
    clean_.writes_of_act = disk.calls(Call::kWrite);
    clean_.growth = disk.MostBytes() - bytes;
    clean_.after = Picture();
    if (clean_.after == clean_.before) Complain("changes nothing", "");
    for (const std::string& problem : program_->Problems()) Complain("not sound: ", problem);
    Close();
    clean_.changes_of_all = disk.changes();
    verdicts_.cases = 0;
  }
  // Every refusal is a sentence in both languages, and says of a failing disk that it failed.
  absl::Status CheckWords(absl::Status told) {
    if (told.ok()) return told;
    const v1::Error error = text::ErrorOf(told);
    if (error.vi().empty() || error.en().empty() || error.code() == "internal" ||
        error.code() == "database_error") {
      Complain("has no words for its refusal: ", told.ToString());
    }
    if (absl::IsDataLoss(told)) Complain("calls the file damaged: ", told.ToString());
    return told;
  }
  void CheckIntegrity() {
    try {
      SQLite::Database db(op_.file, SQLite::OPEN_READWRITE, 0, disk_->name());
      const std::string said = db.execAndGet("PRAGMA integrity_check").getString();
      if (said != "ok") Complain("integrity_check: ", said);
    } catch (const SQLite::Exception& e) {
      Complain("cannot be checked: ", e.what());
    }
  }

  const Operation& op_;
  CleanRun clean_;
  Verdicts verdicts_;
  std::string what_;
  std::unique_ptr<CrashDisk> disk_;
  std::unique_ptr<Program> program_;  // before the disk in destruction
};

// Acts and closes; the disk stops at `change`. What was told counts if it was told in time.
struct Told {
  absl::Status status;
  bool interrupted = false;
};
Told ActUntilStopped(Trial& trial, CrashDisk& disk, Stop how, int64_t change) {
  disk.StopAt(how, change);
  Told told;
  told.status = trial.Act();
  told.interrupted = disk.stopped();
  trial.Close();
  return told;
}

Verdicts TryErrors(const Operation& operation, bool for_ever) {
  Trial trial(operation);
  if (!trial.usable()) return trial.Take();
  const auto one = [&](uint64_t seed, const std::string& what, const Failure& failure) {
    CrashDisk& disk = trial.Begin(seed, what);
    if (!trial.Start()) return;
    disk.Fail(failure);
    absl::Status told = trial.Act();
    trial.CheckBelief(told);
    if (for_ever && !told.ok()) {
      const absl::Status again = trial.Act();
      trial.CheckBelief(again.ok() || absl::IsUnknown(told) ? absl::UnknownError("") : again);
      if (absl::IsUnknown(again)) told = again;
    }
    disk.Repair();
    const bool killed = seed % 4 == 3;
    if (killed) {
      disk.StopNow(Stop::kKill);
      trial.Close();
      disk.Restart();
      if (!trial.Start()) return;
      trial.CheckBelief(told);
    }
    if (seed % 2 == 1 && !told.ok() && trial.Picture() == trial.clean().before) {
      told = trial.Act();  // the second time it works
      if (!told.ok()) trial.Complain("is refused on a disk that works: ", told.ToString());
    }
    // What can be seen now is what counts from here on.
    if (trial.Picture() == trial.clean().after) told = absl::OkStatus();
    if (seed % 4 != 2) disk.StopNow(Stop::kPowerCut);  // else it is closed in peace
    trial.Close();
    disk.PowerUp();
    trial.CheckStarted(told);
  };
  const auto seeds = static_cast<uint64_t>(std::max(4, SeedsPerPlace() * 2 / 5));
  for (int64_t k = 1; k <= trial.clean().calls_of_act; ++k) {
    for (uint64_t seed = 1; seed <= seeds; ++seed) {
      one(seed, absl::StrCat("call ", k, " fails"), {.at = k, .for_ever = for_ever});
    }
  }
  for (int64_t k = 1; k <= trial.clean().writes_of_act; ++k) {
    for (uint64_t seed = 1; seed <= seeds; ++seed) {
      one(seed, absl::StrCat("write ", k, " finds the disk full"),
          {.calls = {Call::kWrite}, .at = k, .for_ever = for_ever, .full = true});
    }
  }
  return trial.Take();
}

}  // namespace

int SeedsPerPlace() {
  const char* const said = std::getenv("GOM_CRASH_SEEDS");
  int seeds = 0;
  return said != nullptr && absl::SimpleAtoi(said, &seeds) && seeds > 0 ? seeds : 10;
}

Verdicts TryPowerCuts(const Operation& operation) {
  Trial trial(operation);
  if (!trial.usable()) return trial.Take();
  const auto seeds = static_cast<uint64_t>(SeedsPerPlace());
  for (int64_t k = 1; k <= trial.clean().changes_of_all + 1; ++k) {
    for (uint64_t seed = 1; seed <= seeds; ++seed) {
      CrashDisk& disk = trial.Begin(seed, absl::StrCat("power cut at change ", k));
      if (!trial.Start()) continue;
      const Told told = ActUntilStopped(trial, disk, Stop::kPowerCut, k);
      disk.PowerUp();
      trial.CheckStarted(told.status, told.interrupted);
    }
  }
  return trial.Take();
}

Verdicts TryKills(const Operation& operation) {
  Trial trial(operation);
  if (!trial.usable()) return trial.Take();
  for (int64_t k = 1; k <= trial.clean().changes_of_all + 1; ++k) {
    for (uint64_t seed = 1; seed <= 3; ++seed) {
      CrashDisk& disk = trial.Begin(seed, absl::StrCat("killed at change ", k));
      if (!trial.Start()) continue;
      const Told told = ActUntilStopped(trial, disk, Stop::kKill, k);
      disk.Restart();
      if (!trial.Start()) continue;
      trial.CheckBelief(told.status, told.interrupted);
      // What a person can see now must not be lost by what comes next.
      const bool seen = trial.Picture() == trial.clean().after;
      disk.StopNow(Stop::kPowerCut);
      trial.Close();
      disk.PowerUp();
      trial.CheckStarted(seen ? absl::OkStatus() : told.status, told.interrupted);
    }
  }
  return trial.Take();
}

Verdicts TryErrorOnce(const Operation& operation) { return TryErrors(operation, false); }
Verdicts TryErrorForEver(const Operation& operation) { return TryErrors(operation, true); }

Verdicts TryQuota(const Operation& operation) {
  Trial trial(operation);
  if (!trial.usable()) return trial.Take();
  constexpr int64_t kStep = 512;
  for (int64_t room = 0; room <= trial.clean().growth + kStep; room += kStep) {
    CrashDisk& disk =
        trial.Begin(static_cast<uint64_t>(room / kStep), absl::StrCat(room, " bytes are left"));
    if (!trial.Start()) continue;
    disk.SetQuota(disk.TotalBytes() + room);
    absl::Status told = trial.Act();
    trial.CheckBelief(told);
    if (!told.ok()) {
      // The hub says whose disk it is to those who are far away from it.
      const std::string code = text::ErrorOf(told).code();
      if (code != "disk_full" && code != "hub_full" && code != "evidence_no_room") {
        trial.Complain("does not say that the disk is full: ", told.ToString());
      }
      // Still full, it starts and what was there can be read.
      disk.StopNow(Stop::kKill);
      trial.Close();
      disk.Restart();
      disk.SetQuota(disk.TotalBytes());
      if (!trial.Start()) continue;
      trial.CheckBelief(told);
      disk.Repair();
      told = trial.Act();
      if (!told.ok()) trial.Complain("is refused although there is room: ", told.ToString());
    }
    disk.StopNow(Stop::kPowerCut);
    trial.Close();
    disk.PowerUp();
    trial.CheckStarted(told);
  }
  return trial.Take();
}

Verdicts TrySecondFault(const Operation& operation) {
  Trial trial(operation);
  if (!trial.usable()) return trial.Take();
  // Not every pair of places, unless many seeds are asked for: four of the first, and of the second
  // those that starting after it has, the later ones further apart.
  const int64_t last = trial.clean().changes_of_all;
  const int64_t step = std::max<int64_t>(1, last * 10 / (4 * SeedsPerPlace()));
  for (int64_t k = 1; k <= last; k += step) {
    for (const bool error : {true, false}) {
      bool more = true;
      for (int64_t j = 1; more; j += 1 + j / 8) {
        const auto seed = static_cast<uint64_t>(k * 1000 + j);
        CrashDisk& disk =
            trial.Begin(seed, absl::StrCat("power cut at change ", k, ", then ",
                                           error ? "an error at call " : "a cut at change ", j,
                                           " of starting"));
        if (!trial.Start()) return trial.Take();
        const Told told = ActUntilStopped(trial, disk, Stop::kPowerCut, k);
        disk.PowerUp();
        disk.ForgetCalls();
        if (error) {
          disk.Fail({.at = j});
        } else {
          disk.StopAt(Stop::kPowerCut, j);
        }
        const bool started = trial.TryStart().ok();
        more = (error ? disk.calls() : disk.changes()) >= j;
        bool seen = false;
        if (started && !disk.stopped()) {
          trial.CheckBelief(told.status, told.interrupted);
          seen = trial.Picture() == trial.clean().after;
        }
        disk.StopNow(Stop::kPowerCut);
        trial.Close();
        disk.PowerUp();
        trial.CheckStarted(seen ? absl::OkStatus() : told.status, told.interrupted);
      }
    }
  }
  return trial.Take();
}

}  // namespace gom::sim
