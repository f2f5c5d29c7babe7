#include "agent/service/access.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "common/text/message.h"
#include "gom/v1/page.pb.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {
namespace {

constexpr char kForm[] = "/gom.v1.SchoolService/GetForm";
constexpr char kOpen[] = "/gom.v1.PageService/OpenPage";

std::vector<const google::protobuf::MethodDescriptor*> Methods() {
  std::vector<const google::protobuf::MethodDescriptor*> methods;
  for (const google::protobuf::FileDescriptor* file :
       {v1::GetAgentStatusRequest::descriptor()->file(),
        v1::OpenPageRequest::descriptor()->file()}) {
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m)
        methods.push_back(file->service(s)->method(m));
    }
  }
  return methods;
}

std::string NameOf(const google::protobuf::MethodDescriptor& method) {
  return absl::StrCat("/", method.service()->full_name(), "/", method.name());
}

std::string Refusal(std::string_view method, bool through_door, bool open) {
  const absl::Status status = Authorise(method, through_door, [open] { return open; });
  return status.ok() ? "" : text::ErrorOf(status).code();
}

TEST(AgentAccess, EveryMethodOfTheAgent_HasExactlyOneRow) {
  std::multiset<std::string> rows;
  for (const AccessRow& row : AccessTable()) rows.emplace(row.method);
  std::set<std::string> methods;
  for (const auto* method : Methods()) methods.insert(NameOf(*method));
  EXPECT_GE(methods.size(), 17u);
  EXPECT_EQ(rows, std::multiset<std::string>(methods.begin(), methods.end()));
}

TEST(AgentAccess, EveryMethod_IsKnownByWhatItTakes) {
  for (const auto* method : Methods())
    EXPECT_EQ(MethodTaking(*method->input_type()), NameOf(*method));
  EXPECT_EQ(MethodTaking(*v1::AgentStatus::descriptor()), "");
}

TEST(AgentAccess, PageWithASession_MayDoWhatAClerkDoes) {
  EXPECT_EQ(Refusal(kForm, true, true), "");
  EXPECT_EQ(Refusal(kForm, true, false), "page_session_needed");
  EXPECT_EQ(Refusal(kForm, false, false), "") << "a command needs none";
}

TEST(AgentAccess, PageThatWouldLetInAnother_IsRefusedWithASessionToo) {
  for (const char* method : {kOpen, "/gom.v1.PageService/SetPin"}) {
    EXPECT_EQ(Refusal(method, true, true), "page_not_allowed");
    EXPECT_EQ(Refusal(method, false, false), "");
  }
}

TEST(AgentAccess, MethodWithoutARow_IsRefusedToAll) {
  for (const bool door : {true, false}) {
    EXPECT_EQ(Refusal("/gom.v1.SchoolService/Nothing", door, true), "page_not_allowed");
    EXPECT_EQ(Refusal("", door, true), "page_not_allowed");
  }
}

}  // namespace
}  // namespace gom::agent
