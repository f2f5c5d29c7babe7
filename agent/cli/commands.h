// What each command does, once its arguments are read.
#ifndef GOM_AGENT_CLI_COMMANDS_H_
#define GOM_AGENT_CLI_COMMANDS_H_

#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/cli/app.h"
#include "common/text/table.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

class Client;

struct Console {
  const cli::Globals& globals;
  std::istream& in;
  std::ostream& out;
  std::ostream& err;

  text::Language language() const { return globals.language; }
  text::View View() const;
  // One sentence on a line, made to fit the window.
  void Say(const std::string& sentence) const;
  void SayEach(const std::string& lines) const;
  // What is going on, for a person who waits; nothing where nobody watches.
  void Tell(const std::string& sentence) const;
};

struct EnterArguments {
  std::string form, period;
  std::vector<std::string> fields;   // "field=value"
  std::vector<std::string> reasons;  // "RULE=TEXT"
  std::string note, author;
  bool set_note = false, set_author = false, discard = false;
};
struct ResolveArguments {
  std::string form, period, take;
  std::vector<std::string> fields;   // "field=value"
  std::vector<std::string> reasons;  // "RULE=TEXT"
  std::string note, author;
};
struct EvidenceArguments {
  std::string form, period, code, to;
  std::vector<std::string> files;
};
struct ImportArguments {
  std::string file, reasons_file, unit, author, encoding, form, period;
  std::vector<uint32_t> skip;  // lines
  bool yes = false;
};
struct MessageArguments {
  std::string text, form, period, author, about;
};
struct TemplateArguments {
  std::string form, period, file;
  bool empty = false, csv = false;
};
struct ReceiptArguments {
  std::string file;
  uint32_t number = 1;  // 1: the newest, as `receipt list` counts them
};
struct ServeArguments {
  bool no_page = false;
  std::optional<int> port{};
  std::string page;  // the folder with the built page
};
struct EnrollArguments {
  std::string address, code, label;  // over the network
  std::string slip, out;             // by file: what to ask with, and the request to make
  std::string reply;                 // … and the hub's answer
};

absl::Status RunEnroll(const Console& console, const EnrollArguments& arguments);
absl::Status RunHub(const Console& console, const std::string& address);
absl::Status RunServe(const Console& console, const ServeArguments& arguments);
// Opens the page in the desktop's browser, or prints where it is.
absl::Status RunOpen(const Console& console, bool print);
// Reads the PIN twice from the console.
absl::Status RunPinSet(const Console& console);
absl::Status RunPinClear(const Console& console);
absl::Status RunStatus(const Console& console);
absl::Status RunSync(const Console& console);
absl::Status RunForms(const Console& console, const std::string& period);
absl::Status RunShow(const Console& console, const std::string& form, const std::string& period);
absl::Status RunHistory(const Console& console, const std::string& form, const std::string& period);
// Refused, with the draft kept, where what was just typed is wrong or the period is locked.
absl::Status RunEnter(const Console& console, const EnterArguments& arguments);
absl::Status RunSubmit(const Console& console, const std::string& form, const std::string& period);
absl::Status RunResolve(const Console& console, const ResolveArguments& arguments);
absl::Status RunBundleExport(const Console& console, const std::string& file);
absl::Status RunBundleImport(const Console& console, const std::string& file);
absl::Status RunReceiptList(const Console& console);
absl::Status RunReceiptExport(const Console& console, const ReceiptArguments& arguments);
// Several files: those that cannot be added are named, and the others are.
absl::Status RunEvidenceAdd(const Console& console, const EvidenceArguments& arguments);
absl::Status RunEvidenceList(const Console& console, const EvidenceArguments& arguments);
absl::Status RunEvidenceRemove(const Console& console, const EvidenceArguments& arguments);
absl::Status RunEvidenceGet(const Console& console, const EvidenceArguments& arguments);
absl::Status RunImport(const Console& console, const ImportArguments& arguments);
// As a workbook to be filled in, or as CSV.
absl::Status RunTemplate(const Console& console, const TemplateArguments& arguments);
// All threads, which are looked at then, or one.
absl::Status RunMessageList(const Console& console, const MessageArguments& arguments);
absl::Status RunMessageSend(const Console& console, const MessageArguments& arguments);
absl::Status RunBackup(const Console& console, const std::string& folder);
absl::Status RunRestore(const Console& console, const std::string& folder);
absl::Status RunProgress(const Console& console, const std::string& period);

// Says of each period of `entries` that is locked, as far as this computer has heard, what becomes
// of what was saved.
void SayLocked(const Console& console, Client& client,
               const google::protobuf::RepeatedPtrField<v1::SubmittedEntry>& entries);

// "field=value" and "RULE=TEXT" into a request. kInvalidArgument assignment_wrong, reason_wrong.
absl::StatusOr<v1::SaveDraftRequest> ToRequest(const EnterArguments& arguments);

}  // namespace gom::agent

#endif  // GOM_AGENT_CLI_COMMANDS_H_
