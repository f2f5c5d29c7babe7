// A hub that looks through its log by itself.
#include "hub/service/self_check.h"

#include <sys/resource.h>

#include <deque>

#include "tests/hub/service/hub_fixture.h"

namespace gom::hub {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(60);

// What each look came to, in order.
class Looks {
 public:
  void Add(absl::StatusOr<SelfCheckResult> result) {
    platform::MutexLock lock(&mutex_);
    results_.push_back(std::move(result));
  }
  absl::StatusOr<SelfCheckResult> Next() {
    platform::MutexLock lock(&mutex_);
    const auto there = [this]() { return !results_.empty(); };
    if (!mutex_.AwaitWithTimeout(absl::Condition(&there), kPatience))
      return absl::DeadlineExceededError("nobody looked");
    absl::StatusOr<SelfCheckResult> next = std::move(results_.front());
    results_.pop_front();
    return next;
  }

 private:
  platform::Mutex mutex_;
  std::deque<absl::StatusOr<SelfCheckResult>> results_;
};

TEST(SelfCheckTest, D12_LooksAgainAndAgain_OnAThreadThatStepsBack) {
  Looks looks;
  int64_t times = 0;
  std::atomic<int> priority = 0;
  const SelfCheck check(
      [&]() -> absl::StatusOr<SelfCheckResult> {
        errno = 0;
        priority = getpriority(PRIO_PROCESS, 0);
        if (++times == 2) return absl::UnavailableError("the disk");
        return SelfCheckResult{times, static_cast<size_t>(times) - 1};
      },
      [&](const absl::StatusOr<SelfCheckResult>& result) { looks.Add(result); },
      {.first = absl::ZeroDuration(), .every = absl::ZeroDuration()});
  EXPECT_EQ(looks.Next()->at, 1);
  EXPECT_EQ(looks.Next().status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(looks.Next()->problems, 2u);
  EXPECT_GE(check.last().at, 3) << "the one that failed has said nothing";
  EXPECT_EQ(priority, 19);
}

TEST(SelfCheckTest, D12_BeforeTheFirst_NothingIsSaidAndItEndsAtOnce) {
  bool looked = false;
  {
    const SelfCheck check(
        [&]() -> absl::StatusOr<SelfCheckResult> {
          looked = true;
          return SelfCheckResult();
        },
        [](const auto&) {}, {.first = absl::Hours(1)});
    EXPECT_EQ(check.last().at, 0);
  }
  EXPECT_FALSE(looked);
}

class SelfCheckedHubTest : public HubFixture {
 protected:
  void SetUp() override {
    HubFixture::SetUp();
    if (HasFatalFailure()) return;
    ApplyPlanAndUnits();
    ASSERT_TRUE(EnrollDevice("S1")->Send({{.total = 10, .met = 9}}).ok());
  }
  v1::HubStatus Status() {
    const auto status = Admin(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest());
    EXPECT_TRUE(status.ok()) << status.status();
    return status.value_or(v1::HubStatus());
  }
  // After the next look.
  v1::HubStatus Checked(int64_t most_bytes = SelfCheckPolicy().most_bytes) {
    hub_->CheckItself(
        {.first = absl::ZeroDuration(), .every = absl::Hours(1), .most_bytes = most_bytes});
    for (const absl::Time until = absl::Now() + kPatience; absl::Now() < until;) {
      const SelfCheckResult last = hub_->self_check()->last();
      if (last.at != 0) return Status();
      std::this_thread::yield();
    }
    ADD_FAILURE() << "it did not look";
    return {};
  }
};

TEST_F(SelfCheckedHubTest, D12_AllIsWell_StatusSaysWhenItLooked) {
  EXPECT_EQ(Status().checked_at(), 0);
  const v1::HubStatus status = Checked();
  EXPECT_EQ(status.checked_at(), kNowMs);
  EXPECT_THAT(status.notices(), testing::IsEmpty());
}

// Whoever reads nothing of it would take it for checked.
TEST_F(SelfCheckedHubTest, D12_LogTooLargeToLookThrough_IsSaidUntilSomebodyDoesIt) {
  v1::HubStatus status = Checked(/*most_bytes=*/1);
  EXPECT_EQ(status.checked_at(), 0);
  ASSERT_EQ(status.notices_size(), 1);
  EXPECT_THAT(status.notices(0).vi(), testing::HasSubstr("quá lớn để hub tự đối chiếu"));
  EXPECT_THAT(status.notices(0).en(), testing::HasSubstr("run gom-hub verify"));
  ASSERT_TRUE(Admin(&v1::AdminService::Stub::Verify, v1::VerifyRequest()).ok());
  status = Status();
  EXPECT_EQ(status.checked_at(), kNowMs);
  EXPECT_THAT(status.notices(), testing::IsEmpty());
}

TEST(SelfCheckTest, D12_SomebodyElseHasLooked_HoldsForAMonthWhereItIsTooLarge) {
  constexpr int64_t kDay = 86'400'000;
  std::atomic<int64_t> now = 100 * kDay;
  Looks looks;
  platform::Mutex mutex;
  mutex.Lock();
  bool go = false;
  mutex.Unlock();
  const auto next = [&](SelfCheck& check) {
    {
      platform::MutexLock lock(&mutex);
      go = true;
    }
    EXPECT_TRUE(looks.Next().ok());
    return check.last();
  };
  bool over = false;
  SelfCheck check(
      [&]() -> absl::StatusOr<SelfCheckResult> {
        platform::MutexLock lock(&mutex);
        const auto may = [&]() { return go || over; };
        mutex.Await(absl::Condition(&may));
        go = false;
        return SelfCheckResult{.at = now, .too_large = true};
      },
      [&](const absl::StatusOr<SelfCheckResult>& result) { looks.Add(result); },
      {.first = absl::ZeroDuration(), .every = absl::ZeroDuration()});
  EXPECT_TRUE(next(check).too_large);
  check.Note({.at = now, .problems = 2});
  now = now + 29 * kDay;
  EXPECT_EQ(next(check).problems, 2u);
  now = now + 2 * kDay;
  EXPECT_TRUE(next(check).too_large);
  platform::MutexLock lock(&mutex);
  over = true;
}

TEST_F(SelfCheckedHubTest, D12_MemoryIsOtherThanTheLog_WhoeverRunsTheHubIsToldByItself) {
  hub_->writer().ReadState([](const State& s) {
    auto& broken = const_cast<State&>(s);
    const_cast<Entry&>(*s.FindEntry(s.entries.Keys().back())).accepted = 1;
    broken.progress.Touch(broken, 0);
    static const plan::Values other;
    broken.units[0]->facts[0][0].values = &other;
    broken.progress.Affect(broken, 0, -1, -1);
    broken.progress.Settle(broken);
  });
  TakeWarnings();
  const v1::HubStatus status = Checked();
  EXPECT_EQ(status.checked_at(), 0);
  ASSERT_GE(status.notices_size(), 1);
  EXPECT_THAT(status.notices(0).vi(), testing::HasSubstr("tự đối chiếu nhật ký"));
  EXPECT_THAT(status.notices(0).en(), testing::HasSubstr("run gom-hub verify"));
  EXPECT_THAT(TakeWarnings(), testing::Contains("self_check_found"));
}

}  // namespace
}  // namespace gom::hub
