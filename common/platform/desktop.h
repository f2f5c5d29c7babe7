// The person's desktop: a browser to show an address in.
#ifndef GOM_COMMON_PLATFORM_DESKTOP_H_
#define GOM_COMMON_PLATFORM_DESKTOP_H_

#include <string>

namespace gom::platform {

// Hands the address to the desktop's browser, and does not wait for it. False where there is no
// desktop, or nothing that would open it.
bool OpenInBrowser(const std::string& address);

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_DESKTOP_H_
