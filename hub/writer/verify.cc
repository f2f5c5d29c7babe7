#include "hub/writer/verify.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "hub/state/apply.h"
#include "hub/writer/naive_fold.h"
#include "hub/writer/words.h"

namespace gom::hub {
namespace {

// What is published when the check begins.
struct Published {
  log::Position position;
  log::Digest digest{};
  bool totals_hold = false;
  Standings standings;
};

Published Take(const WriterCore& core) {
  Published published;
  core.ReadState([&](const State& state) {
    published.position = state.position;
    published.digest = StateDigest(state);
    published.totals_hold =
        state.plan == nullptr || state.progress == ProgressBook::FromNothing(state);
    published.standings = StandingsOf(state);
  });
  return published;
}

bool TextFits(const log::Record& record, const v1::Event& event) {
  if (record.text.empty()) return true;  // none, or erased
  std::string named = event.text_digest();
  if (event.has_received()) {
    v1::Change change;
    // What could not be read was taken as it came, text and all.
    if (event.received().held_reason() == v1::HELD_REASON_UNREADABLE) return true;
    if (!change.ParseFromString(event.received().change())) return false;
    named = change.text_digest();
  }
  return log::ToBytes(log::Sha256(record.text)) == named;
}

class Check {
 public:
  explicit Check(VerifyReport* report) : report_(report) {}

  void Take(const log::Record& record) {
    Fold(state_, record.index, record.digest, record.main);
    report_->records = record.index;
    report_->position = {record.index, record.digest};
    v1::Event event;
    if (!event.ParseFromString(record.main)) return;
    if (!TextFits(record, event)) Report(kTextChanged, {absl::StrCat(record.index)});
    if (event.has_received()) {
      uint64_t& last = last_[event.received().stream()];
      if (event.received().index() != last + 1) {
        Report(kStreamGap, {absl::StrCat(record.index), absl::StrCat(event.received().stream())});
      }
      last = event.received().index();
    }
    naive_.Take(record.index, event);
  }

  void Compare(const Published& published) {
    if (StateDigest(state_) != published.digest) Report(kStateDiffers, {});
    if (!published.totals_hold) Report(kTotalsDiffer, {});
    const absl::StatusOr<Standings> judged = naive_.Finish();
    if (!judged.ok()) {
      report_->problems.push_back(text::ErrorOf(judged.status()));
      return;
    }
    for (const auto& [entry, standing] : published.standings)
      CompareEntry(entry, standing, Find(*judged, entry));
    for (const auto& [entry, standing] : *judged) {
      if (!published.standings.contains(entry)) CompareEntry(entry, Standing(), standing);
    }
  }

  void Report(const text::Message& message, const std::vector<std::string>& args) {
    report_->problems.push_back(text::MakeError(message, args));
  }

 private:
  static Standing Find(const Standings& standings, const EntryName& entry) {
    const auto at = standings.find(entry);
    return at == standings.end() ? Standing() : at->second;
  }

  void CompareEntry(const EntryName& entry, const Standing& state, const Standing& judge) {
    const auto one = [&](const char* what, const std::string& ours, const std::string& theirs) {
      if (ours == theirs) return;
      const auto& [unit, form, period] = entry;
      Report(kEntryDiffers, {unit, absl::StrCat(form), absl::StrCat(period), what, ours, theirs});
    };
    one("head", absl::StrCat(state.head), absl::StrCat(judge.head));
    one("accepted", absl::StrCat(state.accepted), absl::StrCat(judge.accepted));
    one("contenders", state.contenders, judge.contenders);
    one("held", state.held, judge.held);
  }

  VerifyReport* const report_;
  State state_;
  NaiveFold naive_;
  std::map<uint32_t, uint64_t> last_;
};

}  // namespace

absl::StatusOr<VerifyReport> Verify(const WriterCore& core) {
  const Published published = Take(core);
  VerifyReport report;
  auto check = std::make_unique<Check>(&report);
  const absl::Status read = core.store().Read(1, [&](const log::Record& record) {
    if (record.index > published.position.index) return false;
    check->Take(record);
    return true;
  });
  if (absl::IsDataLoss(read)) {
    const v1::Error error = text::ErrorOf(read);
    v1::Error problem = text::MakeError(kChainBroken, {""});
    problem.set_vi(absl::StrCat(problem.vi(), error.vi()));
    problem.set_en(absl::StrCat(problem.en(), error.en()));
    report.problems.push_back(std::move(problem));
    return report;
  }
  if (!read.ok()) return read;
  if (report.position != published.position) {
    check->Report(kChainBroken,
                  {absl::StrCat(report.position.index, " ≠ ", published.position.index)});
  }
  check->Compare(published);
  return report;
}

}  // namespace gom::hub
