#include "tests/sim/disk_image.h"

#include <algorithm>
#include <set>

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
  pending_.push_back({name, number});
  Apply(pending_.back(), &now_);
  return number;
}

uint64_t DiskImage::CreateUnnamed() {
  files_[++last_number_] = FileImage();
  return last_number_;
}

void DiskImage::Remove(const std::string& name) {
  pending_.push_back({name, 0});
  Apply(pending_.back(), &now_);
}

void DiskImage::SyncFolder() {
  for (const FolderChange& change : pending_) Apply(change, &durable_);
  pending_.clear();
}

void DiskImage::Apply(const FolderChange& change, Folder* folder) {
  if (change.number == 0) {
    folder->erase(change.name);
  } else {
    (*folder)[change.name] = change.number;
  }
}

int64_t DiskImage::TotalBytes() const {
  int64_t total = 0;
  for (const auto& [name, number] : now_) total += files_.at(number).size();
  return total;
}

bool DiskImage::Holds(std::string_view bytes) const {
  for (const auto& [name, number] : now_) {
    if (files_.at(number).bytes().find(bytes) != std::string::npos) return true;
  }
  return false;
}

void DiskImage::Crash(platform::RandomSource& random, bool powersafe_overwrite) {
  const size_t kept = random.Below(pending_.size() + 1);
  for (size_t i = 0; i < kept; ++i) Apply(pending_[i], &durable_);
  pending_.clear();
  now_ = durable_;
  std::set<uint64_t> named;
  for (const auto& [name, number] : now_) named.insert(number);
  std::erase_if(files_, [&](const auto& file) { return !named.contains(file.first); });
  for (auto& [number, file] : files_) file.Crash(random, powersafe_overwrite);
}

}  // namespace gom::sim
