// What an agent keeps beside its database: its keys, the slip that it asked with, and the sidecar
// that knows how far the stream had come.
#include <fstream>

#include "agent/service/desk.h"
#include "agent/service/enroll_file.h"
#include "agent/service/submit.h"
#include "common/platform/stick_file.h"
#include "common/rpc/certificates.h"
#include "common/rpc/document_signature.h"
#include "common/rpc/slip_code.h"
#include "common/sync/bundle.h"
#include "common/sync/sealing.h"
#include "common/sync/slip_file.h"
#include "common/text/status_macros.h"
#include "tests/agent/school.h"
#include "tests/common/log/temp_folder.h"
#include "tests/sim/desk_program.h"
#include "tests/sim/file_watch.h"
#include "tests/sim/operation_suite.h"

namespace gom::sim {
namespace {

using agent::AgentStore;
using agent::Desk;
using agent::School;

constexpr int kDamagedPage = 4;  // of the events: where their rows stand

// A program over a real folder: clock and chance stand still.
class Program {
 public:
  static absl::StatusOr<std::unique_ptr<Program>> Start(const std::string& folder,
                                                        uint64_t reserve_bytes = 0) {
    auto program = std::make_unique<Program>();
    agent::AgentStoreOptions options;
    options.reserve_bytes = reserve_bytes;
    options.random = [p = program.get()](size_t n) { return p->random_.Bytes(n); };
    ASSIGN_OR_RETURN(std::unique_ptr<AgentStore> store,
                     AgentStore::Open(folder, std::move(options)));
    program->desk_ = std::make_unique<Desk>(std::move(store), program->wall_, program->random_, "");
    return program;
  }
  Desk& desk() { return *desk_; }

 private:
  platform::ManualWallClock wall_{School::kNow};
  platform::SeededRandom random_{7};
  std::unique_ptr<Desk> desk_;
};

// Everything that the store holds, notices too: where a sidecar is not true there would be one that
// says that something was lost, and another stream.
absl::StatusOr<std::string> Look(const std::string& folder, std::vector<std::string>* problems) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Program> program, Program::Start(folder));
  AgentStore& store = program->desk().store();
  std::string shown = PictureOf(store);
  if (!store.enrolled()) return shown;
  ASSIGN_OR_RETURN(const agent::DeviceKeys keys, store.ReadKeys());
  return absl::StrCat(shown, keys.key_pem, " ", keys.certificate_pem, " ", keys.ca_pem);
}

FolderOperation Submit() {
  const TempFolder folder;
  School school(/*with_plan=*/true, folder.path());
  school.Report("profile", "Q1", {{"staff", "50"}});
  school.Type("work", "Q1", {{"trained", "40"}});
  const auto act = [](const std::string& where, const auto& said) -> absl::Status {
    ASSIGN_OR_RETURN(const std::unique_ptr<Program> program, Program::Start(where));
    RETURN_IF_ERROR(agent::Submit(program->desk(), v1::SubmitRequest()).status());
    said();
    return absl::OkStatus();
  };
  return {
      .before = ImageOf(folder.path()), .act = act, .look = Look, .done_code = "nothing_to_submit"};
}

FolderOperation Enroll() {
  const auto act = [](const std::string& where, const auto& said) -> absl::Status {
    ASSIGN_OR_RETURN(const std::unique_ptr<Program> program, Program::Start(where));
    agent::Enrollment who;
    who.unit = "TH-01";
    who.unit_name = "Trường Tiểu học số 1";
    who.hub = std::string(16, 'H');
    who.hub_name = "Xã";
    who.address = "127.0.0.1:1";
    who.device = 7;
    RETURN_IF_ERROR(program->desk().store().Enroll(who, {"key", "certificate", "ca"}));
    said();
    return absl::OkStatus();
  };
  return {.before = DiskImage(),
          .act = act,
          .look = Look,
          .done_code = "already_enrolled",
          .tidied_when_done_again = true};
}

// A new pair in place of the old one: one of them is there, whole.
FolderOperation Renew() {
  const TempFolder folder;
  School school(/*with_plan=*/true, folder.path());
  const auto act = [](const std::string& where, const auto& said) -> absl::Status {
    ASSIGN_OR_RETURN(const std::unique_ptr<Program> program, Program::Start(where));
    AgentStore& store = program->desk().store();
    RETURN_IF_ERROR(store.ReplaceKeys({"another key", "its certificate", "two authorities"}));
    said();
    return absl::OkStatus();
  };
  return {.before = ImageOf(folder.path()),
          .act = act,
          .look = Look,
          .refused_may_be_done = true,  // where the last sync of its folder fails
          .tidied_when_done_again = true};
}

