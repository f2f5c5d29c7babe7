// The power comes back in a whole commune (C12): everybody's computer calls in the same second,
// and the hub cannot answer them all.
#include <algorithm>
#include <chrono>
#include <vector>

#include "absl/synchronization/blocking_counter.h"
#include "common/rpc/words.h"
#include "tests/e2e/network_fixture.h"

namespace gom::agent {
namespace {

using Clock = std::chrono::steady_clock;

// A school's computer that runs by itself, and what became of its first tries. Its thread notes,
// whoever waits for `refused` and `arrived` reads.
struct School {
  explicit School(int number)
      : unit("S" + std::to_string(number)), random(static_cast<uint64_t>(number)) {}
  const std::string unit;
  platform::SeededRandom random;
  std::vector<Clock::time_point> begun, failed;
  absl::Status why;
  platform::Notification refused, arrived;
  std::unique_ptr<Agent> agent;
};

class CrowdTest : public NetworkFixture {
 protected:
  // Enrolled, with a report that waits; not called yet.
  std::unique_ptr<School> NewSchool(int number) {
    auto school = std::make_unique<School>(number);
    School* s = school.get();
    Moments moments;
    moments.begins = [s] { s->begun.push_back(Clock::now()); };
    moments.answered = [s] {
      if (s->refused.HasBeenNotified() && !s->arrived.HasBeenNotified()) s->arrived.Notify();
    };
    AgentOptions options = Options(s->random);
    options.link = [this, moments](const Enrollment& who, const DeviceKeys& keys) {
      return Link(who, keys, moments);
    };
    options.on_failed_sync = [s](const absl::Status& why) {
      s->failed.push_back(Clock::now());
      if (s->refused.HasBeenNotified()) return;
      s->why = why;
      s->refused.Notify();
    };
    auto agent = Agent::Open(top_ + "/" + s->unit, std::move(options));
    EXPECT_TRUE(agent.ok()) << agent.status();
    s->agent = *std::move(agent);
    Enroll(*s->agent, s->unit);
    return school;
  }
};

// All of the hub's workers are at something, and as much waits for them as may, until it goes.
class BusyHub {
 public:
  explicit BusyHub(rpc::WorkerPool& pool) {
    const int workers = rpc::UnaryCallsOptions().threads;
    absl::BlockingCounter busy(workers);
    for (int i = 0; i < workers; ++i) {
      EXPECT_TRUE(pool.Submit([&busy, free = free_] {
        busy.DecrementCount();
        free->WaitForNotification();
      }));
    }
    busy.Wait();
    while (pool.Submit([] {})) {
    }
  }
  ~BusyHub() { free_->Notify(); }
  BusyHub(const BusyHub&) = delete;
  BusyHub& operator=(const BusyHub&) = delete;

 private:
  // Whoever is waiting may be the last to let go of it.
  const std::shared_ptr<platform::Notification> free_ = std::make_shared<platform::Notification>();
};

TEST_F(CrowdTest, C12_AllAtOnceAtABusyHub_AreToldComeBackSpreadOutAndNothingIsLost) {
  agent_.reset();
  patience_ = absl::Seconds(30);
  std::vector<std::unique_ptr<School>> schools;
  for (int i = 1; i <= kSchools; ++i) schools.push_back(NewSchool(i));
  // The plan has to be there before there is anything to fill in.
  for (const auto& school : schools) {
    ASSERT_TRUE(school->agent->Sync().ok());
    Report(*school->agent, 10);
    school->begun.clear();
  }
  auto busy = std::make_unique<BusyHub>(hub_->calls().pool());
  for (const auto& school : schools) ASSERT_TRUE(school->agent->Serve().ok());
  for (const auto& school : schools) {
    ASSERT_TRUE(school->refused.WaitForNotificationWithTimeout(absl::Seconds(60)));
    EXPECT_EQ(hub::CodeOf(school->why), rpc::kBusy.code);
    EXPECT_EQ(Word(*school->agent), v1::WORD_SAVED) << "what the hub refused did not arrive";
    const v1::AgentStatus status = Status(*school->agent);
    EXPECT_THAT(status.last_problem().vi(), ::testing::HasSubstr("quá nhiều việc cùng lúc"));
    EXPECT_GT(status.next_try(), 0) << "the page says when it tries again";
  }
  busy.reset();
  std::vector<Clock::duration> waits;
  for (const auto& school : schools) {
    ASSERT_TRUE(school->arrived.WaitForNotificationWithTimeout(absl::Seconds(60)));
    school->agent.reset();
    EXPECT_EQ(AtTheHub(school->unit), 1);
    ASSERT_GE(school->begun.size(), 2u);
    waits.push_back(school->begun[1] - school->failed[0]);
  }
  // Each has drawn its own wait, of at most a second: they do not come back as they came.
  const auto [least, most] = std::minmax_element(waits.begin(), waits.end());
  EXPECT_GT(*most - *least, std::chrono::milliseconds(300));
}

}  // namespace
}  // namespace gom::agent
