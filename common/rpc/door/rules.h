// Which requests a door lets in: pure. A browser carries out what any site on the internet asks of
// it, also towards this computer; these rules are what stands between such a site and a school's
// figures (I1, I2, I5).
//
//   const Verdict verdict = Judge(policy, {"POST", "/gom.v1.SchoolService/GetForm", headers});
//   if (verdict.kind == Verdict::Kind::kRefuse) …            // verdict.status, verdict.why
//
// In order: the Host is one of ours (a name that was made to point here is not); GET and HEAD read
// and change nothing; all else is POST, from a page of ours (Sec-Fetch-Site, and where a browser is
// too old for that, Origin), with a header that no other site may send without being asked for,
// which is never granted.
#ifndef GOM_COMMON_RPC_DOOR_RULES_H_
#define GOM_COMMON_RPC_DOOR_RULES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/text/message.h"

namespace gom::door {

// Names in lower case, in the order in which they came.
using Headers = std::vector<std::pair<std::string, std::string>>;

// The value; null where there is none, or more than one.
const std::string* Find(const Headers& headers, std::string_view name);

// Whose door it is: values, so that the school's page (this computer alone) and an office's console
// (TLS) can have the same one.
struct Policy {
  // What Host may say: "127.0.0.1:7401". Origin is the same behind the scheme.
  std::vector<std::string> hosts;
  std::string scheme = "http";
  // The session's cookie; one name for each port, as a browser has one jar for all of them.
  std::string cookie = "gom-session";
  // The header that every POST carries: the session's other half. In lower case.
  std::string token_header = "x-agent-token";
  // A request's message at most, and that of POST /session.
  uint64_t message_bytes = 1 << 20;
  uint64_t session_bytes = 4 << 10;
};

struct Asked {
  std::string_view method;
  // Without what follows '?', percent signs decoded.
  std::string_view path;
  const Headers& headers;
};

struct Verdict {
  enum class Kind {
    kRefuse,        // with `status` and `why`; the connection ends, as a body may follow
    kFile,          // GET: a file of the page
    kSessionState,  // GET /session
    kOpenSession,   // POST /session
    kEndSession,    // POST /session/end
    kCall,          // POST /package.Service/Method
  };
  Kind kind = Kind::kRefuse;
  int status = 400;
  const text::Message* why = nullptr;
  // Of a POST: its Content-Length.
  uint64_t body_bytes = 0;
};

Verdict Judge(const Policy& policy, const Asked& asked);

// What a request says of its session; empty where it says nothing.
struct Credentials {
  std::string cookie;
  std::string token;
};
Credentials CredentialsOf(const Policy& policy, const Headers& headers);

// What goes on to the service as metadata: no header that is HTTP's own, a browser's or ours, and
// none on which gRPC would end the program (an odd name, a value that is not printable ASCII).
// Values of names in "-bin" are decoded from base64; what does not decode is left out.
Headers MetadataOf(const Policy& policy, const Headers& headers);

// The other way, for an answer: values of "-bin" in base64, and nothing that a browser would take
// for an order (Set-Cookie, Access-Control-…). Names begin with `prefix`.
Headers HeadersOf(const Headers& metadata, std::string_view prefix = "");

}  // namespace gom::door

#endif  // GOM_COMMON_RPC_DOOR_RULES_H_
