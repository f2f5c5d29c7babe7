// One Revision, and a history of them, as a person reads it. Shared by the school's command line
// and the office's.
//
//   out << ShowRevision(lang, revision, form, {.width = 100});
//   out << ShowHistory(lang, response.revisions(), form, view);
#ifndef GOM_COMMON_TEXT_ENTRY_VIEW_H_
#define GOM_COMMON_TEXT_ENTRY_VIEW_H_

#include <cstdint>
#include <string>

#include "common/text/message.h"
#include "common/text/table.h"
#include "gom/v1/entry.pb.h"
#include "gom/v1/plan.pb.h"

namespace gom::text {

// Device clocks come in seconds since 1970 and the hub's in milliseconds (record.proto); no time
// that either means could be the other's.
int64_t Milliseconds(int64_t seconds_or_milliseconds);

// What stands in place of a note whose words were erased (milliseconds since 1970), in both
// languages: a message has room for one note.
std::string ErasedNote(int64_t erased_at_ms);

// "1.234", "có", "05/04/2026", "không áp dụng", "chưa nhập"; an option by its label where `field`
// is given; a list as how many it holds.
std::string ShowValue(Language l, const v1::Value& value, const v1::Field* field = nullptr);

// A table of fields and values; items of a list each on lines of their own. `form` gives labels and
// may be null.
std::string ShowValues(Language l, const google::protobuf::RepeatedPtrField<v1::FieldValue>& values,
                       const v1::Form* form, const View& view);

// One line for each finding: errors first, with the reason that was given. "" where there are none.
std::string ShowFindings(Language l,
                         const google::protobuf::RepeatedPtrField<v1::Finding>& findings,
                         const View& view);

// Head line (id, word, who, when), values, note, findings, verdict, why it is held.
std::string ShowRevision(Language l, const v1::RevisionView& revision, const v1::Form* form,
                         const View& view);

// All of them in the order given; says so where there is none.
std::string ShowHistory(Language l,
                        const google::protobuf::RepeatedPtrField<v1::RevisionView>& revisions,
                        const v1::Form* form, const View& view);

}  // namespace gom::text

#endif  // GOM_COMMON_TEXT_ENTRY_VIEW_H_
