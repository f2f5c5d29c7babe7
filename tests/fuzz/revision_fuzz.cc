// A Change and its second part, from a device that may say anything: what can be read of it is the
// same when it is written and read again.
#include "common/sync/revision.h"
#include "hub/state/decode.h"
#include "tests/fuzz/fuzz.h"

namespace gom::fuzz {
namespace {

void TryMain(std::string_view main) {
  v1::Change room;
  const hub::DecodedChange decoded = hub::Decode(main, &room);
  if (!decoded.parsed || !room.has_revision()) return;
  const absl::StatusOr<plan::Values> values = sync::DecodeValues(room.revision());
  EXPECT_EQ(values.ok(), decoded.values != nullptr);
  if (!values.ok()) return;
  v1::Revision written;
  written.set_form(room.revision().form());
  written.set_period(room.revision().period());
  sync::EncodeValues(*values, &written);
  const absl::StatusOr<plan::Values> again = sync::DecodeValues(written);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(*again == *values);
}

void TryText(std::string_view text) {
  const absl::StatusOr<sync::Wording> wording = sync::DecodeText(text);
  if (!wording.ok()) return;
  const v1::Sealed sealed = sync::Seal(v1::Change(), *wording, std::string(16, 's'));
  const absl::StatusOr<sync::Wording> again = sync::DecodeText(sealed.text());
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(*again == *wording);
}

}  // namespace

void TryInput(std::string_view input) {
  v1::Sealed sealed;
  if (!Parse(input, &sealed)) return;
  TryMain(sealed.main());
  TryText(sealed.text());
  hub::DecodedRecord record;
  record.Decode(sealed.main());
}

}  // namespace gom::fuzz
