// The other answers of the hub, as tables for people. Each takes the API's own message and returns
// lines that end in \n; an empty answer says so in a sentence.
#ifndef GOM_HUB_REPORT_TABLES_H_
#define GOM_HUB_REPORT_TABLES_H_

#include <string>

#include "common/text/message.h"
#include "common/text/table.h"
#include "gom/v1/admin.pb.h"
#include "gom/v1/report.pb.h"

namespace gom::hub {

// Who could close the gap: the units that suffice are marked, then the others.
std::string ClosersTable(const v1::ListClosersResponse& closers, text::Language l,
                         const text::View& view);
// The roster; kinds by their names where `plan` is given (it may be null).
std::string UnitsTable(const google::protobuf::RepeatedPtrField<v1::Unit>& units,
                       const v1::Plan* plan, text::Language l, const text::View& view);
std::string DevicesTable(const v1::ListDevicesResponse& devices, text::Language l,
                         const text::View& view);
// A line where most of the devices that were heard of disagree with the hub's clock, by their
// median (B4); empty while fewer than three were, or they agree.
std::string HubClockNote(const v1::ListDevicesResponse& devices, text::Language l,
                         const text::View& view);
std::string EntriesTable(const google::protobuf::RepeatedPtrField<v1::EntryView>& entries,
                         text::Language l, const text::View& view);
std::string StatusView(const v1::HubStatus& status, text::Language l, const text::View& view);
// A line where the hub's authority ends before `soon_ms` (E6); else empty.
std::string AuthorityNote(const v1::HubStatus& status, text::Language l, const text::View& view,
                          int64_t soon_ms);
// What devices handed back and waits for the operator, with the commands that settle it. `waiting`:
// how many there are, listed or not.
std::string OrphansTable(const v1::ListOrphansResponse& orphans, uint32_t waiting, text::Language l,
                         const text::View& view);
std::string LogTable(const v1::ReadLogResponse& log, text::Language l, const text::View& view);

// `plan show`: title, periods, forms with how many fields they have, indicators with their targets.
std::string PlanSummary(const v1::GetPlanResponse& plan, text::Language l, const text::View& view);

// `plan show --readings`: of each indicator the printed words that it comes from, who is
// responsible, and how it is read where they leave a choice.
std::string PlanSources(const v1::Plan& plan, text::Language l, const text::View& view);

// `history`: every version of one entry; labels where `plan` is given (it may be null).
std::string HistoryView(const v1::GetHistoryResponse& history, const std::string& form,
                        const v1::Plan* plan, text::Language l, const text::View& view);

// API keys: which are good and which were revoked, and when.
std::string KeysTable(const v1::ListApiKeysResponse& keys, text::Language l,
                      const text::View& view);
// What schools and the office wrote, oldest first.
std::string MessagesTable(const v1::ListUnitMessagesResponse& messages, text::Language l,
                          const text::View& view);

}  // namespace gom::hub

#endif  // GOM_HUB_REPORT_TABLES_H_
