#include "agent/service/uploads.h"

#include <algorithm>
#include <utility>

#include "agent/service/words.h"
#include "common/evidence/limits.h"
#include "common/evidence/words.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

constexpr uint64_t kKilobyte = 1024;

absl::Status PieceWrong() { return text::Refuse(absl::StatusCode::kInvalidArgument, kPieceWrong); }

absl::Status Check(const v1::PutEvidencePieceRequest& request) {
  if (request.upload().size() != kUploadIdBytes || request.piece().size() > kPieceBytes ||
      request.size() == 0)
    return PieceWrong();
  if (request.size() > evidence::kMaxInputBytes) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, evidence::kFileTooLarge,
                        request.size() / kKilobyte, evidence::kMaxInputBytes / kKilobyte);
  }
  return absl::OkStatus();
}

}  // namespace

void Uploads::Forget(absl::Duration now) {
  std::erase_if(uploads_, [&](const auto& u) { return now - u.second.touched > kUploadLife; });
  if (uploads_.size() < kMostUploads) return;
  const auto oldest = std::min_element(
      uploads_.begin(), uploads_.end(),
      [](const auto& a, const auto& b) { return a.second.touched < b.second.touched; });
  if (now - oldest->second.touched > kUploadQuiet) uploads_.erase(oldest);
}

absl::StatusOr<Uploads::Upload*> Uploads::Find(const v1::PutEvidencePieceRequest& request) {
  const auto found = uploads_.find(request.upload());
  if (found != uploads_.end()) return &found->second;
  Forget(clock_.Now());
  if (uploads_.size() >= kMostUploads)
    return text::Refuse(absl::StatusCode::kResourceExhausted, kTooManyUploads);
  Upload& begun = uploads_[request.upload()];
  begun.size = request.size();
  return &begun;
}

absl::StatusOr<v1::PutEvidencePieceResponse> Uploads::Put(
    const v1::PutEvidencePieceRequest& request) {
  RETURN_IF_ERROR(Check(request));
  platform::MutexLock lock(&mutex_);
  ASSIGN_OR_RETURN(Upload * upload, Find(request));
  if (upload->size != request.size()) return PieceWrong();
  upload->touched = clock_.Now();
  const bool follows = request.offset() == upload->bytes.size();
  if (follows && request.piece().size() > upload->size - upload->bytes.size()) return PieceWrong();
  if (follows) upload->bytes.append(request.piece());
  v1::PutEvidencePieceResponse response;
  response.set_have(upload->bytes.size());
  return response;
}

absl::StatusOr<std::string> Uploads::Take(const std::string& upload) {
  platform::MutexLock lock(&mutex_);
  const auto found = uploads_.find(upload);
  if (found == uploads_.end() || found->second.bytes.size() != found->second.size)
    return text::Refuse(absl::StatusCode::kNotFound, kUploadUnknown);
  std::string bytes = std::move(found->second.bytes);
  uploads_.erase(found);
  return bytes;
}

}  // namespace gom::agent
