#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/text/dates.h"
#include "common/text/numbers.h"
#include "common/text/unicode.h"
#include "hub/report/tables.h"
#include "hub/report/words.h"

namespace gom::hub {
namespace {

using namespace report_words;  // NOLINT(google-build-using-namespace)
using text::Say;
using text::Style;

// A clock that is this far off is worth a word.
constexpr int64_t kSkewShownMs = 5 * 60 * 1000;
// Two may both be wrong.
constexpr size_t kLeastWitnesses = 3;

std::string Time(int64_t ms, text::Language l, const text::View& view) {
  return ms == 0 ? Say(l, kNotYet) : text::FormatTime(ms, view.utc_offset_seconds);
}

// The hub hears of contacts anew with each start; one whose Changes it has was heard before.
std::string Contact(const v1::DeviceView& device, text::Language l, const text::View& view) {
  const bool heard_before = device.last_contact() == 0 && device.received() != 0;
  return heard_before ? Say(l, kNotSinceStart) : Time(device.last_contact(), l, view);
}

std::string DateOf(int64_t ms, text::Language l, const text::View& view) {
  return ms == 0 ? Say(l, kNotYet) : text::FormatDate(text::DayOf(ms, view.utc_offset_seconds));
}

// Another computer of the same unit that is in use, the one enrolled last; 0: there is none.
uint32_t InItsPlace(const v1::ListDevicesResponse& devices, const v1::DeviceView& revoked) {
  const v1::DeviceView* found = nullptr;
  for (const v1::DeviceView& other : devices.devices()) {
    if (other.revoked() || other.unit() != revoked.unit()) continue;
    if (found == nullptr || other.enrolled_at() > found->enrolled_at()) found = &other;
  }
  return found == nullptr ? 0 : found->device();
}

std::string Revoked(const v1::ListDevicesResponse& devices, const v1::DeviceView& device,
                    text::Language l) {
  const uint32_t other = InItsPlace(devices, device);
  std::string said =
      other == 0 ? Say(l, kDeviceRevokedAlone) : Say(l, kDeviceRevokedReplaced, other);
  if (device.work_waiting() > 0)
    absl::StrAppend(&said, "; ",
                    Say(l, kDeviceWorkWaits, text::FormatWhole(l, device.work_waiting())));
  return said;
}

text::Cell State(const v1::ListDevicesResponse& devices, const v1::DeviceView& device,
                 text::Language l) {
  if (device.revoked()) return {Revoked(devices, device, l), Style::kBad};
  if (device.returned()) return {Say(l, kDeviceReturned), Style::kWarning};
  if (device.doubled()) return {Say(l, kDeviceDoubled), Style::kWarning};
  const int64_t skew = device.clock_skew_ms();
  if (skew > kSkewShownMs || skew < -kSkewShownMs) {
    return {Say(l, kClockWrong, text::FormatWhole(l, skew / 60'000)), Style::kWarning};
  }
  return {Say(l, device.to_renew() ? kDeviceToRenew : kDeviceActive), Style::kFair};
}

// What only some communes have takes a column only there.
bool AnyLabel(const v1::ListDevicesResponse& devices) {
  return std::any_of(devices.devices().begin(), devices.devices().end(),
                     [](const v1::DeviceView& device) { return !device.label().empty(); });
}

bool AnyCertificate(const v1::ListDevicesResponse& devices) {
  return std::any_of(
      devices.devices().begin(), devices.devices().end(),
      [](const v1::DeviceView& device) { return device.certificate_not_after() != 0; });
}

std::vector<text::Column> Columns(const v1::ListDevicesResponse& devices, text::Language l) {
  std::vector<text::Column> columns = {
      {.title = Say(l, kColumnDevice), .align = text::Align::kRight},
      {.title = Say(l, kColumnUnit)}};
  if (AnyLabel(devices))
    columns.push_back({.title = Say(l, kColumnLabel), .flexible = true, .min_width = 8});
  columns.push_back({.title = Say(l, kColumnEnrolled)});
  columns.push_back({.title = Say(l, kColumnContact)});
  columns.push_back({.title = Say(l, kColumnReceived), .align = text::Align::kRight});
  columns.push_back({.title = Say(l, kColumnWaiting), .align = text::Align::kRight});
  if (AnyCertificate(devices)) columns.push_back({.title = Say(l, kColumnCertificate)});
  columns.push_back(
      {.title = Say(l, kColumnState), .flexible = true, .overflow = text::Overflow::kWrap});
  return columns;
}

std::vector<text::Cell> Row(const v1::ListDevicesResponse& devices, const v1::DeviceView& device,
                            text::Language l, const text::View& view) {
  std::vector<text::Cell> row = {
      {std::to_string(device.device())},  // typed back by hand: without groups
      {device.unit(), Style::kBold}};
  if (AnyLabel(devices)) row.push_back({device.label()});
  row.push_back({DateOf(device.enrolled_at(), l, view)});
  row.push_back({Contact(device, l, view)});
  row.push_back({text::FormatWhole(l, static_cast<int64_t>(device.received()))});
  row.push_back({text::FormatWhole(l, device.waiting())});
  if (AnyCertificate(devices)) {
    row.push_back({device.certificate_not_after() == 0
                       ? ""
                       : DateOf(device.certificate_not_after(), l, view)});
  }
  row.push_back(State(devices, device, l));
  return row;
}

// On lines of their own and never wrapped, so that they can be copied from any terminal.
std::string Commands(const v1::DeviceView& device) {
  if (device.revoked()) {
    if (device.work_waiting() == 0) return {};
    return absl::StrCat("  gom-hub device take ", device.device(), "\n");
  }
  if (device.returned()) return absl::StrCat("  gom-hub device readmit ", device.device(), "\n");
  if (!device.doubled()) return {};
  return absl::StrCat("  gom-hub device revoke ", device.device(), "\n  gom-hub enroll ",
                      text::OneLine(device.unit()), "\n");
}

}  // namespace

std::string DevicesTable(const v1::ListDevicesResponse& devices, text::Language l,
                         const text::View& view) {
  if (devices.devices().empty()) return Say(l, kNoDevices) + "\n";
  text::Table table(Columns(devices, l));
  for (const v1::DeviceView& device : devices.devices()) {
    table.Row(Row(devices, device, l, view));
  }
  std::string out = table.Render(view);
  for (const v1::DeviceView& device : devices.devices()) out += Commands(device);
  return out + HubClockNote(devices, l, view);
}

std::string HubClockNote(const v1::ListDevicesResponse& devices, text::Language l,
                         const text::View& view) {
  std::vector<int64_t> skews;
  for (const v1::DeviceView& device : devices.devices()) {
    // 0: it has not said what its clock says, so it is no witness.
    if (device.clock_skew_ms() != 0 && !device.revoked()) skews.push_back(device.clock_skew_ms());
  }
  if (skews.size() < kLeastWitnesses) return {};
  const auto median = skews.begin() + static_cast<std::ptrdiff_t>(skews.size() / 2);
  std::nth_element(skews.begin(), median, skews.end());
  if (*median <= kSkewShownMs && *median >= -kSkewShownMs) return {};
  text::Table table({{.flexible = true, .overflow = text::Overflow::kWrap}});
  table.Row({{Say(l, kHubClockWrong, text::FormatWhole(l, *median / 60'000)), Style::kWarning}});
  return table.Render(view);
}

}  // namespace gom::hub
