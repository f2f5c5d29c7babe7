#include "agent/store/enrollment.h"

#include "absl/strings/str_cat.h"
#include "common/log/chain.h"
#include "gom/v1/sync.pb.h"

namespace gom::agent {
namespace {

constexpr std::string_view kFirstWord = "gom-agent-enrolled-1 ";

// A line that seals the rest.
std::string Head(std::string_view rest) {
  return absl::StrCat(std::string(kFirstWord), log::Hex(log::ToBytes(log::Sha256(rest))), "\n");
}

}  // namespace

std::string ToRow(const Enrollment& enrollment) {
  v1::EnrollResponse row;
  row.set_hub(enrollment.hub);
  row.set_hub_name(enrollment.hub_name);
  row.set_device(enrollment.device);
  row.set_unit(enrollment.unit);
  row.set_unit_name(enrollment.unit_name);
  row.set_hub_key(enrollment.hub_key);
  return row.SerializeAsString();
}

void TakeRow(std::string_view bytes, Enrollment* enrollment) {
  v1::EnrollResponse row;
  if (!row.ParseFromString(std::string(bytes))) return;
  enrollment->hub = row.hub();
  enrollment->hub_name = row.hub_name();
  enrollment->device = row.device();
  enrollment->unit = row.unit();
  enrollment->unit_name = row.unit_name();
  enrollment->hub_key = row.hub_key();
}

std::string ToFile(const Enrollment& enrollment) {
  const std::string rest = absl::StrCat(enrollment.address, "\n", ToRow(enrollment));
  return Head(rest) + rest;
}

std::optional<Enrollment> EnrollmentIn(std::string_view file) {
  const size_t line = file.find('\n');
  if (line == std::string_view::npos) return std::nullopt;
  const std::string_view rest = file.substr(line + 1);
  const size_t address = rest.find('\n');
  if (file.substr(0, line + 1) != Head(rest) || address == std::string_view::npos)
    return std::nullopt;
  Enrollment enrollment;
  enrollment.address = std::string(rest.substr(0, address));
  TakeRow(rest.substr(address + 1), &enrollment);
  return enrollment;
}

}  // namespace gom::agent
