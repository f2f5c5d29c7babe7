#include "hub/service/bundle_calls.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/log/chain.h"
#include "common/sync/bundle.h"
#include "common/text/status_macros.h"
#include "common/text/unicode.h"
#include "hub/service/clean_words.h"
#include "hub/service/evidence.h"
#include "hub/service/exchange.h"
#include "hub/service/words.h"

namespace gom::hub {
namespace {

uint32_t ChangesIn(const v1::ExchangeRequest& request) {
  int changes = request.changes_size();
  for (const v1::OrphanStream& s : request.orphan_streams()) changes += s.changes_size();
  return static_cast<uint32_t>(changes);
}

// What the device needs to know of what it asked: all but what it carried.
v1::ExchangeRequest Skeleton(v1::ExchangeRequest request) {
  request.clear_changes();
  request.clear_receipts();
  for (v1::OrphanStream& s : *request.mutable_orphan_streams()) s.clear_changes();
  for (v1::OrphanWord& w : *request.mutable_orphan_words()) w.clear_event();
  return request;
}

}  // namespace

absl::Status BundleCalls::Take(Requests requests) {
  // What its clock said when the file was made says nothing of it now.
  for (v1::ExchangeRequest& request : requests) request.clear_device_clock_ms();
  ASSIGN_OR_RETURN(decided_, Decide(requests));
  for (const ExchangeAnswer& decided : decided_) {
    taken_ += decided.taken;
    known_ += decided.known;
  }
  for (const v1::ExchangeRequest& request : requests) changes_ += ChangesIn(request);
  requests_ = std::move(requests);
  return absl::OkStatus();
}

uint32_t BundleCalls::TakeEvidence(const v1::BundlePayload& carried) {
  for (const v1::EvidenceFile& file : carried.evidence()) {
    const absl::Status put = PutEvidenceFile(hub_, device_, file);
    if (put.ok()) {
      payload_.add_evidence()->set_sha256(file.sha256());
      continue;
    }
    hub_.Warn("bundle_evidence_left", {{"device", absl::StrCat(device_.device)},
                                       {"unit", device_.unit},
                                       {"sha256", log::Hex(file.sha256())},
                                       {"why", text::Sentence(text::Language::kEnglish, put)}});
    if (!IsAboutOneFile(put)) break;
  }
  return static_cast<uint32_t>(payload_.evidence_size());
}

absl::Status BundleCalls::Answer() {
  for (size_t i = 0; i < requests_.size(); ++i)
    RETURN_IF_ERROR(AnswerOne(std::move(requests_[i]), decided_[i]));
  RETURN_IF_ERROR(ReadOn());
  if (payload_.responses_size() > 0)
    AddWanted(hub_, device_, last_, &*payload_.mutable_responses()->rbegin());
  return absl::OkStatus();
}

absl::StatusOr<std::vector<ExchangeAnswer>> BundleCalls::Decide(const Requests& requests) {
  auto decided = hub_.writer().ActAndWait<std::vector<ExchangeAnswer>>(
      [&](View& view) -> absl::StatusOr<std::vector<ExchangeAnswer>> {
        std::vector<ExchangeAnswer> taken;
        if (first_ == 0) first_ = view.next_index();
        for (const v1::ExchangeRequest& request : requests) {
          ASSIGN_OR_RETURN(taken.emplace_back(),
                           DecideExchange(view, device_.device, request, {}, Way::kBundle,
                                          ProofsIn(hub_, request)));
        }
        return taken;
      });
  if (!decided.ok()) NoteRefused(hub_, device_, decided.status());
  return decided;
}

absl::Status BundleCalls::AnswerOne(v1::ExchangeRequest request, const ExchangeAnswer& taken) {
  if (read_.has_value()) {
    *request.mutable_read() = *read_;
    request.set_highest_term(std::max(request.highest_term(), term_));
  }
  NoteSeen(hub_, device_, request);
  NoteTaken(hub_, device_, request, taken);
  v1::ExchangeResponse response;
  RETURN_IF_ERROR(hub::Answer(hub_, device_, request, taken, &response));
  // Of a stream that the device has closed it keeps no events, and they would come each time.
  if (request.stream() != current_) response.clear_events();
  term_ = std::max(term_, response.term());
  read_ = ReadNext(request, response);
  more_ = response.more();
  last_ = Skeleton(std::move(request));
  *payload_.add_requests() = last_;
  *payload_.add_responses() = std::move(response);
  return absl::OkStatus();
}

absl::Status BundleCalls::ReadOn() {
  while (more_ && payload_.ByteSizeLong() < sync::kMaxCallsBytes) {
    v1::ExchangeRequest request = last_;
    request.clear_orphan_streams();
    request.clear_orphan_words();
    request.clear_after();
    request.clear_want_receipt();
    ASSIGN_OR_RETURN(const std::vector<ExchangeAnswer> taken, Decide({request}));
    RETURN_IF_ERROR(AnswerOne(std::move(request), taken.front()));
  }
  return absl::OkStatus();
}

uint32_t BundleCalls::HeldIn(const State& state) const {
  uint32_t held = 0;
  for (auto at = state.held.lower_bound(first_); at != state.held.end(); ++at) {
    const auto [entry, revision] = state.FindRevision(at->first);
    if (entry == nullptr) continue;
    const uint32_t by =
        revision->via != 0 ? revision->via : state.StreamOf(revision->stream).device;
    const v1::HeldReason why = entry->members.Find(revision->id)->held_reason;
    if (by == device_.device &&
        (why == v1::HELD_REASON_DEVICE_REVOKED || why == v1::HELD_REASON_DEVICE_UNKNOWN))
      ++held;
  }
  return held;
}

// Where the device will stand once it has stored the answer: it keeps no events while it asks about
// a stream that it has closed, and stands still where a restored hub does not know it.
v1::Position BundleCalls::ReadNext(const v1::ExchangeRequest& request,
                                   const v1::ExchangeResponse& response) const {
  const v1::Position& read = request.read();
  const bool still = response.term() > read.term() && response.from().index() == read.index() &&
                     response.new_position().index() == read.index();
  if (still || request.stream() != current_) return read;
  v1::Position next = response.new_position();
  next.set_term(response.term());
  return next;
}

absl::Status CheckForThisHub(const Hub& hub, const v1::BundleHeader& header) {
  if (header.hub() == hub.authority().hub_id()) return absl::OkStatus();
  return text::Refuse(absl::StatusCode::kFailedPrecondition, words::kBundleOfAnotherHub,
                      text::CleanText(header.hub_name(), kMaxName).value_or("?"),
                      log::Hex(header.hub()));
}

absl::Status Unanswered(const absl::Status& why) {
  const v1::Error error = text::ErrorOf(why);
  return text::WithError(absl::StatusCode::kUnknown,
                         text::MakeError(words::kBundleUnanswered, {error.vi()}, {error.en()}));
}

absl::StatusOr<std::string> PackReply(Hub& hub, const ReplyFor& to,
                                      const v1::BundlePayload& payload) {
  v1::BundleHeader header;
  header.set_kind(to.kind);
  header.set_hub(hub.authority().hub_id());
  header.set_hub_name(hub.ReadState([](const State& state) { return state.name; }));
  header.set_device(to.device.device);
  header.set_unit(to.device.unit);
  header.set_made_at(hub.clock().NowMs());
  header.set_id(to.request.id());
  header.set_build(kBuild);
  return sync::PackBundle(header, payload, to.seal_to, [&](std::string_view bytes) {
    return absl::StatusOr<std::string>(hub.sign_key().Sign(bytes));
  });
}

}  // namespace gom::hub
