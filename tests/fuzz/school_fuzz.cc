// Every method of a school's computer: what its page and its command line may ask.
#include "agent/service/agent.h"
#include "gom/v1/page.pb.h"
#include "tests/agent/school.h"
#include "tests/fuzz/any_method.h"

namespace gom::fuzz {
namespace {

class NoNetwork final : public agent::HubLink {
 public:
  absl::StatusOr<v1::ExchangeResponse> Exchange(const v1::ExchangeRequest&, absl::Duration,
                                                bool* left) override {
    *left = false;
    return text::Refuse(absl::StatusCode::kUnavailable, kNone);
  }

 private:
  static constexpr text::Message kNone{"hub_unreachable", "Không có mạng.", "No network."};
};

// With a report, a draft and a message of the office; put back to how it began after each call that
// may have changed it.
class WholeAgent {
 public:
  WholeAgent() {
    {
      agent::School school(true, begin_.path());
      school.Report("profile", "Q1", {{"staff", "50"}});
      school.Type("work", "Q1", {{"trained", "30"}});
      v1::Event message;
      message.mutable_message_sent()->set_unit("TH-01");
      v1::EventText words;
      words.set_reason("Xin nộp sớm");
      school.Deliver(message, words.SerializeAsString());
    }
    PutBack();
  }

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  void PutBack() {
    channel_.reset();
    agent_.reset();
    std::filesystem::remove_all(folder());
    std::filesystem::copy(begin_.path(), folder(), std::filesystem::copy_options::recursive);
    agent::AgentOptions options;
    options.wall = &wall_;
    options.monotonic = &monotonic_;
    options.random = &random_;
    options.build = "test";
    options.check_folder = false;
    options.reserve_bytes = 0;
    options.link = [](const agent::Enrollment&, const agent::DeviceKeys&) {
      return absl::StatusOr<std::unique_ptr<agent::HubLink>>(std::make_unique<NoNetwork>());
    };
    auto agent = agent::Agent::Open(folder(), std::move(options));
    ASSERT_TRUE(agent.ok()) << agent.status();
    agent_ = *std::move(agent);
    channel_ = agent_->InProcessChannel();
  }
  // What a person sees of all forms.
  std::string Seen() {
    const auto stub = v1::SchoolService::NewStub(channel_);
    std::string seen;
    for (const char* form : {"profile", "work"}) {
      for (const char* period : {"Q1", "Q2"}) {
        grpc::ClientContext context;
        v1::GetFormRequest request;
        request.set_form(form);
        request.set_period(period);
        v1::FormView view;
        EXPECT_TRUE(stub->GetForm(&context, request, &view).ok());
        seen += view.SerializeAsString();
      }
    }
    return seen;
  }
  // A stream, of which the first news is enough.
  void Watch(const v1::WatchSchoolRequest& request) {
    const auto stub = v1::SchoolService::NewStub(channel_);
    grpc::ClientContext context;
    rpc::SetDeadline(context);
    const auto news = stub->WatchSchool(&context, request);
    v1::SchoolNews first;
    news->Read(&first);
    context.TryCancel();
    EXPECT_EQ(news->Finish().error_code(), grpc::StatusCode::CANCELLED);
  }

 private:
  std::string folder() const { return now_ / "agent"; }

  const TempFolder begin_, now_;
  platform::ManualWallClock wall_{agent::School::kNow};
  platform::ManualMonotonicClock monotonic_;
  platform::SeededRandom random_{42};
  std::unique_ptr<agent::Agent> agent_;
  std::shared_ptr<grpc::Channel> channel_;
};

// A copy goes to any folder that a command line names: here to none of this computer's.
bool WritesElsewhere(const AnyCall& call) {
  v1::SaveBackupRequest request;
  return call.method->name() == "SaveBackup" && request.ParseFromString(call.request) &&
         absl::StartsWith(request.folder(), "/");
}

void TryCall(WholeAgent& agent, const AnyCall& call) {
  if (WritesElsewhere(call)) return;
  if (call.method->server_streaming()) {
    v1::WatchSchoolRequest request;
    if (request.ParseFromString(call.request)) agent.Watch(request);
    return;
  }
  const std::string before = agent.Seen();
  const bool answered = IsAnswered(agent.channel(), call);
  const std::string after = agent.Seen();  // whatever was taken can be shown
  if (answered ? OnlyReads(*call.method) : call.method->name() != "SyncNow") {
    EXPECT_EQ(after, before) << NameOf(*call.method);
    if (OnlyReads(*call.method)) return;
  }
  if (answered || call.method->name() == "SyncNow") agent.PutBack();
}

struct Ready {
  Ready() {
    for (const auto& [number, method] : services.methods()) TryCall(agent, {method, ""});
  }
  const Services services{{"SchoolService", "PageService"}};
  WholeAgent agent;
};

}  // namespace

void TryInput(std::string_view input) {
  static Ready ready;
  const AnyCall call = ready.services.Choose(input);
  if (call.method != nullptr) TryCall(ready.agent, call);
}

}  // namespace gom::fuzz
