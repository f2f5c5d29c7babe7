// The locks of both programs: Abseil's, by name.
//
// ThreadSanitizer watches what is compiled with it, and Debian's Abseil is not, so under it the
// same names stand for locks of the standard library, which it knows. Same meaning, slower; nothing
// but the tests of threads is ever built so.
#ifndef GOM_COMMON_PLATFORM_MUTEX_H_
#define GOM_COMMON_PLATFORM_MUTEX_H_

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"

#if defined(__SANITIZE_THREAD__)
#define GOM_WATCHED_LOCKS 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define GOM_WATCHED_LOCKS 1
#endif
#endif

#ifdef GOM_WATCHED_LOCKS
#include "common/platform/watched_mutex.h"
#else
namespace gom::platform {

using Mutex = absl::Mutex;
using MutexLock = absl::MutexLock;
using ReaderMutexLock = absl::ReaderMutexLock;
using Notification = absl::Notification;

}  // namespace gom::platform
#endif

#endif  // GOM_COMMON_PLATFORM_MUTEX_H_
