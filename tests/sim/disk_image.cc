#include "tests/sim/disk_image.h"

#include <algorithm>
#include <set>
#include <utility>

namespace gom::sim {
namespace {

// Sectors are hit together by one cut, so chance is drawn in two steps: first how bad this cut is,
// from 0 (nothing arrived) to 16 (everything did). Otherwise hardly any cut would lose, or keep,
// all of what was pending; and where all is kept, a transaction that nobody was told of is there.
constexpr uint64_t kAll = 16;
uint64_t DrawKept(platform::RandomSource& random) {
  constexpr uint64_t kKept[] = {0, 4, 8, 13, 15, kAll};
  return kKept[random.Below(std::size(kKept))];
}

bool Heads(platform::RandomSource& random) { return random.Below(2) == 0; }

std::string FolderOf(const std::string& name) {
  const size_t slash = name.rfind('/');
  return slash == std::string::npos ? "" : name.substr(0, slash);
}

}  // namespace

void FileImage::Write(int64_t offset, std::string_view bytes) {
  const int64_t end = offset + static_cast<int64_t>(bytes.size());
  if (end > size()) now_.resize(static_cast<size_t>(end), '\0');
  now_.replace(static_cast<size_t>(offset), bytes.size(), bytes);
  for (int64_t at = offset; at < end;) {
    const int64_t sector = at / kSector;
    const int64_t next = std::min(end, (sector + 1) * kSector);
    pending_[sector].push_back(
        {at % kSector, std::string(bytes.substr(static_cast<size_t>(at - offset),
                                                static_cast<size_t>(next - at)))});
    at = next;
  }
}

void FileImage::Truncate(int64_t size) {
  if (size < this->size()) {
    cut_to_ = std::min(cut_to_.value_or(size), size);
    pending_.erase(pending_.lower_bound((size + kSector - 1) / kSector), pending_.end());
    const auto last = pending_.find(size / kSector);
    if (last != pending_.end()) {
      for (SectorWrite& w : last->second) {
        const int64_t room = std::max<int64_t>(0, size % kSector - w.from);
        w.bytes.resize(std::min(w.bytes.size(), static_cast<size_t>(room)));
      }
    }
  }
  now_.resize(static_cast<size_t>(size), '\0');
}

void FileImage::Apply(int64_t sector, const SectorWrite& write) {
  const auto at = static_cast<size_t>(sector * kSector + write.from);
  if (at + write.bytes.size() > durable_.size()) durable_.resize(at + write.bytes.size(), '\0');
  durable_.replace(at, write.bytes.size(), write.bytes);
}

void FileImage::Sync() {
  if (cut_to_.has_value())
    durable_.resize(std::min(durable_.size(), static_cast<size_t>(*cut_to_)));
  for (const auto& [sector, writes] : pending_) {
    for (const SectorWrite& w : writes) Apply(sector, w);
  }
  durable_.resize(now_.size(), '\0');
  pending_.clear();
  cut_to_.reset();
}

void FileImage::LoseSync(platform::RandomSource& random) {
  const uint64_t kept = DrawKept(random);
  for (const auto& [sector, writes] : pending_) {
    if (random.Below(kAll) >= kept) continue;
    for (const SectorWrite& w : writes) Apply(sector, w);
  }
  pending_.clear();
}

void FileImage::Damage(int64_t sector, const SectorWrites& writes, platform::RandomSource& random,
                       bool powersafe_overwrite) {
  const size_t whole = random.Below(writes.size());  // of several writes, those that did arrive
  for (size_t i = 0; i < whole; ++i) Apply(sector, writes[i]);
  SectorWrite hit = writes[whole];
  switch (random.Below(3)) {
    case 0:  // lost
      return;
    case 1:  // torn
      hit.bytes.resize(static_cast<size_t>(random.Below(hit.bytes.size() + 1)));
      break;
    default:
      if (!powersafe_overwrite) hit = {0, std::string(static_cast<size_t>(kSector), '\0')};
      hit.bytes = random.Bytes(hit.bytes.size());
  }
  Apply(sector, hit);
}

void FileImage::Crash(platform::RandomSource& random, bool powersafe_overwrite) {
  if (cut_to_.has_value() && Heads(random)) {
    durable_.resize(std::min(durable_.size(), static_cast<size_t>(*cut_to_)));
  }
  const uint64_t kept = DrawKept(random);
  for (const auto& [sector, writes] : pending_) {
    if (random.Below(kAll) < kept) {
      for (const SectorWrite& w : writes) Apply(sector, w);
    } else if (kept > 0) {
      Damage(sector, writes, random, powersafe_overwrite);
    }
  }
  // The new size may be known to the file system where the bytes are not.
  if (durable_.size() < now_.size() && Heads(random)) durable_.resize(now_.size(), '\0');
  now_ = durable_;
  pending_.clear();
  cut_to_.reset();
}

uint64_t DiskImage::Find(const std::string& name) const {
  const auto at = now_.find(name);
  return at == now_.end() ? 0 : at->second;
}

uint64_t DiskImage::Create(const std::string& name) {
  const uint64_t number = CreateUnnamed();
  Change({name, number});
  return number;
}

uint64_t DiskImage::CreateUnnamed() {
  files_[++last_number_] = FileImage();
  return last_number_;
}

void DiskImage::MakeFolder(const std::string& name) { Change({name, kFolder}); }
void DiskImage::Link(const std::string& from, const std::string& to) { Change({to, Find(from)}); }
void DiskImage::Rename(const std::string& from, const std::string& to) {
  Change({to, Find(from), from});
}
void DiskImage::Remove(const std::string& name) { Change({name, 0}); }

void DiskImage::Change(FolderChange change) {
  Apply(change, &now_);
  pending_.push_back(std::move(change));
}

void DiskImage::SyncFolder(const std::string& folder) {
  for (const FolderChange& change : pending_) {
    if (FolderOf(change.name) == folder) Apply(change, &durable_);
  }
  std::erase_if(pending_, [&](const auto& change) { return FolderOf(change.name) == folder; });
}

void DiskImage::Apply(const FolderChange& change, Folder* folder) {
  if (!change.gone.empty()) folder->erase(change.gone);
  if (change.number == 0) {
    folder->erase(change.name);
  } else {
    (*folder)[change.name] = change.number;
  }
}

std::map<std::string, uint64_t> DiskImage::Names() const {
  std::map<std::string, uint64_t> names;
  for (const auto& [name, number] : now_) {
    const std::string folder = FolderOf(name);
    if (folder.empty() || names.contains(folder)) names[name] = number;
  }
  return names;
}

int64_t DiskImage::TotalBytes() const {
  int64_t total = 0;
  for (const auto& [name, number] : now_) {
    if (number != kFolder) total += files_.at(number).size();
  }
  return total;
}

bool DiskImage::Holds(std::string_view bytes) const {
  for (const auto& [name, number] : now_) {
    if (number != kFolder && files_.at(number).bytes().find(bytes) != std::string::npos)
      return true;
  }
  return false;
}

void DiskImage::Crash(platform::RandomSource& random, bool powersafe_overwrite) {
  std::map<std::string, std::vector<FolderChange>> by_folder{{"", {}}};
  for (FolderChange& change : std::exchange(pending_, {}))
    by_folder[FolderOf(change.name)].push_back(std::move(change));
  for (const auto& [folder, changes] : by_folder) {
    const size_t kept = random.Below(changes.size() + 1);
    for (size_t i = 0; i < kept; ++i) Apply(changes[i], &durable_);
  }
  now_ = durable_;
  std::set<uint64_t> named;
  for (const auto& [name, number] : now_) named.insert(number);
  std::erase_if(files_, [&](const auto& file) { return !named.contains(file.first); });
  for (auto& [number, file] : files_) file.Crash(random, powersafe_overwrite);
}

}  // namespace gom::sim
