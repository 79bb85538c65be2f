// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace gantry {

/// TLS to NameServers and brokers. The other side's certificate is checked against the system's authorities,
/// or against `caFile` alone, and so is its name; Java checks nothing by default (tls.test.mode), which we do
/// only when told so by `insecure`.
///
/// Java: TlsHelper, TlsSystemConfig
struct TlsConfig {
    QString caFile;          ///< PEM; empty: the system's authorities
    QString certificateFile; ///< PEM, for brokers that ask for one; with keyFile
    QString keyFile;         ///< PEM, without a pass phrase
    bool insecure = false;   ///< take any certificate

    friend bool operator==(const TlsConfig &, const TlsConfig &) = default;
};

} // namespace gantry
