#include "common/rpc/door/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "common/text/message.h"

namespace gom::door {
namespace {

using testing::HasSubstr;

class FilesTest : public testing::Test {
 protected:
  FilesTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "gom-files-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~FilesTest() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& path, const std::string& bytes) const {
    const std::filesystem::path file = folder_ / path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
  }
  Files Loaded() const {
    absl::StatusOr<Files> files = Files::Load(folder_.string());
    EXPECT_TRUE(files.ok()) << files.status();
    return files.ok() ? *std::move(files) : Files();
  }
  static std::string Header(const Answer& answer, const std::string& name) {
    const std::string* const value = Find(answer.headers, name);
    return value == nullptr ? "" : *value;
  }

  std::filesystem::path folder_;
};

TEST_F(FilesTest, BuiltPage_IsServedFromMemory) {
  Write("index.html", "<p>");
  Write("assets/index-Bx1c.js", "code");
  Write("icon.svg", "<svg/>");
  const Files files = Loaded();
  std::filesystem::remove_all(folder_);

  const Answer index = files.Get("/", {});
  EXPECT_EQ(*index.body, "<p>");
  EXPECT_EQ(index.content_type, "text/html; charset=utf-8");
  EXPECT_EQ(Header(index, "cache-control"), "no-store");
  const Answer code = files.Get("/assets/index-Bx1c.js", {});
  EXPECT_EQ(*code.body, "code");
  EXPECT_EQ(code.content_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(Header(code, "cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(Header(files.Get("/icon.svg", {}), "cache-control"), "no-cache");
}

TEST_F(FilesTest, RouteOfThePage_IsThePageAndAMissingFileIsMissing) {
  Write("index.html", "<p>");
  const Files files = Loaded();
  EXPECT_EQ(*files.Get("/ho_so/2026-Q2", {}).body, "<p>");
  EXPECT_EQ(files.Get("/assets/gone.js", {}).status, 404);
  EXPECT_EQ(files.Get("/../../etc/passwd.txt", {}).status, 404);
  EXPECT_THAT(*files.Get("/x.js", {}).body, HasSubstr("There is nothing at this address"));
}

TEST_F(FilesTest, CompressedBesides_IsSentToWhoTakesIt) {
  Write("index.html", "<p>");
  Write("assets/a.js", "plain");
  Write("assets/a.js.br", "brotli");
  Write("assets/a.js.gz", "gzip");
  const Files files = Loaded();
  const auto ask = [&](const char* accepts) {
    return files.Get("/assets/a.js", {{"accept-encoding", accepts}});
  };
  EXPECT_EQ(*ask("gzip, deflate, br").body, "brotli");
  EXPECT_EQ(Header(ask("gzip, deflate, br"), "content-encoding"), "br");
  EXPECT_EQ(*ask("gzip").body, "gzip");
  EXPECT_EQ(*ask("br;q=0, gzip").body, "gzip");
  EXPECT_EQ(*ask("identity").body, "plain");
  EXPECT_EQ(Header(ask("identity"), "vary"), "accept-encoding");
  EXPECT_EQ(Header(ask("identity"), "content-encoding"), "");
  EXPECT_EQ(files.At("/assets/a.js.br"), nullptr) << "no file of its own";
}

TEST_F(FilesTest, KnownFile_IsNotSentAgain) {
  Write("index.html", "<p>");
  Write("icon.svg", "<svg/>");
  const Files files = Loaded();
  const std::string etag = Header(files.Get("/icon.svg", {}), "etag");
  const Answer again = files.Get("/icon.svg", {{"if-none-match", etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, nullptr);
  EXPECT_EQ(files.Get("/icon.svg", {{"if-none-match", "\"other\""}}).status, 200);
}

TEST_F(FilesTest, FolderWithoutAPage_IsRefused) {
  Write("readme.txt", "x");
  EXPECT_EQ(text::ErrorOf(Files::Load(folder_.string()).status()).code(), "page_missing");
  EXPECT_EQ(text::ErrorOf(Files::Load("/nowhere/at/all").status()).code(), "page_missing");
}

TEST_F(FilesTest, LinksOutOfTheFolder_AreNotFollowed) {
  Write("index.html", "<p>");
  std::filesystem::create_symlink("/etc/passwd", folder_ / "passwd.txt");
  EXPECT_EQ(Loaded().At("/passwd.txt"), nullptr);
}

TEST_F(FilesTest, TooMuch_IsRefusedBeforeItIsRead) {
  Write("index.html", "<p>");
  Write("big.bin", std::string((32 << 20) + 1, 'x'));
  EXPECT_EQ(text::ErrorOf(Files::Load(folder_.string()).status()).code(), "page_too_large");
}

TEST(BuiltInPage, InBothLanguages_SaysWhatToDo) {
  const Answer page = Files::BuiltIn().Get("/", {});
  EXPECT_THAT(*page.body, HasSubstr("gom-agent --help"));
  EXPECT_THAT(*page.body, HasSubstr("gom-agent --lang en --help"));
}

}  // namespace
}  // namespace gom::door
