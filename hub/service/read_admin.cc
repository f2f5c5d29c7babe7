#include "hub/service/read_admin.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/rpc/certificates.h"
#include "common/text/status_macros.h"
#include "hub/service/begin_authority.h"
#include "hub/service/begin_term.h"
#include "hub/service/convert_entry.h"
#include "hub/service/evidence.h"
#include "hub/service/log_line.h"
#include "hub/service/notices.h"
#include "hub/service/words.h"
#include "hub/snapshot/check.h"
#include "hub/snapshot/words.h"
#include "hub/state/decide.h"
#include "hub/state/message.h"
#include "hub/state/orphans.h"
#include "hub/writer/verify.h"

namespace gom::hub {
namespace {

// "TH-01 ho_so 2026-Q2 a1b2c3d4/17" of the revision whose record this is.
std::string EntryAt(const State& state, uint64_t received) {
  const auto [entry, revision] = state.FindRevision(received);
  if (entry == nullptr || revision == nullptr || state.plan == nullptr) return {};
  const int form = state.plan->FormIndex(entry->key.form);
  const int period = state.plan->PeriodIndex(entry->key.period);
  if (form < 0 || period < 0) return {};
  return absl::StrCat(state.units[entry->key.unit]->row.code(), " ",
                      state.plan->forms[static_cast<size_t>(form)].code, " ",
                      state.plan->periods[static_cast<size_t>(period)].code, " ",
                      RevisionName(state, *revision));
}

LogNames NamesOf(const State& state) {
  LogNames names;
  names.plan = state.plan.get();
  names.unit_of_stream = [&state](uint32_t stream) -> std::string {
    if (stream == 0 || stream > state.streams.size()) return {};
    const uint32_t unit = state.StreamOf(stream).unit;
    return unit == kNoUnit ? std::string() : state.units[unit]->row.code();
  };
  names.entry_at = [&state](uint64_t received) { return EntryAt(state, received); };
  return names;
}

// 0 says that nothing is known. A clock that seems to agree to the millisecond was ahead by as long
// as its word was under way.
int64_t SkewToTell(const Seen& seen) {
  const int64_t skew = seen.clock_skew_ms.value_or(0);
  return seen.clock_skew_ms.has_value() && skew == 0 ? 1 : skew;
}

void AddSentence(const text::Message& message, v1::OrphanView* view) {
  view->mutable_summary_vi()->append(" ").append(message.vi);
  view->mutable_summary_en()->append(" ").append(message.en);
}

}  // namespace

absl::StatusOr<v1::HubStatus> ReadStatus(Hub& hub) {
  v1::HubStatus out = hub.ReadState([](const State& state) {
    v1::HubStatus s;
    s.set_hub(state.hub);
    s.set_name(state.name);
    s.set_term(state.term);
    *s.mutable_position() = log::ToProto(state.position, state.term);
    if (state.plan != nullptr) {
      s.set_plan_version(state.plan->version());
      s.set_plan_title_vi(state.plan->proto.title().vi());
    }
    s.set_units(static_cast<uint32_t>(state.units.size()));
    s.set_devices(
        static_cast<uint32_t>(std::count_if(state.devices.begin(), state.devices.end(),
                                            [](const auto& d) { return !d.second.revoked; })));
    s.set_entries(state.entries.size());
    s.set_revisions(state.counters.revisions);
    s.set_held(static_cast<uint32_t>(state.held.size()));
    s.set_in_conflict(static_cast<uint32_t>(state.in_conflict));
    s.set_waiting_for_verdict(static_cast<uint32_t>(state.waiting_for_verdict));
    s.set_returned_devices(static_cast<uint32_t>(
        std::count_if(state.returned_devices.begin(), state.returned_devices.end(),
                      [&](uint32_t number) { return !state.FindDevice(number)->revoked; })));
    s.set_orphans(static_cast<uint32_t>(state.orphans.size()));
    for (uint32_t unit = 0; unit < state.units.size(); ++unit)
      s.set_units_to_answer(s.units_to_answer() + (WaitsForAnswer(state, unit) ? 1 : 0));
    for (const auto& [device, waiting] : RevokedWork(state))
      s.set_revoked_work(s.revoked_work() + static_cast<uint32_t>(waiting.size()));
    return s;
  });
  out.set_address(hub.address());
  out.set_data_folder(hub.folder());
  out.set_build(kBuild);
  out.set_snapshot_position(hub.snapshots().last().position.index);
  out.set_log_bytes(hub.store().Bytes());
  out.set_higher_term_seen(HigherTermSeen(hub, out.term()));
  CountEvidence(hub, &out);
  out.set_state_differed(static_cast<uint32_t>(hub.seen().differed()));
  out.set_authority_not_after(hub.authority().not_after());
  out.set_server_not_after(hub.authority().server_not_after());
  out.set_devices_to_renew(DevicesToRenew(hub));
  AddNotices(hub, &out);
  return out;
}

absl::StatusOr<v1::ListDevicesResponse> ReadDevices(Hub& hub) {
  std::vector<std::string> certificates;
  v1::ListDevicesResponse out = hub.ReadState([&](const State& state) {
    v1::ListDevicesResponse list;
    auto work = RevokedWork(state);
    for (const auto& [number, device] : state.devices) {
      v1::DeviceView* view = list.add_devices();
      view->set_device(number);
      if (device.unit != kNoUnit) view->set_unit(state.units[device.unit]->row.code());
      view->set_label(device.label);
      view->set_enrolled_at(device.enrolled_at);
      view->set_revoked(device.revoked);
      view->set_received(device.received);
      view->set_streams(device.streams);
      view->set_returned(!device.revoked && state.returned_devices.contains(number));
      view->set_doubled(!device.revoked && device.doubled);
      view->set_work_waiting(static_cast<uint32_t>(work[number].size()));
      certificates.push_back(device.certificate_der);
    }
    return list;
  });
  for (int i = 0; i < out.devices_size(); ++i) {
    v1::DeviceView& view = *out.mutable_devices(i);
    const std::string& certificate = certificates[static_cast<size_t>(i)];
    view.set_certificate_not_after(rpc::NotAfter(certificate).value_or(0));
    // One that only others spoke for since a restore has none.
    view.set_to_renew(!view.revoked() && !certificate.empty() &&
                      !hub.authority().IsOfNewest(certificate));
    const std::optional<Seen> seen = hub.seen().Find(view.device());
    if (!seen.has_value()) continue;
    view.set_last_contact(seen->last_contact);
    view.set_clock_skew_ms(SkewToTell(*seen));
    view.set_waiting(seen->waiting);
  }
  return out;
}

absl::StatusOr<v1::ReadLogResponse> ReadLog(Hub& hub, const v1::ReadLogRequest& request) {
  const uint32_t limit =
      request.limit() == 0 ? kDefaultLogLines : std::min(request.limit(), kMaxLogLines);
  const uint64_t end = hub.ReadState([](const State& s) { return s.position.index; });
  const uint64_t newest = end > limit ? end - limit + 1 : 1;
  const uint64_t from = request.from() == 0 ? newest : request.from();
  std::vector<log::Record> records;
  if (from <= end) {
    RETURN_IF_ERROR(hub.store().Read(from, [&](const log::Record& record) {
      records.push_back(record);
      return records.size() < limit;
    }));
  }
  return hub.ReadState([&](const State& state) {
    v1::ReadLogResponse out;
    const LogNames names = NamesOf(state);
    for (const log::Record& record : records) *out.add_lines() = ToLogLine(record, names);
    return out;
  });
}

absl::StatusOr<v1::ListOrphansResponse> ReadOrphans(Hub& hub) {
  std::vector<uint64_t> indexes;
  hub.writer().ReadState([&](const State& state) {
    for (const auto& [index, orphan] : state.orphans) {
      if (indexes.size() == kMaxOrphanLines) break;
      indexes.push_back(index);
    }
  });
  std::map<uint64_t, std::string> texts;
  size_t bytes = 0;
  RETURN_IF_ERROR(hub.store().ReadSome(indexes, [&](const log::Record& record) {
    texts[record.index] = record.text;
    bytes += record.text.size();
    return bytes < kMaxOrphanTexts;
  }));
  return hub.ReadState([&](const State& state) {
    v1::ListOrphansResponse out;
    const LogNames names = NamesOf(state);
    for (const auto& [index, text] : texts) {
      const auto at = state.orphans.find(index);
      if (at == state.orphans.end()) continue;  // settled meanwhile
      const Orphan& orphan = at->second;
      v1::OrphanView* view = out.add_orphans();
      view->set_index(index);
      if (orphan.unit != kNoUnit) view->set_unit(state.units[orphan.unit]->row.code());
      view->set_device(orphan.device);
      const bool verdict = !orphan.revision.stream.empty();
      const auto judged = verdict ? FindOrphanRevision(state, orphan) : nullptr;
      const bool held = judged != nullptr && IsAcceptedWhileHeld(state, orphan, *judged);
      view->set_not_known_here((verdict && judged == nullptr) || held);
      const std::string entry = judged != nullptr
                                    ? EntryAt(state, judged->id)
                                    : absl::StrCat(log::Hex(orphan.revision.stream).substr(0, 8),
                                                   "/", orphan.revision.index);
      const v1::LogLine line = ToOrphanLine(orphan.event, text, entry, names);
      view->set_at(line.at());
      view->set_summary_vi(line.summary_vi());
      view->set_summary_en(line.summary_en());
      if (held) AddSentence(words::kJudgedIsHeld, view);
      if (!MayBeLost(state, orphan)) AddSentence(words::kNotKnownLost, view);
    }
    return out;
  });
}

absl::StatusOr<v1::VerifyResponse> VerifyLog(Hub& hub) {
  ASSIGN_OR_RETURN(VerifyReport report, Verify(hub.writer().core()));
  // What stands before the damage may well be sound; the log is not.
  if (!hub.damage().ok())
    report.problems.insert(report.problems.begin(), text::ErrorOf(hub.damage()));
  ASSIGN_OR_RETURN(const uint64_t unlike,
                   FindUnlikeSnapshot(hub.store(), hub.snapshots().snapshots()));
  if (unlike != 0) {
    report.problems.push_back(text::MakeError(
        words::kSnapshotDiffers, {absl::StrCat(unlike), hub.snapshots().snapshots().folder()}));
  }
  v1::VerifyResponse out;
  out.set_records(report.records);
  *out.mutable_position() = log::ToProto(report.position);
  for (const v1::Error& problem : report.problems) {
    out.add_problems_vi(problem.vi());
    out.add_problems_en(problem.en());
  }
  return out;
}

absl::StatusOr<v1::GetHubKeyResponse> HubKeyOf(const Hub& hub) {
  v1::GetHubKeyResponse response;
  ASSIGN_OR_RETURN(*response.mutable_public_key_pem(),
                   sync::PublicKeyToPem(hub.sign_key().public_key()));
  return response;
}

}  // namespace gom::hub
