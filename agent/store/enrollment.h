// Who this device is: set once. It stands in agent.db, and once more in a small file beside it,
// agent.enrolled: a database that is damaged, emptied or gone must not cost a school its
// enrollment.
#ifndef GOM_AGENT_STORE_ENROLLMENT_H_
#define GOM_AGENT_STORE_ENROLLMENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gom::agent {

inline constexpr char kEnrolledFile[] = "agent.enrolled";

struct Enrollment {
  std::string unit;
  std::string unit_name;
  std::string hub;  // 16 bytes
  std::string hub_name;
  std::string address;  // "host:port"
  uint32_t device = 0;
  // Ed25519, 32 bytes: what receipts are checked with. Empty: enrolled by an older program, and not
  // told of it since; then nothing is signed for.
  std::string hub_key{};
  friend bool operator==(const Enrollment&, const Enrollment&) = default;
};

// All but the address, as it stands in a row of agent.db. What cannot be read changes nothing.
std::string ToRow(const Enrollment& enrollment);
void TakeRow(std::string_view row, Enrollment* enrollment);

// As it stands in the file; nothing where that is damaged.
std::string ToFile(const Enrollment& enrollment);
std::optional<Enrollment> EnrollmentIn(std::string_view file);

}  // namespace gom::agent

#endif  // GOM_AGENT_STORE_ENROLLMENT_H_
