// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sampleoutcomes.h"
#include "workspace/history.h"
#include "workspace/outcomepacking.h"
#include "workspace/sqlite.h"
#include <gantry/outcomejson.h>

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <sys/resource.h>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace gantry;
using namespace gantry::ui;

namespace {

/// The window waits five seconds.
constexpr auto shortRetry = std::chrono::milliseconds(200);

/// The only value that `statement` gives.
QString ask(const QString &path, const QString &statement)
{
    SqliteConnection database;
    if (!database.open(path, SqliteConnection::Access::Read))
        return {};
    SqliteStatement query = database.prepare(statement);
    return query.isPrepared() && query.step() == SqliteStatement::Step::Row ? query.text(0) : QString();
}

int countIn(const QString &path)
{
    return ask(path, u"SELECT count(*) FROM outcomes"_s).toInt();
}

/// The topics of what is found, for a search of `text`.
QString topicsFound(History &history, const QString &text, int limit = 100)
{
    QStringList topics;
    bool isAnswered = false;
    QObject context;
    QObject::connect(&history, &History::found, &context,
                     [&](const std::vector<SentMessage> &messages, const QString &error) {
                         for (const SentMessage &sent : messages)
                             topics.append(sent.outcome.topic.text());
                         topics.append(error);
                         isAnswered = true;
                     });
    history.search(OutcomeQuery(text), limit);
    static_cast<void>(QTest::qWaitFor([&] { return isAnswered; }, 10'000));
    return isAnswered ? topics.join(u' ').trimmed() : u"no answer"_s;
}

QJsonObject essence(const SentMessage &sent)
{
    QJsonObject json = toJson(sent.outcome, sent.outcome.id.value);
    json.insert("at"_L1, qint64(sent.at.time_since_epoch().count()));
    json.insert("tag"_L1, sent.message->tag);
    json.insert("keys"_L1, sent.message->keys);
    return json;
}

/// Runs as a process of its own: writes for ever, and says how much it has handed over.
int writeForEver(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    History history(QString::fromLocal8Bit(argv[2]));
    int count = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &application, [&] {
        history.append(samples::burst(20));
        count += 20;
        std::printf("%d\n", count);
        std::fflush(stdout);
    });
    timer.start(10);
    return QCoreApplication::exec();
}

} // namespace

class tst_History : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_folder.reset(); }
    void givesBackWhatItTook();
    void takesDamagedDetailsForNone();
    void writesWithinASecond();
    void findsByTheWordsOfTheFilter_data();
    void findsByTheWordsOfTheFilter();
    void takesWildcardsForText();
    void answersTheLastQuestionOnly();
    void showsTheNewestFirst();
    void keepsABoundedNumber();
    void survivesBeingKilled();
    void saysThatAFolderCannotBeWritten();
    void writesWhenTheDiskHasRoomAgain();
    void hasNothingToFindAtFirst();

private:
    QString path() const { return m_folder->path() + u"/deep/history.sqlite"_s; }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_History::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void tst_History::givesBackWhatItTook()
{
    const std::vector<SentMessage> sent{
        samples::accepted(samples::message()), samples::failed(samples::message()),
        samples::oneway(samples::message()), samples::refused(samples::message())};
    {
        History history(path());
        history.append(sent);
    }
    History history(path());
    QSignalSpy found(&history, &History::found);
    std::vector<SentMessage> answer;
    connect(&history, &History::found, this,
            [&](const std::vector<SentMessage> &messages) { answer = messages; });
    history.search({}, 100);
    QTRY_COMPARE(found.size(), 1);
    QCOMPARE(answer.size(), sent.size());
    for (size_t i = 0; i < sent.size(); ++i)
        QCOMPARE(essence(answer[i]), essence(sent[i]));
}

