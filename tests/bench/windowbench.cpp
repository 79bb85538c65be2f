// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Sends a burst to the sandbox from the whole window and measures how long its event loop is held up, by a
// timer that should come every 5 ms, and how long after the log's showing an outcome it is in the history's
// file. One line of JSON. windowbench [MESSAGES]; 100,000 unless given.
#include "window/mainwindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <deque>
#include <utility>

using namespace Qt::StringLiterals;
using namespace gantry::ui;

namespace {

constexpr int heartbeatMs = 5;

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

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const QTemporaryDir folder;
    Workspace workspace(WorkspacePaths{folder.path(), folder.path()});
    MainWindow window(workspace);
    window.show();
    MessageDraft draft = MessageDraft::example();
    draft.mode = gantry::SendMode::Async;
    draft.count = argc > 1 ? QByteArray(argv[1]).toULongLong() : 100'000;
    draft.window = 1000;
    Heartbeat heartbeat;
    HistoryLag history(workspace);
    QElapsedTimer whole;
    double seconds = 0;
    QTimer looking;
    QTimer::singleShot(std::chrono::seconds(1), &heartbeat, [&] { // the window is drawn by then
        heartbeat.begin();
        whole.start();
        workspace.send(draft);
    });
    const auto finish = [&] {
        if (quint64(workspace.outcomes().size()) < draft.count)
            return;
        if (seconds == 0)
            seconds = double(whole.elapsed()) / 1000;
        if (!history.isAllWritten())
            return;
        const QJsonObject figures{{u"messages"_s, workspace.outcomes().size()},
                                  {u"seconds"_s, seconds},
                                  {u"longestHeldUpMs"_s, heartbeat.longestMs()},
                                  {u"historyLongestBehindMs"_s, history.longestMs()}};
        std::puts(QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
        QApplication::quit();
    };
    QObject::connect(&looking, &QTimer::timeout, &heartbeat, finish);
    looking.start(heartbeatMs);
    return QApplication::exec();
}
