// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHostAddress>

namespace gantry {

/// This machine's address, as client ids and unique ids carry it: the first public IPv4, else the last
/// private one, else an IPv6, else loopback. Looked up once a process. Thread: any. Java: UtilAll#getIP
[[nodiscard]] const QHostAddress &localAddress();

} // namespace gantry
