// Plans are kept compressed: a plan file is words, and every device of the commune reads it.
#ifndef GOM_HUB_STATE_COMPRESSION_H_
#define GOM_HUB_STATE_COMPRESSION_H_

#include <string>
#include <string_view>

namespace gom::hub {

// Larger than any plan file that the limits of the plan allow.
inline constexpr size_t kMaxPlanBytes = 16u << 20;

std::string Compress(std::string_view bytes);
// Empty for what is not one zstd frame of at most kMaxPlanBytes.
std::string Decompress(std::string_view frame);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_COMPRESSION_H_
