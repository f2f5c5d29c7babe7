#include "hub/service/self_check.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <utility>

namespace gom::hub {
namespace {

// Linux has a priority for each thread. Where it cannot be had the look is as quick as others.
void StepBack() {
  constexpr int kLeast = 19;
  setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), kLeast);
}

}  // namespace

SelfCheck::SelfCheck(Look look, Told told, const SelfCheckPolicy& policy)
    : look_(std::move(look)), told_(std::move(told)), policy_(policy) {
  thread_ = std::thread([this] { Run(); });
}

SelfCheck::~SelfCheck() {
  {
    platform::MutexLock lock(&mutex_);
    stop_ = true;
  }
  thread_.join();
}

SelfCheckResult SelfCheck::last() const {
  platform::MutexLock lock(&mutex_);
  return last_;
}

bool SelfCheck::Stands(int64_t now) const {
  return last_.at != 0 && !last_.too_large && now - last_.at < absl::ToInt64Milliseconds(kStands);
}

void SelfCheck::Note(const SelfCheckResult& result) {
  platform::MutexLock lock(&mutex_);
  last_ = result;
}

void SelfCheck::Run() {
  StepBack();
  const auto stopped = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return stop_; };
  for (absl::Duration wait = policy_.first;; wait = policy_.every) {
    {
      platform::MutexLock lock(&mutex_);
      if (mutex_.AwaitWithTimeout(absl::Condition(&stopped), wait)) return;
    }
    const absl::StatusOr<SelfCheckResult> result = look_();
    if (result.ok()) {
      platform::MutexLock lock(&mutex_);
      if (!result->too_large || !Stands(result->at)) last_ = *result;
    }
    told_(result);
  }
}

}  // namespace gom::hub
