// write_seeds FOLDER: writes the corpus that the fuzz targets begin with, a folder for each.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "common/log/sqlite_log.h"
#include "common/platform/file_system.h"
#include "common/rpc/certificates.h"
#include "common/rpc/slip_code.h"
#include "gom/v1/report.pb.h"
#include "hub/snapshot/snapshot_file.h"
#include "hub/store/schema.h"
#include "tests/common/evidence/photos.h"
#include "tests/common/log/temp_folder.h"
#include "tests/fuzz/hub_calls.h"
#include "tests/fuzz/seeds.h"
#include "tests/hub/state/story.h"

namespace gom::fuzz {
namespace {

std::string BytesOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}
std::string InTree(const std::string& path) {
  return BytesOf(std::string(GOM_SOURCE_DIR) + "/" + path);
}

void Tables(Seeds& seeds) {
  seeds.Add(
      "csv", "excel",
      "\xef\xbb\xbfsep=;\r\nCode;Name\r\nTH-01;\"Trường; \"\"số 1\"\"\r\n số\"\r\n'=1;'-\r\n");
  seeds.Add("csv", "mistakes", "code,name\nTH-01,a,b\nTH-02,\"x\"y\n\nTH-03,\"never closed");
  seeds.Add("csv", "roster", InTree("hub/plans/demo/roster.csv"));
  const std::string rows =
      "unit;period;form;field;value;reason\r\nTH-01;Q1;profile;staff;50;\r\n"
      "MN-02;Q1;profile;staff;5;\r\nTH-01;Q1;work;trained;3０;đã đếm lại\r\n"
      "TH-01;Q1;work;events;1.234;\r\nTH-01;Q1;work;ideas.1.name;Thư viện;\r\n";
  seeds.Add("import", "submit", std::string(1, '\0') + rows);
  seeds.Add("import", "preview", "\x01" + rows);
  seeds.Add("import", "mistakes",
            "\x01period,form,field,value\nQ9,work,trained,1\nQ1,work,x.+.y,có\n");
}

void Texts(Seeds& seeds) {
  seeds.Add("plan", "small", hub::SmallPlan());
  seeds.Add("plan", "every-kind", InTree("tests/common/plan/testdata/every-kind.textproto"));
  seeds.Add("plan", "agent", InTree("tests/agent/small_plan.textproto"));
  const rpc::SlipCode code = rpc::MakeSlipCode("random!", "0123456789");
  seeds.Add("slip_code", "printed", rpc::PrintSlipCode(code));
  seeds.Add("slip_code", "typed", "abcd efgh-ol1O 0123456789abcdef");
  seeds.Add("slip_code", "secret", code.secret);
}

void Certificates(Seeds& seeds) {
  constexpr int64_t kNow = 1'790'000'000'000;
  const std::string hub(16, 'H');
  const rpc::Ca ca = rpc::MakeCa(hub, "Xã Tân Kỳ", kNow).value();
  const std::string key = rpc::GenerateKey().value();
  const std::string request = rpc::MakeSigningRequest(key).value();
  const std::string device = rpc::SignDevice(ca, request, hub, 7, "TH01", kNow).value();
  seeds.Add("certificates", "request", request);
  seeds.Add("certificates", "device_pem", device);
  seeds.Add("certificates", "device_der", rpc::ToDer(device).value());
  seeds.Add("certificates", "server_chain", rpc::SignServer(ca, key, hub, kNow).value());
}

void Evidence(Seeds& seeds) {
  using evidence::Scene;
  seeds.Add("evidence", "jpeg", evidence::JpegOf(Scene(24, 16)));
  seeds.Add("evidence", "exif", evidence::WithExif(evidence::JpegOf(Scene(16, 24)), 6));
  seeds.Add("evidence", "png", evidence::PngOf(Scene(12, 12)));
  seeds.Add("evidence", "pdf",
            "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
  seeds.Add("evidence", "name", "..\\thư mục/CON.jpg:ads");
}

// What the device of the small commune has sent, and what it would send next.
void Changes(Seeds& seeds) {
  SmallCommune commune;
  hub::FakeDevice& desk = *commune.desk;
  for (const v1::Sealed& sealed : desk.changes)
    seeds.Add("revision", std::to_string(sealed.main().size()), sealed.SerializeAsString());
  seeds.AddCall("exchange", "first", 0, desk.Request(0));
  seeds.AddCall("exchange", "next", 0, desk.Request(2));
  seeds.AddCall("exchange", "carried", 1, desk.Request(0));
  v1::ExchangeRequest healing = desk.Request(2);
  v1::OrphanStream* orphan = healing.add_orphan_streams();
  orphan->set_stream(std::string(16, 'o'));
  orphan->set_device(101);
  *orphan->add_changes() = desk.changes[0];
  v1::Event verdict;
  verdict.mutable_verdict_given()->set_word(v1::VERDICT_WORD_ACCEPTED);
  v1::OrphanWord* word = healing.add_orphan_words();
  word->set_index(40);
  word->mutable_event()->set_main(verdict.SerializeAsString());
  word->mutable_revision()->set_stream(orphan->stream());
  word->mutable_revision()->set_index(1);
  seeds.AddCall("exchange", "healing", 0, healing);
}

void Acts(Seeds& seeds) {
  v1::ApplyPlanRequest plan;
  plan.set_textproto(hub::SmallPlan(3));
  seeds.AddCall("admin", "plan", 0, plan);
  v1::ImportUnitsRequest units;
  *units.add_units() = hub::HubWorld::Row("TH03");
  *units.add_units() = hub::HubWorld::Row("TH02");
  units.mutable_units(1)->set_valid_to("2026-06-30");
  units.mutable_units(1)->set_successor("TH01");
  seeds.AddCall("admin", "units", 1, units);
  v1::ReviewRequest review;
  review.set_operator_("cán bộ");
  using Act = v1::ReviewAct;
  *review.add_acts() = hub::HubWorld::On(Act::KIND_ACCEPT, "TH01", "work", "Q1");
  *review.add_acts() = hub::HubWorld::On(Act::KIND_RETURN, "TH01", "profile", "Q1");
  *review.add_acts() = hub::HubWorld::On(Act::KIND_LOCK, "", "", "Q1");
  seeds.AddCall("admin", "review", 2, review);
  v1::RevokeDeviceRequest revoke;
  revoke.set_device(101);
  revoke.set_operator_("cán bộ");
  seeds.AddCall("admin", "revoke", 3, revoke);
  seeds.AddCall("admin", "readmit", 4, revoke);
  v1::SettleOrphansRequest settle;
  settle.add_indexes(3);
  seeds.AddCall("admin", "orphans", 5, settle);
  seeds.AddCall("admin", "take_work", 6, revoke);
}

void Questions(Seeds& seeds) {
  v1::ListUnitsRequest units;
  units.set_page_size(1);
  seeds.AddCall("report", "units", 0, units);
  v1::ListEntriesRequest entries;
  entries.set_unit("TH01");
  entries.set_form("work");
  entries.set_period("Q1");
  entries.set_reading(v1::READING_ACCEPTED);
  seeds.AddCall("report", "entries", 1, entries);
  v1::GetHistoryRequest history;
  history.set_unit("TH01");
  history.set_form("work");
  history.set_period("Q1");
  seeds.AddCall("report", "history", 2, history);
  v1::GetProgressRequest progress;
  progress.set_as_of("Q1");
  seeds.AddCall("report", "progress", 3, progress);
  v1::ListClosersRequest closers;
  closers.set_indicator("A");
  closers.set_as_of("Q1");
  seeds.AddCall("report", "closers", 4, closers);
}

std::string SnapshotOf(const hub::State& state) {
  const TempFolder folder;
  EXPECT_TRUE(hub::WriteSnapshot(folder / "snapshot", state).ok());
  return BytesOf(folder / "snapshot");
}

void Stored(Seeds& seeds) {
  hub::Story story;
  const hub::HubWorld& hub = story.Tell();
  seeds.Add("snapshot", "story", SnapshotOf(hub.state));
  seeds.Add("snapshot", "small", SnapshotOf(hub::HubWorld().state));
  const TempFolder folder;
  const std::string path = folder / "hub.db";
  {
    log::DatabaseOptions options = hub::HubDatabaseOptions();
    options.folder_probe = [](const std::string&) { return platform::FolderFacts(); };
    const auto db = log::Database::Open(path, options);
    ASSERT_TRUE(db.ok()) << db.status();
    const auto store = log::OpenSqliteLog(**db, hub::kHubLog);
    std::vector<log::NewRecord> records;
    const hub::HubWorld small;
    for (const log::Record& record : small.log()) records.push_back({record.main, record.text});
    EXPECT_TRUE(store->Append({}, records).ok());
    EXPECT_TRUE((*db)->EmptyWal().ok());
  }
  seeds.Add("hub_file", "small", BytesOf(path));
  seeds.Add("hub_file", "cut", BytesOf(path).substr(0, 5000));
}

// What a browser sends, three ways to make a call, and what it must not.
void Doors(Seeds& seeds) {
  const std::string host = "Host: 127.0.0.1:7401\r\n";
  const std::string post =
      " HTTP/1.1\r\n" + host +
      "Origin: http://127.0.0.1:7401\r\nSec-Fetch-Site: same-origin\r\nX-Agent-Token: 0123\r\n"
      "Cookie: gom-session-7401=4567\r\nX-Name: a\r\nX-Raw-Bin: AQI\r\n";
  const auto call = [&](const std::string& path, const std::string& type, const std::string& body) {
    return "POST " + path + post + "Content-Type: " + type +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  };
  const std::string form = "/gom.v1.SchoolService/GetForm";
  const std::string frame("\0\0\0\0\x04\x0a\x02Q1", 9);
  seeds.Add("door", "page", "\x40GET /index.html HTTP/1.1\r\n" + host + "\r\n");
  seeds.Add("door", "session",
            "\x40" + call("/session", "application/json", "{\"token\": \"0123\"}") +
                "GET /session" + post + "\r\n");
  seeds.Add("door", "connect", "\x40" + call(form, "application/proto", frame.substr(5)));
  seeds.Add("door", "connect_stream", "\x40" + call(form, "application/connect+proto", frame));
  seeds.Add("door", "grpc_web", "\x01" + call(form, "application/grpc-web+proto", frame));
  seeds.Add("door", "frame", frame);
  seeds.Add("door", "preflight",
            "\x40OPTIONS " + form + " HTTP/1.1\r\n" + host +
                "Origin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n\r\n");
  seeds.Add(
      "door", "pieces",
      "\x40POST " + form + post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
}

}  // namespace
}  // namespace gom::fuzz

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  GTEST_FLAG_SET(throw_on_failure, true);
  gom::fuzz::Seeds seeds(argv[1]);
  gom::fuzz::Tables(seeds);
  gom::fuzz::Texts(seeds);
  gom::fuzz::Certificates(seeds);
  gom::fuzz::Evidence(seeds);
  gom::fuzz::Changes(seeds);
  gom::fuzz::Acts(seeds);
  gom::fuzz::Questions(seeds);
  gom::fuzz::Doors(seeds);
  gom::fuzz::Stored(seeds);
  gom::fuzz::AddBundles(seeds);
  gom::fuzz::AddMethods(seeds);
  return 0;
}
