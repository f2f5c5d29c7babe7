// AdminService: what an operator may ask.
#include "tests/fuzz/hub_calls.h"

namespace gom::fuzz {

void TryInput(std::string_view input) {
  static Communes communes;
  const Call call(input);
  const auto act =
      [&]<typename Request, typename Answer>(Answer (*decide)(hub::View&, const Request&)) {
        communes.Act<Request>(call.request, decide);
      };
  switch (call.method % 7) {
    case 0:
      return act(&hub::DecidePlan);
    case 1:
      return act(&hub::DecideUnits);
    case 2:
      return act(&hub::DecideReview);
    case 3:
      return act(&hub::DecideRevoke);
    case 4:
      return act(&hub::DecideReadmit);
    case 5:
      return act(&hub::DecideSettleOrphans);
    case 6:
      return act(&hub::DecideTakeWork);
  }
}

}  // namespace gom::fuzz
