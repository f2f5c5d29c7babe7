#include "common/rpc/door/door.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace gom::door {
namespace {

constexpr absl::string_view kFull =
    "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\n"
    "Content-Length: 0\r\n\r\n";

}  // namespace

Policy LoopbackPolicy(int port) {
  Policy policy;
  for (const char* name : {"127.0.0.1", "localhost", "[::1]"})
    policy.hosts.push_back(absl::StrCat(name, ":", port));
  policy.cookie = absl::StrCat("gom-session-", port);
  return policy;
}

// One connection and its thread.
struct Door::Guest {
  explicit Guest(std::unique_ptr<Transport> its) : transport(std::move(its)) {}

  const std::unique_ptr<Transport> transport;
  std::atomic<bool> idle{false};
  std::atomic<bool> asked_to_leave{false};
  std::atomic<bool> left{false};
  std::thread thread;
};

Door::Door(std::unique_ptr<LoopbackListener> listener, PorterOptions options, DoorLimits limits)
    : listener_(std::move(listener)),
      porter_(std::move(options)),
      shared_{.limits = limits, .porter = porter_},
      thread_([this] { TakeIn(); }) {}

Door::~Door() {
  listener_->Stop();
  thread_.join();
  shared_.stopping = true;
  std::list<std::unique_ptr<Guest>> guests;
  {
    platform::MutexLock lock(&mutex_);
    guests.swap(guests_);
  }
  for (const auto& guest : guests) guest->transport->HangUp();
  for (const auto& guest : guests) guest->thread.join();
}

void Door::TakeIn() {
  while (std::unique_ptr<Transport> transport = listener_->Accept()) LetIn(std::move(transport));
}

bool Door::MakeRoom() {
  for (auto it = guests_.begin(); it != guests_.end();) {
    if (!(*it)->left) {
      ++it;
      continue;
    }
    (*it)->thread.join();
    it = guests_.erase(it);
  }
  if (guests_.size() < shared_.limits.connections) return true;
  // Browsers keep connections that they may never use again; the oldest of these goes.
  const auto idle = std::find_if(guests_.begin(), guests_.end(), [](const auto& guest) {
    return guest->idle && !guest->asked_to_leave;
  });
  if (idle == guests_.end()) return false;
  (*idle)->asked_to_leave = true;
  (*idle)->transport->HangUp();
  return true;
}

void Door::LetIn(std::unique_ptr<Transport> transport) {
  platform::MutexLock lock(&mutex_);
  if (!MakeRoom()) {
    transport->Write(kFull.data(), kFull.size(), absl::ZeroDuration());
    return;
  }
  Guest& guest = *guests_.emplace_back(std::make_unique<Guest>(std::move(transport)));
  guest.thread = std::thread([this, &guest] {
    ServeConnection(*guest.transport, shared_, guest.idle);
    guest.transport->HangUp();
    guest.left = true;
  });
}

}  // namespace gom::door
