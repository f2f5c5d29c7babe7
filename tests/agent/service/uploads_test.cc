#include "agent/service/uploads.h"

#include "common/evidence/limits.h"
#include "common/text/message.h"
#include "gtest/gtest.h"

namespace gom::agent {
namespace {

std::string NameOf(char c) { return std::string(kUploadIdBytes, c); }
std::string CodeOf(const absl::Status& status) { return text::ErrorOf(status).code(); }

class UploadsTest : public ::testing::Test {
 protected:
  absl::StatusOr<uint64_t> Put(char upload, uint64_t size, uint64_t offset, std::string piece) {
    v1::PutEvidencePieceRequest request;
    request.set_upload(NameOf(upload));
    request.set_size(size);
    request.set_offset(offset);
    request.set_piece(std::move(piece));
    const auto answer = uploads_.Put(request);
    if (!answer.ok()) return answer.status();
    return answer->have();
  }

  platform::ManualMonotonicClock clock_;
  Uploads uploads_{clock_};
};

TEST_F(UploadsTest, PiecesInOrder_AreTheFileAndTakenOnce) {
  EXPECT_EQ(*Put('a', 6, 0, "abc"), 3u);
  EXPECT_EQ(*Put('a', 6, 3, "def"), 6u);
  EXPECT_EQ(*uploads_.Take(NameOf('a')), "abcdef");
  EXPECT_EQ(CodeOf(uploads_.Take(NameOf('a')).status()), "upload_unknown");
}

TEST_F(UploadsTest, PieceThatDoesNotFollow_IsNotTakenAndWhatDoesIsAnswered) {
  EXPECT_EQ(*Put('a', 6, 0, "abc"), 3u);
  EXPECT_EQ(*Put('a', 6, 0, "abc"), 3u) << "a repetition";
  EXPECT_EQ(*Put('a', 6, 5, "f"), 3u) << "a gap";
  EXPECT_EQ(*Put('b', 6, 3, "def"), 0u) << "of a file that was forgotten";
  EXPECT_EQ(*Put('a', 6, 3, "def"), 6u);
  EXPECT_EQ(*uploads_.Take(NameOf('a')), "abcdef");
}

TEST_F(UploadsTest, FileThatIsNotWhole_IsNotTaken) {
  EXPECT_EQ(*Put('a', 6, 0, "abc"), 3u);
  EXPECT_EQ(CodeOf(uploads_.Take(NameOf('a')).status()), "upload_unknown");
  EXPECT_EQ(*Put('a', 6, 3, "def"), 6u) << "it goes on all the same";
}

TEST_F(UploadsTest, FileThatIsTooLarge_IsRefusedWithItsFirstPiece) {
  const absl::Status refused = Put('a', evidence::kMaxInputBytes + 1, 0, "abc").status();
  EXPECT_EQ(CodeOf(refused), "evidence_refused");
  EXPECT_TRUE(Put('a', evidence::kMaxInputBytes, 0, "abc").ok());
}

TEST_F(UploadsTest, PieceOfNoShape_IsRefused) {
  EXPECT_EQ(CodeOf(Put('a', 6, 0, "abcdefg").status()), "piece_wrong") << "more than the file";
  EXPECT_EQ(CodeOf(Put('b', 0, 0, "").status()), "piece_wrong");
  EXPECT_EQ(CodeOf(Put('b', kPieceBytes + 1, 0, std::string(kPieceBytes + 1, 'x')).status()),
            "piece_wrong");
  EXPECT_EQ(*Put('c', 6, 0, "abc"), 3u);
  EXPECT_EQ(CodeOf(Put('c', 7, 3, "def").status()), "piece_wrong") << "another size";
  v1::PutEvidencePieceRequest nameless;
  nameless.set_size(6);
  EXPECT_EQ(CodeOf(uploads_.Put(nameless).status()), "piece_wrong");
}

TEST_F(UploadsTest, MoreThanTwoAtOnce_IsRefusedUntilOneIsLeftAlone) {
  EXPECT_TRUE(Put('a', 6, 0, "abc").ok());
  EXPECT_TRUE(Put('b', 6, 0, "abc").ok());
  EXPECT_EQ(CodeOf(Put('c', 6, 0, "abc").status()), "too_many_uploads");
  clock_.Advance(kUploadQuiet);
  EXPECT_EQ(*Put('b', 6, 3, "d"), 4u);
  clock_.Advance(absl::Seconds(1));
  EXPECT_TRUE(Put('c', 6, 0, "abc").ok()) << "nobody sends the first any more";
  EXPECT_EQ(*Put('b', 6, 4, "ef"), 6u) << "the second is still being sent";
}

TEST_F(UploadsTest, FileThatNobodyTakes_IsForgottenAfterAWhile) {
  EXPECT_EQ(*Put('a', 3, 0, "abc"), 3u);
  clock_.Advance(kUploadLife + absl::Seconds(1));
  EXPECT_TRUE(Put('b', 6, 0, "abc").ok());
  EXPECT_EQ(CodeOf(uploads_.Take(NameOf('a')).status()), "upload_unknown");
}

}  // namespace
}  // namespace gom::agent
