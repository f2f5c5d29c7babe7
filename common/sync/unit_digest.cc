#include "common/sync/unit_digest.h"

namespace gom::sync {

// As protobuf writes whole numbers: most of these are small.
void UnitDigest::Number(uint64_t n) {
  while (n >= 0x80) {
    bytes_.push_back(static_cast<char>(n | 0x80));
    n >>= 7;
  }
  bytes_.push_back(static_cast<char>(n));
}

void UnitDigest::Tagged(char tag, uint64_t n) {
  bytes_.push_back(tag);
  Number(n);
}

void UnitDigest::Recognised(uint32_t form, uint32_t field, uint32_t item) {
  Tagged('R', form);
  Number(field);
  Number(item);
}

void UnitDigest::Entry(const EntryDigest& entry) {
  Tagged('E', entry.form);
  Number(entry.period);
  Number(entry.said->all.size());
  for (const Member& m : entry.said->all) {
    Number(m.id);
    Number(static_cast<uint64_t>(m.standing));
    Number(static_cast<uint64_t>(m.held_reason));
  }
  Number(entry.accepted);
  if (entry.said->head != 0) bytes_.append(log::ToBytes(entry.head_numbers), 0, 8);
}

std::string UnitDigest::Finish() const { return log::ToBytes(log::Sha256(bytes_)).substr(0, 8); }

}  // namespace gom::sync
