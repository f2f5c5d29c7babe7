#include "tests/sim/folder_trial.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/text/message.h"
#include "tests/common/log/temp_folder.h"
#include "tests/sim/file_watch.h"

namespace gom::sim {
namespace {

std::set<std::string> NamesOf(const std::string& folder) {
  std::set<std::string> names;
  for (const auto& [name, bytes] : ContentOf(folder)) names.insert(name);
  return names;
}

std::string WordsOf(const absl::Status& status) {
  const v1::Error error = text::ErrorOf(status);
  return error.code().empty() ? status.ToString() : absl::StrCat(error.code(), ": ", error.en());
}

// What the operation does where nothing fails.
struct CleanRun {
  std::string before, after;    // as `look` shows them
  std::set<std::string> names;  // of files that are there before, after, and done twice
  Tape tape;
  size_t said = 0;  // changes before the person was told
  int64_t calls = 0;
  int64_t calls_for_room = 0;
  int64_t growth = 0;  // bytes
};

// What the person was told; nothing counts that was said after the end.
struct Told {
  absl::Status status;
  bool interrupted = false;
};

// One kind of fault over one operation: runs cases, collects what is wrong.
class Trial {
 public:
  explicit Trial(const FolderOperation& operation) : op_(operation) { RunClean(); }

  const CleanRun& clean() const { return clean_; }
  const DiskImage& before() const { return op_.before; }
  bool usable() const { return verdicts_.wrong.empty(); }
  Verdicts Take() { return std::move(verdicts_); }
  const std::string& folder() const { return folder_.path(); }

  // A new case; `what` says how to repeat it.
  void Begin(uint64_t seed, const std::string& what) {
    what_ = absl::StrCat(what, ", seed ", seed);
    ++verdicts_.cases;
  }
  void Put(const DiskImage& image) { PutOnDisk(image, folder()); }
  absl::Status Act() {
    return CheckWords(op_.act(folder(), [] {}));
  }

  // The next program is started and must tell. Answers what it shows.
  std::string Look() {
    std::vector<std::string> problems;
    const auto watch = WithoutSyncs();
    const absl::StatusOr<std::string> shown = op_.look(folder(), &problems);
    for (const std::string& problem : problems) Complain("not sound: ", problem);
    if (!shown.ok()) Complain("does not start: ", WordsOf(shown.status()));
    return shown.ok() ? *shown : "";
  }
  // One that may be refused, since its own disk fails.
  void TryLook() {
    std::vector<std::string> problems;
    CheckWords(op_.look(folder(), &problems).status()).IgnoreError();
  }
  void CheckShown(const std::string& shown, const Told& told) {
    const bool whole = shown == clean_.after;
    const bool absent = shown == clean_.before;
    if (!whole && !absent) return Complain("shows something between: ", shown);
    if (told.interrupted) return;
    if (told.status.ok() && !whole) return Complain("said done, and it is not: ", shown);
    const bool refused = !told.status.ok() && !absl::IsUnknown(told.status);
    if (refused && !absent && !op_.refused_may_be_done)
      Complain("refused, and it is done: ", WordsOf(told.status));
  }
  // Starts on what is on the disk and asks everything: the end of a case.
  void CheckEnd(const Told& told) {
    const std::string shown = Look();
    CheckShown(shown, told);
    ++(shown == clean_.after ? verdicts_.whole : verdicts_.absent);
    if (!op_.tidied_when_done_again) CheckTidy();
  }
  // It is done again on a disk that works; then it is done.
  void CheckSecondTry() {
    const auto watch = WithoutSyncs();
    const absl::Status told = op_.act(folder(), [] {});
    if (!told.ok() && (op_.done_code.empty() || text::ErrorOf(told).code() != op_.done_code))
      return Complain("is refused on a disk that works: ", WordsOf(told));
    if (const std::string shown = Look(); shown != clean_.after)
      Complain("done again it is not done: ", shown);
    CheckTidy();
  }
  void Complain(const std::string& a, const std::string& b) {
    if (verdicts_.wrong.size() < 20) verdicts_.wrong.push_back(absl::StrCat(what_, ": ", a, b));
  }

