// The operator's acts as a CSV file: act,unit,form,period,field,item,indicator,reason,revision.
//
//   act,unit,form,period,field,item,indicator,reason
//   accept,31TK01,muc_tieu,2026-Q2,,,,
//   return,31TK02,muc_tieu,2026-Q2,mt1a_cbql,,,Số đạt lớn hơn số người
//   recognize,31TK01,sang_kien,2026-Q2,sang_kien,1,,Công nhận cấp xã
//   not_applicable,31TK05,,,,,MT5,Trường mầm non
//   lock,,,2026-Q1,,,,
//
// Acts: accept, return, recognize, not_applicable, lock, reopen; with "withdraw_" before recognize
// and not_applicable to take them back. `item` is the place in the list (1 …) or the item's id in 8
// hexadecimal characters. `revision` may be left out; for accept and return it names the one that
// was seen, as gom-hub entries shows it, and nothing that came since is judged. Pure: the caller
// reads the file.
#ifndef GOM_HUB_CLI_REVIEW_CSV_H_
#define GOM_HUB_CLI_REVIEW_CSV_H_

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gom/v1/admin.pb.h"

namespace gom::hub {

struct ReviewRow {
  v1::ReviewAct act;
  uint32_t line = 0;  // 1-based, of the file
};

// Every row, or every mistake at once: INVALID_ARGUMENT review_file_wrong with a place each.
absl::StatusOr<std::vector<ReviewRow>> ReadReviews(std::string_view file, std::string_view bytes);

// An item as people name it: sets item_place or item.
absl::Status SetItem(std::string_view typed, v1::ReviewAct* act);

}  // namespace gom::hub

#endif  // GOM_HUB_CLI_REVIEW_CSV_H_
