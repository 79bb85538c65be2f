// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/logfile.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace gantry::ui;

/// The file of what the program says of itself.
class TestLogFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isInTheStateDirectory();
    void qtsMessagesComeAsLines();
    void isBounded();
    void onlyTheUserReadsIt();
    void threadsDoNotMixTheirLines();
    void isDoneWithoutWhereItCannotBeWritten();

private:
    static QList<QByteArray> linesOf(const QString &path);
};

QList<QByteArray> TestLogFile::linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<QByteArray> lines = file.readAll().split('\n');
    lines.removeLast(); // after the last line's end
    return lines;
}

void TestLogFile::isInTheStateDirectory()
{
#ifndef Q_OS_LINUX
    QSKIP("XDG's directories are those of Linux");
#endif
    const QByteArray before = qgetenv("XDG_STATE_HOME");
    qputenv("XDG_STATE_HOME", "/somewhere/state");
    QCOMPARE(LogFile::standardPath(), u"/somewhere/state/gantry/gantry.log"_s);
    qputenv("XDG_STATE_HOME", "not/absolute");
    QCOMPARE(LogFile::standardPath(), QString(QDir::homePath() + u"/.local/state/gantry/gantry.log"_s));
    qputenv("XDG_STATE_HOME", before);
}

void TestLogFile::qtsMessagesComeAsLines()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"deep/down/gantry.log"_s);
    {
        LogFile log(path);
        log.takeMessages();
        QTest::ignoreMessage(QtWarningMsg, "two\nlines");
        qWarning("two\nlines");
    }
    QTest::ignoreMessage(QtWarningMsg, "after its end");
    qWarning("after its end");
    const QList<QByteArray> lines = linesOf(path);
    QCOMPARE(lines.size(), 1);
    QVERIFY2(lines.at(0).endsWith("Z warning default: two lines"), lines.at(0).constData());
}

void TestLogFile::isBounded()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"gantry.log"_s);
    constexpr qint64 maxBytes = 2000;
    LogFile log(path, maxBytes);
    for (int i = 0; i < 1000; ++i)
        log.append(QtInfoMsg, "test", u"line %1"_s.arg(i));
    const QStringList files = QDir(folder.path()).entryList(QDir::Files, QDir::Name);
    QCOMPARE(files, (QStringList{u"gantry.log"_s, u"gantry.log.1"_s, u"gantry.log.2"_s}));
    for (const QString &file : files)
        QVERIFY(QFileInfo(folder.filePath(file)).size() <= maxBytes);
    QVERIFY(linesOf(path).last().endsWith("line 999"));
    // The newer file goes on where the older one ends.
    const int first = linesOf(path).first().split(' ').last().toInt();
    QVERIFY(linesOf(path + u".1"_s).last().endsWith(QByteArray::number(first - 1)));
    log.append(QtInfoMsg, "test", QString(1'000'000, u'x'));
    QVERIFY(linesOf(path).last().size() < 5000);
}

void TestLogFile::onlyTheUserReadsIt()
{
    const QTemporaryDir folder;
    const LogFile log(folder.filePath(u"gantry.log"_s));
    const QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(folder.filePath(u"gantry.log"_s)) & others));
}

void TestLogFile::threadsDoNotMixTheirLines()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"gantry.log"_s);
    constexpr int threadCount = 4;
    constexpr int lineCount = 200;
    LogFile log(path);
    std::vector<std::thread> threads;
    for (int i = 0; i < threadCount; ++i)
        threads.emplace_back([&log] {
            for (int n = 0; n < lineCount; ++n)
                log.append(QtInfoMsg, "test", u"whole"_s);
        });
    for (std::thread &thread : threads)
        thread.join();
    const QList<QByteArray> lines = linesOf(path);
    QCOMPARE(lines.size(), threadCount * lineCount);
    for (const QByteArray &line : lines)
        QVERIFY2(line.endsWith(" info test: whole"), line.constData());
}

void TestLogFile::isDoneWithoutWhereItCannotBeWritten()
{
    const QTemporaryDir folder;
    QFile inTheWay(folder.filePath(u"file"_s));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    inTheWay.close();
    LogFile log(folder.filePath(u"file/gantry.log"_s));
    log.append(QtInfoMsg, "test", u"lost"_s);
    QCOMPARE(inTheWay.size(), 0);
    QVERIFY(!QFile::exists(folder.filePath(u"file/gantry.log"_s)));
}

QTEST_GUILESS_MAIN(TestLogFile)
#include "tst_logfile.moc"