 private:
  // Under a watch a sync takes no time.
  std::unique_ptr<FileWatch> WithoutSyncs() {
    if (FileWatch::active() != nullptr) return nullptr;
    return std::make_unique<FileWatch>(folder(), ImageOf(folder()), 1);
  }
  void RunClean() {
    Begin(1, "nothing fails");
    Put(op_.before);
    clean_.names = NamesOf(folder());
    clean_.before = Look();
    Put(op_.before);
    {
      FileWatch watch(folder(), op_.before, 1);
      const absl::Status told = op_.act(folder(), [&] { clean_.said = watch.tape().size(); });
      if (!told.ok()) Complain("refused: ", WordsOf(told));
      clean_.tape = watch.tape();
      if (clean_.said == 0) clean_.said = clean_.tape.size();
      clean_.calls = watch.calls();
      clean_.calls_for_room = watch.calls_for_room();
      clean_.growth = watch.most_bytes() - op_.before.TotalBytes();
      if (ContentOf(watch.image()) != ContentOf(folder()))
        Complain("not all that it does is seen", "");
    }
    clean_.names.merge(NamesOf(folder()));
    clean_.after = Look();
    clean_.names.merge(NamesOf(folder()));
    op_.act(folder(), [] {}).IgnoreError();
    clean_.names.merge(NamesOf(folder()));
    if (clean_.after == clean_.before) Complain("changes nothing: ", clean_.after);
    if (clean_.tape.empty()) Complain("asks nothing of the disk", "");
    verdicts_.cases = 0;
  }
  void CheckTidy() {
    for (const std::string& name : NamesOf(folder()))
      if (!clean_.names.contains(name)) Complain("is left over: ", name);
  }
  // Every refusal is a sentence in both languages, and does not blame a file for its disk.
  absl::Status CheckWords(absl::Status told) {
    if (told.ok()) return told;
    const v1::Error error = text::ErrorOf(told);
    if (error.vi().empty() || error.en().empty() || error.code() == "internal" ||
        error.code() == "database_error") {
      Complain("has no words for its refusal: ", WordsOf(told));
    }
    if (absl::IsDataLoss(told)) Complain("calls the file damaged: ", WordsOf(told));
    return told;
  }

  const FolderOperation& op_;
  const TempFolder folder_;
  CleanRun clean_;
  Verdicts verdicts_;
  std::string what_;
};

DiskImage Crashed(DiskImage image, uint64_t seed) {
  platform::SeededRandom random(seed);
  image.Crash(random, /*powersafe_overwrite=*/true);
  return image;
}

Told ToldAfter(const Trial& trial, size_t changes) {
  return {absl::OkStatus(), changes < trial.clean().said};
}

Verdicts TryErrors(const FolderOperation& operation, bool for_ever) {
  Trial trial(operation);
  if (!trial.usable()) return trial.Take();
  const auto one = [&](uint64_t seed, const std::string& what, const FileFailure& failure) {
    trial.Begin(seed, what);
    trial.Put(trial.before());
    Told told;
    DiskImage left;
    {
      FileWatch watch(trial.folder(), trial.before(), seed);
      watch.Fail(failure);
      told.status = trial.Act();
      left = watch.image();
    }
    // What the program left is what the next one finds, or what a power cut makes of it.
    if ((static_cast<uint64_t>(failure.at) + seed) % 2 == 0) trial.Put(Crashed(left, seed));
    trial.CheckEnd(told);
    trial.CheckSecondTry();
  };
  const auto seeds = static_cast<uint64_t>(std::max(1, SeedsPerPlace() / 10));
  for (int64_t k = 1; k <= trial.clean().calls; ++k) {
    for (uint64_t seed = 1; seed <= seeds; ++seed)
      one(seed, absl::StrCat("call ", k, " fails"), {.at = k, .for_ever = for_ever});
  }
  for (int64_t k = 1; k <= trial.clean().calls_for_room; ++k) {
    for (uint64_t seed = 1; seed <= seeds; ++seed)
      one(seed, absl::StrCat("call ", k, " for room finds none"),
          {.at = k, .error = ENOSPC, .for_ever = for_ever});
  }
  return trial.Take();
}

}  // namespace

DiskImage ImageOf(const std::string& folder) {
  DiskImage image;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_directory()) image.MakeFolder(std::filesystem::relative(entry.path(), folder));
  }
  for (const auto& [name, bytes] : ContentOf(folder)) {
    if (image.Find(name) == DiskImage::kFolder) continue;
    const uint64_t number = image.Create(name);
    image.file(number).Write(0, bytes);
    image.file(number).Sync();
  }
  for (const auto& [name, number] : image.Names())
    if (number == DiskImage::kFolder) image.SyncFolder(name);
  image.SyncFolder();
  return image;
}

