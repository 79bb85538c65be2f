// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Sends a burst to the sandbox from the whole window and measures how long its event loop is held up, by a
// timer that should come every 5 ms. One line of JSON. windowbench [MESSAGES]; 100,000 unless given.
#include "window/mainwindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>

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
    QElapsedTimer whole;
    QTimer::singleShot(std::chrono::seconds(1), &heartbeat, [&] { // the window is drawn by then
        heartbeat.begin();
        whole.start();
        workspace.send(draft);
    });
    const auto finish = [&] {
        if (quint64(workspace.outcomes().size()) < draft.count)
            return;
        const QJsonObject figures{{u"messages"_s, workspace.outcomes().size()},
                                  {u"seconds"_s, double(whole.elapsed()) / 1000},
                                  {u"longestHeldUpMs"_s, heartbeat.longestMs()}};
        std::puts(QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
        QApplication::quit();
    };
    QObject::connect(&workspace.session().inbox(), &OutcomeInbox::arrived, &heartbeat, finish);
    return QApplication::exec();
}
