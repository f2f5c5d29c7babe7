// Preloaded into a program where tracing is forbidden: writes each of its durable steps and each
// word it says to a file, in the lines of strace, or kills it at the n-th; or gives it another
// clock or another kind of disk. What it cannot see is what the program would do without libc.
//
//   GOM_CALLS_OUT=FILE         one line a call: a write when it begins, a sync when it has ended
//   GOM_CALLS_KILL=NAME,…:N    SIGKILL instead of the N-th of these calls, counted over all threads
//   GOM_CALLS_CLOCK=SECONDS    the wall clock is that much ahead, or behind where it is negative
//   GOM_CALLS_CLOCK=@SECONDS   the wall clock stands at this second since 1970
//   GOM_CALLS_DISK=NUMBER      what statfs says a file system is, of every folder
//   GOM_CALLS_MEMORY=N         after so many allocations there is no more memory
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { kMostBytes = 4096 };

static int out = -1;
static char deadly[256];
static atomic_int left;
static int memory_is_scarce;
static atomic_llong allocations;  // that are left then

// What a program says goes through stdio: unbuffered, so that it is said when it is written.
__attribute__((constructor)) static void Begin(void) {
  const char* file = getenv("GOM_CALLS_OUT");
  if (file != NULL) {
    out = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (out < 0) abort();
    setvbuf(stdout, NULL, _IONBF, 0);
  }
  const char* kill_at = getenv("GOM_CALLS_KILL");
  if (kill_at != NULL) {
    const char* colon = strchr(kill_at, ':');
    if (colon == NULL || colon - kill_at > 250) abort();
    snprintf(deadly, sizeof(deadly), ",%.*s,", (int)(colon - kill_at), kill_at);
    atomic_store(&left, atoi(colon + 1));
  }
  const char* memory = getenv("GOM_CALLS_MEMORY");
  memory_is_scarce = memory != NULL;
  if (memory_is_scarce) atomic_store(&allocations, atoll(memory));
}

static void MayKill(const char* name) {
  char key[32];
  snprintf(key, sizeof(key), ",%s,", name);
  if (deadly[0] != 0 && strstr(deadly, key) != NULL && atomic_fetch_sub(&left, 1) == 1)
    kill(getpid(), SIGKILL);
}

// As strace shows it: name(fd</path>, "bytes") = result
static void Note(const char* name, int fd, const unsigned char* bytes, size_t n, long result) {
  if (out < 0) return;
  const int kept = errno;
  char link[64], path[512] = "", line[4 * kMostBytes + 1024];
  snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
  const ssize_t named = readlink(link, path, sizeof(path) - 1);
  if (named >= 0) path[named] = 0;
  int at = snprintf(line, 1000, "%ld %s(%d<%s>, \"", (long)syscall(SYS_gettid), name, fd, path);
  for (size_t i = 0; i < n && i < kMostBytes; ++i) {
    const int plain = bytes[i] >= 32 && bytes[i] < 127;
    at += snprintf(line + at, 8, plain ? "%c" : "\\%o", bytes[i]);
  }
  at += snprintf(line + at, 64, "\") = %ld\n", result);
  syscall(SYS_write, out, line, (size_t)at);
  errno = kept;
}

#define REAL(result, name, ...)              \
  static result (*real)(__VA_ARGS__) = NULL; \
  if (real == NULL) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

ssize_t pwrite64(int fd, const void* bytes, size_t n, off64_t at) {
  REAL(ssize_t, "pwrite64", int, const void*, size_t, off64_t);
  MayKill("pwrite64");
  Note("pwrite64", fd, bytes, n < 32 ? n : 32, (long)n);
  return real(fd, bytes, n, at);
}

int fdatasync(int fd) {
  REAL(int, "fdatasync", int);
  MayKill("fdatasync");
  const int result = real(fd);
  Note("fdatasync", fd, NULL, 0, result);
  return result;
}

int fsync(int fd) {
  REAL(int, "fsync", int);
  MayKill("fsync");
  const int result = real(fd);
  Note("fsync", fd, NULL, 0, result);
  return result;
}

int rename(const char* from, const char* to) {
  REAL(int, "rename", const char*, const char*);
  MayKill("rename");
  return real(from, to);
}

ssize_t write(int fd, const void* bytes, size_t n) {
  REAL(ssize_t, "write", int, const void*, size_t);
  MayKill("write");
  Note("write", fd, bytes, n, (long)n);
  return real(fd, bytes, n);
}

