// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/servertls.h"

#include "sandbox/certificate.h"

#include <QDir>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

using namespace Qt::StringLiterals;

namespace gantry::sandbox {

namespace {

Error failure(const QString &detail)
{
    return {ErrorKind::Internal, detail, u"run the sandbox without TLS"_s, std::nullopt};
}

} // namespace

Result<ServerTls> makeServerTls(SandboxTls mode)
{
    if (mode == SandboxTls::Disabled)
        return ServerTls();
    if (!QSslSocket::supportsSsl())
        return failure(u"Qt has no TLS on this machine"_s);
    const Result<Certificate> pair = makeCertificate();
    if (!pair)
        return pair.error();
    const auto file = std::make_shared<QTemporaryFile>(QDir::temp().filePath(u"gantry-sandbox-XXXXXX.pem"_s));
    if (!file->open() || file->write(pair->certificate) != pair->certificate.size() || !file->flush())
        return failure(
            u"the certificate cannot be written to %1: %2"_s.arg(file->fileName(), file->errorString()));
    file->close();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(pair->certificate));
    configuration.setPrivateKey(QSslKey(pair->key, QSsl::Ec));
    configuration.setPeerVerifyMode(
        QSslSocket::VerifyNone); // RocketMQ asks no client for a certificate, either
    return ServerTls{mode, configuration, file};
}

} // namespace gantry::sandbox
