// What a file is called on a page. Never a path: files are stored under their digest (G9).
#ifndef GOM_COMMON_EVIDENCE_NAME_H_
#define GOM_COMMON_EVIDENCE_NAME_H_

#include <string>
#include <string_view>

namespace gom::evidence {

// The last part of what looks like a path, on one line, at most kMaxName columns, without
// characters that a file system or a terminal might take for something else; names of devices get
// an underscore in front. May be empty.
//
//   "..\\..\\x.jpg" -> "x.jpg", "C:\\" -> "", "CON" -> "_CON", "a.txt:ads" -> "a.txt_ads"
std::string DisplayName(std::string_view name);

}  // namespace gom::evidence

#endif  // GOM_COMMON_EVIDENCE_NAME_H_
