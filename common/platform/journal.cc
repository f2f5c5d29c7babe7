#include "common/platform/journal.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <sys/stat.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/platform/words.h"

namespace gom::platform {
namespace {

constexpr size_t kMostBytes = 2 << 20;
constexpr size_t kFilesKept = 3;

}  // namespace

std::string JournalLine(std::string_view event, Journal::Fields fields) {
  std::string line(event);
  for (const auto& [key, value] : fields) {
    absl::StrAppend(&line, " ", std::string(key), "=\"", absl::Utf8SafeCEscape(value), "\"");
  }
  return line;
}

absl::StatusOr<std::unique_ptr<Journal>> Journal::Open(const std::string& path) {
  const mode_t before = umask(0077);
  std::shared_ptr<spdlog::logger> logger;
  try {
    auto sink =
        std::make_shared<spdlog::sinks::rotating_file_sink_mt>(path, kMostBytes, kFilesKept);
    logger = std::make_shared<spdlog::logger>("gom", std::move(sink));
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    logger->flush_on(spdlog::level::info);
    logger->set_error_handler([](const std::string&) {});
  } catch (const std::exception& e) {
    umask(before);
    return text::Refuse(absl::StatusCode::kUnavailable, kJournalUnavailable, path,
                        std::string(e.what()));
  }
  umask(before);
  return std::unique_ptr<Journal>(new Journal(std::move(logger)));
}

Journal::Journal(std::shared_ptr<spdlog::logger> logger) : logger_(std::move(logger)) {}
Journal::~Journal() = default;

void Journal::Info(std::string_view event, Fields fields) {
  logger_->log(spdlog::level::info, JournalLine(event, fields));
}

void Journal::Warn(std::string_view event, Fields fields) {
  logger_->log(spdlog::level::warn, JournalLine(event, fields));
}

}  // namespace gom::platform
