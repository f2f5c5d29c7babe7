// How far a sync has come, for a person who waits for it at a terminal.
//
//   const SyncLine line(console, client, before);
//   client.Call(&v1::SchoolService::Stub::SyncNow, request);
#ifndef GOM_AGENT_CLI_SYNC_LINE_H_
#define GOM_AGENT_CLI_SYNC_LINE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <thread>

#include "agent/cli/client.h"
#include "agent/cli/commands.h"
#include "common/platform/mutex.h"
#include "common/text/terminal.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

struct SyncStep {
  uint64_t done = 0, total = 0;
  std::string what;
};
// From what waited before and what waits now: the entries, then the evidence files. Nothing where
// nothing waits or waited. Pure.
std::optional<SyncStep> StepOf(text::Language l, const v1::AgentStatus& before,
                               const v1::AgentStatus& now);

// Asks the agent, from a thread of its own, while the sync is under way; a sync that is soon over
// is not spoken of, and nothing is asked where nobody watches standard error.
class SyncLine {
 public:
  // All must outlive the line, and nobody else writes to the console's `err` meanwhile.
  SyncLine(const Console& console, Client& client, const v1::AgentStatus& before);
  ~SyncLine();
  SyncLine(const SyncLine&) = delete;
  SyncLine& operator=(const SyncLine&) = delete;

 private:
  void Show(const text::Terminal& terminal);

  const Console& console_;
  Client& client_;
  const v1::AgentStatus& before_;
  platform::Notification over_;
  std::thread asking_;
};

}  // namespace gom::agent

#endif  // GOM_AGENT_CLI_SYNC_LINE_H_
