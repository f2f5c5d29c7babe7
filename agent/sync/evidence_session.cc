#include "agent/sync/evidence_session.h"

#include <algorithm>
#include <utility>

#include "agent/store/words.h"
#include "agent/sync/words.h"
#include "common/log/chain.h"
#include "common/text/status_macros.h"
#include "common/text/words_of.h"

namespace gom::agent {
namespace {

// What is wrong with one file is nothing against the others.
bool IsAboutOneFile(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsNotFound(status) ||
         absl::IsFailedPrecondition(status);
}

// The line is bad; smaller pieces may get through.
bool IsTheLine(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status);
}

bool HasUnsentChanges(const AgentStore& store) {
  const OwnStream* stream = store.current();
  return stream != nullptr && stream->last() > stream->acknowledged;
}

}  // namespace

EvidenceSession::EvidenceSession(AgentStore& store, PieceLimit& limit, RefusedFiles& refused,
                                 const platform::WallClock& wall,
                                 const platform::MonotonicClock& monotonic, absl::Duration end)
    : store_(store),
      limit_(limit),
      refused_(refused),
      named_(NamedEvidence(store.state())),
      wall_(wall),
      monotonic_(monotonic),
      end_(end) {
  for (const auto& [sha256, file] : named_) {
    if (file.by == NamedBy::kHub && !store_.evidence_at_hub().contains(sha256) &&
        !refused_.Has(sha256, monotonic_.Now()))
      to_go_.push_back(sha256);
  }
}

const v1::PutEvidenceRequest* EvidenceSession::Next() {
  if (over_) return nullptr;
  if (sha256_.empty() && !Open()) {
    End(absl::OkStatus());
    return nullptr;
  }
  if (HasUnsentChanges(store_)) {
    outcome_.new_work = true;
    End(absl::OkStatus());
    return nullptr;
  }
  if (monotonic_.Now() >= end_) {
    End(text::Refuse(absl::StatusCode::kDeadlineExceeded, kSyncTooLong));
    return nullptr;
  }
  piece_.set_sha256(sha256_);
  piece_.set_size(bytes_.size());
  piece_.set_offset(have_);
  piece_.set_piece(asked_ ? bytes_.substr(have_, limit_.bytes) : std::string());
  return &piece_;
}

bool EvidenceSession::Open() {
  while (!to_go_.empty()) {
    std::string sha256 = std::move(to_go_.front());
    to_go_.pop_front();
    absl::StatusOr<std::string> bytes = store_.evidence().Read(sha256);
    if (!bytes.ok() || bytes->empty()) continue;  // another computer's, or lost: WaitingEvidence
    sha256_ = std::move(sha256);
    bytes_ = *std::move(bytes);
    have_ = 0;
    asked_ = false;
    return true;
  }
  return false;
}

void EvidenceSession::Take(const absl::StatusOr<v1::PutEvidenceResponse>& answer) {
  if (!answer.ok()) {
    // An older hub, or a way that carries none: nothing to try again soon.
    if (absl::IsUnimplemented(answer.status())) return End(absl::OkStatus());
    if (!IsAboutOneFile(answer.status())) return End(answer.status());
    return Refused(answer.status());
  }
  if (answer->complete()) return Finish();
  const bool headway = !asked_ || answer->have() > have_;
  if (answer->have() >= bytes_.size() || answer->have() < have_ || !headway)
    return End(text::Refuse(absl::StatusCode::kInternal, kReplyWrong));
  if (asked_) outcome_.bytes += answer->have() - have_;
  have_ = answer->have();
  asked_ = true;
}

void EvidenceSession::Finish() {
  if (asked_) outcome_.bytes += bytes_.size() - have_;
  limit_.Reset();
  ++outcome_.files;
  if (const absl::Status noted = store_.NoteEvidenceAtHub(sha256_); !noted.ok()) return End(noted);
  sha256_.clear();
}

void EvidenceSession::Refused(const absl::Status& why) {
  const NamedFile& file = named_.at(sha256_);
  const std::string code = log::Hex(sha256_).substr(0, kShownDigits);
  const std::string place = ShowPlace(store_.state(), file.form, file.period);
  const v1::Words reason = text::WordsOf(why);
  v1::Words notice;
  notice.set_vi(text::Say(text::Language::kVietnamese, kEvidenceRefused, code, place, reason.vi()));
  notice.set_en(text::Say(text::Language::kEnglish, kEvidenceRefused, code, place, reason.en()));
  // Should the disk not keep it, the file is refused again another time.
  store_.AddNotice(notice, wall_.NowMs()).IgnoreError();
  refused_.Add(sha256_, monotonic_.Now());
  sha256_.clear();
}

void EvidenceSession::End(absl::Status why) {
  over_ = true;
  // Where that cannot be kept the outcome still says it.
  store_.NoteEvidenceTried(why).IgnoreError();
  // Pieces that get through are small enough.
  if (IsTheLine(why) && outcome_.bytes == 0) limit_.Halve();
  outcome_.status = std::move(why);
}

EvidenceWaiting WaitingEvidence(AgentStore& store) {
  EvidenceWaiting waiting;
  const SchoolState& state = store.state();
  for (const auto& [sha256, file] : NamedEvidence(state)) {
    if (file.by == NamedBy::kDraft || store.evidence_at_hub().contains(sha256) ||
        state.erased_files.contains(sha256))
      continue;
    if (const absl::StatusOr<std::string> bytes = store.evidence().Read(sha256); bytes.ok()) {
      ++waiting.files;
      waiting.bytes += bytes->size();
    } else if (!file.elsewhere) {
      ++waiting.missing;
      waiting.missing_of.emplace(file.period, file.form);
    }
  }
  return waiting;
}

}  // namespace gom::agent