void tst_History::takesDamagedDetailsForNone()
{
    const SendOutcome outcome = samples::failed(samples::message()).outcome;
    const QByteArray packed = packOutcome(outcome);
    SendOutcome whole;
    unpackOutcome(packed, whole);
    QCOMPARE(whole.attempts.size(), 2);
    for (qsizetype size = 0; size < packed.size(); ++size) { // every cut
        SendOutcome cut;
        unpackOutcome(packed.first(size), cut);
        QCOMPARE(cut.attempts.size(), 0);
    }
    for (qsizetype at = 0; at < packed.size(); ++at) { // and every wrong byte: something, but no crash
        QByteArray wrong = packed;
        wrong[at] = char(~wrong[at]);
        SendOutcome any;
        unpackOutcome(wrong, any);
        QVERIFY(any.attempts.size() <= 1000);
    }
}

void tst_History::writesWithinASecond()
{
    History history(path());
    QElapsedTimer timer;
    timer.start();
    history.append(samples::burst(100));
    QTRY_COMPARE_WITH_TIMEOUT(countIn(path()), 100, 1000);
    QVERIFY(timer.elapsed() < 1000);
}

void tst_History::findsByTheWordsOfTheFilter_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("topics");
    QTest::newRow("nothing") << QString() << u"Good Bad Way No"_s;
    QTest::newRow("ok") << u"ok"_s << u"Good"_s;
    QTest::newRow("failed") << u"failed"_s << u"Bad No"_s;
    QTest::newRow("not failed") << u"-failed"_s << u"Good Way"_s;
    QTest::newRow("unknown") << u"unknown"_s << u"Way"_s;
    QTest::newRow("text") << u"\"not answered\""_s << u"Bad"_s;
    QTest::newRow("not the text") << u"-answered"_s << u"Good Way No"_s;
    QTest::newRow("topic") << u"topic:oo"_s << u"Good"_s;
    QTest::newRow("status") << u"status:SEND"_s << u"Good"_s;
    QTest::newRow("mode") << u"oneway"_s << u"Way"_s;
    QTest::newRow("queue") << u"queue:broker-b:2"_s << u"Bad"_s;
    QTest::newRow("kind and code") << u"kind:timeout code:10002"_s << u"Bad"_s;
    QTest::newRow("slow") << u">50ms attempts>1"_s << u"Bad"_s;
    QTest::newRow("before") << u"before:2000-01-01"_s << u"No"_s;
    QTest::newRow("after") << u"after:2000-01-01 size>5"_s << u"Good Bad Way"_s;
}

void tst_History::findsByTheWordsOfTheFilter()
{
    QFETCH(QString, query);
    QFETCH(QString, topics);
    {
        History history(path());
        history.append(
            {samples::accepted(samples::message(u"Good"_s)), samples::failed(samples::message(u"Bad"_s)),
             samples::oneway(samples::message(u"Way"_s)), samples::refused(samples::message(u"No"_s))});
    }
    History history(path());
    QCOMPARE(topicsFound(history, query), topics);
}

void tst_History::takesWildcardsForText()
{
    {
        History history(path());
        history.append({samples::accepted(samples::message(u"a%b_c"_s)),
                        samples::accepted(samples::message(u"aXbYc"_s))});
    }
    History history(path());
    QCOMPARE(topicsFound(history, u"topic:a%b_"_s), u"a%b_c"_s);
}

void tst_History::answersTheLastQuestionOnly()
{
    History history(path());
    history.append(
        {samples::accepted(samples::message(u"One"_s)), samples::accepted(samples::message(u"Two"_s))});
    QTRY_COMPARE(countIn(path()), 2);
    history.search(OutcomeQuery(u"topic:One"_s), 10);
    QCOMPARE(topicsFound(history, u"topic:Two"_s), u"Two"_s);
}

void tst_History::showsTheNewestFirst()
{
    {
        History history(path());
        for (int i = 0; i < 10; ++i)
            history.append({samples::accepted(samples::message(u"T%1"_s.arg(i)))});
    }
    History history(path());
    QCOMPARE(topicsFound(history, {}, 3), u"T7 T8 T9"_s);
}