// A page of the database is garbage: whoever starts to do something first takes over what can be
// read. Whatever cuts that off, the next start comes to the same.
FolderOperation DropDraftOfADamagedFile() {
  const TempFolder folder;
  {
    School school(/*with_plan=*/true, folder.path());
    school.Report("profile", "Q1", {{"staff", "50"}});
    school.Type("work", "Q1", {{"trained", "40"}});
  }
  {
    std::fstream file(folder / "agent.db", std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(kDamagedPage * 4096);
    file << std::string(4096, '\xa5');
  }
  const auto act = [](const std::string& where, const auto& said) -> absl::Status {
    ASSIGN_OR_RETURN(const std::unique_ptr<Program> program, Program::Start(where));
    RETURN_IF_ERROR(program->desk().store().DropDraft(2, 1));
    said();
    return absl::OkStatus();
  };
  return {.before = ImageOf(folder.path()), .act = act, .look = Look};
}

// Room is kept for the day when the disk is full: then what a clerk has typed is saved, whatever
// else is left, and a power cut right after it takes nothing of it.
TEST(FullDisk, A13_RoomWasKept_WhatIsTypedIsSavedAndStaysThrough) {
  constexpr uint64_t kReserve = 256 * 1024;
  constexpr int64_t kSteps = 16;
  const TempFolder folder;
  { const School school(/*with_plan=*/true, folder.path()); }
  ASSERT_TRUE(Program::Start(folder.path(), kReserve).ok());
  const DiskImage before = ImageOf(folder.path());
  for (int64_t step = 0; step < kSteps; ++step) {
    const int64_t room = step * 3001;
    SCOPED_TRACE(absl::StrCat(room, " bytes are left"));
    PutOnDisk(before, folder.path());
    DiskImage after;
    int saved = 0;
    {
      FileWatch watch(folder.path(), before, static_cast<uint64_t>(step));
      watch.SetQuota(before.TotalBytes() + room);
      const auto program = Program::Start(folder.path(), kReserve);
      ASSERT_TRUE(program.ok()) << program.status();
      Desk& desk = (*program)->desk();
      // Until the disk has no room at all: each that is called saved was saved.
      absl::Status last;
      for (; last.ok() && saved < 500; saved += last.ok() ? 1 : 0) {
        agent::Draft draft;
        draft.form = 1;
        draft.period = 1;
        draft.wording.note = absl::StrCat("số ", saved, std::string(1000, 'x'));
        draft.updated_at = saved + 1;
        last = desk.store().SaveDraft(draft);
      }
      EXPECT_GE(saved, 10) << "out of the room that was kept";
      EXPECT_TRUE(last.ok() || text::ErrorOf(last).code() == "disk_full") << last;
      ASSERT_EQ(desk.store().holdings().drafts.size(), 1u);
      EXPECT_EQ(desk.store().holdings().drafts[0].updated_at, saved);
      EXPECT_TRUE(desk.store().IsShortOfRoom());
      after = watch.image();
    }
    platform::SeededRandom chance(static_cast<uint64_t>(step) + 1);
    after.Crash(chance, true);
    PutOnDisk(after, folder.path());
    const auto program = Program::Start(folder.path(), kReserve);
    ASSERT_TRUE(program.ok()) << program.status();
    ASSERT_EQ((*program)->desk().store().holdings().drafts.size(), 1u);
    EXPECT_EQ((*program)->desk().store().holdings().drafts[0].updated_at, saved);
    EXPECT_FALSE((*program)->desk().store().IsShortOfRoom()) << "there is room again";
  }
}

// An office that enrolls by file.
struct Office {
  const std::string hub = std::string(16, 'H');
  const rpc::Ca ca = *rpc::MakeCa(hub, "Xã", School::kNow);
  const sync::SigningKey key = *sync::SigningKey::FromSeed(std::string(32, 'k'));

  std::string Slip() const {
    v1::EnrollmentSlip slip;
    slip.set_code(rpc::PrintSlipCode(
        rpc::MakeSlipCode("any old bytes", *rpc::PublicKeyFingerprint(ca.certificate_pem))));
    slip.set_ca_pem(ca.certificate_pem);
    slip.set_hub(hub);
    slip.set_hub_key(key.public_key());
    return sync::PackSlip(slip);
  }
  // To whoever asked in this folder: a certificate, and a plan to read.
  std::string Reply(const std::string& folder) const {
    const std::string asked = *rpc::MakeSigningRequest(*platform::ReadFile(folder + "/agent.key"));
    v1::BundlePayload payload;
    v1::EnrollResponse* enrolled = payload.mutable_enrolled();
    enrolled->set_certificate_pem(*rpc::SignDevice(ca, asked, hub, 7, "TH-01", School::kNow));
    enrolled->set_ca_pem(ca.certificate_pem);
    enrolled->set_hub(hub);
    enrolled->set_hub_key(key.public_key());
    enrolled->set_device(7);
    enrolled->set_unit("TH-01");
    payload.add_requests();
    v1::ExchangeResponse* answer = payload.add_responses();
    v1::Event plan;
    *plan.mutable_plan_applied() = agent::Packed(agent::SmallPlan());
    answer->add_events()->set_index(1);
    answer->mutable_events(0)->mutable_event()->set_main(plan.SerializeAsString());
    answer->mutable_new_position()->set_index(1);
    answer->set_term(1);
    v1::BundleHeader header;
    header.set_kind(v1::BundleHeader::KIND_ENROLLED);
    header.set_hub(hub);
    header.set_id(std::string(sync::kBundleIdBytes, 'i'));
    const std::string to = sync::SealKeyOf(*platform::ReadFile(folder + "/seal.key"));
    return *sync::PackBundle(header, payload, to, [&](std::string_view bytes) {
      return absl::StatusOr<std::string>(key.Sign(bytes));
    });
  }
};

constexpr char kData[] = "/agent", kStick[] = "/yeu-cau.gom";

absl::Status Ask(const std::string& where, const std::string& slip) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Program> program, Program::Start(where + kData));
  ASSIGN_OR_RETURN(const std::string request, agent::AskByFile(program->desk(), slip, "Máy 1"));
  return platform::WriteCheckedFile(where + kStick, request);
}