Verdicts TryPowerCuts(const FolderOperation& operation) {
  Trial trial(operation);
  if (!trial.usable()) return trial.Take();
  const Tape& tape = trial.clean().tape;
  const auto seeds = static_cast<uint64_t>(std::max(2, SeedsPerPlace() * 2 / 5));
  for (size_t k = 0; k <= tape.size(); ++k) {
    const DiskImage then = After(trial.before(), tape, k);
    for (uint64_t seed = 1; seed <= seeds; ++seed) {
      trial.Begin(seed, absl::StrCat("power cut behind change ", k));
      trial.Put(Crashed(then, seed));
      trial.CheckEnd(ToldAfter(trial, k));
    }
    trial.CheckSecondTry();
  }
  return trial.Take();
}

Verdicts TryKills(const FolderOperation& operation) {
  Trial trial(operation);
  if (!trial.usable()) return trial.Take();
  const Tape& tape = trial.clean().tape;
  for (size_t k = 0; k <= tape.size(); ++k) {
    const DiskImage then = After(trial.before(), tape, k);
    for (uint64_t seed = 1; seed <= 2; ++seed) {
      trial.Begin(seed, absl::StrCat("killed behind change ", k));
      trial.Put(then);
      std::string shown;
      DiskImage left;
      {
        FileWatch watch(trial.folder(), then, seed);
        shown = trial.Look();
        left = watch.image();
      }
      trial.CheckShown(shown, ToldAfter(trial, k));
      // What a person can see now must not be lost by what comes next.
      trial.Put(Crashed(left, seed));
      const bool seen = shown == trial.clean().after && !operation.told_alone_counts;
      trial.CheckEnd({absl::OkStatus(), !seen && ToldAfter(trial, k).interrupted});
    }
    trial.CheckSecondTry();
  }
  return trial.Take();
}

Verdicts TryErrorOnce(const FolderOperation& operation) { return TryErrors(operation, false); }
Verdicts TryErrorForEver(const FolderOperation& operation) { return TryErrors(operation, true); }

Verdicts TryQuota(const FolderOperation& operation) {
  Trial trial(operation);
  if (!trial.usable()) return trial.Take();
  // Some 200 sizes, from no room to enough.
  const int64_t step = std::max<int64_t>(512, trial.clean().growth / 200);
  for (int64_t room = 0; room <= trial.clean().growth + step; room += step) {
    trial.Begin(static_cast<uint64_t>(room / step), absl::StrCat(room, " bytes are left"));
    trial.Put(trial.before());
    Told told;
    {
      FileWatch watch(trial.folder(), trial.before(), 1);
      watch.SetQuota(trial.before().TotalBytes() + room);
      told.status = trial.Act();
    }
    if (!told.status.ok() && text::ErrorOf(told.status).code() != "disk_full")
      trial.Complain("does not say that the disk is full: ", WordsOf(told.status));
    trial.CheckEnd(told);
    trial.CheckSecondTry();
  }
  return trial.Take();
}

Verdicts TrySecondFault(const FolderOperation& operation) {
  Trial trial(operation);
  if (!trial.usable()) return trial.Take();
  // Not every pair of places, unless many seeds are asked for; but the last one, where it is done.
  const Tape& tape = trial.clean().tape;
  const size_t step = std::max<size_t>(1, tape.size() * 10 / (8 * SeedsPerPlace()));
  for (size_t k = tape.size() % step; k <= tape.size(); k += step) {
    const DiskImage then = Crashed(After(trial.before(), tape, k), k);
    const Told told = ToldAfter(trial, k);
    trial.Begin(k, absl::StrCat("power cut behind change ", k, ", then none"));
    trial.Put(then);
    Tape start;
    int64_t calls = 0;
    {
      FileWatch watch(trial.folder(), then, k);
      trial.CheckEnd(told);
      start = watch.tape();
      calls = watch.calls();
    }
    for (size_t j = 0; j <= start.size(); j += 1 + j / 8) {
      trial.Begin(k * 1000 + j,
                  absl::StrCat("power cut behind change ", k, ", then behind ", j, " of starting"));
      trial.Put(Crashed(After(then, start, j), j));
      trial.CheckEnd(told);
    }
    for (int64_t j = 1; j <= calls; j += 1 + j / 8) {
      trial.Begin(k * 1000 + static_cast<uint64_t>(j),
                  absl::StrCat("power cut behind change ", k, ", then an error at call ", j,
                               " of starting"));
      trial.Put(then);
      DiskImage left;
      {
        FileWatch watch(trial.folder(), then, k);
        watch.Fail({.at = j});
        trial.TryLook();
        left = watch.image();
      }
      if (j % 2 == 0) trial.Put(Crashed(left, static_cast<uint64_t>(j)));
      trial.CheckEnd(told);
    }
  }
  return trial.Take();
}

}  // namespace gom::sim
