// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/session.h"

#include <QObject>
#include <QStringList>

namespace gantry::ui {

/// What the cluster offers to complete from: its topics, and the queues of one topic. Asked for beside the
/// window whenever the producer starts; without an answer there is just nothing to choose from.
class ClusterHints final : public QObject
{
    Q_OBJECT

public:
    explicit ClusterHints(Session &session, QObject *parent = nullptr);

    /// As of the last answer.
    [[nodiscard]] const QStringList &topics() const { return m_topics; }
    /// Answers by queuesFound(), once it is known.
    void askQueues(const TopicName &topic);

Q_SIGNALS:
    void topicsFound(const QStringList &topics);
    /// "broker-a:0", …
    void queuesFound(const gantry::TopicName &topic, const QStringList &queues);

private:
    void onStateChanged(Session::State state);
    void askTopics();

    Session &m_session;
    QStringList m_topics;
    quint64 m_question = 0; ///< of topics; answers to older ones do not count
};

} // namespace gantry::ui
