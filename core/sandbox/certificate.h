// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/result.h>

#include <QByteArray>

namespace gantry::sandbox {

/// A certificate and its key, both as PEM.
struct Certificate {
    QByteArray certificate;
    QByteArray key;
};

/// Makes a new pair: for the names localhost and 127.0.0.1, signed by itself, so that a client can take it as
/// an authority; it holds for a year. Takes about a millisecond. Errors: Internal, when OpenSSL refuses.
[[nodiscard]] Result<Certificate> makeCertificate();

} // namespace gantry::sandbox
