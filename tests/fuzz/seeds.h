// The corpus as write_seeds writes it: a folder for each target, a file for each input.
#ifndef GOM_TESTS_FUZZ_SEEDS_H_
#define GOM_TESTS_FUZZ_SEEDS_H_

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include "google/protobuf/message_lite.h"

namespace gom::fuzz {

class Seeds {
 public:
  explicit Seeds(std::string folder) : folder_(std::move(folder)) {}

  void Add(const std::string& target, const std::string& name, std::string_view bytes) {
    std::filesystem::create_directories(folder_ + "/" + target);
    std::ofstream(folder_ + "/" + target + "/" + name, std::ios::binary) << bytes;
  }
  void AddCall(const std::string& target, const std::string& name, unsigned method,
               const google::protobuf::MessageLite& request) {
    Add(target, name, std::string(1, static_cast<char>(method)) + request.SerializeAsString());
  }

 private:
  const std::string folder_;
};

// Files that are carried (bundle_fuzz.cc), and every method of every service (any_method.h).
void AddBundles(Seeds& seeds);
void AddMethods(Seeds& seeds);

}  // namespace gom::fuzz

#endif  // GOM_TESTS_FUZZ_SEEDS_H_
