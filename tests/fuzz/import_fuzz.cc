// A CSV file that a school imports: its first byte says whether only a preview is asked for.
#include "agent/service/import.h"
#include "tests/fuzz/school_calls.h"

namespace gom::fuzz {

void TryInput(std::string_view input) {
  static Schools schools;
  const Call call(input);
  v1::ImportRowsRequest request;
  request.set_preview(call.method % 2 == 1);
  request.set_csv(std::string(call.request));
  if (request.preview()) return schools.Read(request, &agent::ImportRows);
  schools.Change(request, &agent::ImportRows);
}

}  // namespace gom::fuzz
