// How agents and hubs talk: a sync over the network, message by message; a whole one at once; and a
// file that somebody carries.
#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/sim/world.h"

namespace gom::sim {

void World::BeginSync(size_t i) {
  if (!agents[i]->up() || agents[i]->syncing()) return;
  ++counts["syncs"];
  Send(i);
}

void World::NoteSent(size_t i, const v1::ExchangeRequest& request) {
  if (request.state_differed_at() != 0) {
    history.Violation(absl::StrCat("I5: ", agents[i]->name(), " has made something else of the log",
                                   " up to ", request.state_differed_at()));
  }
  log::Position at = log::FromProto(request.after());
  for (const v1::Sealed& change : request.changes()) {
    at = {at.index + 1, log::Next(at.digest, change.main())};
    sent.emplace(request.stream(), at.index, log::Short(at.digest));
  }
}

void World::Send(size_t i) {
  SimAgent& agent = *agents[i];
  const v1::ExchangeRequest* request = agent.Ask();
  Mind(i);
  if (request == nullptr || !agent.up()) {
    if (agent.up() && !agent.last_sync().ok()) {
      history.Note(agent.name(), absl::StrCat("sync: ", agent.last_sync().status().message()));
    }
    return;
  }
  NoteSent(i, *request);
  const uint64_t call = agent.call = ++last_call_;
  const size_t h = agent.hub;
  const bool left = network.Passes(i, Network::Way::kUp, time.now_ms);
  for (const int64_t at : network.Send(i, Network::Way::kUp, time.now_ms)) {
    After(at - time.now_ms, [this, i, h, call, r = *request] { Arrive(i, h, call, r); });
  }
  After(left ? kCallTimeout : kSecond,
        [this, i, call, left] { TakeReply(i, call, absl::UnavailableError("no answer"), left); });
}

void World::Arrive(size_t i, size_t h, uint64_t call, const v1::ExchangeRequest& request) {
  if (!hubs[h]->up() || !network.Passes(i, Network::Way::kUp, time.now_ms)) return;
  std::vector<SimHub::Asked>& inbox = inbox_[h];
  const bool brings = request.changes_size() > 0;
  inbox.push_back({agents[i]->who().device, agents[i]->who().unit, request,
                   [this, i, call, brings](absl::StatusOr<v1::ExchangeResponse> reply) {
                     const auto arrivals = network.Send(i, Network::Way::kDown, time.now_ms);
                     if (arrivals.empty() && brings && reply.ok())
                       ++counts["replies lost after the outcome"];
                     for (const int64_t at : arrivals) {
                       After(at - time.now_ms, [this, i, call, reply] {
                         if (network.Passes(i, Network::Way::kDown, time.now_ms))
                           TakeReply(i, call, reply, true);
                       });
                     }
                   }});
  if (inbox.size() == 1) {
    After(dice.Percent(50) ? 0 : dice.Between(1, 2 * kSecond), [this, h] { Drain(h); });
  }
}

void World::Drain(size_t h) {
  std::vector<SimHub::Asked> asked;
  asked.swap(inbox_[h]);
  if (!hubs[h]->up()) return;
  hubs[h]->Exchange(std::move(asked));
  MindHub(h);
}

void World::TakeReply(size_t i, uint64_t call, const absl::StatusOr<v1::ExchangeResponse>& reply,
                      bool left) {
  SimAgent& agent = *agents[i];
  if (!agent.up() || agent.call != call) return;
  agent.call = 0;
  CheckReply(i, reply);
  agent.Take(reply, left);
  Mind(i);
  if (!agent.up()) return;
  CheckWords(i);
  Send(i);
}

absl::Status World::SyncNow(size_t i) {
  SimAgent& agent = *agents[i];
  // After many failures a batch is a single Change.
  constexpr int kMost = 600;
  for (int n = 0; n < kMost; ++n) {
    const v1::ExchangeRequest* request = agent.Ask();
    if (request == nullptr) return agent.last_sync().status();
    NoteSent(i, *request);
    absl::StatusOr<v1::ExchangeResponse> reply = absl::UnavailableError("the hub is gone");
    hubs[agent.hub]->Exchange(
        {{agent.who().device, agent.who().unit, *request,
          [&](absl::StatusOr<v1::ExchangeResponse> answer) { reply = std::move(answer); }}});
    CheckReply(i, reply);
    agent.Take(reply, true);
    CheckWords(i);
  }
  return absl::InternalError("a sync without end");
}

void World::CarryBundle(size_t i) {
  SimAgent& agent = *agents[i];
  const agent::PendingCalls calls = agent.Export();
  for (const v1::ExchangeRequest& request : calls.requests) NoteSent(i, request);
  const std::vector<v1::ExchangeResponse> responses =
      hubs[agent.hub]->TakeBundle(agent.who().device, calls.requests);
  for (const v1::ExchangeResponse& response : responses) {
    CheckReply(i, response);
    if (IsRevoked(i) && response.events_size() > 0)
      history.Violation(absl::StrCat("E3: ", agent.name(), " is revoked and was told"));
  }
  agent.Import(calls, responses);
  CheckWords(i);
}

}  // namespace gom::sim
