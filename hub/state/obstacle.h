// Why a Revision may not count now. Pure; used where a Revision is received or decided again.
//
//   LazyWording wording([&] { return sealed.text(); });
//   reason = ObstacleTo(view, {.key = key, .values = values, .plan_version = 3}, wording);
//
// It is judged by the active plan, and where that objects by the plan by which it was entered:
// whoever was right then is not wrong because the hub's plan moved on while the Change was under
// way. So what counts does not depend on who synced before the office applied the new plan.
#ifndef GOM_HUB_STATE_OBSTACLE_H_
#define GOM_HUB_STATE_OBSTACLE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "common/plan/values.h"
#include "common/sync/revision.h"
#include "hub/state/view.h"

namespace gom::hub {

// The words of a Revision, read only if somebody asks.
class LazyWording {
 public:
  explicit LazyWording(std::function<std::string()> read) : read_(std::move(read)) {}
  // Nothing where the bytes are not a text.
  const std::optional<sync::Wording>& Get() {
    if (!asked_) {
      asked_ = true;
      const std::string text = read_();
      erased_ = text.empty();
      auto decoded = sync::DecodeText(text);
      if (decoded.ok()) wording_ = *std::move(decoded);
    }
    return wording_;
  }
  // Whether there are no bytes, though the Revision says that it has a text.
  bool erased() { return Get().has_value() && erased_; }

 private:
  const std::function<std::string()> read_;
  bool asked_ = false;
  bool erased_ = false;
  std::optional<sync::Wording> wording_;
};

// What of an arriving or waiting Revision is judged.
struct Judged {
  const EntryKey& key;
  const plan::Values& values;
  uint32_t plan_version = 0;
  bool has_text = false;
  bool under_lock = false;  // the office's word counts there too
};

// Apart from its parents; HELD_REASON_UNSPECIFIED: nothing.
v1::HeldReason ObstacleTo(View& view, const Judged& judged, LazyWording& wording);

// Why the Change that is the hub's record `id` waits for the operator, whatever it says: one of
// those who brought it came back after a restore, or who brought it was revoked before it came.
v1::HeldReason WaitsForOperator(const View& view, uint32_t stream, uint32_t via, uint64_t id);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_OBSTACLE_H_
