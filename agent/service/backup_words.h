// The page that lies in a copy, for whoever finds it.
#ifndef GOM_AGENT_SERVICE_BACKUP_WORDS_H_
#define GOM_AGENT_SERVICE_BACKUP_WORDS_H_

#include <string>

#include "absl/strings/str_cat.h"

namespace gom::agent {

inline std::string ReadMeOfBackup(const std::string& unit_name, const std::string& unit) {
  return absl::StrCat(
      "Đây là bản sao lưu máy Gom của ", unit_name, " (", unit,
      ").\r\n\r\n"
      "Trong này có số liệu đã nhập, ảnh minh chứng và khóa của máy: ai có bản này thì gửi được số "
      "liệu thay máy đó. Hãy cất như cất con dấu; nếu mất, hãy báo xã để xã thu hồi máy.\r\n\r\n"
      "Muốn dùng lại trên máy khác: cài Gom, mở cửa sổ lệnh, chạy\r\n"
      "    gom-agent restore THƯ-MỤC-NÀY\r\n"
      "rồi mở Gom và đồng bộ. Những gì hub đã nhận sau ngày sao lưu sẽ tự về lại máy.\r\n\r\n"
      "This is a copy of the Gom computer of ",
      unit_name, " (", unit,
      ").\r\n\r\n"
      "It holds the figures that were entered, photos, and the computer's key: whoever has it can "
      "send figures in that computer's place. Lock it away as you would a seal; if it is lost, "
      "tell the commune's office, which then revokes the computer.\r\n\r\n"
      "To use it on another computer: install Gom, open a command window, run\r\n"
      "    gom-agent restore THIS-FOLDER\r\n"
      "then open Gom and sync. What the hub received after the copy was made comes back by "
      "itself.\r\n");
}

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_BACKUP_WORDS_H_
