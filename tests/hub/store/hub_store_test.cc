#include "hub/store/hub_store.h"

#include <gtest/gtest.h>

#include "common/text/message.h"
#include "tests/common/log/temp_folder.h"

namespace gom::hub {
namespace {

TEST(HubStoreTest, RecordsAndSecrets_AreThereAfterReopen) {
  TempFolder folder;
  log::Position end;
  {
    auto store = OpenSqliteHubStore(folder.path());
    ASSERT_TRUE(store.ok()) << store.status();
    const std::vector<log::NewRecord> records = {{"one", "words"}, {"two", ""}};
    const std::vector<Secret> secrets = {{"slip", "ABCD", std::string("h\0h", 3)}};
    std::vector<log::Digest> digests;
    const auto appended = (*store)->Append({}, records, secrets, &digests);
    ASSERT_TRUE(appended.ok()) << appended.status();
    end = *appended;
    EXPECT_EQ(digests.back(), end.digest);
    EXPECT_EQ((*store)->FindSecret("slip", "ABCD"), std::string("h\0h", 3));
  }
  auto store = OpenSqliteHubStore(folder.path());
  ASSERT_TRUE(store.ok());
  EXPECT_EQ(*(*store)->Tail(), end);
  EXPECT_EQ((*store)->FindSecret("slip", "ABCD"), std::string("h\0h", 3));
  EXPECT_EQ((*store)->FindSecret("api_key", "ABCD"), std::nullopt);
  int seen = 0;
  ASSERT_TRUE((*store)->Read(1, [&](const log::Record&) { return ++seen > 0; }).ok());
  EXPECT_EQ(seen, 2);
  EXPECT_GT((*store)->Bytes(), 0);
}

TEST(HubStoreTest, AppendRefused_SecretsAreNotKept) {
  TempFolder folder;
  auto store = OpenSqliteHubStore(folder.path());
  const std::vector<log::NewRecord> records = {{"one", ""}};
  const std::vector<Secret> secrets = {{"slip", "ABCD", "h"}};
  const log::Position elsewhere{4, log::Sha256("x")};
  std::vector<log::Digest> digests;
  EXPECT_EQ((*store)->Append(elsewhere, records, secrets, &digests).status().code(),
            absl::StatusCode::kAborted);
  EXPECT_EQ((*store)->FindSecret("slip", "ABCD"), std::nullopt);
  EXPECT_EQ((*store)->Tail()->index, 0u);
}

TEST(HubStoreTest, A21_SecondHubOnTheFolder_IsRefused) {
  TempFolder folder;
  auto first = OpenSqliteHubStore(folder.path());
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(text::ErrorOf(OpenSqliteHubStore(folder.path()).status()).code(), "data_folder_in_use");
}

}  // namespace
}  // namespace gom::hub
