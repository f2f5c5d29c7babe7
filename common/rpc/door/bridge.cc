#include "common/rpc/door/bridge.h"

#include <utility>
#include <vector>

#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "common/platform/mutex.h"
#include "common/rpc/credentials.h"
#include "common/rpc/door/words.h"
#include "common/rpc/door_mark.h"
#include "common/rpc/limits.h"
#include "common/rpc/status.h"
#include "common/text/message.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/json_util.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/byte_buffer.h"

namespace gom::door {
namespace {

// How soon one who hung up is noticed.
constexpr absl::Duration kLook = absl::Milliseconds(200);

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices)
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes;
}

Headers MetadataFrom(const std::multimap<grpc::string_ref, grpc::string_ref>& metadata) {
  Headers headers;
  for (const auto& [key, value] : metadata)
    headers.emplace_back(std::string(key.data(), key.size()),
                         std::string(value.data(), value.size()));
  return headers;
}

}  // namespace

// Goes with its Call, once the library is done with it: a thread of the library's that let go of
// the last of a channel would wait for itself.
class Call::Reactor final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  Reactor(const std::shared_ptr<grpc::Channel>& channel, const CallOptions& options)
      : stub_(channel), request_(Buffer(options.message)) {
    for (const auto& [key, value] : options.metadata) rpc::AddMetadata(context_, key, value);
    rpc::MarkAsDoor(context_, {options.credentials.cookie, options.credentials.token});
    if (options.timeout < absl::InfiniteDuration()) rpc::SetDeadline(context_, options.timeout);
    stub_.PrepareBidiStreamingCall(&context_, options.method, {}, this);
  }

  // The thread in OnDone may still be letting go of the lock.
  ~Reactor() override { platform::MutexLock lock(&mutex_); }

  void Start() {
    AddHold();  // reads are begun from another thread
    StartWriteLast(&request_, {});
    // Inside one process an answer that comes together with its status is thrown away where nobody
    // waits for it yet.
    StartRead(&answer_);
    StartCall();
  }

  void OnReadInitialMetadataDone(bool /*ok*/) override {
    platform::MutexLock lock(&mutex_);
    begun_ = true;
  }
  void OnReadDone(bool ok) override {
    platform::MutexLock lock(&mutex_);
    read_ = ok ? Read::kGot : Read::kNone;
  }
  void OnDone(const grpc::Status& status) override {
    platform::MutexLock lock(&mutex_);
    ending_ = MakeEnding(status.error_code(), status.error_message(), status.error_details(),
                         TrailersOf(context_));
    done_ = true;
  }

  void AwaitBegin(const Gone& gone) { Await(absl::Condition(this, &Reactor::HasBegun), gone); }

  std::optional<std::string> Next(const Gone& gone) {
    if (held_) {
      if (!std::exchange(first_, false)) ReadOn();
      Await(absl::Condition(this, &Reactor::HasRead), gone);
      platform::MutexLock lock(&mutex_);
      if (read_ == Read::kGot) return BytesOf(answer_);
    }
    LetGo();
    Await(absl::Condition(this, &Reactor::IsDone), gone);
    return std::nullopt;
  }

  // No read is under way.
  void LetGo() {
    if (std::exchange(held_, false)) RemoveHold();
  }
  void Cancel() {
    context_.TryCancel();
    while (Next([] { return false; }).has_value()) {
    }
  }
  bool held() const { return held_; }
  Ending ending() {
    platform::MutexLock lock(&mutex_);
    return ending_;
  }
  Headers initial_metadata() { return MetadataFrom(context_.GetServerInitialMetadata()); }
  bool HasBegun() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return begun_; }

 private:
  enum class Read { kUnderWay, kGot, kNone };

  void ReadOn() ABSL_LOCKS_EXCLUDED(mutex_) {
    {
      platform::MutexLock lock(&mutex_);
      read_ = Read::kUnderWay;
    }
    StartRead(&answer_);
  }

  static grpc::ByteBuffer Buffer(const std::string& bytes) {
    const grpc::Slice slice(bytes);
    return grpc::ByteBuffer(&slice, 1);
  }
  static Headers TrailersOf(const grpc::ClientContext& context) {
    Headers trailers = MetadataFrom(context.GetServerTrailingMetadata());
    std::erase_if(trailers, [](const auto& trailer) { return trailer.first.starts_with("grpc-"); });
    return trailers;
  }

  bool HasRead() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return read_ != Read::kUnderWay; }
  bool IsDone() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return done_; }
  void Await(const absl::Condition& condition, const Gone& gone) ABSL_LOCKS_EXCLUDED(mutex_) {
    for (bool cancelled = false;;) {
      {
        platform::MutexLock lock(&mutex_);
        if (mutex_.AwaitWithTimeout(condition, kLook)) return;
      }
      if (!cancelled && gone()) {
        context_.TryCancel();
        cancelled = true;
      }
    }
  }

  grpc::GenericStub stub_;
  grpc::ClientContext context_;
  grpc::ByteBuffer request_, answer_;
  // Of the thread that calls.
  bool held_ = true;
  bool first_ = true;  // the first read was begun with the call
  platform::Mutex mutex_;
  bool begun_ ABSL_GUARDED_BY(mutex_) = false;
  bool done_ ABSL_GUARDED_BY(mutex_) = false;
  Read read_ ABSL_GUARDED_BY(mutex_) = Read::kUnderWay;
  Ending ending_ ABSL_GUARDED_BY(mutex_);
};

Call::Call(const std::shared_ptr<grpc::Channel>& channel, const CallOptions& options)
    : reactor_(std::make_unique<Reactor>(channel, options)) {
  reactor_->Start();
}

Call::~Call() {
  if (reactor_->held()) reactor_->Cancel();
}

void Call::Begin(const Gone& gone) { reactor_->AwaitBegin(gone); }

Headers Call::initial_metadata() const { return reactor_->initial_metadata(); }

std::optional<std::string> Call::Next(const Gone& gone) {
  std::optional<std::string> message = reactor_->Next(gone);
  if (!message.has_value()) ending_ = reactor_->ending();
  return message;
}

Ending EndingOf(const absl::Status& refusal) {
  const grpc::Status status = rpc::ToGrpc(refusal, rpc::Audience::kLocal);
  return MakeEnding(status.error_code(), status.error_message(), status.error_details(), {});
}

const google::protobuf::MethodDescriptor* MethodOf(const std::string& path) {
  const std::string name = absl::StrReplaceAll(absl::StripPrefix(path, "/"), {{"/", "."}});
  return google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(name);
}

namespace {

std::unique_ptr<google::protobuf::Message> New(const google::protobuf::Descriptor& type) {
  return std::unique_ptr<google::protobuf::Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

}  // namespace

absl::StatusOr<std::string> FromJson(const google::protobuf::Descriptor& type,
                                     const std::string& json) {
  const std::unique_ptr<google::protobuf::Message> message = New(type);
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  const auto parsed = google::protobuf::util::JsonStringToMessage(json, message.get(), options);
  if (!parsed.ok()) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, kJsonMalformed,
                        std::string(parsed.message().data(), parsed.message().size()));
  }
  return message->SerializeAsString();
}

absl::StatusOr<std::string> ToJson(const google::protobuf::Descriptor& type,
                                   const std::string& bytes) {
  const std::unique_ptr<google::protobuf::Message> message = New(type);
  std::string json;
  if (!message->ParseFromString(bytes) ||
      !google::protobuf::util::MessageToJsonString(*message, &json).ok()) {
    return absl::InternalError("an answer that is not of its type");
  }
  return json;
}

}  // namespace gom::door
