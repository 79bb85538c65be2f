// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Sends a burst to the sandbox from the whole window and measures how long its event loop is held up, by a
// timer that should come every 5 ms, while somebody types a filter, and how long after the log's showing an
// outcome it is in the history's file. One line of JSON; exit status 1 when a row is missing or the totals do
// not add up.
//
//     windowbench [--slow MS] [MESSAGES]    100,000 unless given; names each event that took longer than MS
#include "log/logmodel.h"
#include "window/mainwindow.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMetaEnum>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <deque>
#include <utility>

using namespace Qt::StringLiterals;
using namespace gantry::ui;

namespace {

constexpr int heartbeatMs = 5;
constexpr int keystrokeMs = 80;
/// Of the last one, the first characters, too, are a filter.
constexpr auto typed = "topic:TopicTest 127.0.0.1"_L1;

double threadCpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

/// Says which events take long, and whether they worked all that time or waited for a core.
class TimedApplication final : public QApplication
{
public:
    using QApplication::QApplication;

    void nameSlowerThan(double ms) { m_limitMs = ms; }
    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_limitMs <= 0 || QThread::currentThread() != thread() || m_depth > 0)
            return QApplication::notify(receiver, event);
        const QString name =
            QString::fromLatin1(receiver->metaObject()->className()) + u' ' + receiver->objectName();
        const QByteArray type = QMetaEnum::fromType<QEvent::Type>().valueToKey(event->type());
        const double cpu = threadCpuMs();
        QElapsedTimer wall;
        wall.start();
        ++m_depth;
        const bool isDone = QApplication::notify(receiver, event);
        --m_depth;
        if (const double ms = double(wall.nsecsElapsed()) / 1e6; ms > m_limitMs)
            std::fprintf(stderr, "%6.1f ms, %6.1f of them work: %s %s\n", ms, threadCpuMs() - cpu,
                         type.constData(), qPrintable(name));
        return isDone;
    }

private:
    double m_limitMs = 0;
    int m_depth = 0;
};

class Heartbeat final : public QObject
{
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_longest = std::max(m_longest, m_since.nsecsElapsed());
            m_since.start();
        });
    }

    void begin()
    {
        m_longest = 0;
        m_since.start();
        m_timer.start(heartbeatMs);
    }
    [[nodiscard]] double longestMs() const { return double(m_longest) / 1e6; }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
};

/// How long the history is behind the log: what was shown when, until it is written.
class HistoryLag final : public QObject
{
public:
    explicit HistoryLag(Workspace &workspace)
        : m_workspace(workspace)
    {
        m_since.start();
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_workspace.session().inbox(), &OutcomeInbox::arrived, this,
                [this] { m_shown.emplace_back(m_workspace.outcomes().size(), m_since.elapsed()); });
        connect(&m_timer, &QTimer::timeout, this, &HistoryLag::look);
        m_timer.start(heartbeatMs);
    }
    void look()
    {
        const qint64 written = m_workspace.history().written();
        while (!m_shown.empty() && m_shown.front().first <= written)
            m_shown.pop_front();
        if (!m_shown.empty())
            m_longest = std::max(m_longest, m_since.elapsed() - m_shown.front().second);
    }
    [[nodiscard]] bool isAllWritten() const { return m_shown.empty(); }
    [[nodiscard]] qint64 longestMs() const { return m_longest; }

private:
    Workspace &m_workspace;
    QTimer m_timer;
    QElapsedTimer m_since;
    std::deque<std::pair<qint64, qint64>> m_shown; ///< how many rows, when
    qint64 m_longest = 0;
};

/// Types a filter into the log, letter by letter, and notes how long each takes until its rows are shown.
class Typist final : public QObject
{
public:
    explicit Typist(MainWindow &window)
        : m_edit(window.findChild<QLineEdit *>(u"filter"_s))
        , m_model(window.findChild<LogModel *>())
    {
        connect(&m_keys, &QTimer::timeout, this, &Typist::type);
        connect(m_model, &LogModel::scanningChanged, this, [this] {
            if (!m_model->progress() && m_since.isValid()) {
                m_longest = std::max(m_longest, double(m_since.nsecsElapsed()) / 1e6);
                m_since.invalidate();
            }
        });
    }
    void begin() { m_keys.start(keystrokeMs); }
    void end()
    {
        m_keys.stop();
        m_edit->clear();
    }
    [[nodiscard]] double longestMs() const { return m_longest; }
    [[nodiscard]] int rows() const { return m_model->rowCount(); }

private:
    void type()
    {
        const auto letters = m_edit->text().size() % typed.size() + 1;
        m_since.start();
        m_edit->setText(typed.first(letters));
    }

    QLineEdit *m_edit;
    LogModel *m_model;
    QTimer m_keys;
    QElapsedTimer m_since;
    double m_longest = 0;
};

struct Options {
    double slowMs = 0;
    quint64 messages = 100'000;
};

Options readOptions(const QCoreApplication &application)
{
    QCommandLineParser parser;
    const QCommandLineOption slow(u"slow"_s, u"Names each event that takes longer."_s, u"MS"_s, u"0"_s);
    parser.addOption(slow);
    parser.process(application);
    Options options;
    options.slowMs = parser.value(slow).toDouble();
    if (!parser.positionalArguments().isEmpty())
        options.messages = parser.positionalArguments().front().toULongLong();
    return options;
}

} // namespace

int main(int argc, char **argv)
{
    TimedApplication application(argc, argv);
    const Options options = readOptions(application);
    application.nameSlowerThan(options.slowMs);
    const QTemporaryDir folder;
    Workspace workspace(WorkspacePaths{folder.path(), folder.path()});
    MainWindow window(workspace);
    window.show();
    MessageDraft draft = MessageDraft::example();
    draft.mode = gantry::SendMode::Async;
    draft.count = options.messages;
    draft.window = 1000;
    Heartbeat heartbeat;
    HistoryLag history(workspace);
    Typist typist(window);
    QElapsedTimer whole;
    double seconds = 0;
    QTimer looking;
    QTimer::singleShot(std::chrono::seconds(1), &heartbeat, [&] { // the window is drawn by then
        heartbeat.begin();
        whole.start();
        typist.begin();
        workspace.send(draft);
    });
    const auto finish = [&] {
        if (quint64(workspace.outcomes().size()) < draft.count)
            return;
        if (seconds == 0) {
            seconds = double(whole.elapsed()) / 1000;
            typist.end();
        }
        if (!history.isAllWritten())
            return;
        const OutcomeTotals &totals = workspace.outcomes().totals();
        const QJsonObject figures{{u"messages"_s, workspace.outcomes().size()},
                                  {u"seconds"_s, seconds},
                                  {u"rowsShown"_s, typist.rows()},
                                  {u"accepted"_s, qint64(totals.accepted)},
                                  {u"failed"_s, qint64(totals.failed)},
                                  {u"longestHeldUpMs"_s, heartbeat.longestMs()},
                                  {u"filterLongestMs"_s, typist.longestMs()},
                                  {u"historyLongestBehindMs"_s, history.longestMs()}};
        std::puts(QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
        const bool isWhole =
            quint64(typist.rows()) == draft.count && totals.accepted + totals.failed == draft.count;
        QApplication::exit(isWhole ? 0 : 1);
    };
    QObject::connect(&looking, &QTimer::timeout, &heartbeat, finish);
    looking.start(heartbeatMs);
    return QApplication::exec();
}
