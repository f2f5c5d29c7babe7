#include "common/plan/packed.h"

#include <zstd.h>

#include "common/plan/limits.h"

namespace gom::plan {

std::string Pack(std::string_view textproto) {
  constexpr int kLevel = 19;  // once for all who read it
  std::string frame(ZSTD_compressBound(textproto.size()), '\0');
  const size_t size =
      ZSTD_compress(frame.data(), frame.size(), textproto.data(), textproto.size(), kLevel);
  frame.resize(ZSTD_isError(size) != 0 ? 0 : size);
  return frame;
}

std::string Unpack(std::string_view frame) {
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > kMaxFileBytes)
    return {};
  std::string bytes(static_cast<size_t>(size), '\0');
  const size_t done = ZSTD_decompress(bytes.data(), bytes.size(), frame.data(), frame.size());
  return ZSTD_isError(done) != 0 || done != bytes.size() ? std::string() : bytes;
}

}  // namespace gom::plan
