// What has changed on a school's desk, for those who watch it. Pure.
//
//   const Glance before = GlanceAt(desk);  …  const Glance after = GlanceAt(desk);
//   v1::SchoolNews news = Difference(before, after, desk.state());
#ifndef GOM_AGENT_SERVICE_NEWS_H_
#define GOM_AGENT_SERVICE_NEWS_H_

#include <cstdint>
#include <map>
#include <utility>

#include "agent/service/desk.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

// More are told as "everything".
inline constexpr int kMostPlaces = 64;

// Hashes, good in this process alone: two that are alike look alike to a person.
struct Glance {
  uint64_t frame = 0;  // plan, roster, locks and what stands on every form
  uint64_t status = 0;
  uint64_t messages = 0;
  uint64_t commune = 0;
  std::map<std::pair<uint32_t, uint32_t>, uint64_t> entries, drafts;  // (form, period)
  friend bool operator==(const Glance&, const Glance&) = default;
};
Glance GlanceAt(Desk& desk);

// Nothing is set where nothing has changed.
v1::SchoolNews Difference(const Glance& before, const Glance& after, const SchoolState& state);

// Both together, as one.
void Merge(const v1::SchoolNews& more, v1::SchoolNews* news);

v1::SchoolNews EverythingIsNews();
bool IsNews(const v1::SchoolNews& news);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_NEWS_H_
