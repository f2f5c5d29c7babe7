// What every command of gom-hub works with: where to print, in which language, and the hub, opened
// on first use.
//
// One thread.
#ifndef GOM_HUB_CLI_SESSION_H_
#define GOM_HUB_CLI_SESSION_H_

#include <memory>
#include <ostream>
#include <string>

#include "absl/status/statusor.h"
#include "common/cli/app.h"
#include "common/cli/print.h"
#include "common/text/message.h"
#include "common/text/table.h"
#include "hub/cli/client.h"

namespace gom::hub {

class Session {
 public:
  // All outlive the session.
  Session(cli::App& app, std::ostream& out, std::ostream& err) : app_(app), out_(out), err_(err) {}

  text::Language language() const { return app_.language(); }
  bool json() const { return app_.globals().json; }
  const std::string& folder() const { return app_.globals().data; }
  std::ostream& out() { return out_; }
  std::ostream& err() { return err_; }
  // Where operators are named: --operator, else who is logged in.
  std::string OperatorName() const;
  std::string& operator_flag() { return operator_flag_; }
  // At most 100 columns, fewer where the window is narrower; times in local time.
  text::View View() const;

  // A line that shows how far a long log was read; none where nobody watches.
  FoldProgress FoldLine();

  // "The log is older than …", "The file ratchet is damaged …": what whoever opened the folder
  // should know. Empty: nothing.
  std::string NewsOfOpening(const gom::hub::Hub& hub) const;

  // Connects on first use; tells (err) where opening the log has begun a new term.
  absl::StatusOr<HubClient*> Hub();

  // Prints the message itself with --json, else the words that `words` makes of it.
  template <typename Response, typename Words>
  absl::Status Show(const Response& response, Words words) {
    if (json()) {
      cli::PrintJson(out_, response);
    } else {
      out_ << words(response);
    }
    return absl::OkStatus();
  }

  // One sentence and a line's end.
  template <typename... Args>
  std::string Line(const text::Message& message, const Args&... args) const {
    return text::Say(language(), message, args...) + "\n";
  }

  // Asks and shows: the whole of most commands.
  template <typename Request, typename Response, typename Stub, typename Words>
  absl::Status Ask(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                   const Request& request, Words words) {
    absl::StatusOr<HubClient*> hub = Hub();
    if (!hub.ok()) return hub.status();
    absl::StatusOr<Response> response = (*hub)->Call(method, request);
    if (!response.ok()) return response.status();
    return Show(*response, words);
  }

 private:
  cli::App& app_;
  std::ostream& out_;
  std::ostream& err_;
  std::string operator_flag_;
  std::unique_ptr<HubClient> hub_;
};

// The whole file; INVALID_ARGUMENT file_unreadable.
absl::StatusOr<std::string> ReadInput(const std::string& path);

}  // namespace gom::hub

#endif  // GOM_HUB_CLI_SESSION_H_
