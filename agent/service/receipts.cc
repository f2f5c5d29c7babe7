#include "agent/service/receipts.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "agent/service/views.h"
#include "agent/service/words.h"
#include "agent/store/words.h"
#include "common/text/message.h"

namespace gom::agent {
namespace {

std::string FormCode(const plan::Plan* plan, uint32_t number) {
  const int form = plan == nullptr ? -1 : plan->FormIndex(number);
  return form < 0 ? absl::StrCat("#", number) : plan->forms[static_cast<size_t>(form)].code;
}

std::string PeriodCode(const plan::Plan* plan, uint32_t number) {
  const int period = plan == nullptr ? -1 : plan->PeriodIndex(number);
  return period < 0 ? absl::StrCat("#", number) : plan->periods[static_cast<size_t>(period)].code;
}

// The Revisions of the stream behind `after`, up to `last`.
void AddEntries(const plan::Plan* plan, const OwnStream& stream, uint64_t after, uint64_t last,
                v1::ReceiptView* view) {
  for (const OwnRecord& record : stream.records) {
    v1::Change change;
    if (record.index <= after || record.index > last || !change.ParseFromString(record.main) ||
        !change.has_revision())
      continue;
    v1::SubmittedEntry* entry = view->add_entries();
    entry->set_form(FormCode(plan, change.revision().form()));
    entry->set_period(PeriodCode(plan, change.revision().period()));
    entry->set_revision(ShowName(Name{stream.id, record.index, log::Short(record.digest)}));
  }
}

}  // namespace

absl::StatusOr<v1::ListReceiptsResponse> ListReceipts(Desk& desk) {
  if (!desk.store().enrolled())
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  const Holdings& holdings = desk.store().holdings();
  const plan::Plan* plan = desk.state().plan.get();
  std::vector<v1::ReceiptView> views;
  std::map<std::string, uint64_t> covered;  // by stream
  for (const HeldReceipt& held : holdings.receipts) {
    v1::ReceiptView& view = views.emplace_back();
    view.set_stream(held.stream);
    view.set_index(held.index);
    view.set_term(held.term);
    view.set_at(held.at);
    view.set_receipt(held.bytes);
    uint64_t& before = covered[held.stream];
    for (const OwnStream& stream : holdings.streams) {
      if (stream.id == held.stream) AddEntries(plan, stream, before, held.index, &view);
    }
    before = std::max(before, held.index);
  }
  v1::ListReceiptsResponse response;
  for (auto view = views.rbegin(); view != views.rend(); ++view)
    *response.add_receipts() = std::move(*view);
  return response;
}

}  // namespace gom::agent
