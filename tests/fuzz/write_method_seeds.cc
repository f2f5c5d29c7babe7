#include <map>

#include "absl/strings/str_cat.h"
#include "gom/v1/admin.pb.h"
#include "gom/v1/page.pb.h"
#include "gom/v1/report.pb.h"
#include "gom/v1/school.pb.h"
#include "gom/v1/sync.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/common/evidence/photos.h"
#include "tests/fuzz/any_method.h"
#include "tests/fuzz/seeds.h"
#include "tests/hub/service/hub_fixture.h"

namespace gom::fuzz {
namespace {

// A request that does something; of a method that is not here an empty one. Device 1 stands for the
// school's.
const std::map<std::string, std::string>& Samples() {
  static const auto& samples = *new std::map<std::string, std::string>{
      {"AdminService.ImportUnits",
       R"pb(units {
              code: "S3"
              name: "Trường 3"
              kinds: "primary"
              ownership: OWNERSHIP_PUBLIC
              manager: MANAGER_COMMUNE
              valid_to: "2026-06-30"
              successor: "S1"
            })pb"},
      {"AdminService.IssueSlip", R"pb(unit: "S2" operator: "cán bộ")pb"},
      {"AdminService.RevokeDevice", R"pb(device: 1 reason: "máy hỏng" operator: "cán bộ")pb"},
      {"AdminService.Review",
       R"pb(acts { kind: KIND_ACCEPT unit: "S1" form: "f" period: "2026-Q1" }
            acts { kind: KIND_RETURN unit: "S1" form: "f" period: "2026-Q1" reason: "xem lại" }
            acts { kind: KIND_LOCK period: "2026-Q2" }
            operator: "cán bộ")pb"},
      {"AdminService.EnterEntry",
       R"pb(unit: "VP"
            form: "vp"
            period: "2026-Q1"
            values {
              field: "spent"
              value { number: 5 }
            }
            author: "cán bộ")pb"},
      {"AdminService.ReadLog", R"pb(from: 3 limit: 5)pb"},
      {"AdminService.IssueApiKey", R"pb(name: "thành phố" operator: "cán bộ")pb"},
      {"AdminService.RevokeApiKey", R"pb(key: "gom_")pb"},
      {"AdminService.ReadmitDevice", R"pb(device: 1)pb"},
      {"AdminService.SettleOrphans", R"pb(indexes: 3 drop: true)pb"},
      {"AdminService.Backup", R"pb(path: "/backup")pb"},
      {"AdminService.ReplaceDevice", R"pb(device: 1 reason: "máy mới")pb"},
      {"AdminService.TakeDeviceWork", R"pb(device: 1)pb"},
      {"AdminService.Redact", R"pb(unit: "S1" author: "cô Hoa" reason: "theo yêu cầu")pb"},
      {"AdminService.ListUnitMessages", R"pb(unit: "S1" limit: 2)pb"},
      {"AdminService.SendUnitMessage", R"pb(unit: "S1" text: "Xin nộp sớm" operator: "cán bộ")pb"},
      {"ReportService.ListUnits", R"pb(page_size: 1)pb"},
      {"ReportService.GetProgress", R"pb(as_of: "2026-Q1" reading: READING_REPORTED)pb"},
      {"ReportService.ListClosers",
       R"pb(indicator: "I1" as_of: "2026-Q1" reading: READING_REPORTED)pb"},
      {"ReportService.ListEntries",
       R"pb(unit: "S1" form: "f" period: "2026-Q1" reading: READING_ACCEPTED)pb"},
      {"ReportService.GetHistory", R"pb(unit: "S1" form: "f" period: "2026-Q1")pb"},
      {"SchoolService.ListForms", R"pb(period: "Q1")pb"},
      {"SchoolService.GetForm", R"pb(form: "work" period: "Q1")pb"},
      {"SchoolService.SaveDraft",
       R"pb(form: "work"
            period: "Q1"
            typed { field: "trained" text: "1.234" }
            typed { field: "ideas.+.name" text: "Thư viện" })pb"},
      {"SchoolService.ImportRows", R"pb(csv: "period;form;field;value\nQ1;work;trained;31\n"
                                        file_name: "so-lieu.csv")pb"},
      {"SchoolService.GetEntryHistory", R"pb(form: "profile" period: "Q1")pb"},
      {"SchoolService.Resolve", R"pb(form: "profile" period: "Q1" preview: true)pb"},
      {"SchoolService.GetTemplate", R"pb(form: "work" period: "Q1" format: FORMAT_XLSX)pb"},
      {"SchoolService.SendMessage", R"pb(form: "work" period: "Q1" text: "Hỏi về chỉ tiêu")pb"},
      {"SchoolService.MarkMessagesSeen", R"pb(until: 1782900000000)pb"},
      {"SchoolService.GetOurSchool", R"pb(as_of: "Q1")pb"},
      {"PageService.SetPin", R"pb(pin: "246813")pb"},
  };
  return samples;
}

void AddServices(Seeds& seeds, const std::string& target, const std::vector<std::string>& names,
                 std::map<std::string, std::string> made) {
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
  // Nothing else here uses it.
  EXPECT_NE(v1::OpenPageRequest::descriptor(), nullptr);
  for (const std::string& in : names) {
    const auto* service = pool->FindServiceByName("gom.v1." + in);
    for (int m = 0; m < service->method_count(); ++m) {
      const std::string name = NameOf(*service->method(m));
      std::string bytes = made[name];
      if (const auto sample = Samples().find(name); sample != Samples().end()) {
        const std::unique_ptr<google::protobuf::Message> request(
            google::protobuf::MessageFactory::generated_factory()
                ->GetPrototype(service->method(m)->input_type())
                ->New());
        EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(sample->second, request.get()))
            << name;
        bytes = request->SerializeAsString();
      }
      const unsigned number = NumberOf(*service->method(m));
      seeds.Add(target, name,
                std::string{static_cast<char>(number >> 8), static_cast<char>(number)} + bytes);
    }
  }
}

}  // namespace

void AddMethods(Seeds& seeds) {
  v1::ApplyPlanRequest plan;
  plan.set_textproto(hub::TestPlan(2));
  v1::AddEvidenceRequest photo;
  photo.set_form("work");
  photo.set_period("Q1");
  photo.set_name("anh.jpg");
  photo.set_data(evidence::JpegOf(evidence::Scene(16, 12)));
  hub::TestDevice device;
  device.stream = "stream-of-a-----";
  device.Next({{.total = 20, .met = 19, .words = "chưa có gì"}});
  device.Next({{.total = 21, .met = 19, .parent = 1}});
  const v1::ExchangeRequest exchange = device.Next({{.period = 2, .total = 9, .met = 9}});
  v1::PutEvidenceRequest piece;
  piece.set_sha256(log::ToBytes(log::Sha256(photo.data())));
  piece.set_size(photo.data().size());
  piece.set_piece(photo.data());
  AddServices(seeds, "hub_service", {"AdminService", "ReportService", "SyncService"},
              {{"AdminService.ApplyPlan", plan.SerializeAsString()},
               {"SyncService.Exchange", exchange.SerializeAsString()},
               {"SyncService.PutEvidence", piece.SerializeAsString()}});
  AddServices(seeds, "school", {"SchoolService", "PageService"},
              {{"SchoolService.AddEvidence", photo.SerializeAsString()}});
}

}  // namespace gom::fuzz
