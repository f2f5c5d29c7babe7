// Every method of the hub: what people at it, other systems and a school's computer may ask.
#include "gom/v1/admin.pb.h"
#include "tests/fuzz/any_method.h"
#include "tests/fuzz/whole_hub.h"

namespace gom::fuzz {
namespace {

// A backup goes where it is told to: here, to a place of its own.
void KeepInside(const WholeHub& hub, AnyCall* call) {
  v1::BackupRequest backup;
  if (call->method->name() != "Backup" || !backup.ParseFromString(call->request)) return;
  if (!backup.path().empty()) backup.set_path(hub.top() + "/backup");
  call->request = backup.SerializeAsString();
}

// Device 1 is the school's, whose number was drawn.
void NameDevice(WholeHub& hub, AnyCall* call) {
  const auto* field = call->method->input_type()->FindFieldByName("device");
  if (field == nullptr) return;
  const std::unique_ptr<google::protobuf::Message> request(NewRequest(*call->method));
  if (!request->ParseFromString(call->request)) return;
  const auto* reflection = request->GetReflection();
  if (reflection->GetUInt32(*request, field) != 1) return;
  reflection->SetUInt32(request.get(), field, hub.school().number);
  call->request = request->SerializeAsString();
}

void TryCall(WholeHub& hub, AnyCall call) {
  KeepInside(hub, &call);
  NameDevice(hub, &call);
  const bool from_school = call.method->service()->name() == "SyncService";
  const uint64_t before = hub.records();
  const bool answered = IsAnswered(from_school ? hub.far() : hub.here(), call);
  if (!answered) {
    // Who may not enroll is counted; anything else leaves nothing.
    EXPECT_TRUE(call.method->name() == "Enroll" || hub.records() == before) << NameOf(*call.method);
  }
  if (hub.records() != before || (answered && !OnlyReads(*call.method))) hub.PutBack();
  std::filesystem::remove_all(hub.top() + "/backup");
}

struct Ready {
  Ready() {
    for (const auto& [number, method] : services.methods()) TryCall(hub, {method, ""});
  }
  const Services services{{"AdminService", "ReportService", "SyncService"}};
  WholeHub hub;
};

}  // namespace

void TryInput(std::string_view input) {
  static Ready ready;
  AnyCall call = ready.services.Choose(input);
  if (call.method != nullptr) TryCall(ready.hub, std::move(call));
}

}  // namespace gom::fuzz
