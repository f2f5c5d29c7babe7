#include "hub/cli/session.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "common/platform/clock.h"
#include "common/platform/console.h"
#include "common/platform/file_system.h"
#include "common/platform/zone.h"
#include "common/text/status_macros.h"
#include "common/text/terminal.h"
#include "hub/auth/words.h"
#include "hub/cli/words.h"
#include "hub/store/words.h"

namespace gom::hub {
namespace {

constexpr int kWidest = 100;

}  // namespace

std::string Session::OperatorName() const {
  return operator_flag_.empty() ? platform::UserName() : operator_flag_;
}

text::View Session::View() const {
  text::View view;
  const text::Terminal terminal = text::LookAt(STDOUT_FILENO, app_.globals().colour);
  view.width = std::min(kWidest, terminal.width);
  view.colour = terminal.colour;
  view.utc_offset_seconds = platform::LocalOffsetSeconds(platform::SystemWallClock().NowMs());
  return view;
}

FoldProgress Session::FoldLine() {
  const text::Terminal terminal = text::LookAt(STDERR_FILENO, text::ColourChoice::kNever);
  if (!terminal.watching) return nullptr;
  auto line = std::make_shared<text::ProgressLine>(err_, terminal);
  return [line, what = text::Say(language(), say::kReadingLog)](uint64_t done, uint64_t total) {
    line->Step(done, total, what);
  };
}

std::string Session::NewsOfOpening(const gom::hub::Hub& hub) const {
  if (!hub.damage().ok()) return text::Sentence(language(), hub.damage()) + "\n";
  std::string news;
  if (hub.made_sign_key()) news += Line(kSignKeyMade);
  const std::optional<v1::TermBegun>& begun = hub.put_back();
  if (!hub.damaged_ratchet().empty()) {
    news += Line(kRatchetDamaged, hub.damaged_ratchet());
  } else if (begun.has_value()) {
    news += Line(say::kPutBack, begun->highest_index(), begun->term());
  }
  return news;
}

absl::StatusOr<HubClient*> Session::Hub() {
  if (hub_ == nullptr) {
    ASSIGN_OR_RETURN(hub_, HubClient::Connect(folder(), FoldLine()));
    if (hub_->opened() != nullptr) err_ << NewsOfOpening(*hub_->opened());
  }
  return hub_.get();
}

absl::StatusOr<std::string> ReadInput(const std::string& path) {
  absl::StatusOr<std::string> bytes = platform::ReadFile(path);
  if (bytes.ok() || bytes.status().code() == absl::StatusCode::kResourceExhausted) return bytes;
  return text::Refuse(absl::StatusCode::kInvalidArgument, say::kFileUnreadable, path);
}

}  // namespace gom::hub
