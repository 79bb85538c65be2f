// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

class QSocketNotifier;

namespace gantry::testing {

/// One run of `gantryctl`, watched while it runs: its JSON lines as they come, its texts, its exit code.
///
/// The process gets no NAMESRV_ADDR, no saved profiles and no colours from the test's surroundings, and is
/// killed with this object. Its standard output is a pipe of this object's own, so that the reading end can
/// really be closed under it, which QProcess does not do.
class GantryCtlProcess final : public QObject
{
    Q_OBJECT

public:
    explicit GantryCtlProcess(QObject *parent = nullptr);
    ~GantryCtlProcess() override;

    void setEnvironmentVariable(const QString &name, const QString &value);
    /// Standard input from a file instead of a pipe; before start().
    void readFrom(const QString &path) { m_process.setStandardInputFile(path); }

    /// Starts `gantryctl words`.
    void start(const QStringList &words);
    /// Starts it, gives it `input`, closes its standard input and waits for the end. False if that took too
    /// long.
    [[nodiscard]] bool run(const QStringList &words, const QByteArray &input = {}, int timeoutMs = 30'000);
    /// Waits for the end, all output included; the event loop runs. False when the time is over.
    [[nodiscard]] bool waitForEnd(int timeoutMs = 30'000);

    void write(const QByteArray &input) { m_process.write(input); }
    void closeInput() { m_process.closeWriteChannel(); }
    /// Ctrl+C.
    void interrupt();
    /// Ends the reading of its standard output: its next write there gets EPIPE (and SIGPIPE).
    void closeOutput();

    /// Of the running process; 0 otherwise.
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    /// Of a normal end; -1 before that, and after a crash.
    [[nodiscard]] int exitCode() const;

    /// All JSON objects of standard output so far.
    [[nodiscard]] const QList<QJsonObject> &lines() const { return m_lines; }
    /// Of these, the outcomes of single sends: those with a "seq".
    [[nodiscard]] QList<QJsonObject> outcomes() const;
    [[nodiscard]] qsizetype outcomeCount() const { return m_outcomeCount; }
    /// The value of the line {"summary":…}; empty before it came.
    [[nodiscard]] QJsonObject summary() const;
    /// Lines of standard output that are no JSON object.
    [[nodiscard]] const QList<QByteArray> &otherLines() const { return m_otherLines; }
    [[nodiscard]] const QByteArray &output() const { return m_output; }
    [[nodiscard]] const QByteArray &errorOutput() const { return m_errorOutput; }
    /// For messages of failed checks: command line, exit code, standard error and the last lines.
    [[nodiscard]] QByteArray report() const;

Q_SIGNALS:
    void lineReceived(const QJsonObject &line);

private:
    void onReadable();
    void takeLine(const QByteArray &line);
    void closePipe();

    QTemporaryDir m_home;
    QProcess m_process;
    QProcessEnvironment m_environment;
    std::unique_ptr<QSocketNotifier> m_notifier;
    int m_readEnd = -1;
    QByteArray m_output;
    QByteArray m_errorOutput;
    qsizetype m_parsedBytes = 0;
    QList<QJsonObject> m_lines;
    QList<QByteArray> m_otherLines;
    qsizetype m_outcomeCount = 0;
};

} // namespace gantry::testing

/// As QVERIFY(condition), but failing with what `process` said.
#define GANTRY_VERIFY_CTL(process, condition) QVERIFY2((condition), (process).report().constData())

/// Waits until `condition` holds, up to `timeoutMs`; then fails with what `process` said.
#define GANTRY_TRY_CTL(process, condition, timeoutMs)                                                        \
    QVERIFY2(QTest::qWaitFor([&] { return bool(condition); }, timeoutMs), (process).report().constData())
