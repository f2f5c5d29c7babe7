// A hub folder with the Tân Kỳ plan, as many units as a measurement wants, and one enrolled device
// per unit, made through the hub's own decisions (but for the password hash of the slip's secret,
// which is there to be slow).
#ifndef GOM_TESTS_BENCH_FIXTURE_H_
#define GOM_TESTS_BENCH_FIXTURE_H_

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/plan/load.h"
#include "common/plan/plan.h"
#include "hub/service/hub.h"

namespace gom::bench {

struct Device {
  std::string unit;
  std::string key_pem;
  std::string certificate_pem;
};

struct Fixture {
  std::string folder;
  std::string hub_id, ca_pem;
  std::shared_ptr<const plan::Plan> plan;
  std::vector<Device> devices;
};

// Ends the program with a sentence where something fails: a measurement has nobody to report to.
template <typename T>
T Must(absl::StatusOr<T> value) {
  if (!value.ok()) {
    fprintf(stderr, "%s\n", value.status().ToString().c_str());
    exit(1);
  }
  return *std::move(value);
}
void Must(const absl::Status& status);

// A temporary folder, removed when the object goes.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// `units` schools, each primary and lower secondary, public. with_devices: keys and certificates
// too.
Fixture MakeFixture(const std::string& folder, int units, bool with_devices);

// The bytes of the plan of Tân Kỳ; the roster row of the i-th school of a measurement; that row in
// a plan's terms.
std::string PlanText();
v1::Unit UnitRow(int i);
plan::Unit CompileSchool(const plan::Plan& plan);

// Prints "name: value".
void Report(const char* name, double value);

}  // namespace gom::bench

#endif  // GOM_TESTS_BENCH_FIXTURE_H_
