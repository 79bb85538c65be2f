// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/clusterhints.h"

#include <gantry/admin.h>

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

/// Runs `ask` on a thread of the pool, then `take` with its answer on the window's, if `owner` still lives.
template<typename Ask, typename Take>
void askBeside(QObject *owner, Ask ask, Take take)
{
    QThreadPool::globalInstance()->start(
        [owner = QPointer(owner), ask = std::move(ask), take = std::move(take)] {
            auto answer = ask();
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [owner, take, answer = std::move(answer)] {
                    if (owner)
                        take(answer);
                },
                Qt::QueuedConnection);
        });
}

bool isOfUsers(const QString &topic)
{
    return !topic.startsWith(u'%') && !topic.startsWith("RMQ_SYS_"_L1) && !topic.startsWith("rmq_sys_"_L1);
}

} // namespace

ClusterHints::ClusterHints(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &Session::stateChanged, this, &ClusterHints::onStateChanged);
}

void ClusterHints::onStateChanged(Session::State state)
{
    if (state == Session::State::Running)
        askTopics();
}

void ClusterHints::askTopics()
{
    const ProducerConfig config = m_session.running().producer->config();
    const quint64 question = ++m_question;
    const auto ask = [config] {
        Admin admin(config);
        return admin.start() ? admin.topics() : Result<QStringList>(QStringList());
    };
    askBeside(this, ask, [this, question](const Result<QStringList> &topics) {
        if (question != m_question || !topics)
            return;
        QStringList names = *topics;
        names.removeIf([](const QString &name) { return !isOfUsers(name); });
        m_topics = names;
        Q_EMIT topicsFound(names);
    });
}

void ClusterHints::askQueues(const TopicName &topic)
{
    const std::shared_ptr<Producer> producer = m_session.running().producer;
    if (!producer || topic.isEmpty())
        return;
    const auto ask = [producer, topic] {
        QStringList names;
        if (const Result<TopicPublishInfo> info = producer->route(topic)) {
            for (const PublishQueue &queue : info->queues)
                names.append(u"%1:%2"_s.arg(queue.broker.text()).arg(queue.queueId));
        }
        return names;
    };
    askBeside(this, ask, [this, topic](const QStringList &queues) { Q_EMIT queuesFound(topic, queues); });
}

} // namespace gantry::ui
