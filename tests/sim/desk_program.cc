#include "tests/sim/desk_program.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/log/chain.h"
#include "common/text/status_macros.h"

namespace gom::sim {
namespace {

using agent::AgentStore;
using agent::Desk;
using agent::School;

constexpr uint64_t kSeed = 7;

// The disks are in memory; this is only the name of a folder on them, and where key files go.
const std::string& Folder() {
  static const TempFolder folder;
  return folder.path();
}

class DeskProgram : public Program {
 public:
  using ActOnDesk = std::function<absl::Status(Desk&)>;

  static absl::StatusOr<std::unique_ptr<Program>> Start(CrashDisk& disk, ActOnDesk act) {
    std::unique_ptr<DeskProgram> program(new DeskProgram(std::move(act)));
    agent::AgentStoreOptions options;
    options.random = [p = program.get()](size_t n) { return p->random_.Bytes(n); };
    options.vfs = disk.name();
    ASSIGN_OR_RETURN(std::unique_ptr<AgentStore> store,
                     AgentStore::Open(Folder(), std::move(options)));
    program->desk_ = std::make_unique<Desk>(std::move(store), program->wall_, program->random_, "");
    return std::unique_ptr<Program>(std::move(program));
  }

  absl::Status Act() override {
    random_ = platform::SeededRandom(kSeed);
    return act_(*desk_);
  }
  std::string Picture() override {
    desk_->state();  // reads again what could not be read
    return PictureOf(desk_->store());
  }

  std::vector<std::string> Problems() override {
    std::vector<std::string> problems;
    for (const agent::OwnStream& s : desk_->store().holdings().streams) {
      log::Digest digest{};
      uint64_t index = 0;
      for (const agent::OwnRecord& r : s.records) {
        digest = log::Next(digest, r.main);
        if (r.index != ++index || r.digest != digest) {
          problems.push_back(absl::StrCat("stream ", s.number, " breaks at ", r.index));
          break;
        }
      }
    }
    const bool told = !desk_->store().holdings().events.empty();
    if (told && desk_->state().plan == nullptr) problems.push_back("the fold has no plan");
    return problems;
  }

 private:
  explicit DeskProgram(ActOnDesk act) : act_(std::move(act)) {}

  const ActOnDesk act_;
  platform::ManualWallClock wall_{School::kNow};
  platform::SeededRandom random_{kSeed};
  std::unique_ptr<Desk> desk_;
};

Operation From(const CrashDisk& disk, std::function<absl::Status(Desk&)> act) {
  return {.file = Folder() + "/agent.db",
          .before = disk.image(),
          .start = [act = std::move(act)](CrashDisk& d) { return DeskProgram::Start(d, act); }};
}

std::string Hex(const std::string& bytes) { return absl::BytesToHexString(bytes); }

}  // namespace

std::string PictureOf(const AgentStore& store) {
  const agent::Holdings& h = store.holdings();
  const agent::SyncMarks& m = store.marks();
  std::string all = absl::StrCat("unit ", h.unit, " at ", store.enrollment().address, "\n");
  for (const agent::OwnStream& s : h.streams) {
    absl::StrAppend(&all, "stream ", s.number, " ", Hex(s.id), s.current ? " current" : "", " ",
                    s.agreed, " ", s.acknowledged, " ", s.sent, "\n");
    for (const agent::OwnRecord& r : s.records) {
      absl::StrAppend(&all, "  ", r.index, " ", Hex(log::ToBytes(r.digest)), " ", Hex(r.text),
                      "\n");
    }
  }
  for (const agent::HubEvent& e : h.events) {
    absl::StrAppend(&all, "event ", e.index, " ", e.own_log, " ",
                    Hex(log::ToBytes(log::Sha256(e.main))), " ", Hex(e.text), "\n");
  }
  for (const agent::Draft& d : h.drafts) {
    v1::Revision values;
    sync::EncodeValues(d.values, &values);
    absl::StrAppend(&all, "draft ", d.form, " ", d.period, " ", values.ShortDebugString(), " ",
                    d.wording.note, " ", d.unread.size(), " ", d.updated_at, "\n");
    if (d.base.has_value())
      absl::StrAppend(&all, "  on ", Hex(d.base->stream), d.base->index, "\n");
  }
  absl::StrAppend(&all, "read ", m.read.ShortDebugString(), " aside ",
                  m.aside.has_value() ? m.aside->ShortDebugString() : "none", " term ",
                  m.highest_term, " sync ", m.last_sync, " ", m.last_try, " ", m.tries, "\n");
  for (const agent::Notice& n : store.notices())
    absl::StrAppend(&all, "notice ", n.words.en(), "\n");
  return all;
}

Operation NewDeskOperation(std::function<absl::Status(Desk&)> act) {
  CrashDisk disk(1);
  {
    const agent::Computer computer(/*seed=*/42, Folder(), disk.name());
    disk.StopNow(Stop::kKill);
  }
  return From(disk, std::move(act));
}

Operation DeskOperation(const std::function<void(School&)>& prepare,
                        std::function<absl::Status(Desk&)> act) {
  CrashDisk disk(1);
  {
    School school(/*with_plan=*/true, Folder(), disk.name());
    prepare(school);
    // As a program leaves it that was never closed: its last work is in the WAL.
    disk.StopNow(Stop::kKill);
  }
  return From(disk, std::move(act));
}

}  // namespace gom::sim
