#include "agent/sync/request.h"
#include "tests/fuzz/bundle_desks.h"
#include "tests/fuzz/forged_bundle.h"
#include "tests/fuzz/seeds.h"
#include "tests/hub/service/hub_fixture.h"

namespace gom::fuzz {
namespace {

void AddForgery(Seeds& seeds, const std::string& name, Forgery what, const std::string& header,
                const std::string& payload) {
  seeds.Add(
      "bundle", name,
      std::string(1, static_cast<char>(static_cast<unsigned>(what))) + PartsOf(header, payload));
}

// What the hub answers to a device that has brought all it has.
v1::ExchangeResponse AnswerTo(const v1::ExchangeRequest& request) {
  v1::ExchangeResponse response;
  *response.mutable_position() = request.my_last();
  response.set_agreed(request.my_last().index());
  *response.mutable_from() = request.read();
  *response.mutable_new_position() = request.read();
  response.mutable_new_position()->set_index(request.read().index() + 1);
  response.set_term(1);
  response.set_hub_clock_ms(agent::Computer::kNow);
  v1::Delivery* event = response.add_events();
  event->set_index(request.read().index() + 1);
  event->mutable_own()->set_stream_index(1);
  event->mutable_own()->set_outcome(v1::OUTCOME_HEAD);
  event->mutable_own()->set_at(agent::Computer::kNow);
  return response;
}

}  // namespace

void AddBundles(Seeds& seeds) {
  WaitingDesk desk;
  v1::BundlePayload reply;
  for (v1::ExchangeRequest& request :
       agent::CallsFor(desk.school().store(), 1 << 20, agent::Computer::kNow, "test").requests) {
    *reply.add_responses() = AnswerTo(request);
    request.clear_changes();
    *reply.add_requests() = std::move(request);
  }
  const auto file = sync::PackBundle(
      desk.Header(), reply, desk.SealKey(),
      [](std::string_view bytes) { return absl::StatusOr<std::string>(KeyOfHub().Sign(bytes)); });
  seeds.Add("bundle", "file", std::string(1, '\0') + file.value());
  AddForgery(seeds, "reply", Forgery::kReply, "", reply.SerializeAsString());

  // The school of WholeHub, with a photo of a report.
  hub::TestDevice device;
  device.stream = "stream-of-a-----";
  device.Next({{.total = 20, .met = 19, .words = "chưa có gì"}});
  device.Next({{.total = 21, .met = 19, .parent = 1}});
  v1::BundlePayload request;
  *request.add_requests() = device.Next({{.period = 2, .total = 9, .met = 9}});
  request.add_evidence()->set_sha256(std::string(32, 'e'));
  request.mutable_evidence(0)->set_data("no photo");
  AddForgery(seeds, "request", Forgery::kRequest, "", request.SerializeAsString());

  v1::BundlePayload enroll;
  enroll.mutable_enroll()->set_label("Máy của cô Hoa");
  AddForgery(seeds, "enroll", Forgery::kEnroll, "", enroll.SerializeAsString());
  v1::BundlePayload welcome;
  welcome.mutable_enrolled()->set_unit("TH-01");
  welcome.mutable_enrolled()->set_unit_name("Trường Tiểu học số 1");
  welcome.mutable_enrolled()->set_device(7);
  *welcome.add_requests() = v1::ExchangeRequest();
  welcome.add_responses()->set_term(1);
  AddForgery(seeds, "welcome", Forgery::kWelcome, "", welcome.SerializeAsString());
  v1::BundleHeader header;
  header.set_size(reply.ByteSizeLong());
  AddForgery(seeds, "compressed", Forgery::kCompressed, header.SerializeAsString(),
             Zstd(reply.SerializeAsString()));
  header.Clear();
  header.set_hub(std::string(16, 'X'));
  header.set_hub_name("Xã khác");
  AddForgery(seeds, "another_hub", Forgery::kRequest, header.SerializeAsString(),
             request.SerializeAsString());
}

}  // namespace gom::fuzz