void tst_History::keepsABoundedNumber()
{
    {
        History history(path(), 100);
        history.append(samples::burst(1000));
    }
    QCOMPARE(countIn(path()), 100);
    History history(path(), 100);
    history.setMaxRows(50);
    history.append({samples::accepted(samples::message(u"Last"_s))});
    QTRY_COMPARE(countIn(path()), 50);
    QCOMPARE(topicsFound(history, {}, 1), u"Last"_s);
}

void tst_History::survivesBeingKilled()
{
    QProcess writer;
    writer.start(QCoreApplication::applicationFilePath(), {u"--write"_s, path()});
    QElapsedTimer timer;
    timer.start();
    QList<std::pair<qint64, int>> handedOver; // when, how many
    while (timer.elapsed() < 2500) {
        if (!QTest::qWaitFor([&] { return writer.canReadLine(); }, 5000))
            break;
        while (writer.canReadLine())
            handedOver.append({timer.elapsed(), writer.readLine().trimmed().toInt()});
    }
    const qint64 killedAt = timer.elapsed();
    writer.kill(); // SIGKILL
    QTRY_COMPARE(writer.state(), QProcess::NotRunning);
    int aSecondBefore = 0;
    for (const auto &[when, count] : handedOver)
        aSecondBefore = when <= killedAt - 1000 ? count : aSecondBefore;
    QVERIFY(aSecondBefore > 500);
    QCOMPARE(ask(path(), u"PRAGMA integrity_check"_s), u"ok"_s);
    QVERIFY2(countIn(path()) >= aSecondBefore,
             qPrintable(u"%1 of %2"_s.arg(countIn(path())).arg(aSecondBefore)));
    const int before = countIn(path());
    {
        History history(path());
        history.append(samples::burst(5));
    }
    QCOMPARE(countIn(path()), before + 5);
}

void tst_History::saysThatAFolderCannotBeWritten()
{
    QFile file(m_folder->path() + u"/deep"_s); // a file where the folder should be
    QVERIFY(file.open(QIODevice::WriteOnly));
    History history(path());
    history.setRetryTime(shortRetry);
    const QSignalSpy troubled(&history, &History::troubleChanged);
    history.append(samples::burst(10));
    QTRY_COMPARE(troubled.size(), 1);
    QVERIFY2(history.trouble().contains(m_folder->path() + u"/deep"_s), qPrintable(history.trouble()));
    QVERIFY(file.remove());
    QTRY_COMPARE_WITH_TIMEOUT(history.trouble(), QString(), 10'000);
    QCOMPARE(countIn(path()), 10);
}

void tst_History::writesWhenTheDiskHasRoomAgain()
{
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &limit), 0);
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = 100 * 1024; // no file may grow beyond: as a disk that is full
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &limit), 0);
    History history(path());
    history.setRetryTime(shortRetry);
    history.append(samples::burst(5000));
    const bool isTroubled = QTest::qWaitFor([&] { return !history.trouble().isEmpty(); }, 10'000);
    limit.rlim_cur = before;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &limit), 0);
    QVERIFY(isTroubled);
    QVERIFY2(history.trouble().contains(path()), qPrintable(history.trouble()));
    QTRY_COMPARE_WITH_TIMEOUT(history.trouble(), QString(), 10'000);
    QCOMPARE(countIn(path()), 5000);
    QCOMPARE(ask(path(), u"PRAGMA integrity_check"_s), u"ok"_s);
}

void tst_History::hasNothingToFindAtFirst()
{
    History history(path());
    QCOMPARE(topicsFound(history, u"x"_s), QString());
    QVERIFY(!QFile::exists(path()));
}

int main(int argc, char **argv)
{
    if (argc == 3 && qstrcmp(argv[1], "--write") == 0)
        return writeForEver(argc, argv);
    QCoreApplication application(argc, argv);
    tst_History test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_history.moc"