ssize_t sendmsg(int fd, const struct msghdr* message, int flags) {
  REAL(ssize_t, "sendmsg", int, const struct msghdr*, int);
  MayKill("sendmsg");
  Note("sendmsg", fd, NULL, 0, 0);
  return real(fd, message, flags);
}

ssize_t sendto(int fd, const void* bytes, size_t n, int flags, const struct sockaddr* to,
               socklen_t length) {
  REAL(ssize_t, "sendto", int, const void*, size_t, int, const struct sockaddr*, socklen_t);
  MayKill("sendto");
  Note("sendto", fd, NULL, 0, (long)n);
  return real(fd, bytes, n, flags, to, length);
}

// libc's own writes cannot be seen: the word counts from when it is handed to stdio.
size_t fwrite(const void* bytes, size_t size, size_t count, FILE* file) {
  REAL(size_t, "fwrite", const void*, size_t, size_t, FILE*);
  if (file == stdout) {
    MayKill("write");
    Note("write", STDOUT_FILENO, bytes, size * count, (long)(size * count));
  }
  return real(bytes, size, count, file);
}

// Where our own code stands: the program, and what of it is in shared libraries.
enum { kMostParts = 256 };
static struct { uintptr_t begin, end; } parts[kMostParts];
static atomic_int parts_found;

static int FindParts(struct dl_phdr_info* object, size_t size, void* count) {
  (void)size;
  if (strncmp(object->dlpi_name, "/usr/", 5) == 0 || strncmp(object->dlpi_name, "/lib", 4) == 0)
    return 0;
  int* n = count;
  for (int i = 0; i < object->dlpi_phnum && *n < kMostParts; ++i) {
    const ElfW(Phdr)* part = &object->dlpi_phdr[i];
    if (part->p_type != PT_LOAD || (part->p_flags & PF_X) == 0) continue;
    parts[*n].begin = object->dlpi_addr + part->p_vaddr;
    parts[(*n)++].end = object->dlpi_addr + part->p_vaddr + part->p_memsz;
  }
  return 0;
}

// The libraries tell the kernel until when to wait, by its clock: theirs is not moved.
static int IsOurs(const void* caller) {
  int n = atomic_load(&parts_found);
  if (n == 0) {
    dl_iterate_phdr(FindParts, &n);
    atomic_store(&parts_found, n);
  }
  for (int i = 0; i < n; ++i) {
    if ((uintptr_t)caller >= parts[i].begin && (uintptr_t)caller < parts[i].end) return 1;
  }
  return 0;
}

// Asked for each time: a program may want to know the time before anything here has begun.
static void MoveClock(time_t* seconds, long* rest) {
  const char* wanted = getenv("GOM_CALLS_CLOCK");
  if (wanted == NULL) return;
  if (wanted[0] != '@') {
    *seconds += (time_t)atoll(wanted);
    return;
  }
  *seconds = (time_t)atoll(wanted + 1);
  *rest = 0;
}

int clock_gettime(clockid_t clock, struct timespec* now) {
  REAL(int, "clock_gettime", clockid_t, struct timespec*);
  const int result = real(clock, now);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) &&
      IsOurs(__builtin_return_address(0)))
    MoveClock(&now->tv_sec, &now->tv_nsec);
  return result;
}

int gettimeofday(struct timeval* now, void* zone) {
  REAL(int, "gettimeofday", struct timeval*, void*);
  const int result = real(now, zone);
  if (result == 0 && IsOurs(__builtin_return_address(0))) MoveClock(&now->tv_sec, &now->tv_usec);
  return result;
}

// By this nobody waits; certificates are judged by it.
time_t time(time_t* now) {
  REAL(time_t, "time", time_t*);
  time_t result = real(NULL);
  long rest = 0;
  MoveClock(&result, &rest);
  if (now != NULL) *now = result;
  return result;
}

int statfs(const char* path, struct statfs* facts) {
  REAL(int, "statfs", const char*, struct statfs*);
  const int result = real(path, facts);
  const char* kind = getenv("GOM_CALLS_DISK");
  if (result == 0 && kind != NULL) facts->f_type = strtol(kind, NULL, 0);
  return result;
}

// Of glibc, beneath its malloc: to look for that by name would allocate.
void* __libc_malloc(size_t bytes);

void* malloc(size_t bytes) {
  if (memory_is_scarce && atomic_fetch_sub(&allocations, 1) <= 0) {
    errno = ENOMEM;
    return NULL;
  }
  return __libc_malloc(bytes);
}
