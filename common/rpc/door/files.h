// The files of a page: a table in memory, read once.
#ifndef GOM_COMMON_RPC_DOOR_FILES_H_
#define GOM_COMMON_RPC_DOOR_FILES_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/rpc/door/answer.h"
#include "common/rpc/door/rules.h"

namespace gom::door {

struct File {
  std::string content_type;
  // Quoted, of the bytes.
  std::string etag;
  std::shared_ptr<const std::string> bytes;
  // The same compressed, made with the page; null where it was not.
  std::shared_ptr<const std::string> br{};
  std::shared_ptr<const std::string> gzip{};
  // Its name changes with its content ("/assets/index-Bx1c.js").
  bool immutable = false;
};

// Constant once it is made; may be shared by threads.
class Files {
 public:
  // What a build of the page left in `folder`: every file below it, "x.js.br" and "x.js.gz" as
  // x.js compressed; links are passed over. FAILED_PRECONDITION page_missing where there is no
  // index.html, RESOURCE_EXHAUSTED page_too_large beyond 32 MiB or 2,000 files.
  static absl::StatusOr<Files> Load(const std::string& folder);
  // A page that says, in both languages, that the page itself has not been built.
  static Files BuiltIn();

  // What GET of `path` is answered: the file; for "/" and any path without a dot the index, which
  // reads the path itself; else 404.
  Answer Get(std::string_view path, const Headers& headers) const;
  const File* At(std::string_view path) const;

 private:
  std::map<std::string, File, std::less<>> files_;
};

}  // namespace gom::door

#endif  // GOM_COMMON_RPC_DOOR_FILES_H_
