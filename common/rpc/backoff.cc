#include "common/rpc/backoff.h"

#include <algorithm>

namespace gom::rpc {

absl::Duration Backoff::Ceiling() const {
  absl::Duration ceiling = options_.first;
  for (int i = 0; i < failures_ && ceiling < options_.most; ++i) ceiling *= 2;
  return std::min(ceiling, options_.most);
}

absl::Duration Backoff::UpTo(absl::Duration ceiling) {
  const auto whole =
      static_cast<uint64_t>(std::max<int64_t>(1, absl::ToInt64Microseconds(ceiling)));
  return absl::Microseconds(static_cast<int64_t>(random_.Below(whole)) + 1);
}

absl::Duration Backoff::Next() {
  const absl::Duration wait = UpTo(Ceiling());
  if (Ceiling() < options_.most) ++failures_;
  return wait;
}

absl::Duration Backoff::ComeBack(uint32_t come_back_ms) {
  if (come_back_ms == 0) return Next();
  const absl::Duration asked = absl::Milliseconds(come_back_ms);
  return asked + UpTo(asked / 2);
}

}  // namespace gom::rpc
