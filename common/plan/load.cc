#include "common/plan/load.h"

#include <openssl/sha.h>
#include <utf8proc.h>

#include <optional>

#include "absl/strings/str_cat.h"
#include "common/plan/check.h"
#include "common/plan/compile.h"
#include "common/plan/limits.h"
#include "common/plan/words.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "re2/re2.h"

namespace gom::plan {
namespace {

// Keeps the first error of the parser; the rest mostly follows from it.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int column, const std::string& message) override {
    if (!found_) found_ = Found{{line + 1, line < 0 ? 0 : column + 1}, message};
  }

  struct Found {
    Place place;
    std::string message;
  };
  const std::optional<Found>& found() const { return found_; }

 private:
  std::optional<Found> found_;
};

Place PlaceOf(std::string_view bytes, size_t offset) {
  Place place{1, 1};
  for (const char c : bytes.substr(0, offset)) {
    if (c == '\n') {
      ++place.line;
      place.column = 1;
    } else {
      ++place.column;
    }
  }
  return place;
}

// The offset of the first byte that is not UTF-8.
std::optional<size_t> FirstBadByte(std::string_view bytes) {
  size_t at = 0;
  while (at < bytes.size()) {
    utf8proc_int32_t unused;
    const utf8proc_ssize_t n =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()) + at,
                         static_cast<utf8proc_ssize_t>(bytes.size() - at), &unused);
    if (n <= 0) return at;
    at += static_cast<size_t>(n);
  }
  return std::nullopt;
}

// What is wrong with the file before anyone reads it as a plan. True: nothing.
bool CheckBytes(std::string_view bytes, Mistakes& mistakes) {
  if (bytes.size() > kMaxFileBytes) {
    mistakes.Add({}, kFileTooLarge, kMaxFileBytes >> 20);
  } else if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    mistakes.Add({}, kFileEmpty);
  } else if (bytes.substr(0, 3) == "\xEF\xBB\xBF") {
    mistakes.Add({1, 1}, kFileHasBom);
  } else if (const size_t nul = bytes.find('\0'); nul != std::string_view::npos) {
    mistakes.Add(PlaceOf(bytes, nul), kFileHasNul);
  } else if (const std::optional<size_t> bad = FirstBadByte(bytes)) {
    mistakes.Add(PlaceOf(bytes, *bad), kFileNotUtf8);
  }
  return mistakes.empty();
}

// The parser speaks English; what people mistype most is said in both languages.
void AddSyntax(Place place, const std::string& message, Mistakes& mistakes) {
  std::string a, b;
  if (re2::RE2::FullMatch(message,
                          R"re(Message type "gom\.v1\.([^"]*)" has no field named "([^"]*)"\.)re",
                          &a, &b)) {
    mistakes.Add(place, kSyntaxNoField, b, a);
  } else if (re2::RE2::FullMatch(message, R"re(Non-repeated field "([^"]*)" is specified .*)re",
                                 &a)) {
    mistakes.Add(place, kSyntaxTwice, a);
  } else if (re2::RE2::FullMatch(
                 message, R"re(Unknown enumeration value of "([^"]*)" for field "([^"]*)"\.)re", &a,
                 &b)) {
    mistakes.Add(place, kSyntaxNoValue, a, b);
  } else if (re2::RE2::FullMatch(message, R"re(Expected "([^"]*)", found "([^"]*)"\.)re", &a, &b)) {
    mistakes.Add(place, kSyntaxExpected, a, b);
  } else if (re2::RE2::FullMatch(message, R"re(Expected integer, got: (.*))re", &a)) {
    mistakes.Add(place, kSyntaxWhole, a);
  } else if (re2::RE2::FullMatch(message, R"re(Expected string, got: (.*))re", &a)) {
    mistakes.Add(place, kSyntaxText, a);
  } else if (re2::RE2::FullMatch(message, R"re(Expected identifier, got: (.*))re", &a)) {
    mistakes.Add(place, kSyntaxName, a);
  } else if (message == "String literals cannot cross line boundaries.") {
    mistakes.Add(place, kSyntaxQuote);
  } else {
    mistakes.Add(place, kSyntax, message);
  }
}

bool Parse(std::string_view bytes, v1::Plan& plan, ParseTree& tree, Mistakes& mistakes) {
  FirstError errors;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&errors);
  parser.WriteLocationsTo(&tree);
  parser.SetRecursionLimit(kMaxDepth);
  google::protobuf::io::ArrayInputStream input(bytes.data(), static_cast<int>(bytes.size()));
  const bool parsed = parser.Parse(&input, &plan);
  if (errors.found()) {
    AddSyntax(errors.found()->place, errors.found()->message, mistakes);
  } else if (!parsed) {
    mistakes.Add({}, kSyntax, "?");
  }
  return mistakes.empty();
}

// Null: `mistakes` says why. What is asked here of the bytes and their bounds is asked of recorded
// plans too, so no later version may ask for more; what `is_new` adds is not.
std::shared_ptr<Plan> ParseAndCompile(std::string_view bytes, ParseTree& tree, Mistakes& mistakes,
                                      bool is_new) {
  auto plan = std::make_shared<Plan>();
  if (!CheckBytes(bytes, mistakes) || !Parse(bytes, plan->proto, tree, mistakes)) return nullptr;
  const Node<v1::Plan> root(plan->proto, &tree);
  CheckBounds(root, mistakes);
  if (mistakes.empty() && is_new) CheckTogether(root, mistakes);
  if (!mistakes.empty()) return nullptr;
  PlanCompiler(*plan).Run();
  plan->sha256.resize(SHA256_DIGEST_LENGTH);
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(plan->sha256.data()));
  return plan;
}

}  // namespace

LoadResult Load(std::string_view textproto) {
  Mistakes mistakes;
  ParseTree tree;
  std::shared_ptr<Plan> plan = ParseAndCompile(textproto, tree, mistakes, true);
  if (plan != nullptr) CheckMeaning(Node<v1::Plan>(plan->proto, &tree), *plan, mistakes);
  if (!mistakes.empty()) return {nullptr, std::move(mistakes).Sorted()};
  return {std::move(plan), {}};
}

std::shared_ptr<const Plan> Compile(std::string_view textproto) {
  Mistakes mistakes;
  ParseTree tree;
  return ParseAndCompile(textproto, tree, mistakes, false);
}

Unit CompileUnit(const Plan& plan, const v1::Unit& row) {
  return plan.CompileUnit(row.code(), row.name(), {row.kinds().begin(), row.kinds().end()},
                          row.ownership(), row.manager(),
                          ParseDay(row.valid_from()).value_or(kNoFirstDay),
                          ParseDay(row.valid_to()).value_or(kNoLastDay), row.successor());
}

}  // namespace gom::plan
