#include "common/sync/revision.h"

#include <algorithm>
#include <utility>

#include "absl/strings/string_view.h"
#include "common/sync/words.h"
#include "common/text/status_macros.h"

namespace gom::sync {
namespace {

// What no honest device exceeds: numbers of fields as in a plan, items as many as a form may ever
// ask for.
constexpr uint32_t kMaxFieldNumber = 16383;
constexpr int kMaxItems = 1000;

absl::Status Unreadable(std::string_view why) {
  return text::Refuse(absl::StatusCode::kInvalidArgument, kRevisionUnreadable, why);
}

template <typename Numbers>
bool IsAscendingFieldList(const Numbers& numbers) {
  uint32_t last = 0;
  for (const uint32_t number : numbers) {
    if (number <= last || number > kMaxFieldNumber) return false;
    last = number;
  }
  return true;
}

absl::Status CheckShape(const v1::Revision& r) {
  if (r.form() == 0 || r.period() == 0) return Unreadable("form, period");
  if (r.fields_size() != r.values_size()) return Unreadable("values");
  if (!IsAscendingFieldList(r.fields()) || !IsAscendingFieldList(r.not_applicable()))
    return Unreadable("fields");
  if (r.items_size() > kMaxItems || r.evidence_size() > static_cast<int>(kMaxEvidence))
    return Unreadable("items");
  for (const std::string& evidence : r.evidence()) {
    if (evidence.size() != sizeof(log::Digest)) return Unreadable("evidence");
  }
  return absl::OkStatus();
}

absl::Status DecodeItems(const v1::Revision& r, plan::Values* values) {
  std::vector<std::pair<uint32_t, uint32_t>> names;
  names.reserve(static_cast<size_t>(r.items_size()));
  values->mutable_items().reserve(static_cast<size_t>(r.items_size()));
  for (const v1::Item& item : r.items()) {
    if (item.id() == 0 || item.field() == 0 || item.field() > kMaxFieldNumber)
      return Unreadable("item");
    if (item.fields_size() != item.values_size() || !IsAscendingFieldList(item.fields()))
      return Unreadable("item");
    plan::Item decoded;
    decoded.list_field = item.field();
    decoded.id = item.id();
    decoded.fields.reserve(static_cast<size_t>(item.fields_size()));
    for (int i = 0; i < item.fields_size(); ++i) {
      decoded.fields.emplace_back(item.fields(i), plan::FieldValue::Number(item.values(i)));
    }
    values->mutable_items().push_back(std::move(decoded));
    names.emplace_back(item.field(), item.id());
  }
  std::sort(names.begin(), names.end());
  const bool twice = std::adjacent_find(names.begin(), names.end()) != names.end();
  return twice ? Unreadable("item") : absl::OkStatus();
}

// Feeds a digest so that no two different contents give the same bytes: every number and every
// length is written out.
class Feed {
 public:
  // `bytes`: about as many as will be fed.
  explicit Feed(size_t bytes) { bytes_.reserve(bytes); }
  // Least significant byte first.
  void Number(uint64_t n) {
    char bytes[8];
    for (size_t i = 0; i < 8; ++i, n >>= 8) bytes[i] = static_cast<char>(n);
    bytes_.append(bytes, sizeof(bytes));
  }
  void Bytes(std::string_view s) {
    Number(s.size());
    bytes_.append(s);
  }
  log::Digest digest() const { return log::Sha256(bytes_); }

