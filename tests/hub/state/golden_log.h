// A golden log: every record of a small hub's log as it was written once, and what it folded to.
// Lines of text: a header, the records in base64, the totals in words, so that a difference can be
// read. docs/architecture.md says when one is added; one that is there is never changed.
#ifndef GOM_TESTS_HUB_STATE_GOLDEN_LOG_H_
#define GOM_TESTS_HUB_STATE_GOLDEN_LOG_H_

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "hub/state/apply.h"

namespace gom::hub {

struct GoldenLog {
  uint32_t fold_version = 0;  // with another one the State's digest may differ; the totals may not
  std::string log_digest;     // hex, of the whole chain
  std::string state_digest;   // hex
  std::vector<std::string> records;  // main parts
  std::vector<std::string> totals;   // "A Q1 reported: value 3/40 …"
};

// Every total that anybody counts in, and who was silent.
inline std::vector<std::string> TotalsOf(const State& state) {
  std::vector<std::string> lines;
  const auto ratio = [](const plan::Fraction& f) { return absl::StrCat(f.num, "/", f.den); };
  for (const plan::Part& part : state.plan->parts) {
    for (size_t p = 0; p < state.plan->periods.size(); ++p) {
      for (const Reading reading : {Reading::kReported, Reading::kAccepted}) {
        const plan::Totals& t = state.progress.TotalsOf(part.index, static_cast<int>(p), reading);
        if (t.expected == 0 && t.not_applicable == 0) continue;
        lines.push_back(absl::StrCat(
            state.plan->indicators[static_cast<size_t>(part.indicator)].code, "#", part.index, " ",
            state.plan->periods[p].code, reading == Reading::kReported ? " reported" : " accepted",
            ": value ", ratio(t.value), " range ", ratio(t.low), " ", ratio(t.high), " year ",
            ratio(t.worst_final), " ", ratio(t.best_final), " units ", t.expected, "=", t.fresh,
            "+", t.carried, "+", t.missing, " n/a ", t.not_applicable, " conflict ", t.in_conflict,
            " returned ", t.returned, " excess ", t.excess, " open ", t.open_end));
      }
    }
  }
  for (size_t p = 0; p < state.plan->periods.size(); ++p) {
    const PeriodBook& book = state.progress.Period(static_cast<int>(p));
    lines.push_back(absl::StrCat(state.plan->periods[p].code, ": ", book.reported, " of ",
                                 book.expected, " reported"));
  }
  return lines;
}

inline void WriteGoldenLog(const GoldenLog& golden, std::ostream& out) {
  out << "fold_version " << golden.fold_version << "\nlog_digest " << golden.log_digest
      << "\nstate_digest " << golden.state_digest << "\n";
  for (const std::string& record : golden.records)
    out << "record " << absl::Base64Escape(record) << "\n";
  for (const std::string& line : golden.totals) out << "total " << line << "\n";
}

inline GoldenLog ReadGoldenLog(const std::string& path) {
  GoldenLog golden;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    absl::string_view rest = line;
    if (absl::ConsumePrefix(&rest, "fold_version ")) {
      golden.fold_version = static_cast<uint32_t>(std::stoul(std::string(rest)));
    } else if (absl::ConsumePrefix(&rest, "log_digest ")) {
      golden.log_digest = std::string(rest);
    } else if (absl::ConsumePrefix(&rest, "state_digest ")) {
      golden.state_digest = std::string(rest);
    } else if (absl::ConsumePrefix(&rest, "record ")) {
      std::string record;
      absl::Base64Unescape(rest, &record);
      golden.records.push_back(std::move(record));
    } else if (absl::ConsumePrefix(&rest, "total ")) {
      golden.totals.emplace_back(rest);
    }
  }
  return golden;
}

inline State FoldGolden(const GoldenLog& golden) {
  State state;
  for (const std::string& record : golden.records) {
    const log::Digest digest = log::Next(state.position.digest, record);
    Fold(state, state.position.index + 1, digest, record);
  }
  Settle(state);
  return state;
}

}  // namespace gom::hub

#endif  // GOM_TESTS_HUB_STATE_GOLDEN_LOG_H_
