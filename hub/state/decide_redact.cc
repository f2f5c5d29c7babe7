#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "common/sync/revision.h"
#include "common/text/status_macros.h"
#include "hub/state/decide.h"
#include "hub/state/words.h"

namespace gom::hub {
namespace {

constexpr size_t kSha256Bytes = 32;
constexpr size_t kShortName = 8;  // characters of a stream's name that people write at least
// In one record, so that every device can be told of it.
constexpr int kMostTexts = 500;

absl::Status WhatToErase() { return text::Refuse(absl::StatusCode::kInvalidArgument, kRedactWhat); }

// The texts of one unit that are to go, by index in the hub's log.
class Texts {
 public:
  Texts(const View& view, const UnitState& unit) : view_(view), unit_(unit) {}

  // NOT_FOUND revision_unknown; INVALID_ARGUMENT redact_what where two streams are meant.
  absl::Status Add(const std::string& name) {
    const std::vector<std::string> parts = absl::StrSplit(name, '/');
    uint64_t index = 0;
    if (parts.size() != 2 || parts[0].size() < kShortName || !absl::SimpleAtoi(parts[1], &index))
      return WhatToErase();
    const std::string stream = absl::AsciiStrToLower(parts[0]);
    size_t found = 0;
    for (const auto& [form, period] : unit_.entries) {
      const auto entry = view_.state().FindEntry({unit_.index, form, period});
      for (const Revision& r : entry->revisions) {
        if (r.stream_index != index || !absl::StartsWith(log::Hex(StreamId(r)), stream)) continue;
        ++found;
        AddWithNames(*entry, r);
      }
    }
    for (const MessageRef& m : unit_.messages) {
      if (m.from_office) continue;
      const ChangeName known = NameOf(m);
      if (known.second != index || !absl::StartsWith(log::Hex(known.first), stream)) continue;
      ++found;
      AddWithNames(m);
    }
    if (found == 0) return text::Refuse(absl::StatusCode::kNotFound, kRevisionUnknown, name);
    return found == 1 ? absl::OkStatus() : WhatToErase();
  }

  void AddAllOf(const std::string& author) {
    for (const auto& [form, period] : unit_.entries) {
      const auto entry = view_.state().FindEntry({unit_.index, form, period});
      for (const Revision& r : entry->revisions) {
        if (!r.has_text) continue;
        const auto wording = sync::DecodeText(view_.ReadText(r.id));
        if (wording.ok() && wording->author == author) AddWithNames(*entry, r);
      }
    }
    for (const MessageRef& m : unit_.messages) {
      if (m.from_office) continue;
      const auto wording = sync::DecodeText(view_.ReadText(m.index));
      if (wording.ok() && wording->author == author) AddWithNames(m);
    }
  }

  bool empty() const { return chosen_.empty(); }
  // Those that no record has erased yet.
  std::vector<v1::RedactedText> Fresh() const {
    std::vector<v1::RedactedText> fresh;
    for (const auto& [id, name] : chosen_) {
      if (view_.state().erased.changes.contains(name)) continue;
      v1::RedactedText& text = fresh.emplace_back();
      text.set_index(id);
      text.set_stream(name.first);
      text.set_stream_index(name.second);
    }
    return fresh;
  }

 private:
  const std::string& StreamId(const Revision& r) const {
    return view_.state().StreamOf(r.stream).id;
  }

  // The same text may stand under several names: of a Revision that has two, and of one that a
  // computer which was restored has sent again.
  void AddWithNames(const Entry& entry, const Revision& revision) {
    const log::Digest content = entry.members.Find(revision.id)->content;
    const sync::MemberId canonical = entry.members.Canonical(revision.id);
    for (const Revision& r : entry.revisions) {
      const bool one = entry.members.Canonical(r.id) == canonical ||
                       entry.members.Find(r.id)->content == content;
      if (one && r.has_text) chosen_[r.id] = {StreamId(r), r.stream_index};
    }
  }

  ChangeName NameOf(const MessageRef& m) const {
    const RecordInfo& record = view_.state().ReceivedAt(m.index);
    return {view_.state().StreamOf(record.stream).id, record.stream_index};
  }
  void AddWithNames(const MessageRef& message) {
    for (const MessageRef& m : unit_.messages) {
      if (!m.from_office && m.text == message.text) chosen_[m.index] = NameOf(m);
    }
  }

