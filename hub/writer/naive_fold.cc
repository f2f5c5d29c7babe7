#include "hub/writer/naive_fold.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include "absl/strings/str_cat.h"
#include "common/sync/revision.h"

namespace gom::hub {
namespace {

constexpr char kTables[] =
    "CREATE TABLE stream (number INTEGER PRIMARY KEY, unit TEXT NOT NULL);"
    "CREATE TABLE unit (code TEXT PRIMARY KEY);"
    "CREATE TABLE revision (id INTEGER PRIMARY KEY, unit TEXT NOT NULL, form INTEGER NOT NULL, "
    "period INTEGER NOT NULL);"
    // What a record did to a Revision.
    "CREATE TABLE step (at INTEGER NOT NULL, id INTEGER NOT NULL, outcome INTEGER NOT NULL);"
    "CREATE TABLE verdict (at INTEGER NOT NULL, id INTEGER NOT NULL, word INTEGER NOT NULL);";

// The last thing that happened to each Revision is where it stands.
constexpr char kStandings[] =
    "WITH stands AS (SELECT id, outcome FROM (SELECT id, outcome, "
    "    row_number() OVER (PARTITION BY id ORDER BY at DESC) AS newest FROM step) WHERE newest = "
    "1), "
    "judged AS (SELECT id, at FROM (SELECT id, at, word, "
    "    row_number() OVER (PARTITION BY id ORDER BY at DESC) AS newest FROM verdict) WHERE newest "
    "= 1 AND word = 1), "
    "ranked AS (SELECT r.id, row_number() OVER (PARTITION BY r.unit, r.form, r.period ORDER BY "
    "j.at DESC) AS newest "
    "    FROM judged j JOIN revision r ON r.id = j.id) "
    "SELECT r.unit, r.form, r.period, r.id, s.outcome, EXISTS (SELECT 1 FROM ranked k WHERE k.id = "
    "r.id AND newest = 1) "
    "FROM revision r JOIN stands s ON s.id = r.id ORDER BY r.unit, r.form, r.period, r.id";

void Add(std::string* list, uint64_t id) { absl::StrAppend(list, list->empty() ? "" : ",", id); }

}  // namespace

class NaiveFold::Tables {
 public:
  Tables() : db_(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
    db_.exec(kTables);
    db_.exec("BEGIN");
  }

  void Take(uint64_t index, const v1::Event& event) {
    if (event.has_stream_opened()) {
      Insert("INSERT INTO stream VALUES (?, ?)", event.stream_opened().number(),
             LowerCode(event.stream_opened().unit()));
    } else if (event.has_units_changed()) {
      for (const v1::Unit& unit : event.units_changed().units()) {
        Insert("INSERT OR IGNORE INTO unit VALUES (?)", LowerCode(unit.code()));
      }
    } else if (event.has_received()) {
      TakeReceived(index, event.received());
    } else if (event.has_released()) {
      TakeSteps(index, event.released().received(), event.released());
    } else if (event.has_verdict_given()) {
      Insert("INSERT INTO verdict VALUES (?, ?, ?)", index, event.verdict_given().received(),
             static_cast<int>(event.verdict_given().word()));
    }
  }

  Standings Finish() {
    db_.exec("COMMIT");
    db_.exec("CREATE INDEX step_id ON step (id)");
    Standings standings;
    SQLite::Statement query(db_, kStandings);
    while (query.executeStep()) {
      Standing& standing = standings[{query.getColumn(0).getString(), query.getColumn(1).getUInt(),
                                      query.getColumn(2).getUInt()}];
      const auto id = static_cast<uint64_t>(query.getColumn(3).getInt64());
      switch (query.getColumn(4).getInt()) {
        case v1::OUTCOME_HEAD:
          standing.head = id;
          break;
        case v1::OUTCOME_CONTENDER:
          Add(&standing.contenders, id);
          break;
        case v1::OUTCOME_HELD:
          Add(&standing.held, id);
          break;
        default:
          break;
      }
      if (query.getColumn(5).getInt() != 0) standing.accepted = id;
    }
    return standings;
  }

 private:
  template <typename... Args>
  void Insert(const char* sql, const Args&... args) {
    SQLite::Statement insert(db_, sql);
    int place = 0;
    (Bind(insert, ++place, args), ...);
    insert.exec();
  }
  static void Bind(SQLite::Statement& s, int place, const std::string& value) {
    s.bind(place, value);
  }
  template <typename Number>
  static void Bind(SQLite::Statement& s, int place, Number value) {
    s.bind(place, static_cast<int64_t>(value));
  }

  std::string UnitOf(const v1::Received& received) {
    std::string code = LowerCode(received.unit());
    if (code.empty()) {
      SQLite::Statement stream(db_, "SELECT unit FROM stream WHERE number = ?");
      stream.bind(1, static_cast<int64_t>(received.stream()));
      if (stream.executeStep()) code = stream.getColumn(0).getString();
    }
    SQLite::Statement known(db_, "SELECT code FROM unit WHERE code = ?");
    known.bind(1, code);
    return known.executeStep() ? code : std::string();
  }

  void TakeReceived(uint64_t index, const v1::Received& received) {
    v1::Change change;
    if (!change.ParseFromString(received.change()) || !change.has_revision() ||
        !sync::DecodeValues(change.revision()).ok()) {
      return;
    }
    const std::string unit = UnitOf(received);
    if (unit.empty()) return;
    Insert("INSERT INTO revision VALUES (?, ?, ?, ?)", index, unit, change.revision().form(),
           change.revision().period());
    TakeSteps(index, index, received);
  }

  template <typename Decided>
  void TakeSteps(uint64_t at, uint64_t id, const Decided& decided) {
    for (const uint64_t settled : decided.settles()) {
      Insert("INSERT INTO step VALUES (?, ?, ?)", at, settled,
             static_cast<int>(v1::OUTCOME_SETTLED));
    }
    Insert("INSERT INTO step VALUES (?, ?, ?)", at, id, static_cast<int>(decided.outcome()));
  }

  SQLite::Database db_;
};

NaiveFold::NaiveFold() : tables_(std::make_unique<Tables>()) {}
NaiveFold::~NaiveFold() = default;

void NaiveFold::Take(uint64_t index, const v1::Event& event) {
  try {
    tables_->Take(index, event);
  } catch (const SQLite::Exception& e) {
    failure_ = absl::InternalError(e.what());
  }
}

absl::StatusOr<Standings> NaiveFold::Finish() {
  if (!failure_.ok()) return failure_;
  try {
    return tables_->Finish();
  } catch (const SQLite::Exception& e) {
    return absl::InternalError(e.what());
  }
}

Standings StandingsOf(const State& state) {
  Standings standings;
  for (const auto& unit : state.units) standings.merge(StandingsOf(state, unit->index));
  return standings;
}

Standings StandingsOf(const State& state, uint32_t unit) {
  Standings standings;
  const UnitState& of = *state.units[unit];
  for (const auto& [form, period] : of.entries) {
    const std::shared_ptr<const Entry> entry = state.FindEntry({unit, form, period});
    Standing& standing = standings[{LowerCode(of.row.code()), form, period}];
    standing.head = entry->members.head;
    standing.accepted = entry->accepted;
    for (const sync::Member& m : entry->members.all) {
      if (m.standing == v1::OUTCOME_CONTENDER) Add(&standing.contenders, m.id);
      if (m.standing == v1::OUTCOME_HELD) Add(&standing.held, m.id);
    }
  }
  return standings;
}

}  // namespace gom::hub
