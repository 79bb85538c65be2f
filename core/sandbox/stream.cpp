// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/stream.h"

#include "sandbox/socketstream.h"
#ifdef Q_OS_LINUX
#include "sandbox/plainstream_linux.h"
#endif

namespace gantry::sandbox {

std::unique_ptr<Stream> makeStream(qintptr descriptor, const ServerTls &tls)
{
#ifdef Q_OS_LINUX
    if (!tls.configuration)
        return std::make_unique<PlainStream>(int(descriptor));
#endif
    return std::make_unique<SocketStream>(descriptor, tls);
}

} // namespace gantry::sandbox
