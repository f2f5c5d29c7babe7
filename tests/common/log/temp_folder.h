// A folder of its own for each test, gone afterwards.
#ifndef GOM_TESTS_COMMON_LOG_TEMP_FOLDER_H_
#define GOM_TESTS_COMMON_LOG_TEMP_FOLDER_H_

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

namespace gom {

class TempFolder {
 public:
  TempFolder() {
    std::string pattern = ::testing::TempDir() + "gom-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) std::abort();
    path_ = pattern;
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace gom

#endif  // GOM_TESTS_COMMON_LOG_TEMP_FOLDER_H_