// Whoever has a request on the stick has a folder that can take the answer to it.
FolderOperation AskByFile() {
  const std::string slip = Office().Slip();
  const auto look = [slip](const std::string& where,
                           std::vector<std::string>* problems) -> absl::StatusOr<std::string> {
    RETURN_IF_ERROR(Program::Start(where + kData).status());
    if (!platform::Exists(where + kStick)) return "nothing asked";
    ASSIGN_OR_RETURN(const std::string file, platform::ReadFile(where + kStick));
    ASSIGN_OR_RETURN(const sync::Bundle request, sync::ReadBundle(file));
    ASSIGN_OR_RETURN(const std::string key, platform::ReadFile(where + kData + "/agent.key"));
    ASSIGN_OR_RETURN(const std::string kept, platform::ReadFile(where + kData + "/agent.slip"));
    if (kept != slip) problems->push_back("another slip");
    if (!platform::Exists(where + kData + "/seal.key")) problems->push_back("no sealing key");
    if (!rpc::IsSignedByRequester(*rpc::MakeSigningRequest(key),
                                  sync::SignedBytes(request.header_bytes), request.signature))
      problems->push_back("the request is by another key");
    return "asked";
  };
  return {.before = DiskImage(),
          .act = [slip](const std::string& where, const auto&) { return Ask(where, slip); },
          .look = look,
          .refused_may_be_done = true,  // where the last sync of its folder fails
          .told_alone_counts = true,
          .tidied_when_done_again = true};
}

// The answer taken in: enrolled or not; and one who is enrolled gets the rest by the same file.
FolderOperation WelcomeByFile() {
  const TempFolder folder;
  const Office office;
  EXPECT_TRUE(Ask(folder.path(), office.Slip()).ok());
  const std::string reply = office.Reply(folder.path() + kData);
  const auto take = [reply](Program& program) {
    const platform::ManualMonotonicClock monotonic;
    return agent::WelcomeByFile(program.desk(), monotonic, reply);
  };
  const auto act = [take](const std::string& where, const auto& said) -> absl::Status {
    ASSIGN_OR_RETURN(const std::unique_ptr<Program> program, Program::Start(where + kData));
    RETURN_IF_ERROR(take(*program));
    said();
    return absl::OkStatus();
  };
  const auto look = [take](const std::string& where,
                           std::vector<std::string>* problems) -> absl::StatusOr<std::string> {
    {
      ASSIGN_OR_RETURN(const std::unique_ptr<Program> program, Program::Start(where + kData));
      if (program->desk().store().enrolled()) RETURN_IF_ERROR(take(*program));
    }
    return Look(where + kData, problems);
  };
  return {.before = ImageOf(folder.path()),
          .act = act,
          .look = look,
          .refused_may_be_done = true,  // enrolled, and the plan did not find its place yet
          .tidied_when_done_again = true};
}

INSTANTIATE_TEST_SUITE_P(AgentFolder, Operations,
                         ::testing::Values(Named{"Submit", Submit}, Named{"Enroll", Enroll},
                                           Named{"Renew", Renew},
                                           Named{"DamagedFile", DropDraftOfADamagedFile},
                                           Named{"AskByFile", AskByFile},
                                           Named{"WelcomeByFile", WelcomeByFile}),
                         NameOf);

}  // namespace
}  // namespace gom::sim
