// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "support/jdk.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace gantry::testing {

namespace {

QString versionFolder(const QString &version)
{
    QString cache = qEnvironmentVariable("XDG_CACHE_HOME");
    if (cache.isEmpty())
        cache = QDir::homePath() + "/.cache"_L1;
    return cache + "/rocketmq-lib/"_L1 + version;
}

} // namespace

QString jdkProgram(const QString &name)
{
    const QString home = qEnvironmentVariable("JAVA_HOME");
    if (!home.isEmpty() && QFile::exists(home + "/bin/"_L1 + name))
        return home + "/bin/"_L1 + name;
    return QStandardPaths::findExecutable(name);
}

QString rocketMqJars(const QString &version)
{
    return versionFolder(version) + "/lib"_L1;
}

QString whyNoJava(const QString &version)
{
    for (const QString &program : {u"java"_s, u"javac"_s}) {
        if (jdkProgram(program).isEmpty())
            return program + " is not installed; a JDK, 17 or later, is needed"_L1;
    }
    if (!QFile::exists(versionFolder(version) + "/.complete"_L1))
        return u"the jars of RocketMQ %1 are not there; run tests/support/rocketmq/cluster fetch --version %1"_s
            .arg(version);
    return {};
}

} // namespace gantry::testing
