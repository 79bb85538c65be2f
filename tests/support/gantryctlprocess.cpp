// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "support/gantryctlprocess.h"

#include <QJsonDocument>
#include <QSocketNotifier>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>

using namespace Qt::StringLiterals;

namespace gantry::testing {

GantryCtlProcess::GantryCtlProcess(QObject *parent)
    : QObject(parent)
    , m_environment(QProcessEnvironment::systemEnvironment())
{
    for (const QString &name : {u"NAMESRV_ADDR"_s, u"GANTRY_SECRET_KEY"_s, u"ROCKETMQ_SERIALIZE_TYPE"_s})
        m_environment.remove(name);
    for (const QString &name : {u"XDG_CONFIG_HOME"_s, u"XDG_DATA_HOME"_s, u"XDG_CACHE_HOME"_s})
        m_environment.insert(name, m_home.path());
    m_environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    connect(&m_process, &QProcess::readyReadStandardError, this,
            [this] { m_errorOutput += m_process.readAllStandardError(); });
}

GantryCtlProcess::~GantryCtlProcess()
{
    if (isRunning()) {
        m_process.kill();
        m_process.waitForFinished(5000);
    }
    closePipe();
}

void GantryCtlProcess::setEnvironmentVariable(const QString &name, const QString &value)
{
    m_environment.insert(name, value);
}

void GantryCtlProcess::start(const QStringList &words)
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        qFatal("pipe2 failed");
    m_readEnd = ends[0];
    ::fcntl(m_readEnd, F_SETFL, O_NONBLOCK);
    m_notifier = std::make_unique<QSocketNotifier>(m_readEnd, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &GantryCtlProcess::onReadable);
    m_process.setProcessEnvironment(m_environment);
    m_process.setChildProcessModifier([writeEnd = ends[1]] { ::dup2(writeEnd, STDOUT_FILENO); });
    m_process.start(QStringLiteral(GANTRYCTL_PATH), words);
    m_process.waitForStarted();
    ::close(ends[1]);
}

bool GantryCtlProcess::run(const QStringList &words, const QByteArray &input, int timeoutMs)
{
    start(words);
    write(input);
    closeInput();
    return waitForEnd(timeoutMs);
}

bool GantryCtlProcess::waitForEnd(int timeoutMs)
{
    // The pipe's end comes on its own, before or after the news of the process's end.
    return QTest::qWaitFor([this] { return !isRunning() && m_readEnd < 0; }, timeoutMs);
}

void GantryCtlProcess::interrupt()
{
    if (isRunning())
        ::kill(pid_t(m_process.processId()), SIGINT);
}

void GantryCtlProcess::closeOutput()
{
    closePipe();
}

int GantryCtlProcess::exitCode() const
{
    const bool isNormal = m_process.state() == QProcess::NotRunning
                          && m_process.error() == QProcess::UnknownError
                          && m_process.exitStatus() == QProcess::NormalExit;
    return isNormal ? m_process.exitCode() : -1;
}

QList<QJsonObject> GantryCtlProcess::outcomes() const
{
    QList<QJsonObject> found;
    for (const QJsonObject &line : m_lines) {
        if (line.contains("seq"_L1))
            found.append(line);
    }
    return found;
}

QJsonObject GantryCtlProcess::summary() const
{
    for (const QJsonObject &line : m_lines) {
        if (line.contains("summary"_L1))
            return line["summary"_L1].toObject();
    }
    return {};
}

QByteArray GantryCtlProcess::report() const
{
    constexpr qsizetype tail = 3000;
    return "gantryctl " + m_process.arguments().join(u' ').toUtf8() + "\nexit code "
           + (isRunning() ? QByteArray("none, it runs") : QByteArray::number(exitCode())) + ", "
           + QByteArray::number(m_outcomeCount) + " outcomes\nstandard error: " + m_errorOutput.right(tail)
           + "\nend of standard output: " + m_output.right(tail);
}

void GantryCtlProcess::onReadable()
{
    std::array<char, 65536> buffer{};
    while (m_readEnd >= 0) {
        const ssize_t count = ::read(m_readEnd, buffer.data(), buffer.size());
        if (count > 0) {
            m_output.append(buffer.data(), count);
            continue;
        }
        if (count == 0)
            closePipe();
        break;
    }
    for (qsizetype end = m_output.indexOf('\n', m_parsedBytes); end >= 0;
         end = m_output.indexOf('\n', m_parsedBytes)) {
        const QByteArray line = m_output.mid(m_parsedBytes, end - m_parsedBytes);
        m_parsedBytes = end + 1;
        takeLine(line);
    }
}

void GantryCtlProcess::takeLine(const QByteArray &line)
{
    const QJsonDocument document = QJsonDocument::fromJson(line);
    if (!document.isObject()) {
        m_otherLines.append(line);
        return;
    }
    m_lines.append(document.object());
    if (m_lines.last().contains("seq"_L1))
        ++m_outcomeCount;
    Q_EMIT lineReceived(m_lines.last());
}

void GantryCtlProcess::closePipe()
{
    if (m_notifier) {
        m_notifier->setEnabled(false);
        m_notifier.release()->deleteLater(); // it may be the one that is calling
    }
    if (m_readEnd >= 0)
        ::close(m_readEnd);
    m_readEnd = -1;
}

} // namespace gantry::testing
