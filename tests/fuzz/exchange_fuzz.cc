// SyncService.Exchange: what a device of the commune may send; also in a file, and from one that is
// not enrolled.
#include "tests/fuzz/hub_calls.h"

namespace gom::fuzz {

void TryInput(std::string_view input) {
  static Communes communes;
  const Call call(input);
  const uint32_t device = communes.now().desk->number + (call.method & 2);
  const hub::Way way = (call.method & 1) == 0 ? hub::Way::kCall : hub::Way::kBundle;
  communes.Act<v1::ExchangeRequest>(
      call.request, [&](hub::View& view, const v1::ExchangeRequest& request) {
        const hub::DecodedBatch decoded(request.changes());
        return hub::DecideExchange(view, device, request, decoded.changes(), way);
      });
}

}  // namespace gom::fuzz
