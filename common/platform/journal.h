// What a daemon did, for whoever runs it: lines in a rotating file of the data folder, readable by
// its owner alone. The one file behind which spdlog sits.
//
//   ASSIGN_OR_RETURN(auto journal, Journal::Open(folder + "/gom-hub.log"));
//   journal->Info("started", {{"address", "0.0.0.0:7400"}});
//   // 2026-10-02T10:05:12.345Z info started address="0.0.0.0:7400"
//
// Never holds what people entered, nor a secret. Writing may fail (a full disk) and is then left
// out: the journal gives way before data. May be called from any thread.
#ifndef GOM_COMMON_PLATFORM_JOURNAL_H_
#define GOM_COMMON_PLATFORM_JOURNAL_H_

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"

namespace spdlog {
class logger;
}

namespace gom::platform {

class Journal {
 public:
  using Fields = std::initializer_list<std::pair<std::string_view, std::string>>;

  // Appends to `path`; at 2 MiB "x.log" becomes "x.1.log" …, of which three are kept. kUnavailable
  // journal_unavailable.
  static absl::StatusOr<std::unique_ptr<Journal>> Open(const std::string& path);
  ~Journal();

  void Info(std::string_view event, Fields fields = {});
  void Warn(std::string_view event, Fields fields = {});

 private:
  explicit Journal(std::shared_ptr<spdlog::logger> logger);
  const std::shared_ptr<spdlog::logger> logger_;
};

// "event key="value" …", values with quotes, backslashes and control characters escaped.
std::string JournalLine(std::string_view event, Journal::Fields fields);

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_JOURNAL_H_
