// Points at which a test may have the program killed: right before and right after each step that
// makes something durable. A scope says what it keeps, and the steps within how far it has come:
//
//   GOM_STEPS_OF("hub.ratchet");
//   // Passes hub.ratchet.write.before, hub.ratchet.write.after, hub.ratchet.rename.before, …
//   return WritePrivateFile(path, text);
//
// where WritePrivateFile has
//
//   GOM_STEP("rename");                   // .before here, .after where the scope ends, also where
//   if (rename(…) != 0) …                 // the step failed
//
// The innermost scope of a thread counts; a step outside of any is one of "?", which a test looks
// for. Compiled in where CMake's GOM_FAILPOINTS is on; without it (release, bench) both are
// nothing. Then the environment says what happens, and is read once:
//
//   GOM_FAILPOINTS=hub.ratchet.rename.before=kill@2   SIGKILL when it is passed the second time;
//                                                     several with commas between, "=kill" is @1
//   GOM_FAILPOINTS_PASSED=FILE                        the name of each that is passed, one a line,
//                                                     goes to the end of FILE
//
// A GOM_FAILPOINTS that cannot be read ends the program: nobody must take it for one that was
// spared. tests/e2e/failpoints.py knows all points, and kills at each.
#ifndef GOM_COMMON_PLATFORM_FAILPOINT_H_
#define GOM_COMMON_PLATFORM_FAILPOINT_H_

#include "gom/failpoint_switch.h"

#if GOM_FAILPOINTS

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace gom::platform {

// By name: at which passing to be killed, from 1 on. Nothing where the text cannot be read.
std::optional<std::map<std::string, uint64_t>> ParseFailpoints(std::string_view text);

class StepsOf {
 public:
  // `what` outlives the scope: a literal.
  explicit StepsOf(const char* what);
  ~StepsOf();
  StepsOf(const StepsOf&) = delete;
  StepsOf& operator=(const StepsOf&) = delete;

 private:
  const char* const outer_;
};

class Step {
 public:
  explicit Step(const char* name);
  ~Step();
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;

 private:
  const char* const name_;
};

}  // namespace gom::platform

#define GOM_FAILPOINT_NAMED_(prefix, line) prefix##line
#define GOM_FAILPOINT_NAME_(prefix, line) GOM_FAILPOINT_NAMED_(prefix, line)
#define GOM_STEPS_OF(what) \
  const ::gom::platform::StepsOf GOM_FAILPOINT_NAME_(gom_steps_of_, __LINE__)(what)
#define GOM_STEP(name) const ::gom::platform::Step GOM_FAILPOINT_NAME_(gom_step_, __LINE__)(name)

#else

#define GOM_STEPS_OF(what) static_cast<void>(0)
#define GOM_STEP(name) static_cast<void>(0)

#endif

#endif  // GOM_COMMON_PLATFORM_FAILPOINT_H_
