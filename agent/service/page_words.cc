#include "agent/service/page_words.h"

#include <array>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gom/v1/error.pb.h"

namespace gom::agent {
namespace {

// “{}” stands for anything up to what follows it.
struct Phrase {
  std::string_view command, page;
};
struct Pair {
  Phrase vi, en;
};

// What stands in “ ” on the right is a button or a page, by its label (agent/web/src/labels).
constexpr std::array kPhrases = {
    Pair{{"hãy chạy “gom-agent sync” khi có mạng",
          "khi có mạng hãy bấm “Đồng bộ ngay” ở trang chính"},
         {"run “gom-agent sync” when there is a network",
          "when there is a network press “Sync now” on the first page"}},
    Pair{
        {"hãy chạy “gom-agent enroll ĐỊA-CHỈ MÃ” với mã do xã cấp, hoặc bằng tệp nếu không có mạng "
         "(xem “gom-agent enroll --help”)",
         "hãy mở trang chính và đăng ký bằng phiếu do xã cấp"},
        {"run “gom-agent enroll HOST:PORT CODE” with the code from the office, or by file where "
         "there is no network (see “gom-agent enroll --help”)",
         "open the first page and enroll it with the slip from the office"}},
    Pair{{"nếu là gói trả lời số liệu thì hãy dùng gom-agent bundle import",
          "nếu là gói trả lời số liệu thì hãy bấm “Nhập tệp trả lời” ở trang chính khi máy đã đăng "
          "ký"},
         {"if it is a reply to a bundle use gom-agent bundle import",
          "if it is a reply to a bundle press “Take in the reply” on the first page once this "
          "computer "
          "is enrolled"}},
    Pair{{"trước hết hãy chạy gom-agent enroll --slip PHIẾU --out YÊU-CẦU, trên đúng máy này",
          "trước hết hãy bấm “Mở tệp phiếu” trên đúng máy này và mang tệp yêu cầu đến xã"},
         {"first run gom-agent enroll --slip SLIP --out REQUEST, on this very computer",
          "first press “Open the slip” on this very computer and take the request to the office"}},
    Pair{{"muốn đăng ký khác hãy dùng một thư mục --data mới",
          "muốn đăng ký khác hãy nhờ người cài đặt máy này"},
         {"to enroll anew use another --data folder",
          "to enroll anew ask whoever installed this computer"}},
    Pair{{" (gom-agent enroll)", ""}, {" (gom-agent enroll)", ""}},
    Pair{{" (gom-hub serve --evidence-per-unit)", ""},
         {" (gom-hub serve --evidence-per-unit)", ""}},
    Pair{
        {"hãy xem mã ô bằng “gom-agent show”",
         "hãy tải mẫu ở trang “Nhập từ tệp” để có đúng tên ô"},
        {"“gom-agent show” lists the codes", "a template from the page “Import” names its fields"}},
    Pair{
        {"hãy thêm lại bằng gom-agent evidence add", "hãy mở biểu và thêm lại ở phần “Minh chứng”"},
        {"add them again by gom-agent evidence add",
         "open the form and add them again under “Evidence”"}},
    Pair{{"hãy nhập bằng “gom-agent enter” trước khi nộp", "hãy mở biểu, nhập rồi nộp"},
         {"use “gom-agent enter” before submitting", "open the form, enter something, and submit"}},
    Pair{{"hãy nhập bằng “gom-agent enter”", "hãy mở biểu và nhập"},
         {"use “gom-agent enter” first", "open a form and enter something first"}},
    Pair{{"hoặc bỏ bằng “gom-agent enter {} --discard”", "hoặc mở biểu và bấm “Bỏ bản nháp”"},
         {"or forget it by “gom-agent enter {} --discard”",
          "or open the form and press “Forget the draft”"}},
    Pair{{"Hãy nhập lại, hoặc bỏ bản nháp bằng “gom-agent enter {} --discard”",
          "Hãy mở biểu đó và nhập lại"},
         {"Type it again, or drop it with “gom-agent enter {} --discard”",
          "Open that form and type it again"}},
    Pair{{"hãy chạy “gom-agent enter {}” để đưa phần mới vào bản nháp",
          "hãy bấm “Lấy phần mới” để đưa phần mới vào bản nháp"},
         {"run “gom-agent enter {}” to take it into the draft",
          "press “Take what is new” to take it into the draft"}},
    Pair{{"hãy xem “gom-agent show {}”", "hãy mở biểu đó để xem"},
         {"see “gom-agent show {}”", "open that form to see it"}},
    Pair{
        {"hãy gửi bằng tệp (gom-agent bundle export), hoặc khi có mạng hãy báo địa chỉ bằng "
         "gom-agent "
         "hub ĐỊA-CHỈ",
         "hãy gửi bằng USB (“Xuất tệp để mang đi” ở trang chính), hoặc khi có mạng hãy nhờ người "
         "cài "
         "đặt ghi địa chỉ vào máy"},
        {"send by file (gom-agent bundle export), or where there is a network tell it by gom-agent "
         "hub HOST:PORT",
         "send by a stick (“Write the file to take along” on the first page), or where there is a "
         "network ask whoever installed it to tell it the address"}},
    Pair{{"hãy ghi ra USB bằng “gom-agent bundle export TỆP” rồi mang lên xã",
          "hãy bấm “Xuất tệp để mang đi” ở trang chính, chép vào USB rồi mang lên xã"},
         {"write it to a stick with “gom-agent bundle export FILE” and take it to the office",
          "press “Write the file to take along” on the first page and take it to the office on a "
          "stick"}},
    Pair{
        {"Hãy chạy “gom-agent bundle export TỆP” sang ổ khác ngay",
         "Hãy bấm “Xuất tệp để mang đi” ở trang chính và lưu sang ổ khác ngay"},
        {"Run “gom-agent bundle export FILE” to another disk now",
         "Press “Write the file to take along” on the first page and save it to another disk now"}},
    Pair{{"hãy chạy “gom-agent open” trên máy này", "hãy bấm biểu tượng Gom trên máy này"},
         {"run “gom-agent open” on this computer", "click the Gom icon on this computer"}},
    Pair{{"hãy chạy lại “gom-agent open”", "hãy bấm lại biểu tượng Gom trên máy này"},
         {"run “gom-agent open” again", "click the Gom icon on this computer again"}},
    Pair{{"hãy dùng lệnh gom-agent trên máy này", "hãy nhờ người cài đặt máy này"},
         {"use the gom-agent command on this computer", "ask whoever installed this computer"}},
    Pair{{"hoặc đặt mã mới bằng “gom-agent pin set”", "hoặc nhờ người cài đặt máy này đặt mã mới"},
         {"or set a new one by “gom-agent pin set”",
          "or ask whoever installed this computer to set a new one"}},
    Pair{{"hãy ghi lý do: --reason {}=…", "hãy ghi lý do ở ngay cảnh báo đó."},
         {"give the reason: --reason {}=…", "give the reason right at that warning."}},
    Pair{{"hãy chạy lại lệnh với các ô được sửa và lý do cho các cảnh báo dưới đây",
          "hãy sửa các ô, ghi lý do cho các cảnh báo dưới đây rồi bấm lại"},
         {"run the command again with the fields mended and a reason for each warning below",
          "mend the fields, give a reason for each warning below, and press it again"}},
};

// From where to where `pattern` stands in it, first.
std::optional<std::pair<size_t, size_t>> Find(std::string_view sentence, std::string_view pattern) {
  constexpr std::string_view kAnything = "{}";
  const size_t gap = pattern.find(kAnything);
  const size_t from = sentence.find(pattern.substr(0, gap));
  if (from == std::string_view::npos) return std::nullopt;
  if (gap == std::string_view::npos) return std::pair(from, from + pattern.size());
  const std::string_view after = pattern.substr(gap + kAnything.size());
  const size_t end = sentence.find(after, from + gap);
  if (end == std::string_view::npos) return std::nullopt;
  return std::pair(from, end + after.size());
}

void ForPage(google::protobuf::Message& message) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  const google::protobuf::Descriptor& type = *message.GetDescriptor();
  const auto* vi = type.FindFieldByName("vi");
  const auto* en = type.FindFieldByName("en");
  using google::protobuf::FieldDescriptor;
  for (const auto& [field, language] :
       {std::pair(vi, text::Language::kVietnamese), {en, text::Language::kEnglish}}) {
    const bool sentence = vi != nullptr && en != nullptr && !field->is_repeated() &&
                          field->type() == FieldDescriptor::TYPE_STRING;
    if (!sentence) continue;
    std::string said = reflection.GetString(message, field);
    std::string reworded = agent::ForPage(language, said);
    if (reworded != said) reflection.SetString(&message, field, std::move(reworded));
  }
  std::vector<const FieldDescriptor*> set;
  reflection.ListFields(message, &set);
  for (const FieldDescriptor* field : set) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      ForPage(*reflection.MutableMessage(&message, field));
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i)
      ForPage(*reflection.MutableRepeatedMessage(&message, field, i));
  }
}

}  // namespace

std::string ForPage(text::Language language, std::string sentence) {
  // Most sentences name no command.
  const bool may = absl::StrContains(sentence, "gom-") || absl::StrContains(sentence, "--") ||
                   absl::StrContains(sentence, "lệnh") || absl::StrContains(sentence, "command");
  if (!may) return sentence;
  for (const Pair& pair : kPhrases) {
    const Phrase& phrase = language == text::Language::kVietnamese ? pair.vi : pair.en;
    while (const auto at = Find(sentence, phrase.command))
      sentence.replace(at->first, at->second - at->first, phrase.page);
  }
  return sentence;
}

void ForPage(google::protobuf::Message* answer) { ForPage(*answer); }

absl::Status ForPage(const absl::Status& refusal) {
  if (refusal.ok()) return refusal;
  v1::Error error = text::ErrorOf(refusal);
  if (error.code() == "internal") return refusal;  // nobody worded it
  ForPage(error);
  return text::WithError(refusal.code(), std::move(error));
}

}  // namespace gom::agent
