// Preloaded into a program whose computer has a wrong clock, or that is started again days later:
//
//   GOM_CLOCK=+SECONDS   it goes on so far ahead of the true one (behind: -SECONDS)
//   GOM_CLOCK=@SECONDS   it stands still at this second since 1970
//
// What the program itself asks for is moved, and time(), by which certificates are judged. The
// libraries' own clocks are not: they tell the kernel until when to wait, by its clock.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static uintptr_t program_begin, program_end;
static time_t ahead, stands_at;

// The first object is the program.
static int FindProgram(struct dl_phdr_info* info, size_t size, void* unused) {
  (void)size, (void)unused;
  program_begin = UINTPTR_MAX;
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr)* part = &info->dlpi_phdr[i];
    if (part->p_type != PT_LOAD) continue;
    const uintptr_t begin = info->dlpi_addr + part->p_vaddr, end = begin + part->p_memsz;
    if (begin < program_begin) program_begin = begin;
    if (end > program_end) program_end = end;
  }
  return 1;
}

__attribute__((constructor)) static void Begin(void) {
  const char* wanted = getenv("GOM_CLOCK");
  if (wanted == NULL) return;
  dl_iterate_phdr(FindProgram, NULL);
  if (wanted[0] == '@')
    stands_at = strtoll(wanted + 1, NULL, 10);
  else
    ahead = strtoll(wanted, NULL, 10);
}

static void Move(struct timespec* now) {
  now->tv_sec += ahead;
  if (stands_at != 0) *now = (struct timespec){.tv_sec = stands_at};
}

int clock_gettime(clockid_t clock, struct timespec* now) {
  const int result = (int)syscall(SYS_clock_gettime, clock, now);
  const uintptr_t caller = (uintptr_t)__builtin_return_address(0);
  if (result == 0 && clock == CLOCK_REALTIME && caller >= program_begin && caller < program_end)
    Move(now);
  return result;
}

time_t time(time_t* also) {
  struct timespec now = {0};
  syscall(SYS_clock_gettime, CLOCK_REALTIME, &now);
  Move(&now);
  if (also != NULL) *also = now.tv_sec;
  return now.tv_sec;
}
