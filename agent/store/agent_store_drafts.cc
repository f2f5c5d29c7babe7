// What is typed and not submitted.
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/store/agent_store.h"
#include "agent/store/rows.h"
#include "agent/store/schema.h"
#include "agent/store/words.h"
#include "common/platform/failpoint.h"
#include "common/text/status_macros.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {
namespace {

// What was typed, for the column `unread`: what could not be read is `typed`, as a page would send
// it; what could be read stands among `values`, each as the text that it was;
// a field without a value there was confirmed.
v1::SaveDraftRequest UnreadOf(const Draft& draft) {
  v1::SaveDraftRequest unread;
  for (const auto& [field, typed] : draft.unread) {
    v1::TypedField* t = unread.add_typed();
    t->set_field(field);
    t->set_text(typed);
  }
  return unread;
}

std::string WithTyped(v1::SaveDraftRequest unread, const Draft& draft) {
  for (const auto& [field, typed] : draft.typed) {
    v1::FieldValue* value = unread.add_values();
    value->set_field(field);
    value->mutable_value()->set_text(typed);
  }
  for (const std::string& field : draft.confirmed) unread.add_values()->set_field(field);
  return unread.SerializeAsString();
}

void ReadTyped(const std::string& bytes, Draft* draft) {
  v1::SaveDraftRequest kept;
  if (!kept.ParseFromString(bytes)) return;
  for (const v1::TypedField& t : kept.typed()) draft->unread.emplace_back(t.field(), t.text());
  for (const v1::FieldValue& v : kept.values()) {
    if (v.has_value()) {
      draft->typed[v.field()] = v.value().text();
    } else {
      draft->confirmed.insert(v.field());
    }
  }
}

}  // namespace

absl::Status AgentStore::SaveDraft(const Draft& draft) {
  v1::Change change;
  change.set_plan_version(draft.plan_version);
  change.mutable_revision()->set_form(draft.form);
  change.mutable_revision()->set_period(draft.period);
  sync::EncodeValues(draft.values, change.mutable_revision());
  const v1::Sealed sealed = sync::Seal(std::move(change), draft.wording, options_.random(16));
  const v1::SaveDraftRequest unread = UnreadOf(draft);
  if (sealed.main().size() + sealed.text().size() + unread.ByteSizeLong() > sync::kMaxChangeBytes) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, kDraftTooLarge,
                        sync::kMaxChangeBytes / 1024);
  }
  const std::string unread_bytes = WithTyped(unread, draft);
  const Name base = draft.base.value_or(Name{});
  GOM_STEPS_OF("agent.draft");
  return Change([&]() -> absl::Status {
    Touch(kDrafts);
    return db_->Run([&] {
      log::Query put(*db_,
                     "INSERT OR REPLACE INTO draft (form, period, main, text, unread, "
                     "base_stream, base_index, base_digest, updated_at, row_digest) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
                     "row_digest(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9))");
      put->bind(1, static_cast<int64_t>(draft.form));
      put->bind(2, static_cast<int64_t>(draft.period));
      BindBlob(*put, 3, sealed.main());
      BindBlob(*put, 4, sealed.text());
      BindBlob(*put, 5, unread_bytes);
      BindBlob(*put, 6, base.stream);
      BindUnsigned(*put, 7, base.index);
      BindUnsigned(*put, 8, base.digest);
      put->bind(9, draft.updated_at);
      put->exec();
    });
  });
}

absl::Status AgentStore::LoadDrafts() {
  return db_->Run([&] {
    log::Query query(
        *db_, absl::StrCat("SELECT form, period, main, text, unread, base_stream, base_index, "
                           "base_digest, updated_at, ",
                           kDraftDigest, " = row_digest FROM draft ORDER BY period, form"));
    while (query->executeStep()) {
      if (query->getColumn(9).getInt() == 0) {
        damaged_drafts_.push_back({query->getColumn(0).getUInt(), query->getColumn(1).getUInt()});
        continue;
      }
      Draft& d = holdings_.drafts.emplace_back();
      d.form = query->getColumn(0).getUInt();
      d.period = query->getColumn(1).getUInt();
      v1::Change change;
      if (change.ParseFromString(BlobOf(query->getColumn(2)))) {
        d.plan_version = change.plan_version();
        if (auto values = sync::DecodeValues(change.revision()); values.ok())
          d.values = *std::move(values);
      }
      if (auto wording = sync::DecodeWording(change.revision(), BlobOf(query->getColumn(3)));
          wording.ok())
        d.wording = *std::move(wording);
      ReadTyped(BlobOf(query->getColumn(4)), &d);
      Name base{BlobOf(query->getColumn(5)), UnsignedOf(query->getColumn(6)),
                UnsignedOf(query->getColumn(7))};
      if (!base.empty()) d.base = std::move(base);
      d.updated_at = query->getColumn(8).getInt64();
    }
  });
}

absl::Status AgentStore::DeleteDraft(uint32_t form, uint32_t period) {
  Touch(kDrafts);
  return db_->Run([&] {
    log::Query drop(*db_, "DELETE FROM draft WHERE form = ? AND period = ?");
    drop->bind(1, static_cast<int64_t>(form));
    drop->bind(2, static_cast<int64_t>(period));
    drop->exec();
  });
}

absl::Status AgentStore::DropDraft(uint32_t form, uint32_t period) {
  GOM_STEPS_OF("agent.draft_dropped");
  return Change([&] { return DeleteDraft(form, period); });
}

// Two lives of one computer have written different Changes at one place of a stream: only what
// rests on the one that moved moves with it.
absl::Status AgentStore::RebaseDrafts(const std::vector<std::pair<Name, Name>>& moved) {
  Touch(kDrafts);
  return db_->Run([&] {
    for (const auto& [from, to] : moved) {
      // One that is damaged must not look sound for it.
      log::Query rebase(
          *db_, absl::StrCat("UPDATE draft SET base_stream = ?1, base_index = ?2, base_digest = ?3,"
                             " row_digest = row_digest(form, period, main, text, unread, ?1, ?2, "
                             "?3, updated_at) WHERE base_stream = ?4 AND base_index = ?5 AND "
                             "base_digest = ?6 AND row_digest = ",
                             kDraftDigest));
      BindBlob(*rebase, 1, to.stream);
      BindUnsigned(*rebase, 2, to.index);
      BindUnsigned(*rebase, 3, to.digest);
      BindBlob(*rebase, 4, from.stream);
      BindUnsigned(*rebase, 5, from.index);
      BindUnsigned(*rebase, 6, from.digest);
      rebase->exec();
    }
  });
}

}  // namespace gom::agent
