// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/stream.h"

#include "sandbox/plainstream.h"
#include "sandbox/tlsstream.h"

namespace gantry::sandbox {

std::unique_ptr<Stream> makeStream(qintptr descriptor, const ServerTls &tls)
{
    if (tls.configuration)
        return std::make_unique<TlsStream>(descriptor, tls);
    return std::make_unique<PlainStream>(int(descriptor));
}

} // namespace gantry::sandbox