 private:
  std::string bytes_;
};

}  // namespace

void EncodeValues(const plan::Values& values, v1::Revision* revision) {
  for (const auto& [field, value] : values.fields()) {
    if (value.is_number()) {
      revision->add_fields(field);
      revision->add_values(value.number);
    } else if (!value.empty()) {
      revision->add_not_applicable(field);
    }
  }
  for (const plan::Item& item : values.items()) {
    v1::Item* encoded = revision->add_items();
    encoded->set_field(item.list_field);
    encoded->set_id(item.id);
    for (const auto& [field, value] : item.fields) {
      if (!value.is_number()) continue;  // inside a list there is only a number or nothing
      encoded->add_fields(field);
      encoded->add_values(value.number);
    }
  }
}

absl::StatusOr<plan::Values> DecodeValues(const v1::Revision& revision) {
  if (absl::Status shape = CheckShape(revision); !shape.ok()) return shape;
  plan::Values values;
  values.Reserve(revision.fields_size() + revision.not_applicable_size());
  for (int i = 0; i < revision.fields_size(); ++i) {
    values.Set(revision.fields(i), plan::FieldValue::Number(revision.values(i)));
  }
  for (const uint32_t field : revision.not_applicable()) {
    if (!values.Get(field).empty()) return Unreadable("fields");
    values.Set(field, plan::FieldValue::NotApplicable());
  }
  if (absl::Status items = DecodeItems(revision, &values); !items.ok()) return items;
  return values;
}

v1::Sealed Seal(v1::Change change, const Wording& wording, std::string_view salt) {
  v1::Sealed sealed;
  if (!wording.empty()) {
    v1::ChangeText text;
    text.set_salt(std::string(salt));
    text.set_author(wording.author);
    text.set_note(wording.note);
    for (const auto& [key, value] : wording.texts) {
      v1::TextValue* t = text.add_texts();
      t->set_field(key.field);
      t->set_item(key.item);
      t->set_item_field(key.item_field);
      t->set_text(value);
    }
    for (const auto& [rule, reason] : wording.reasons) {
      v1::Reason* r = text.add_reasons();
      r->set_rule(rule);
      r->set_text(reason);
    }
    for (size_t i = 0; i < wording.evidence.size(); ++i) {
      change.mutable_revision()->add_evidence(wording.evidence[i].sha256);
      if (wording.evidence[i].name.empty()) continue;
      v1::EvidenceName* name = text.add_evidence_names();
      name->set_place(static_cast<uint32_t>(i));
      name->set_name(wording.evidence[i].name);
    }
    text.SerializeToString(sealed.mutable_text());
    change.set_text_digest(log::ToBytes(log::Sha256(sealed.text())));
  }
  change.SerializeToString(sealed.mutable_main());
  return sealed;
}

namespace {

absl::StatusOr<v1::ChangeText> ParseText(std::string_view text) {
  v1::ChangeText message;
  if (!message.ParseFromArray(text.data(), static_cast<int>(text.size())))
    return text::Refuse(absl::StatusCode::kInvalidArgument, kTextUnreadable);
  return message;
}

Wording WordingOf(const v1::ChangeText& text) {
  Wording wording;
  wording.author = text.author();
  wording.note = text.note();
  for (const v1::TextValue& t : text.texts())
    wording.texts[plan::TextKey{t.field(), t.item(), t.item_field()}] = t.text();
  for (const v1::Reason& r : text.reasons()) wording.reasons.emplace_back(r.rule(), r.text());
  std::sort(wording.reasons.begin(), wording.reasons.end());
  return wording;
}

}  // namespace

absl::StatusOr<Wording> DecodeText(std::string_view text) {
  ASSIGN_OR_RETURN(const v1::ChangeText message, ParseText(text));
  return WordingOf(message);
}

absl::StatusOr<Wording> DecodeWording(const v1::Revision& revision, std::string_view text) {
  ASSIGN_OR_RETURN(const v1::ChangeText message, ParseText(text));
  Wording wording = WordingOf(message);
  for (const std::string& sha256 : revision.evidence()) wording.evidence.push_back({sha256});
  for (const v1::EvidenceName& name : message.evidence_names()) {
    if (name.place() < wording.evidence.size()) wording.evidence[name.place()].name = name.name();
  }
  return wording;
}

log::Digest ContentDigest(const v1::Revision& revision, const Wording& wording) {
  Feed feed(8 * static_cast<size_t>(16 + 2 * revision.fields_size()));
  feed.Number(revision.form());
  feed.Number(revision.period());
  feed.Number(static_cast<uint64_t>(revision.fields_size()));
  for (const uint32_t field : revision.fields()) feed.Number(field);
  for (const int64_t value : revision.values()) feed.Number(static_cast<uint64_t>(value));
  feed.Number(static_cast<uint64_t>(revision.not_applicable_size()));
  for (const uint32_t field : revision.not_applicable()) feed.Number(field);
  feed.Number(static_cast<uint64_t>(revision.items_size()));
  for (const v1::Item& item : revision.items()) {
    feed.Number(item.field());
    feed.Number(item.id());
    feed.Number(static_cast<uint64_t>(item.fields_size()));
    for (const uint32_t field : item.fields()) feed.Number(field);
    for (const int64_t value : item.values()) feed.Number(static_cast<uint64_t>(value));
  }
  feed.Number(static_cast<uint64_t>(revision.evidence_size()));
  for (const std::string& evidence : revision.evidence()) feed.Bytes(evidence);
  feed.Bytes(wording.note);
  for (const auto& [key, value] : wording.texts) {
    feed.Number(key.field);
    feed.Number(key.item);
    feed.Number(key.item_field);
    feed.Bytes(value);
  }
  feed.Number(wording.reasons.size());
  for (const auto& [rule, reason] : wording.reasons) {
    feed.Number(rule);
    feed.Bytes(reason);
  }
  return feed.digest();
}

}  // namespace gom::sync
