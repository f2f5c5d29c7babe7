// What must be said beside a figure, gathered under the table: the same sentence has one number
// wherever it is said.
#ifndef GOM_HUB_REPORT_PROGRESS_FOOTNOTES_H_
#define GOM_HUB_REPORT_PROGRESS_FOOTNOTES_H_

#include <string>
#include <vector>

#include "common/text/message.h"
#include "common/text/table.h"
#include "gom/v1/report.pb.h"

namespace gom::hub {

class Footnotes {
 public:
  Footnotes(text::Language l, std::string as_of) : language_(l), as_of_(std::move(as_of)) {}

  // Marks to stand behind a part's Standing, e.g. " ¹·³"; "" where nothing needs to be said.
  std::string MarksFor(const v1::PartProgress& part);
  // The notes, in the order of their numbers.
  void AddTo(text::Table* table) const;

 private:
  std::vector<std::string> SentencesFor(const v1::PartProgress& part) const;

  text::Language language_;
  std::string as_of_;
  std::vector<std::string> sentences_;
};

}  // namespace gom::hub

#endif  // GOM_HUB_REPORT_PROGRESS_FOOTNOTES_H_
