#include "hub/report/progress_footnotes.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/text/enum_words.h"
#include "common/text/numbers.h"
#include "hub/report/words.h"

namespace gom::hub {
namespace {

std::string Superscript(size_t number) {
  static constexpr const char* kDigits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string out;
  for (const char c : std::to_string(number)) out += kDigits[c - '0'];
  return out;
}

}  // namespace

std::vector<std::string> Footnotes::SentencesFor(const v1::PartProgress& part) const {
  using namespace report_words;  // NOLINT(google-build-using-namespace)
  const text::Language l = language_;
  std::vector<std::string> out;
  if (part.read_at().empty()) return out;
  if (part.read_at() != as_of_) out.push_back(text::Say(l, kReadAt, part.read_at()));
  for (const v1::Words& reason : part.provisional()) {
    out.push_back(text::Say(l, kProvisional, text::In(l, reason)));
  }
  if (const v1::Fraction& sample = part.sample(); sample.denominator() > 0) {
    out.push_back(text::Say(l, kSample, text::FormatWhole(l, sample.numerator()),
                            text::FormatWhole(l, sample.denominator())));
  }
  const std::pair<uint32_t, const text::Message*> counts[] = {{part.unknown_size(), &kUnknownSize},
                                                              {part.in_conflict(), &kConflict},
                                                              {part.returned(), &kReturned},
                                                              {part.excess(), &kExcess},
                                                              {part.carried(), &kCarried}};
  for (const auto& [n, message] : counts) {
    if (n > 0) out.push_back(text::Say(l, *message, n));
  }
  return out;
}

std::string Footnotes::MarksFor(const v1::PartProgress& part) {
  std::vector<size_t> numbers;
  for (std::string& sentence : SentencesFor(part)) {
    auto it = std::find(sentences_.begin(), sentences_.end(), sentence);
    if (it == sentences_.end()) it = sentences_.insert(sentences_.end(), std::move(sentence));
    numbers.push_back(static_cast<size_t>(it - sentences_.begin()) + 1);
  }
  std::sort(numbers.begin(), numbers.end());
  std::string marks;
  for (const size_t n : numbers) absl::StrAppend(&marks, marks.empty() ? " " : "·", Superscript(n));
  return marks;
}

void Footnotes::AddTo(text::Table* table) const {
  for (size_t i = 0; i < sentences_.size(); ++i) {
    table->Note(absl::StrCat(Superscript(i + 1), " ", sentences_[i]), text::Style::kDim, 2);
  }
}

}  // namespace gom::hub
