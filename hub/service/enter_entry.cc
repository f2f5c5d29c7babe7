#include "hub/service/enter_entry.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "common/sync/value_view.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "hub/service/clean_words.h"
#include "hub/service/convert_entry.h"
#include "hub/service/with_texts.h"
#include "hub/service/words.h"

namespace gom::hub {
namespace {

absl::Status CleanValues(google::protobuf::RepeatedPtrField<v1::FieldValue>* fields) {
  for (v1::FieldValue& f : *fields) {
    v1::Value* value = f.mutable_value();
    if (value->has_text()) RETURN_IF_ERROR(CleanWords(value->mutable_text(), kMaxWords));
    if (!value->has_items()) continue;
    for (v1::ItemValue& item : *value->mutable_items()->mutable_items()) {
      for (v1::FieldValue& inner : *item.mutable_fields()) {
        if (!inner.value().has_text()) continue;
        RETURN_IF_ERROR(CleanWords(inner.mutable_value()->mutable_text(), kMaxWords));
      }
    }
  }
  return absl::OkStatus();
}

// Everything that people wrote, ready to be kept.
absl::StatusOr<v1::EnterEntryRequest> Cleaned(v1::EnterEntryRequest request) {
  RETURN_IF_ERROR(CleanValues(request.mutable_values()));
  RETURN_IF_ERROR(CleanWords(request.mutable_note(), kMaxWords));
  RETURN_IF_ERROR(CleanWords(request.mutable_author(), kMaxName));
  for (v1::ReasonView& reason : *request.mutable_reasons()) {
    RETURN_IF_ERROR(CleanWords(reason.mutable_text(), kMaxReason));
  }
  return request;
}

absl::Status SetReasons(const plan::Plan& plan, const v1::EnterEntryRequest& request,
                        sync::Wording* wording) {
  for (const v1::ReasonView& reason : request.reasons()) {
    const plan::Rule* rule = plan.FindRule(std::string_view(reason.rule()));
    if (rule == nullptr) {
      return text::Refuse(absl::StatusCode::kInvalidArgument, words::kRuleUnknown, reason.rule());
    }
    wording->reasons.emplace_back(rule->number, reason.text());
  }
  std::sort(wording->reasons.begin(), wording->reasons.end());
  return absl::OkStatus();
}

uint32_t DrawId(View& view) {
  uint32_t id = 0;
  const std::string bytes = view.Random16();
  std::memcpy(&id, bytes.data(), sizeof(id));
  return id;
}

absl::StatusOr<EnterAnswer> Decide(View& view, const v1::EnterEntryRequest& request) {
  EnterCommand command;
  command.unit = request.unit();
  command.form = request.form();
  command.period = request.period();
  command.edit = [&](const plan::Form& form, plan::Values* values, sync::Wording* wording) {
    RETURN_IF_ERROR(sync::FromFieldValues(
        form, request.values(), [&] { return DrawId(view); }, values, &wording->texts));
    wording->note = request.note();
    wording->author = request.author();
    return SetReasons(*view.plan(), request, wording);
  };
  return DecideEnter(view, command);
}

}  // namespace

absl::StatusOr<v1::EnterEntryResponse> EnterEntry(Hub& hub, const v1::EnterEntryRequest& request) {
  ASSIGN_OR_RETURN(const v1::EnterEntryRequest cleaned, Cleaned(request));
  ASSIGN_OR_RETURN(const EnterAnswer answer, hub.writer().ActAndWait<EnterAnswer>([&](View& view) {
    return Decide(view, cleaned);
  }));
  return ReadWithTexts(
      hub, [&](const State& state, RecordCache& records) -> absl::StatusOr<v1::EnterEntryResponse> {
        v1::EnterEntryResponse out;
        const auto entry = state.FindEntry(answer.entry);
        // Where nothing differed from the head, the head is the answer.
        const Revision* revision = entry == nullptr ? nullptr : entry->Find(answer.hub_index);
        if (revision == nullptr && entry != nullptr) revision = entry->head();
        if (revision != nullptr) {
          *out.mutable_revision() = ToRevisionView(state, *entry, *revision, records);
        }
        return out;
      });
}

}  // namespace gom::hub
