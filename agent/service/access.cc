#include "agent/service/access.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "agent/service/words.h"
#include "gom/v1/page.pb.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {
namespace {

constexpr AccessRow kTable[] = {
    {"/gom.v1.SchoolService/GetAgentStatus", Who::kPage},
    {"/gom.v1.SchoolService/EnrollComputer", Who::kPage},
    {"/gom.v1.SchoolService/AskToEnroll", Who::kPage},
    {"/gom.v1.SchoolService/EnrollByReply", Who::kPage},
    {"/gom.v1.SchoolService/ListForms", Who::kPage},
    {"/gom.v1.SchoolService/GetForm", Who::kPage},
    {"/gom.v1.SchoolService/SaveDraft", Who::kPage},
    {"/gom.v1.SchoolService/Submit", Who::kPage},
    {"/gom.v1.SchoolService/ImportRows", Who::kPage},
    {"/gom.v1.SchoolService/GetEntryHistory", Who::kPage},
    {"/gom.v1.SchoolService/Resolve", Who::kPage},
    {"/gom.v1.SchoolService/SyncNow", Who::kPage},
    {"/gom.v1.SchoolService/ListReceipts", Who::kPage},
    {"/gom.v1.SchoolService/ExportBundle", Who::kPage},
    {"/gom.v1.SchoolService/ImportBundle", Who::kPage},
    {"/gom.v1.SchoolService/AddEvidence", Who::kPage},
    {"/gom.v1.SchoolService/PutEvidencePiece", Who::kPage},
    {"/gom.v1.SchoolService/RemoveEvidence", Who::kPage},
    {"/gom.v1.SchoolService/GetEvidence", Who::kPage},
    {"/gom.v1.SchoolService/WatchSchool", Who::kPage},
    {"/gom.v1.SchoolService/GetOurSchool", Who::kPage},
    {"/gom.v1.SchoolService/ListBackupPlaces", Who::kPage},
    {"/gom.v1.SchoolService/SaveBackup", Who::kPage},
    {"/gom.v1.SchoolService/GetTemplate", Who::kPage},
    {"/gom.v1.SchoolService/ListMessages", Who::kPage},
    {"/gom.v1.SchoolService/SendMessage", Who::kPage},
    {"/gom.v1.SchoolService/MarkMessagesSeen", Who::kPage},
    // What opens a page, and what a page is asked before it opens, is not for pages.
    {"/gom.v1.PageService/OpenPage", Who::kLocal},
    {"/gom.v1.PageService/SetPin", Who::kLocal},
};

}  // namespace

absl::Span<const AccessRow> AccessTable() { return kTable; }

std::string MethodTaking(const google::protobuf::Descriptor& request) {
  const std::array files = {v1::GetAgentStatusRequest::descriptor()->file(),
                            v1::OpenPageRequest::descriptor()->file()};
  for (const google::protobuf::FileDescriptor* file : files) {
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        const google::protobuf::MethodDescriptor& method = *file->service(s)->method(m);
        if (method.input_type() == &request)
          return absl::StrCat("/", method.service()->full_name(), "/", method.name());
      }
    }
  }
  return {};
}

absl::Status Authorise(std::string_view method, bool through_door,
                       absl::FunctionRef<bool()> session_open) {
  const auto* const row =
      std::find_if(std::begin(kTable), std::end(kTable),
                   [&](const AccessRow& candidate) { return candidate.method == method; });
  if (row == std::end(kTable) || (through_door && row->who == Who::kLocal))
    return text::Refuse(absl::StatusCode::kPermissionDenied, kNotForPages, method);
  if (through_door && !session_open())
    return text::Refuse(absl::StatusCode::kUnauthenticated, kSessionNeeded);
  return absl::OkStatus();
}

}  // namespace gom::agent
