// The agent behind gRPC: SchoolService's calls, each of which is admitted (access.h) and takes its
// turn at the desk.
#include <utility>

#include "agent/service/agent.h"
#include "agent/service/backup.h"
#include "agent/service/bundle.h"
#include "agent/service/drafts.h"
#include "agent/service/enroll_file.h"
#include "agent/service/evidence.h"
#include "agent/service/forms.h"
#include "agent/service/import.h"
#include "agent/service/messages.h"
#include "agent/service/our_school.h"
#include "agent/service/page_service.h"
#include "agent/service/page_words.h"
#include "agent/service/receipts.h"
#include "agent/service/resolve.h"
#include "agent/service/submit.h"
#include "agent/service/template.h"
#include "agent/service/words.h"
#include "common/rpc/door_mark.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

template <typename T>
absl::Status Into(T* response, absl::StatusOr<T> answer) {
  if (!answer.ok()) return answer.status();
  *response = *std::move(answer);
  return absl::OkStatus();
}

}  // namespace

class Agent::Service final : public v1::SchoolService::CallbackService {
 public:
  explicit Service(Agent& agent) : agent_(agent) {}

  grpc::ServerUnaryReactor* GetAgentStatus(grpc::CallbackServerContext* context,
                                           const v1::GetAgentStatusRequest* request,
                                           v1::AgentStatus* response) override {
    return At(context, request, response,
              [=, this](Desk& desk) { return StatusInto(desk, response); });
  }
  grpc::ServerUnaryReactor* EnrollComputer(grpc::CallbackServerContext* context,
                                           const v1::EnrollComputerRequest* request,
                                           v1::EnrollComputerResponse* response) override {
    return OnSyncThread(context, request, response, [=, this]() -> absl::Status {
      RETURN_IF_ERROR(agent_.EnrollWith({.address = request->address(),
                                         .code = request->code(),
                                         .label = request->label(),
                                         .build = agent_.options_.build}));
      return Welcome(response);
    });
  }
  grpc::ServerUnaryReactor* AskToEnroll(grpc::CallbackServerContext* context,
                                        const v1::AskToEnrollRequest* request,
                                        v1::AskToEnrollResponse* response) override {
    return At(context, request, response, [=](Desk& desk) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_request(),
                       agent::AskByFile(desk, request->slip(), request->label()));
      response->set_file_name(kEnrollRequestFile);
      return absl::OkStatus();
    });
  }
  grpc::ServerUnaryReactor* EnrollByReply(grpc::CallbackServerContext* context,
                                          const v1::EnrollByReplyRequest* request,
                                          v1::EnrollComputerResponse* response) override {
    return OnSyncThread(context, request, response, [=, this]() -> absl::Status {
      RETURN_IF_ERROR(agent_.WelcomeByFile(request->reply()));
      return Welcome(response);
    });
  }
  grpc::ServerWriteReactor<v1::SchoolNews>* WatchSchool(
      grpc::CallbackServerContext* context, const v1::WatchSchoolRequest* request) override {
    const absl::Status may = Admit(*context, *request, agent_.page_);
    const std::optional<rpc::DoorMark> mark = rpc::DoorMarkOf(*context);
    return agent_.watchers_.Begin([this, may, mark]() -> absl::Status {
      if (!mark.has_value()) return may;
      if (!may.ok() || agent_.page_.IsStillOpen({mark->cookie, mark->token})) return ForPage(may);
      return ForPage(text::Refuse(absl::StatusCode::kUnauthenticated, kSessionNeeded));
    });
  }
  grpc::ServerUnaryReactor* ListMessages(grpc::CallbackServerContext* context,
                                         const v1::ListMessagesRequest* request,
                                         v1::ListMessagesResponse* response) override {
    return At(context, request, response,
              [=](Desk& desk) { return Into(response, agent::ListMessages(desk, *request)); });
  }
  grpc::ServerUnaryReactor* SendMessage(grpc::CallbackServerContext* context,
                                        const v1::SendMessageRequest* request,
                                        v1::SendMessageResponse* response) override {
    return Working(context, request, response,
                   [=](Desk& desk) { return Into(response, agent::SendMessage(desk, *request)); });
  }
  grpc::ServerUnaryReactor* MarkMessagesSeen(grpc::CallbackServerContext* context,
                                             const v1::MarkMessagesSeenRequest* request,
                                             v1::MarkMessagesSeenResponse* response) override {
    return At(context, request, response,
              [=](Desk& desk) { return Into(response, agent::MarkMessagesSeen(desk, *request)); });
  }
  grpc::ServerUnaryReactor* GetTemplate(grpc::CallbackServerContext* context,
                                        const v1::GetTemplateRequest* request,
                                        v1::GetTemplateResponse* response) override {
    return At(context, request, response,
              [=](Desk& desk) { return Into(response, agent::GetTemplate(desk, *request)); });
  }
  grpc::ServerUnaryReactor* GetOurSchool(grpc::CallbackServerContext* context,
                                         const v1::GetOurSchoolRequest* request,
                                         v1::GetOurSchoolResponse* response) override {
    return At(context, request, response,
              [=](Desk& desk) { return Into(response, agent::GetOurSchool(desk, *request)); });
  }
  grpc::ServerUnaryReactor* ListForms(grpc::CallbackServerContext* context,
                                      const v1::ListFormsRequest* request,
                                      v1::ListFormsResponse* response) override {
    return At(context, request, response,
              [=](Desk& desk) { return Into(response, agent::ListForms(desk, *request)); });
  }
  grpc::ServerUnaryReactor* GetForm(grpc::CallbackServerContext* context,
                                    const v1::GetFormRequest* request,
                                    v1::FormView* response) override {
    return At(context, request, response,
              [=](Desk& desk) { return Into(response, agent::GetForm(desk, *request)); });
  }
  grpc::ServerUnaryReactor* SaveDraft(grpc::CallbackServerContext* context,
                                      const v1::SaveDraftRequest* request,
                                      v1::SaveDraftResponse* response) override {
    return At(context, request, response,
              [=](Desk& desk) { return Into(response, agent::SaveDraft(desk, *request)); });
  }
  grpc::ServerUnaryReactor* GetEntryHistory(grpc::CallbackServerContext* context,
                                            const v1::GetEntryHistoryRequest* request,
                                            v1::GetEntryHistoryResponse* response) override {
    return At(context, request, response,
              [=](Desk& desk) { return Into(response, agent::GetEntryHistory(desk, *request)); });
  }
  grpc::ServerUnaryReactor* ListReceipts(grpc::CallbackServerContext* context,
                                         const v1::ListReceiptsRequest* request,
                                         v1::ListReceiptsResponse* response) override {
    return At(context, request, response,
              [=](Desk& desk) { return Into(response, agent::ListReceipts(desk)); });
  }
  grpc::ServerUnaryReactor* Submit(grpc::CallbackServerContext* context,
                                   const v1::SubmitRequest* request,
                                   v1::SubmitResponse* response) override {
    return Working(context, request, response,
                   [=](Desk& desk) { return Into(response, agent::Submit(desk, *request)); });
  }
  grpc::ServerUnaryReactor* Resolve(grpc::CallbackServerContext* context,
                                    const v1::ResolveRequest* request,
                                    v1::ResolveResponse* response) override {
    return Working(context, request, response,
                   [=](Desk& desk) { return Into(response, agent::Resolve(desk, *request)); });
  }
  grpc::ServerUnaryReactor* ImportRows(grpc::CallbackServerContext* context,
                                       const v1::ImportRowsRequest* request,
                                       v1::ImportRowsResponse* response) override {
    return Working(context, request, response,
                   [=](Desk& desk) { return Into(response, agent::ImportRows(desk, *request)); });
  }
  grpc::ServerUnaryReactor* ExportBundle(grpc::CallbackServerContext* context,
                                         const v1::ExportBundleRequest* request,
                                         v1::ExportBundleResponse* response) override {
    return Alone(context, request, response,
                 [=](Desk& desk) { return Into(response, agent::ExportBundle(desk)); });
  }
  grpc::ServerUnaryReactor* ImportBundle(grpc::CallbackServerContext* context,
                                         const v1::ImportReplyRequest* request,
                                         v1::ImportReplyResponse* response) override {
    return Alone(context, request, response, [=, this](Desk& desk) {
      return Into(response, agent::ImportReply(desk, *agent_.options_.monotonic, *request));
    });
  }
  grpc::ServerUnaryReactor* AddEvidence(grpc::CallbackServerContext* context,
                                        const v1::AddEvidenceRequest* request,
                                        v1::AddEvidenceResponse* response) override {
    return agent_.calls_.Run(context, *request, [=, this] {
      return Told(*context, response, [&]() -> absl::Status {
        RETURN_IF_ERROR(Admit(*context, *request, agent_.page_));
        std::string in_pieces;
        if (request->data().empty() && !request->upload().empty()) {
          ASSIGN_OR_RETURN(in_pieces, agent_.uploads_.Take(request->upload()));
        }
        const std::string& file = in_pieces.empty() ? request->data() : in_pieces;
        // A picture takes its time, and a sync need not wait for it.
        ASSIGN_OR_RETURN(const evidence::Reduced reduced, evidence::Reduce(file));
        RETURN_IF_ERROR(agent_.AtDesk([&](Desk& desk) {
          return Into(response, agent::AddEvidence(desk, *request, reduced));
        }));
        response->set_original_size(file.size());
        return absl::OkStatus();
      }());
    });
  }
  grpc::ServerUnaryReactor* PutEvidencePiece(grpc::CallbackServerContext* context,
                                             const v1::PutEvidencePieceRequest* request,
                                             v1::PutEvidencePieceResponse* response) override {
    return agent_.calls_.Run(context, *request, [=, this] {
      return Told(*context, response, [&]() -> absl::Status {
        RETURN_IF_ERROR(Admit(*context, *request, agent_.page_));
        return Into(response, agent_.uploads_.Put(*request));
      }());
    });
  }
  grpc::ServerUnaryReactor* ListBackupPlaces(grpc::CallbackServerContext* context,
                                             const v1::ListBackupPlacesRequest* request,
                                             v1::ListBackupPlacesResponse* response) override {
    return At(context, request, response, [=, this](Desk& desk) {
      return Into(response, agent::ListBackupPlaces(desk, agent_.backup_meter_));
    });
  }
  grpc::ServerUnaryReactor* SaveBackup(grpc::CallbackServerContext* context,
                                       const v1::SaveBackupRequest* request,
                                       v1::SaveBackupResponse* response) override {
    const bool from_page = rpc::DoorMarkOf(*context).has_value();
    return OnSyncThread(context, request, response, [=, this]() -> absl::Status {
      BackupContents contents;
      RETURN_IF_ERROR(
          agent_.AtDesk([&](Desk& desk) { return Into(&contents, agent::ReadForBackup(desk)); }));
      // A page, whoever may have got into it, writes to no other folder of this computer.
      if (from_page && !IsBackupPlace(request->folder(), contents.data_folder)) {
        return text::Refuse(absl::StatusCode::kInvalidArgument, kBackupPlaceRefused,
                            request->folder());
      }
      return Into(response, agent::WriteBackup(contents, request->folder(), agent_.backup_meter_));
    });
  }
  grpc::ServerUnaryReactor* RemoveEvidence(grpc::CallbackServerContext* context,
                                           const v1::RemoveEvidenceRequest* request,
                                           v1::RemoveEvidenceResponse* response) override {
    return At(context, request, response,
              [=](Desk& desk) { return Into(response, agent::RemoveEvidence(desk, *request)); });
  }
  grpc::ServerUnaryReactor* GetEvidence(grpc::CallbackServerContext* context,
                                        const v1::GetEvidenceRequest* request,
                                        v1::GetEvidenceResponse* response) override {
    return At(context, request, response,
              [=](Desk& desk) { return Into(response, agent::GetEvidence(desk, *request)); });
  }
  grpc::ServerUnaryReactor* SyncNow(grpc::CallbackServerContext* context,
                                    const v1::SyncNowRequest* request,
                                    v1::SyncNowResponse* response) override {
    return OnSyncThread(context, request, response, [=, this] { return SyncInto(response); });
  }

 private:
  using Work = std::function<absl::Status(Desk&)>;

  // A page is told in words of its own, which an answer and a refusal get at the end.
  static absl::Status Told(const grpc::CallbackServerContext& context,
                           google::protobuf::Message* response, const absl::Status& status) {
    if (!rpc::DoorMarkOf(context).has_value()) return status;
    if (status.ok()) ForPage(response);
    return ForPage(status);
  }

  grpc::ServerUnaryReactor* At(grpc::CallbackServerContext* context,
                               const google::protobuf::Message* request,
                               google::protobuf::Message* response, Work work) {
    return agent_.calls_.Run(context, *request, [=, this, work = std::move(work)] {
      return Told(*context, response, [&]() -> absl::Status {
        RETURN_IF_ERROR(Admit(*context, *request, agent_.page_));
        return agent_.AtDesk(work);
      }());
    });
  }
  // The same for what may leave something to send.
  grpc::ServerUnaryReactor* Working(grpc::CallbackServerContext* context,
                                    const google::protobuf::Message* request,
                                    google::protobuf::Message* response, Work work) {
    return agent_.calls_.Run(context, *request, [=, this, work = std::move(work)] {
      return Told(*context, response, [&]() -> absl::Status {
        RETURN_IF_ERROR(Admit(*context, *request, agent_.page_));
        RETURN_IF_ERROR(agent_.AtDesk(work));
        agent_.NewWork();
        return absl::OkStatus();
      }());
    });
  }

  // The same where no sync may be under way meanwhile; waits for one.
  grpc::ServerUnaryReactor* Alone(grpc::CallbackServerContext* context,
                                  const google::protobuf::Message* request,
                                  google::protobuf::Message* response, Work work) {
    return OnSyncThread(context, request, response,
                        [this, work = std::move(work)] { return agent_.BetweenSyncs(work); });
  }

  grpc::ServerUnaryReactor* OnSyncThread(grpc::CallbackServerContext* context,
                                         const google::protobuf::Message* request,
                                         google::protobuf::Message* response,
                                         std::function<absl::Status()> work) {
    return agent_.calls_.Start(
        context, *request,
        [=, this, work = std::move(work)](const rpc::UnaryCalls::Finish& finish) {
          const auto told = [=](const absl::Status& status) {
            finish(Told(*context, response, status));
          };
          if (const absl::Status may = Admit(*context, *request, agent_.page_); !may.ok()) {
            told(may);
          } else if (!agent_.sync_pool_.Submit([work, told] { told(work()); })) {
            told(text::Refuse(absl::StatusCode::kResourceExhausted, kSyncBusy));
          }
        });
  }

  absl::Status StatusInto(Desk& desk, v1::AgentStatus* status) {
    RETURN_IF_ERROR(Into(status, agent::GetAgentStatus(desk)));
    agent_.AddWhatRuns(desk, status);
    return absl::OkStatus();
  }

  absl::Status Welcome(v1::EnrollComputerResponse* response) {
    agent_.NewWork();
    return agent_.AtDesk([&](Desk& desk) { return StatusInto(desk, response->mutable_status()); });
  }

  absl::Status SyncInto(v1::SyncNowResponse* response) {
    ASSIGN_OR_RETURN(const SyncOutcome outcome, agent_.Sync());
    response->set_sent(outcome.sent);
    response->set_received_events(outcome.events);
    response->set_exchanges(outcome.exchanges);
    return agent_.AtDesk([&](Desk& desk) {
      RETURN_IF_ERROR(StatusInto(desk, response->mutable_status()));
      response->set_waiting(response->status().waiting());
      return absl::OkStatus();
    });
  }

  Agent& agent_;
};

std::unique_ptr<grpc::Service> Agent::MakeService() { return std::make_unique<Service>(*this); }

}  // namespace gom::agent
