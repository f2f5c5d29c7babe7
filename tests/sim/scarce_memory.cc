#include "tests/sim/scarce_memory.h"

#include <sqlite3.h>

#include <cstdlib>

namespace gom::sim {
namespace {

sqlite3_mem_methods system_memory;
int64_t until_failure = 0;  // 0: none is to fail
bool fail_for_ever = false;
int64_t failed = 0;

bool Fails() {
  if (until_failure == 0) return false;
  if (until_failure > 1) {
    --until_failure;
    return false;
  }
  if (!fail_for_ever) until_failure = 0;
  ++failed;
  return true;
}

void* Allocate(int bytes) { return Fails() ? nullptr : system_memory.xMalloc(bytes); }
void* Reallocate(void* place, int bytes) {
  return Fails() ? nullptr : system_memory.xRealloc(place, bytes);
}

}  // namespace

void ScarceMemory::Install() {
  static const bool installed = [] {
    sqlite3_shutdown();
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &system_memory) != SQLITE_OK) std::abort();
    sqlite3_mem_methods scarce = system_memory;
    scarce.xMalloc = Allocate;
    scarce.xRealloc = Reallocate;
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &scarce) != SQLITE_OK) std::abort();
    return sqlite3_initialize() == SQLITE_OK;
  }();
  if (!installed) std::abort();
}

void ScarceMemory::FailAt(int64_t allocation, bool for_ever) {
  until_failure = allocation;
  fail_for_ever = for_ever;
  failed = 0;
}

int64_t ScarceMemory::Enough() {
  until_failure = 0;
  return failed;
}

}  // namespace gom::sim
