// RETURN_IF_ERROR and ASSIGN_OR_RETURN, under the names that newer Abseil gives them.
#ifndef GOM_COMMON_TEXT_STATUS_MACROS_H_
#define GOM_COMMON_TEXT_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define GOM_CONCAT_INNER_(a, b) a##b
#define GOM_CONCAT_(a, b) GOM_CONCAT_INNER_(a, b)

#define RETURN_IF_ERROR(expr) GOM_RETURN_IF_ERROR_(GOM_CONCAT_(gom_status_, __LINE__), expr)
#define GOM_RETURN_IF_ERROR_(var, expr)         \
  do {                                          \
    if (absl::Status var = (expr); !var.ok()) { \
      return var;                               \
    }                                           \
  } while (false)

#define ASSIGN_OR_RETURN(lhs, expr) \
  GOM_ASSIGN_OR_RETURN_(GOM_CONCAT_(gom_statusor_, __LINE__), lhs, expr)
#define GOM_ASSIGN_OR_RETURN_(var, lhs, expr) \
  auto var = (expr);                          \
  if (!var.ok()) {                            \
    return std::move(var).status();           \
  }                                           \
  lhs = *std::move(var)

#endif  // GOM_COMMON_TEXT_STATUS_MACROS_H_
