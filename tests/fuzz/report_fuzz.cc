// ReportService: what an upstream system may ask of a commune in which everything has happened
// once.
#include "hub/service/page_token.h"
#include "hub/service/read_entries.h"
#include "hub/service/read_progress.h"
#include "hub/service/record_cache.h"
#include "tests/fuzz/fuzz.h"
#include "tests/hub/state/story.h"

namespace gom::fuzz {
namespace {

template <typename Request, typename Read>
void Ask(std::string_view bytes, Read read) {
  Request request;
  if (!Parse(bytes, &request)) return;
  const auto answer = read(request);
  if (!answer.ok()) return ExpectRefusal(answer.status());
  EXPECT_TRUE(answer->IsInitialized());
}

}  // namespace

void TryInput(std::string_view input) {
  static const hub::State& state = (new hub::Story())->Tell().state;
  const Call call(input);
  hub::RecordCache records;
  switch (call.method % 6) {
    case 0:
      return Ask<v1::ListUnitsRequest>(
          call.request, [](const auto& request) { return hub::ReadUnits(state, request); });
    case 1:
      return Ask<v1::ListEntriesRequest>(call.request, [&](const auto& request) {
        return hub::ReadEntries(state, request, 7 * 3600, records);
      });
    case 2:
      return Ask<v1::GetHistoryRequest>(call.request, [&](const auto& request) {
        return hub::ReadHistory(state, request, records);
      });
    case 3:
      return Ask<v1::GetProgressRequest>(
          call.request, [](const auto& request) { return hub::ReadProgress(state, request); });
    case 4:
      return Ask<v1::ListClosersRequest>(
          call.request, [](const auto& request) { return hub::ReadClosers(state, request); });
    case 5: {
      const auto after = hub::ReadPageToken(call.request, "entries");
      if (!after.ok()) return ExpectRefusal(after.status());
      EXPECT_EQ(hub::ReadPageToken(hub::MakePageToken(*after, "entries"), "entries").value(),
                *after);
    }
  }
}

}  // namespace gom::fuzz
