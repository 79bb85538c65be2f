// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/result.h>
#include <gantry/sandbox.h>

#include <QSslConfiguration>
#include <QTemporaryFile>

#include <memory>
#include <optional>

namespace gantry::sandbox {

/// How the servers of a sandbox speak TLS: with one certificate, which is made for this run.
struct ServerTls {
    SandboxTls mode = SandboxTls::Disabled;
    std::optional<QSslConfiguration> configuration; ///< none when disabled
    std::shared_ptr<QTemporaryFile> certificate;    ///< for clients to read; goes with the last of these

    [[nodiscard]] QString certificateFile() const
    {
        return certificate ? certificate->fileName() : QString();
    }
};

/// Errors: Internal, when no certificate can be made or written, or Qt has no TLS here.
[[nodiscard]] Result<ServerTls> makeServerTls(SandboxTls mode);

} // namespace gantry::sandbox