  const View& view_;
  const UnitState& unit_;
  std::map<uint64_t, ChangeName> chosen_;
};

// Those that no record has erased yet. A file that no Revision of the unit names is none of its
// own: erasing it would keep it from whoever comes to name it.
absl::StatusOr<std::vector<std::string>> FreshFiles(const View& view, const UnitState& unit,
                                                    const v1::RedactRequest& request) {
  std::set<std::string> files;
  for (const std::string& sha256 : request.evidence()) {
    if (sha256.size() != kSha256Bytes) return WhatToErase();
    if (view.state().erased.files.contains(sha256)) continue;
    if (!unit.evidence.contains(sha256))
      return text::Refuse(absl::StatusCode::kNotFound, kNothingToRedact, unit.row.code());
    files.insert(sha256);
  }
  return std::vector<std::string>(files.begin(), files.end());
}

void AddRecords(View& view, const std::string& unit, const std::vector<v1::RedactedText>& texts,
                const std::vector<std::string>& files, const v1::EventText& words) {
  v1::Event event;
  v1::Redacted* redacted = event.mutable_redacted();
  const auto flush = [&] {
    redacted->set_unit(unit);
    view.Add(event, words);
    redacted->Clear();
  };
  for (const std::string& sha256 : files) redacted->add_evidence(sha256);
  for (const v1::RedactedText& text : texts) {
    *redacted->add_texts() = text;
    if (redacted->texts_size() == kMostTexts) flush();
  }
  if (redacted->texts_size() + redacted->evidence_size() > 0) flush();
}

}  // namespace

absl::StatusOr<v1::RedactResponse> DecideRedact(View& view, const v1::RedactRequest& request) {
  const int kinds = (request.revisions().empty() ? 0 : 1) + (request.author().empty() ? 0 : 1) +
                    (request.evidence().empty() ? 0 : 1);
  if (kinds != 1) return WhatToErase();
  if (request.reason().empty())
    return text::Refuse(absl::StatusCode::kInvalidArgument, kReasonMissing);
  const UnitState* unit = view.state().FindUnit(request.unit());
  if (unit == nullptr)
    return text::Refuse(absl::StatusCode::kNotFound, kUnitUnknown, request.unit());
  Texts texts(view, *unit);
  for (const std::string& name : request.revisions()) RETURN_IF_ERROR(texts.Add(name));
  if (!request.author().empty()) texts.AddAllOf(request.author());
  ASSIGN_OR_RETURN(const std::vector<std::string> files, FreshFiles(view, *unit, request));
  if (texts.empty() && request.evidence().empty())
    return text::Refuse(absl::StatusCode::kNotFound, kNothingToRedact, unit->row.code());
  const std::vector<v1::RedactedText> fresh = texts.Fresh();
  v1::RedactResponse response;
  response.set_texts(static_cast<uint32_t>(fresh.size()));
  response.set_files(static_cast<uint32_t>(files.size()));
  if (request.preview()) return response;
  v1::EventText words;
  words.set_operator_(request.operator_());
  words.set_reason(request.reason());
  AddRecords(view, unit->row.code(), fresh, files, words);
  return response;
}

void DecideErasedBefore(View& view, const Erased& before) {
  const Erased& known = view.state().erased;
  std::map<std::string, std::pair<std::vector<v1::RedactedText>, std::vector<std::string>>> lost;
  for (const auto& [name, erased] : before.changes) {
    if (known.changes.contains(name)) continue;
    v1::RedactedText& text = lost[erased.unit].first.emplace_back();
    text.set_stream(name.first);
    text.set_stream_index(name.second);
    const Stream* stream = view.state().FindStream(name.first);
    if (stream != nullptr && name.second <= stream->last_index())
      text.set_index(stream->records[name.second - 1].hub_index);
  }
  for (const auto& [sha256, erased] : before.files) {
    if (!known.files.contains(sha256)) lost[erased.unit].second.push_back(sha256);
  }
  for (const auto& [unit, what] : lost) AddRecords(view, unit, what.first, what.second, {});
}

}  // namespace gom::hub
