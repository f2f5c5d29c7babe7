#include "common/rpc/door/files.h"

#include <array>
#include <filesystem>
#include <system_error>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/platform/file_system.h"
#include "common/rpc/door/words.h"
#include "common/text/status_macros.h"
#include "openssl/sha.h"

namespace gom::door {
namespace {

constexpr uint64_t kMostBytes = 32 << 20;
constexpr size_t kMostFiles = 2000;
constexpr char kIndex[] = "/index.html";
constexpr char kAssets[] = "/assets/";  // where Vite puts what it names by content

constexpr char kNoPage[] = R"(<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><title>Gom</title></head>
<body>
<h1>Gom</h1>
<p>Trang nhập liệu chưa có trong bản cài này. Mọi việc vẫn làm được bằng dòng lệnh: <code>gom-agent --help</code>.
Để có trang, hãy dựng nó (xem README) rồi chạy lại <code>gom-agent serve --page THƯ-MỤC</code>.</p>
<p lang="en">The page is not part of this installation. Everything can be done on the command line:
<code>gom-agent --lang en --help</code>. To have the page, build it (see README) and start
<code>gom-agent serve --page FOLDER</code> again.</p>
</body>
</html>
)";

std::string TypeOf(absl::string_view path) {
  static constexpr std::array<std::pair<const char*, const char*>, 16> kTypes = {
      {{".html", "text/html; charset=utf-8"},
       {".js", "text/javascript; charset=utf-8"},
       {".mjs", "text/javascript; charset=utf-8"},
       {".css", "text/css; charset=utf-8"},
       {".json", "application/json"},
       {".webmanifest", "application/manifest+json"},
       {".map", "application/json"},
       {".txt", "text/plain; charset=utf-8"},
       {".svg", "image/svg+xml"},
       {".png", "image/png"},
       {".jpg", "image/jpeg"},
       {".webp", "image/webp"},
       {".ico", "image/x-icon"},
       {".woff2", "font/woff2"},
       {".woff", "font/woff"},
       {".wasm", "application/wasm"}}};
  for (const auto& [ending, type] : kTypes) {
    if (absl::EndsWith(path, ending)) return type;
  }
  return "application/octet-stream";
}

std::string EtagOf(const std::string& bytes) {
  constexpr size_t kEnough = 16;
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return absl::StrCat("\"",
                      absl::BytesToHexString(
                          absl::string_view(reinterpret_cast<const char*>(digest.data()), kEnough)),
                      "\"");
}

File MakeFile(const std::string& path, std::string bytes) {
  File file{.content_type = TypeOf(path),
            .etag = EtagOf(bytes),
            .bytes = std::make_shared<const std::string>(std::move(bytes))};
  file.immutable = absl::StartsWith(path, kAssets);
  return file;
}

bool Takes(const Headers& headers, absl::string_view coding) {
  const std::string* const accepted = Find(headers, "accept-encoding");
  return accepted != nullptr && absl::StrContains(*accepted, coding) &&
         !absl::StrContains(*accepted, absl::StrCat(coding, ";q=0"));
}

}  // namespace

absl::StatusOr<Files> Files::Load(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code failed;
  std::map<std::string, std::string> read;
  uint64_t left = kMostBytes;
  for (fs::recursive_directory_iterator it(folder, failed), end; !failed && it != end;
       it.increment(failed)) {
    if (it->is_symlink() || !it->is_regular_file()) continue;
    if (read.size() >= kMostFiles)
      return text::Refuse(absl::StatusCode::kResourceExhausted, kPageTooLarge, folder);
    absl::StatusOr<std::string> bytes = platform::ReadFile(it->path().string(), left);
    if (absl::IsResourceExhausted(bytes.status()))
      return text::Refuse(absl::StatusCode::kResourceExhausted, kPageTooLarge, folder);
    RETURN_IF_ERROR(bytes.status());
    left -= bytes->size();
    read[absl::StrCat("/", it->path().lexically_relative(folder).generic_string())] =
        *std::move(bytes);
  }
  if (failed || read.find(kIndex) == read.end())
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kPageMissing, folder);

  Files files;
  for (auto& [path, bytes] : read) {
    const bool br = absl::EndsWith(path, ".br"), gz = absl::EndsWith(path, ".gz");
    const std::string plain = path.substr(0, path.size() - std::string_view(".br").size());
    // The plain file sorts before what is behind a dot.
    const auto of = br || gz ? files.files_.find(plain) : files.files_.end();
    if (of == files.files_.end()) {
      files.files_.emplace(path, MakeFile(path, std::move(bytes)));
    } else {
      (br ? of->second.br : of->second.gzip) =
          std::make_shared<const std::string>(std::move(bytes));
    }
  }
  return files;
}

Files Files::BuiltIn() {
  Files files;
  files.files_.emplace(kIndex, MakeFile(kIndex, kNoPage));
  return files;
}

const File* Files::At(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

Answer Files::Get(std::string_view path, const Headers& headers) const {
  const File* file = At(path);
  // A route of the page's own; what has a dot is a file, and is there or not.
  if (file == nullptr && path.find('.') == std::string_view::npos) file = At(kIndex);
  if (file == nullptr) return Refusal(404, kNotFound);

  const bool index = file == At(kIndex);
  Answer answer{.content_type = file->content_type};
  answer.headers = {{"cache-control", index             ? "no-store"
                                      : file->immutable ? "public, max-age=31536000, immutable"
                                                        : "no-cache"}};
  if (!index) answer.headers.emplace_back("etag", file->etag);
  if (file->br != nullptr || file->gzip != nullptr)
    answer.headers.emplace_back("vary", "accept-encoding");
  const std::string* const known = Find(headers, "if-none-match");
  if (!index && known != nullptr && *known == file->etag) {
    answer.status = 304;
    return answer;
  }
  if (file->br != nullptr && Takes(headers, "br")) {
    answer.headers.emplace_back("content-encoding", "br");
    answer.body = file->br;
  } else if (file->gzip != nullptr && Takes(headers, "gzip")) {
    answer.headers.emplace_back("content-encoding", "gzip");
    answer.body = file->gzip;
  } else {
    answer.body = file->bytes;
  }
  return answer;
}

}  // namespace gom::door
