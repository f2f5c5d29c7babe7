#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "common/text/status_macros.h"
#include "hub/state/decide.h"
#include "hub/state/orphans.h"
#include "hub/state/words.h"

namespace gom::hub {
namespace {

// The words of one call, one after the other; each sees what those before it did.
class Settlement {
 public:
  Settlement(View& view, const std::string& operator_name)
      : view_(view), operator_(operator_name) {}

  void Leave() { response_.set_left(response_.left() + 1); }

  void Drop(uint64_t report) {
    Settle(report, false);
    response_.set_dropped(response_.dropped() + 1);
  }

  void Confirm(uint64_t report, const Orphan& orphan) {
    v1::Event word;
    const bool given = word.ParseFromString(orphan.event) &&
                       (word.has_verdict_given()  ? Judge(report, orphan, word.verdict_given())
                        : word.has_message_sent() ? Say(report, word.message_sent())
                                                  : Recognise(report, word.recognition_given()));
    if (!given) return Leave();
    Settle(report, true);
    response_.set_confirmed(response_.confirmed() + 1);
  }

  v1::SettleOrphansResponse Finish() { return response_; }

 private:
  // Each answers whether the word stands now; false: what it is about is not known here, or may not
  // be accepted (yet).
  bool Judge(uint64_t report, const Orphan& orphan, const v1::VerdictGiven& given) {
    const std::shared_ptr<const Revision> named = FindOrphanRevision(view_.state(), orphan);
    if (named == nullptr) return false;
    const std::shared_ptr<const Entry> entry = view_.state().FindRevision(named->id).first;
    const Revision* revision = entry->Find(entry->members.Canonical(named->id));
    if (IsAcceptedWhileHeld(view_.state(), orphan, *named)) return false;
    v1::VerdictWord& last = words_.try_emplace(revision->id, revision->verdict).first->second;
    if (last == given.word()) return true;
    last = given.word();
    v1::Event event;
    *event.mutable_verdict_given() = given;
    event.mutable_verdict_given()->set_received(revision->id);
    event.mutable_verdict_given()->set_digest(view_.state().DigestAt(revision->id));
    view_.Add(std::move(event), WordsOf(report));
    return true;
  }

  bool Recognise(uint64_t report, const v1::RecognitionGiven& given) {
    const UnitState* unit = view_.state().FindUnit(given.unit());
    if (unit == nullptr) return false;
    v1::RecognitionGiven about = given;
    about.set_granted(false);
    bool& now =
        granted_.try_emplace(about.SerializeAsString(), IsGranted(*unit, given)).first->second;
    if (now == given.granted()) return true;
    now = given.granted();
    v1::Event event;
    *event.mutable_recognition_given() = given;
    view_.Add(std::move(event), WordsOf(report));
    return true;
  }

  // One whose words were erased says nothing any more.
  bool Say(uint64_t report, const v1::MessageSent& sent) {
    v1::EventText words = WordsOf(report);
    if (words.reason().empty()) return false;
    v1::Event event;
    *event.mutable_message_sent() = sent;
    view_.Add(std::move(event), std::move(words));
    return true;
  }

  static bool IsGranted(const UnitState& unit, const v1::RecognitionGiven& given) {
    if (!given.has_item())
      return unit.not_applicable_numbers.contains(given.not_applicable_indicator());
    return unit.recognised_numbers.contains(
        {static_cast<int>(given.item().form()), given.item().field(), given.item().item()});
  }

  // The reasons as they were handed back, from whoever gives them now: who gave them first is what
  // a device says, and stands in the report.
  v1::EventText WordsOf(uint64_t report) const {
    v1::EventText words;
    if (!words.ParseFromString(view_.ReadText(report))) words.Clear();
    words.set_operator_(operator_);
    return words;
  }

  void Settle(uint64_t report, bool confirmed) {
    v1::Event event;
    event.mutable_orphan_settled()->set_reported(report);
    event.mutable_orphan_settled()->set_confirmed(confirmed);
    v1::EventText words;
    words.set_operator_(operator_);
    view_.Add(std::move(event), std::move(words));
  }

  View& view_;
  const std::string operator_;
  v1::SettleOrphansResponse response_;
  std::map<uint64_t, v1::VerdictWord> words_;
  std::map<std::string, bool> granted_;
};

using Chosen = std::vector<std::pair<uint64_t, const Orphan*>>;

// In the order in which the words were given: the last one on a Revision is the one that stands.
absl::StatusOr<Chosen> Choose(const State& state, const v1::SettleOrphansRequest& request) {
  Chosen chosen;
  const std::set<uint64_t> asked(request.indexes().begin(), request.indexes().end());
  for (const uint64_t index : asked) {
    if (!state.orphans.contains(index))
      return text::Refuse(absl::StatusCode::kNotFound, kOrphanUnknown, index);
  }
  for (const auto& [index, orphan] : state.orphans) {
    if (asked.empty() || asked.contains(index)) chosen.emplace_back(index, &orphan);
  }
  std::stable_sort(chosen.begin(), chosen.end(),
                   [](const auto& a, const auto& b) { return a.second->index < b.second->index; });
  return chosen;
}

}  // namespace

absl::StatusOr<v1::SettleOrphansResponse> DecideSettleOrphans(
    View& view, const v1::SettleOrphansRequest& request) {
  ASSIGN_OR_RETURN(const Chosen chosen, Choose(view.state(), request));
  Settlement settlement(view, request.operator_());
  for (const auto& [index, orphan] : chosen) {
    if (request.drop()) {
      settlement.Drop(index);
    } else if (request.indexes().empty() && !MayBeLost(view.state(), *orphan)) {
      settlement.Leave();
    } else {
      settlement.Confirm(index, *orphan);
    }
  }
  return settlement.Finish();
}

}  // namespace gom::hub
