// What happened and a person should read.
#include "agent/store/agent_store.h"
#include "agent/store/rows.h"
#include "common/platform/failpoint.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

constexpr int kMaxNotices = 10;
constexpr int64_t kNoticeStaysMs = int64_t{14} * 24 * 60 * 60 * 1000;

}  // namespace

absl::Status AgentStore::AddNotice(const v1::Words& notice, int64_t now_ms) {
  GOM_STEPS_OF("agent.notice");
  return Change([&] { return PutNotice(notice, now_ms); });
}

absl::Status AgentStore::PutNotice(const v1::Words& notice, int64_t now_ms) {
  Touch(kNotices);
  return db_->Run([&] {
    log::Query earlier(*db_, "DELETE FROM notice WHERE vi = ?");
    earlier->bind(1, notice.vi());
    earlier->exec();
    log::Query put(*db_, "INSERT INTO notice (told_at, until, vi, en) VALUES (?, 0, ?, ?)");
    put->bind(1, now_ms);
    put->bind(2, notice.vi());
    put->bind(3, notice.en());
    put->exec();
    log::Query oldest(*db_,
                      "DELETE FROM notice WHERE place NOT IN "
                      "(SELECT place FROM notice ORDER BY place DESC LIMIT ?)");
    oldest->bind(1, kMaxNotices);
    oldest->exec();
  });
}

// By the hub's clock alone: a computer's that is years off must not take a notice away before
// anybody could read it, nor keep it for ever.
absl::Status AgentStore::DropOldNotices(int64_t hub_clock_ms) {
  Touch(kNotices);
  return db_->Run([&] {
    log::Query drop(*db_, "DELETE FROM notice WHERE until > 0 AND until < ?");
    drop->bind(1, hub_clock_ms);
    drop->exec();
    log::Query stay(*db_, "UPDATE notice SET until = ? WHERE until = 0");
    stay->bind(1, hub_clock_ms + kNoticeStaysMs);
    stay->exec();
  });
}

absl::Status AgentStore::LoadNotices() {
  return db_->Run([&] {
    log::Query query(*db_, "SELECT told_at, vi, en FROM notice ORDER BY place DESC");
    while (query->executeStep()) {
      Notice& n = notices_.emplace_back();
      n.told_at = query->getColumn(0).getInt64();
      n.words.set_vi(query->getColumn(1).getString());
      n.words.set_en(query->getColumn(2).getString());
    }
  });
}

}  // namespace gom::agent
