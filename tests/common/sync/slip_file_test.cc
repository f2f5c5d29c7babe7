#include "common/sync/slip_file.h"

#include <gtest/gtest.h>

#include "common/text/message.h"

namespace gom::sync {
namespace {

std::string Code(const absl::Status& status) { return text::ErrorOf(status).code(); }

v1::EnrollmentSlip Slip() {
  v1::EnrollmentSlip slip;
  slip.set_code("ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-23");
  slip.set_unit_name("Trường Tiểu học số 1");
  slip.set_hub_key(std::string(32, 'k'));
  return slip;
}

TEST(SlipFileTest, Packed_IsReadAsItWas) {
  const auto read = ReadSlip(PackSlip(Slip()));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->SerializeAsString(), Slip().SerializeAsString());
}

TEST(SlipFileTest, G3_G7_AnyByteChangedOrCutOff_IsRefused) {
  const std::string whole = PackSlip(Slip());
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x20);
    EXPECT_EQ(Code(ReadSlip(changed).status()), at < 8 ? "not_a_slip" : "slip_damaged") << at;
    EXPECT_EQ(Code(ReadSlip(whole.substr(0, at)).status()), at == 0 ? "not_a_slip" : "slip_damaged")
        << at;
  }
  EXPECT_EQ(Code(ReadSlip(whole + "x").status()), "slip_damaged");
  EXPECT_EQ(Code(ReadSlip(whole + std::string(kMaxSlipBytes, '\0')).status()), "slip_damaged");
  EXPECT_EQ(Code(ReadSlip("GOMBNDL1 and what follows").status()), "not_a_slip");
}

}  // namespace
}  // namespace gom::sync
