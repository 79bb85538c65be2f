// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "secretoptions.h"

#include <QFile>
#include <QFileInfo>

#include <CLI/CLI.hpp>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace gantry::ctl {

namespace {

constexpr qint64 mostBytes = 65'536; ///< of a secret; a file that has more is the wrong one

/// Whoever gives a secret as an argument must be told, and must not see it repeated.
void refuseArgument(CLI::App &command, const char *name, const char *instead)
{
    command
        .add_option_function<std::string>(
            name,
            [name, instead](const std::string &) {
                throw CLI::ValidationError(
                    name, std::string("is never taken as an argument, which every user of this machine can "
                                      "read: use ")
                              + instead);
            })
        ->group("");
}

void warnIfOthersCanRead(const QString &path)
{
    const QFileInfo info(path);
    if (info.isFile() && (info.permissions() & (QFile::ReadGroup | QFile::ReadOther)))
        std::fprintf(stderr, "WARNING: %s can be read by others: chmod 600 it.\n", path.toUtf8().constData());
}

/// The file's text without the end of its last line.
Result<Secret> readSecret(const std::string &file)
{
    const QString path = QString::fromStdString(file);
    const auto bad = [&path](const QString &why) {
        return Error{ErrorKind::Config, u"the secret in %1 cannot be used: %2"_s.arg(path, why),
                     u"give a file that holds nothing but the secret"_s, std::nullopt};
    };
    QFile source(path);
    if (!source.open(QIODevice::ReadOnly))
        return bad(source.errorString());
    warnIfOthersCanRead(path);
    const QByteArray bytes = source.read(mostBytes + 1);
    const QString text = QString::fromUtf8(bytes).trimmed();
    if (text.isEmpty())
        return bad(u"it is empty"_s);
    if (bytes.size() > mostBytes || text.contains(u'\n'))
        return bad(u"it has more than one line"_s);
    return Secret(text);
}

Result<Secret> secretKeyOf(const SecretOptions &options)
{
    Secret secret(qEnvironmentVariable("GANTRY_SECRET_KEY").trimmed());
    qunsetenv("GANTRY_SECRET_KEY"); // whatever is started from here has no need of it
    if (!options.secretKeyFile.empty())
        return readSecret(options.secretKeyFile);
    if (secret.isEmpty())
        return Error{ErrorKind::Config,
                     u"--access-key %1 has no secret key"_s.arg(QString::fromStdString(options.accessKey)),
                     u"give --secret-key-file FILE, or set the environment variable GANTRY_SECRET_KEY"_s,
                     std::nullopt};
    return secret;
}

} // namespace

void addSecretOptions(CLI::App &command, SecretOptions &options)
{
    auto *key = command.add_option(
        "--access-key", options.accessKey,
        "Sign requests with this access key; its secret: --secret-key-file, or environment "
        "GANTRY_SECRET_KEY");
    auto *secret = command.add_option("--secret-key-file", options.secretKeyFile,
                                      "A file that holds the secret key and nothing else");
    auto *token = command.add_option("--security-token-file", options.securityTokenFile,
                                     "A file that holds the security token of a temporary key");
    for (CLI::Option *option : {key, secret, token})
        option->group("Connection");
    secret->needs(key);
    token->needs(key);
    refuseArgument(command, "--secret-key", "--secret-key-file, or environment GANTRY_SECRET_KEY");
    refuseArgument(command, "--security-token", "--security-token-file");
}

Result<std::optional<AclCredentials>> credentialsOf(const SecretOptions &options)
{
    if (options.accessKey.empty())
        return std::optional<AclCredentials>();
    AclCredentials credentials{QString::fromStdString(options.accessKey), {}, {}};
    Result<Secret> secret = secretKeyOf(options);
    if (!secret)
        return secret.error();
    credentials.secretKey = std::move(secret).value();
    if (!options.securityTokenFile.empty()) {
        Result<Secret> token = readSecret(options.securityTokenFile);
        if (!token)
            return token.error();
        credentials.securityToken = std::move(token).value();
    }
    return std::optional(std::move(credentials));
}

} // namespace gantry::ctl
