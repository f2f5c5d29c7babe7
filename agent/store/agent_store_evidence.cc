// Which files the hub holds whole.
#include "agent/store/agent_store.h"
#include "agent/store/rows.h"
#include "agent/store/schema.h"
#include "common/platform/failpoint.h"
#include "common/text/status_macros.h"
#include "common/text/words_of.h"

namespace gom::agent {

absl::Status AgentStore::LoadEvidence() {
  return db_->Run([&] {
    log::Query query(*db_, "SELECT sha256 FROM evidence_at_hub ORDER BY sha256");
    while (query->executeStep()) evidence_at_hub_.insert(BlobOf(query->getColumn(0)));
  });
}

absl::Status AgentStore::NoteEvidenceAtHub(const std::string& sha256) {
  GOM_STEPS_OF("agent.evidence_at_hub");
  return Change([&] {
    Touch(kEvidence);
    return db_->Run([&] {
      log::Query put(*db_, "INSERT OR IGNORE INTO evidence_at_hub (sha256) VALUES (?)");
      BindBlob(*put, 1, sha256);
      put->exec();
    });
  });
}

absl::Status AgentStore::NoteEvidenceWanted(const std::vector<std::string>& wanted) {
  std::vector<std::string> lost;
  for (const std::string& sha256 : wanted) {
    if (evidence_at_hub_.contains(sha256)) lost.push_back(sha256);
  }
  if (lost.empty()) return absl::OkStatus();
  GOM_STEPS_OF("agent.evidence_wanted");
  return Change([&] {
    Touch(kEvidence);
    return db_->Run([&] {
      for (const std::string& sha256 : lost) {
        log::Query drop(*db_, "DELETE FROM evidence_at_hub WHERE sha256 = ?");
        BindBlob(*drop, 1, sha256);
        drop->exec();
      }
    });
  });
}

absl::Status AgentStore::NoteEvidenceTried(const absl::Status& how) {
  const std::string before =
      marks_.evidence_problem.has_value() ? marks_.evidence_problem->SerializeAsString() : "";
  const std::string now = how.ok() ? "" : text::WordsOf(how).SerializeAsString();
  if (now == before) return absl::OkStatus();
  GOM_STEPS_OF("agent.evidence_tried");
  return Change([&] { return SetMeta(kMetaEvidenceProblem, now); });
}

}  // namespace gom::agent
