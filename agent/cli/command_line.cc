#include "agent/cli/command_line.h"

#include "agent/cli/backup_words.h"
#include "agent/cli/commands.h"
#include "agent/cli/evidence_words.h"
#include "agent/cli/form_words.h"
#include "agent/cli/message_words.h"
#include "agent/cli/words.h"
#include "common/cli/app.h"

namespace gom::agent {

int RunCommandLine(const std::vector<std::string>& arguments, std::istream& in, std::ostream& out,
                   std::ostream& err) {
  cli::App app({.name = "gom-agent",
                .about = kAbout,
                .data_variable = "GOM_AGENT_DATA",
                .data_default = "~/.local/share/gom-agent",
                .version = "0.1"},
               arguments);
  const Console console{app.globals(), in, out, err};
  CLI::App& root = app.root();

  EnrollArguments enroll;
  CLI::App* command =
      app.Command(root, "enroll", kAboutEnroll,
                  "gom-agent enroll 192.168.1.5:7400 ABCD-EFGH-…\n"
                  "gom-agent enroll --slip /media/usb/phieu.gom --out /media/usb/yeu-cau.gom\n"
                  "gom-agent enroll --reply /media/usb/tra-loi.gom");
  app.Argument(command, "HOST:PORT", enroll.address, kHelpAddress);
  app.Argument(command, "CODE", enroll.code, kHelpCode);
  app.Option(command, "--label", enroll.label, kHelpLabel);
  app.Option(command, "--slip", enroll.slip, kHelpSlip);
  app.Option(command, "--out", enroll.out, kHelpEnrollOut);
  app.Option(command, "--reply", enroll.reply, kHelpEnrollReply);
  app.Action(command, [&] { return RunEnroll(console, enroll); });

  std::string hub_address;
  command = app.Command(root, "hub", kAboutHub, "gom-agent hub 192.168.1.9:7400");
  app.Argument(command, "HOST:PORT", hub_address, kHelpAddress)->required();
  app.Action(command, [&] { return RunHub(console, hub_address); });

  std::string form, period;
  command = app.Command(root, "forms", kAboutForms, "gom-agent forms 2026-Q2");
  app.Argument(command, "PERIOD", period, kHelpPeriod);
  app.Action(command, [&] { return RunForms(console, period); });

  const auto form_and_period = [&](CLI::App* c, bool required) {
    app.Argument(c, "FORM", form, kHelpForm)->required(required);
    app.Argument(c, "PERIOD", period, kHelpPeriod)->required(required);
  };
  command = app.Command(root, "show", kAboutShow, "gom-agent show ho_so 2026-Q2");
  form_and_period(command, true);
  app.Action(command, [&] { return RunShow(console, form, period); });

  EnterArguments enter;
  command = app.Command(root, "enter", kAboutEnter,
                        "gom-agent enter ho_so 2026-Q2 cbql=2 gv=1.234 nv=0\n"
                        "gom-agent enter sang_kien 2026-Q2 sang_kien+.ten=\"Thư viện số\" --author "
                        "\"Nguyễn Thị Lan\"");
  app.Argument(command, "FORM", enter.form, kHelpForm)->required();
  app.Argument(command, "PERIOD", enter.period, kHelpPeriod)->required();
  app.Argument(command, "FIELDS", enter.fields, kHelpFields);
  CLI::Option* note = app.Option(command, "--note", enter.note, kHelpNote);
  // One value each: what follows is a field again.
  app.Option(command, "--reason", enter.reasons, kHelpReason)->allow_extra_args(false);
  CLI::Option* author = app.Option(command, "--author", enter.author, kHelpAuthor);
  app.Flag(command, "--discard", enter.discard, kHelpDiscard);
  app.Action(command, [&, note, author] {
    enter.set_note = note->count() > 0;
    enter.set_author = author->count() > 0;
    return RunEnter(console, enter);
  });

  command =
      app.Command(root, "submit", kAboutSubmit, "gom-agent submit\ngom-agent submit ho_so 2026-Q2");
  form_and_period(command, false);
  app.Action(command, [&] { return RunSubmit(console, form, period); });

  ResolveArguments resolve;
  command = app.Command(root, "resolve", kAboutResolve,
                        "gom-agent resolve ho_so 2026-Q2 --take a1b2c3d4/17\n"
                        "gom-agent resolve ho_so 2026-Q2 gv=24 --author \"Nguyễn Thị Lan\"");
  app.Argument(command, "FORM", resolve.form, kHelpForm)->required();
  app.Argument(command, "PERIOD", resolve.period, kHelpPeriod)->required();
  app.Argument(command, "FIELDS", resolve.fields, kHelpFields);
  app.Option(command, "--take", resolve.take, kHelpTake);
  app.Option(command, "--note", resolve.note, kHelpNote);
  app.Option(command, "--reason", resolve.reasons, kHelpReason)->allow_extra_args(false);
  app.Option(command, "--author", resolve.author, kHelpAuthor);
  app.Action(command, [&] { return RunResolve(console, resolve); });

  command = app.Command(root, "status", kAboutStatus);
  app.Action(command, [&] { return RunStatus(console); });
  command = app.Command(root, "sync", kAboutSync);
  app.Action(command, [&] { return RunSync(console); });

  ImportArguments import;
  command = app.Command(root, "import", kAboutImport,
                        "gom-agent import so-lieu.csv\ngom-agent import so-lieu.csv --yes");
  app.Argument(command, "FILE", import.file, kHelpFile)->required();
  app.Flag(command, "--yes", import.yes, kHelpYes);
  app.Option(command, "--reasons", import.reasons_file, kHelpReasons);
  app.Option(command, "--unit", import.unit, kHelpUnit);
  app.Option(command, "--encoding", import.encoding, kHelpEncoding)
      ->check(CLI::IsMember({"utf-8", "utf-16", "cp1258", "tcvn3", "vni"}));
  app.Option(command, "--skip", import.skip, kHelpSkip)->allow_extra_args(false);
  app.Option(command, "--form", import.form, kHelpImportForm);
  app.Option(command, "--period", import.period, kHelpImportPeriod);
  app.Option(command, "--author", import.author, kHelpAuthor);
  app.Action(command, [&] { return RunImport(console, import); });

  TemplateArguments form_file;
  const auto form_file_command = [&](const char* name, const text::Message& about,
                                     const char* example, bool csv) {
    CLI::App* c = app.Command(root, name, about, example);
    app.Argument(c, "FORM", form_file.form, kHelpForm)->required();
    app.Argument(c, "PERIOD", form_file.period, kHelpPeriod)->required();
    app.Argument(c, "FILE", form_file.file, kHelpFormFile);
    app.Action(c, [&, csv] {
      form_file.csv = csv;
      return RunTemplate(console, form_file);
    });
    return c;
  };
  command = form_file_command("template", kAboutTemplate,
                              "gom-agent template ho_so 2026-Q2\n"
                              "gom-agent template ho_so 2026-Q2 ho-so.xlsx --empty",
                              false);
  app.Flag(command, "--empty", form_file.empty, kHelpEmpty);
  form_file_command("export", kAboutExport, "gom-agent export ho_so 2026-Q2 ho-so.csv", true);

  MessageArguments message;
  CLI::App* messages = app.Command(root, "message", kAboutMessage, "gom-agent message list");
  command = app.Command(*messages, "send", kAboutMessageSend,
                        "gom-agent message send \"Máy tính của trường hỏng\" --about difficulty\n"
                        "gom-agent message send \"Đã sửa số học sinh\" --form ho_so --period "
                        "2026-Q2 --author \"Nguyễn Thị Lan\"");
  app.Argument(command, "TEXT", message.text, kHelpMessageText)->required();
  app.Option(command, "--form", message.form, kHelpMessageForm);
  app.Option(command, "--period", message.period, kHelpPeriod);
  app.Option(command, "--about", message.about, kHelpMessageAbout)
      ->check(CLI::IsMember({"question", "difficulty", "proposal"}));
  app.Option(command, "--author", message.author, kHelpAuthor);
  app.Action(command, [&] { return RunMessageSend(console, message); });
  command = app.Command(*messages, "list", kAboutMessageList,
                        "gom-agent message list\ngom-agent message list ho_so 2026-Q2");
  CLI::Option* thread_form = app.Argument(command, "FORM", message.form, kHelpForm);
  app.Argument(command, "PERIOD", message.period, kHelpPeriod)->needs(thread_form);
  app.Action(command, [&] { return RunMessageList(console, message); });

  command = app.Command(root, "progress", kAboutProgress, "gom-agent progress 2026-Q2");
  app.Argument(command, "PERIOD", period, kHelpPeriod);
  app.Action(command, [&] { return RunProgress(console, period); });

  EvidenceArguments evidence;
  CLI::App* all = app.Command(root, "evidence", kAboutEvidence,
                              "gom-agent evidence add ho_so 2026-Q2 anh-1.jpg anh-2.jpg");
  const auto evidence_command = [&](const char* name, const text::Message& about,
                                    const char* example, auto run) {
    CLI::App* c = app.Command(*all, name, about, example);
    app.Argument(c, "FORM", evidence.form, kHelpForm)->required();
    app.Argument(c, "PERIOD", evidence.period, kHelpPeriod)->required();
    app.Action(c, [&, run] { return run(console, evidence); });
    return c;
  };
  command = evidence_command("add", kAboutEvidenceAdd,
                             "gom-agent evidence add ho_so 2026-Q2 anh-1.jpg bien-ban.pdf",
                             RunEvidenceAdd);
  app.Argument(command, "FILES", evidence.files, kHelpEvidenceFiles)->required();
  evidence_command("list", kAboutEvidenceList, "gom-agent evidence list ho_so 2026-Q2",
                   RunEvidenceList);
  command = evidence_command("remove", kAboutEvidenceRemove,
                             "gom-agent evidence remove ho_so 2026-Q2 a1b2c3", RunEvidenceRemove);
  app.Argument(command, "CODE", evidence.code, kHelpEvidenceCode)->required();
  command =
      evidence_command("get", kAboutEvidenceGet,
                       "gom-agent evidence get ho_so 2026-Q2 a1b2c3 --to anh.jpg", RunEvidenceGet);
  app.Argument(command, "CODE", evidence.code, kHelpEvidenceCode)->required();
  app.Option(command, "--to", evidence.to, kHelpEvidenceTo);

  command = app.Command(root, "history", kAboutHistory, "gom-agent history ho_so 2026-Q2");
  form_and_period(command, true);
  app.Action(command, [&] { return RunHistory(console, form, period); });

  std::string bundle_file;
  CLI::App* bundle = app.Command(root, "bundle", kAboutBundle,
                                 "gom-agent bundle export /media/usb/truong.gom\n"
                                 "gom-agent bundle import /media/usb/tra-loi.gom");
  command = app.Command(*bundle, "export", kAboutBundleExport,
                        "gom-agent bundle export /media/usb/truong.gom");
  app.Argument(command, "FILE", bundle_file, kHelpBundleFile)->required();
  app.Action(command, [&] { return RunBundleExport(console, bundle_file); });
  command = app.Command(*bundle, "import", kAboutBundleImport,
                        "gom-agent bundle import /media/usb/tra-loi.gom");
  app.Argument(command, "FILE", bundle_file, kHelpReplyFile)->required();
  app.Action(command, [&] { return RunBundleImport(console, bundle_file); });

  std::string backup_folder;
  command = app.Command(root, "backup", kAboutBackup, "gom-agent backup /media/usb");
  app.Argument(command, "FOLDER", backup_folder, kHelpBackupFolder)->required();
  app.Action(command, [&] { return RunBackup(console, backup_folder); });
  command = app.Command(root, "restore", kAboutRestore,
                        "gom-agent restore /media/usb/gom-31TK01-20261122-2130");
  app.Argument(command, "FOLDER", backup_folder, kHelpRestoreFolder)->required();
  app.Action(command, [&] { return RunRestore(console, backup_folder); });

  ReceiptArguments receipt;
  CLI::App* receipts = app.Command(root, "receipt", kAboutReceipt, "gom-agent receipt list");
  command = app.Command(*receipts, "list", kAboutReceiptList, "gom-agent receipt list --json");
  app.Action(command, [&] { return RunReceiptList(console); });
  command = app.Command(*receipts, "export", kAboutReceiptExport,
                        "gom-agent receipt export bien-nhan.gomr\n"
                        "gom-agent receipt export bien-nhan.gomr --number 2");
  app.Argument(command, "FILE", receipt.file, kHelpReceiptFile)->required();
  app.Option(command, "--number", receipt.number, kHelpReceiptNumber);
  app.Action(command, [&] { return RunReceiptExport(console, receipt); });

  ServeArguments serve;
  command = app.Command(root, "serve", kAboutServe, "gom-agent serve\ngom-agent serve --no-page");
  int page_port = 0;
  CLI::Option* port = app.Option(command, "--port", page_port, kHelpPagePort);
  port->check(CLI::Range(0, 65535));
  app.Option(command, "--page", serve.page, kHelpPageFolder);
  app.Flag(command, "--no-page", serve.no_page, kHelpNoPage);
  app.Action(command, [&, port] {
    if (port->count() > 0) serve.port = page_port;
    return RunServe(console, serve);
  });

  bool print = false;
  command = app.Command(root, "open", kAboutOpen, "gom-agent open\ngom-agent open --print");
  app.Flag(command, "--print", print, kHelpPrint);
  app.Action(command, [&] { return RunOpen(console, print); });

  CLI::App* pin = app.Command(root, "pin", kAboutPin, "gom-agent pin set\ngom-agent pin clear");
  command = app.Command(*pin, "set", kAboutPinSet, "gom-agent pin set");
  app.Action(command, [&] { return RunPinSet(console); });
  command = app.Command(*pin, "clear", kAboutPinClear, "gom-agent pin clear");
  app.Action(command, [&] { return RunPinClear(console); });

  return app.Run(out, err);
}

}  // namespace gom::agent
