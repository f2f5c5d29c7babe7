#include "hub/state/compression.h"

#include <zstd.h>

namespace gom::hub {

std::string Compress(std::string_view bytes) {
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  const size_t size = ZSTD_compress(frame.data(), frame.size(), bytes.data(), bytes.size(), 19);
  frame.resize(ZSTD_isError(size) ? 0 : size);
  return frame;
}

std::string Decompress(std::string_view frame) {
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > kMaxPlanBytes)
    return {};
  std::string bytes(static_cast<size_t>(size), '\0');
  const size_t done = ZSTD_decompress(bytes.data(), bytes.size(), frame.data(), frame.size());
  return ZSTD_isError(done) || done != bytes.size() ? std::string() : bytes;
}

}  // namespace gom::hub
