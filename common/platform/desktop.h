// The person's desktop: a browser to show an address in, and a line typed without being shown.
#ifndef GOM_COMMON_PLATFORM_DESKTOP_H_
#define GOM_COMMON_PLATFORM_DESKTOP_H_

#include <istream>
#include <string>

namespace gom::platform {

// Hands the address to the desktop's browser, and does not wait for it. False where there is no
// desktop, or nothing that would open it.
bool OpenInBrowser(const std::string& address);

// One line of `in`; where that is standard input and a person types it, it is not shown.
std::string ReadHidden(std::istream& in);

// The folder in which this program's file lies, empty where it is not known.
std::string ProgramFolder();

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_DESKTOP_H_
