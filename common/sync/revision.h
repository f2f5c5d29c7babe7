// Between a Revision's bytes and its values.
//
// Encode is called once, on the device where the Revision is made; everybody else only decodes.
// Decoding refuses what no honest device writes: lists of different lengths, fields out of order or
// twice, item id 0, limits exceeded.
#ifndef GOM_COMMON_SYNC_REVISION_H_
#define GOM_COMMON_SYNC_REVISION_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/log/chain.h"
#include "common/plan/values.h"
#include "gom/v1/record.pb.h"

namespace gom::sync {

// A Change may be this large, both parts together; enforced when saving, so nothing saved is too
// large to send.
inline constexpr size_t kMaxChangeBytes = 64 * 1024;
inline constexpr size_t kMaxBatchBytes = 16 * 1024;
inline constexpr size_t kMaxBatchChanges = 64;

// More files than this in one Revision is nonsense.
inline constexpr size_t kMaxEvidence = 64;

// A photo or a scan that goes with a Revision. The digest stands in the main part, the name in the
// second.
struct Evidence {
  std::string sha256;  // 32 bytes
  std::string name{};  // what a person called it, cleaned; may be empty
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

// What a person typed beside the numbers, and what they put with them; goes to the second part.
struct Wording {
  std::string author{};
  std::string note{};
  plan::Texts texts{};
  std::vector<std::pair<uint32_t, std::string>> reasons{};  // rule number, reason; ascending
  std::vector<Evidence> evidence{};
  bool empty() const {
    return author.empty() && note.empty() && texts.empty() && reasons.empty() && evidence.empty();
  }
  friend bool operator==(const Wording&, const Wording&) = default;
};

// Writes values into the numeric columns of a Revision.
void EncodeValues(const plan::Values& values, v1::Revision* revision);
absl::StatusOr<plan::Values> DecodeValues(const v1::Revision& revision);

// A Change with its second part: sets change->text_digest, and the Revision's evidence. `salt`: 16
// random bytes.
v1::Sealed Seal(v1::Change change, const Wording& wording, std::string_view salt);
// The second part; an empty string is an empty Wording. Refuses bytes that are not a ChangeText.
// Evidence is left out: without the main part nobody knows which files are meant.
absl::StatusOr<Wording> DecodeText(std::string_view text);
// Both parts, with the evidence. Where the second was erased the files are there without names.
absl::StatusOr<Wording> DecodeWording(const v1::Revision& revision, std::string_view text);

// What "the same content" means: form, period, values, items, evidence and wording without author
// and salt.
log::Digest ContentDigest(const v1::Revision& revision, const Wording& wording);

}  // namespace gom::sync

#endif  // GOM_COMMON_SYNC_REVISION_H_
