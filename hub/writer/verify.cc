#include "hub/writer/verify.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/text/status_macros.h"
#include "hub/state/apply.h"
#include "hub/writer/naive_fold.h"
#include "hub/writer/words.h"

namespace gom::hub {
namespace {

// Records read at a time: a commit waits for no more.
constexpr uint64_t kSlice = 1000;

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
  Check(const WriterCore& core, VerifyReport* report) : core_(core), report_(report) {}

  // Fails with what the store says; kDataLoss: the chain is broken.
  absl::Status Run() {
    for (StatePiece piece, next; piece.kind != StatePiece::Kind::kEnd; piece = next) {
      RETURN_IF_ERROR(ComparePiece(piece, &next));
    }
    RETURN_IF_ERROR(CompareTotals());
    const absl::StatusOr<Standings> judged = naive_.Finish();
    if (judged.ok()) {
      CompareStandings(StandingsOf(state_), *judged);
    } else {
      report_->problems.push_back(text::ErrorOf(judged.status()));
    }
    return absl::OkStatus();
  }

  void Report(const text::Message& message, const std::vector<std::string>& args) {
    report_->problems.push_back(text::MakeError(message, args));
  }

 private:
  // Folds aside up to there.
  absl::Status Follow(const log::Position& published) {
    while (state_.position.index < published.index) {
      const uint64_t until = std::min(published.index, state_.position.index + kSlice);
      const uint64_t before = state_.position.index;
      RETURN_IF_ERROR(core_.store().Read(before + 1, [&](const log::Record& record) {
        if (record.index > until) return false;
        Take(record);
        return record.index < until;
      }));
      if (state_.position.index == before) break;
    }
    if (state_.position != published) {
      return text::Refuse(absl::StatusCode::kDataLoss, kLogEnds, state_.position.index,
                          published.index);
    }
    return absl::OkStatus();
  }

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

  absl::Status ComparePiece(const StatePiece& piece, StatePiece* next) {
    log::Position position;
    log::Digest digest;
    core_.ReadState([&](const State& state) {
      position = state.position;
      digest = PieceDigest(state, piece, next);
    });
    RETURN_IF_ERROR(Follow(position));
    StatePiece own_next;
    if (PieceDigest(state_, piece, &own_next) == digest) return absl::OkStatus();
    if (!differs_) Report(kStateDiffers, {});
    differs_ = true;
    if (piece.kind != StatePiece::Kind::kEntries) return absl::OkStatus();
    for (uint32_t unit = piece.at; unit < state_.units.size(); ++unit) {
      if (next->kind == piece.kind && unit > next->at) break;
      RETURN_IF_ERROR(CompareUnit(unit));
    }
    return absl::OkStatus();
  }

  // Names what differs.
  absl::Status CompareUnit(uint32_t unit) {
    log::Position position;
    Standings published;
    core_.ReadState([&](const State& state) {
      position = state.position;
      published = StandingsOf(state, unit);
    });
    RETURN_IF_ERROR(Follow(position));
    CompareStandings(published, StandingsOf(state_, unit));
    return absl::OkStatus();
  }

  absl::Status CompareTotals() {
    log::Position position;
    ProgressBook published;
    core_.ReadState([&](const State& state) {
      position = state.position;
      published = state.progress.Copy();
    });
    RETURN_IF_ERROR(Follow(position));
    if (state_.plan != nullptr && !(published == ProgressBook::FromNothing(state_)))
      Report(kTotalsDiffer, {});
    return absl::OkStatus();
  }

  void CompareStandings(const Standings& state, const Standings& judged) {
    for (const auto& [entry, standing] : state) CompareEntry(entry, standing, Find(judged, entry));
    for (const auto& [entry, standing] : judged) {
      if (!state.contains(entry)) CompareEntry(entry, Standing(), standing);
    }
  }

  static Standing Find(const Standings& standings, const EntryName& entry) {
    const auto at = standings.find(entry);
    return at == standings.end() ? Standing() : at->second;
  }

  void CompareEntry(const EntryName& entry, const Standing& state, const Standing& judge) {
    const auto one = [&](const text::Message& what, const std::string& ours,
                         const std::string& theirs) {
      if (ours != theirs) ReportEntry(entry, what, ours, theirs);
    };
    one(kTheHead, Index(state.head), Index(judge.head));
    one(kTheAccepted, Index(state.accepted), Index(judge.accepted));
    one(kTheContenders, state.contenders, judge.contenders);
    one(kTheHeld, state.held, judge.held);
  }

  static std::string Index(uint64_t index) {
    return index == 0 ? std::string() : absl::StrCat(index);
  }

  // Form and period by their codes, where the plan has them.
  void ReportEntry(const EntryName& entry, const text::Message& what, const std::string& ours,
                   const std::string& theirs) {
    const auto& [unit, form_number, period_number] = entry;
    const plan::Plan* const plan = state_.plan.get();
    const int form = plan == nullptr ? -1 : plan->FormIndex(form_number);
    const int period = plan == nullptr ? -1 : plan->PeriodIndex(period_number);
    const std::string form_code =
        form < 0 ? absl::StrCat(form_number) : plan->forms[static_cast<size_t>(form)].code;
    const std::string period_code =
        period < 0 ? absl::StrCat(period_number) : plan->periods[static_cast<size_t>(period)].code;
    const auto in = [&, code = unit](text::Language l) -> std::vector<std::string> {
      const auto named = [l](const std::string& indexes) {
        return indexes.empty() ? text::Say(l, kNoRevision) : indexes;
      };
      return {code, form_code, period_code, text::Say(l, what), named(ours), named(theirs)};
    };
    report_->problems.push_back(text::MakeError(kEntryDiffers, in(text::Language::kVietnamese),
                                                in(text::Language::kEnglish)));
  }

  const WriterCore& core_;
  VerifyReport* const report_;
  State state_;  // aside
  NaiveFold naive_;
  std::map<uint32_t, uint64_t> last_;
  bool differs_ = false;
};

}  // namespace

absl::StatusOr<VerifyReport> Verify(const WriterCore& core) {
  VerifyReport report;
  auto check = std::make_unique<Check>(core, &report);
  const absl::Status run = check->Run();
  if (absl::IsDataLoss(run)) {
    const v1::Error error = text::ErrorOf(run);
    v1::Error problem = text::MakeError(kChainBroken, {""});
    problem.set_vi(absl::StrCat(problem.vi(), error.vi()));
    problem.set_en(absl::StrCat(problem.en(), error.en()));
    report.problems.push_back(std::move(problem));
    return report;
  }
  if (!run.ok()) return run;
  return report;
}

}  // namespace gom::hub
