// A plan file as it travels and is kept: compressed, since it is words, and every device of the
// commune reads it.
#ifndef GOM_COMMON_PLAN_PACKED_H_
#define GOM_COMMON_PLAN_PACKED_H_

#include <string>
#include <string_view>

namespace gom::plan {

// One zstd frame.
std::string Pack(std::string_view textproto);
// Empty for what is not one zstd frame of at most kMaxFileBytes (limits.h); a larger one is not
// unpacked.
std::string Unpack(std::string_view frame);

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_PACKED_H_
