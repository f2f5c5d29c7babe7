// Compares what is shown with a file of golden/; GOM_UPDATE_GOLDEN=1 writes the file instead.
#ifndef GOM_TESTS_HUB_REPORT_GOLDEN_H_
#define GOM_TESTS_HUB_REPORT_GOLDEN_H_

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "common/text/unicode.h"

namespace gom::hub {

inline std::string GoldenPath(const std::string& name) {
  return std::string(GOM_SOURCE_DIR) + "/tests/hub/report/golden/" + name;
}

inline std::string ReadGolden(const std::string& name) {
  std::ifstream file(GoldenPath(name), std::ios::binary);
  EXPECT_TRUE(file) << GoldenPath(name);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

inline void ExpectGolden(const std::string& name, const std::string& shown) {
  if (std::getenv("GOM_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(GoldenPath(name), std::ios::binary) << shown;
    return;
  }
  EXPECT_EQ(shown, ReadGolden(name)) << "GOM_UPDATE_GOLDEN=1 writes " << GoldenPath(name);
}

// A message from a textproto of golden/.
template <typename T>
T FromGolden(const std::string& name) {
  T message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(ReadGolden(name), &message)) << name;
  return message;
}

// A message from text.
template <typename T>
T FromText(const std::string& textproto) {
  T message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(textproto, &message)) << textproto;
  return message;
}

// Every line is at most this wide and has no blanks at its end.
inline void ExpectFits(const std::string& shown, int columns) {
  std::istringstream in(shown);
  for (std::string line; std::getline(in, line);) {
    EXPECT_LE(text::ColumnWidth(line), columns) << line;
    EXPECT_TRUE(line.empty() || line.back() != ' ') << "[" << line << "]";
  }
}

}  // namespace gom::hub

#endif  // GOM_TESTS_HUB_REPORT_GOLDEN_H_
