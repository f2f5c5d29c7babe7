// SchoolService: what the page and the command line may ask of a desk.
#include "agent/service/resolve.h"
#include "tests/fuzz/school_calls.h"

namespace gom::fuzz {
namespace {

template <typename Request, typename Use>
void With(std::string_view bytes, Use use) {
  Request request;
  if (Parse(bytes, &request)) use(request);
}

}  // namespace

void TryInput(std::string_view input) {
  static Schools schools;
  const Call call(input);
  const auto read =
      [&]<typename Request, typename Answer>(Answer (*answer)(agent::Desk&, const Request&)) {
        With<Request>(call.request, [&](const Request& r) { schools.Read(r, answer); });
      };
  const auto change =
      [&]<typename Request, typename Answer>(Answer (*answer)(agent::Desk&, const Request&)) {
        With<Request>(call.request, [&](const Request& r) { schools.Change(r, answer); });
      };
  switch (call.method % 6) {
    case 0:
      return read(&agent::ListForms);
    case 1:
      return read(&agent::GetForm);
    case 2:
      return read(&agent::GetEntryHistory);
    case 3:
      return change(&agent::SaveDraft);
    case 4:
      return change(&agent::Submit);
    case 5:
      return change(&agent::Resolve);
  }
}

}  // namespace gom::fuzz
