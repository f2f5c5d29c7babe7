// A photo for the load programs.
#ifndef GOM_TESTS_BENCH_PHOTO_H_
#define GOM_TESTS_BENCH_PHOTO_H_

#include <cstddef>

#include "common/evidence/reduce.h"

namespace gom::bench {

// A picture that is kept as a file of about so many bytes, within a tenth. The same every time.
evidence::Reduced PhotoOf(size_t bytes);

}  // namespace gom::bench

#endif  // GOM_TESTS_BENCH_PHOTO_H_
