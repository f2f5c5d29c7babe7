#include "agent/cli/sync_line.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "agent/cli/words.h"
#include "common/platform/clock.h"

namespace gom::agent {
namespace {

constexpr absl::Duration kPause = absl::Milliseconds(500);
// Answering takes the agent's time from the sync, most of all where many files wait: not more than
// a tenth of it.
constexpr int kRest = 9;
constexpr absl::Duration kPatience = absl::Seconds(5);

SyncStep From(uint64_t before, uint64_t now, std::string what) {
  // Something may have been submitted meanwhile.
  const uint64_t total = std::max(before, now);
  return {total - now, total, std::move(what)};
}

}  // namespace

std::optional<SyncStep> StepOf(text::Language l, const v1::AgentStatus& before,
                               const v1::AgentStatus& now) {
  const bool files = before.evidence_waiting() + now.evidence_waiting() > 0;
  if (now.waiting() == 0 && files) {
    return From(
        before.evidence_waiting(), now.evidence_waiting(),
        text::Say(l, kSendingFiles, now.evidence_waiting(), (now.evidence_bytes() + 1023) / 1024));
  }
  if (before.waiting() + now.waiting() == 0) return std::nullopt;
  return From(before.waiting(), now.waiting(), text::Say(l, kSendingChanges, now.waiting()));
}

SyncLine::SyncLine(const Console& console, Client& client, const v1::AgentStatus& before)
    : console_(console), client_(client), before_(before) {
  const text::Terminal terminal = text::LookAt(STDERR_FILENO, text::ColourChoice::kNever);
  if (terminal.watching) asking_ = std::thread([this, terminal] { Show(terminal); });
}

SyncLine::~SyncLine() {
  over_.Notify();
  if (asking_.joinable()) asking_.join();
}

void SyncLine::Show(const text::Terminal& terminal) {
  text::ProgressLine line(console_.err, terminal);
  const platform::SystemMonotonicClock clock;
  absl::Duration pause = kPause;
  bool shown = false;
  for (bool over = false; !over;) {
    over = over_.WaitForNotificationWithTimeout(pause);
    if (over && !shown) return;  // else what was shown is brought to its end
    const absl::Duration asked = clock.Now();
    const absl::StatusOr<v1::AgentStatus> now = client_.Call(
        &v1::SchoolService::Stub::GetAgentStatus, v1::GetAgentStatusRequest(), kPatience);
    pause = std::max(kPause, kRest * (clock.Now() - asked));
    if (!now.ok()) continue;
    const std::optional<SyncStep> step = StepOf(console_.language(), before_, *now);
    if (!step.has_value()) continue;
    line.Step(step->done, step->total, step->what);
    shown = true;
  }
}

}  // namespace gom::agent
